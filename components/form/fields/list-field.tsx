'use client';

import { Checkbox, Group, TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { groupAria } from './map-field';
import { AddRow, RowFrame } from './row-list';
import { textOf } from './text-of';
import { useRows } from './use-rows';
import classes from './fields.module.css';

/** A list of short texts; a list of choices shows them as check boxes. */
export function ListField({ binding }: { binding: FieldBinding }) {
  return binding.field.options ? <ChoiceList binding={binding} /> : <TextList binding={binding} />;
}

function TextList({ binding }: { binding: FieldBinding }) {
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

function ChoiceList({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, aria } = binding;
  return (
    <Checkbox.Group id={id} {...groupAria(aria)} value={readTexts(value)} onChange={change}>
      <Group gap={16} className={classes.choices}>
        {field.options?.map((option) => (
          <Checkbox key={option.value} value={option.value} label={option.title} size="xs" />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
