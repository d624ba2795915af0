'use client';

import { TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { groupAria } from './map-field';
import { AddRow, RowFrame } from './row-list';
import { textOf } from './text-of';
import { useRows } from './use-rows';
import classes from './fields.module.css';

/** A list of short texts. */
export function ListField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const { container, rows, add, remove, update, onKeyDown } = useRows<string>({
    value,
    change,
    read: readTexts,
    write: (items) => items.filter((item) => item !== ''),
    empty: '',
  });
  const first: unknown = field.examples?.[0];
  const example: unknown = Array.isArray(first) ? first[0] : first;

  return (
    <div ref={container} id={id} role="group" tabIndex={-1} {...groupAria(aria)}>
      {rows.map(({ id: rowId, item }, index) => (
        <RowFrame key={rowId} label={item || `row ${index + 1}`} onRemove={() => remove(index)}>
          <TextInput
            aria-label={`${field.title} ${index + 1}`}
            placeholder={textOf(example)}
            value={item}
            onChange={(event) => update(index, event.currentTarget.value)}
            onKeyDown={onKeyDown(index)}
            onBlur={blur}
            spellCheck={false}
            autoComplete="off"
            className={classes.wide}
            classNames={{ input: classes.mono }}
          />
        </RowFrame>
      ))}
      <AddRow onClick={() => add()}>Add</AddRow>
    </div>
  );
}

/** Returns the texts of a list; anything else is an empty one. */
export function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
