'use client';

import { TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { AddRow, RowFrame } from './row-list';
import { textOf } from './text-of';
import { useRows } from './use-rows';
import classes from './fields.module.css';

interface Entry {
  key: string;
  value: unknown;
}

const words: Record<string, { key: string; value: string; add: string }> = {
  labels: { key: 'Label', value: 'Value', add: 'Add label' },
  annotations: { key: 'Annotation', value: 'Value', add: 'Add annotation' },
  envMap: { key: 'Variable', value: 'Value', add: 'Add variable' },
};

/** A map of names to short texts: labels, annotations, environment variables. */
export function MapField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const { container, rows, add, remove, update, onKeyDown } = useRows<Entry>({
    value,
    change,
    read: readEntries,
    write: writeEntries,
    empty: { key: '', value: '' },
  });
  const word = words[field.kind] ?? { key: 'Name', value: 'Value', add: 'Add entry' };

  return (
    <div ref={container} id={id} role="group" tabIndex={-1} {...groupAria(aria)}>
      {rows.map(({ id: rowId, item }, index) => (
        <RowFrame key={rowId} label={item.key || `row ${index + 1}`} onRemove={() => remove(index)}>
          <TextInput
            aria-label={`${word.key} ${index + 1}`}
            placeholder={word.key.toLowerCase()}
            value={item.key}
            onChange={(event) => update(index, { ...item, key: event.currentTarget.value.trim() })}
            onKeyDown={onKeyDown(index)}
            onBlur={blur}
            error={item.key !== '' && rows.some((row, other) => other !== index && row.item.key === item.key)}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: classes.mono }}
          />
          <TextInput
            aria-label={`${word.value} of ${item.key || `row ${index + 1}`}`}
            placeholder={word.value.toLowerCase()}
            value={textOf(item.value)}
            onChange={(event) => update(index, { ...item, value: event.currentTarget.value })}
            onKeyDown={onKeyDown(index)}
            onBlur={blur}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: classes.mono }}
          />
        </RowFrame>
      ))}
      <AddRow onClick={() => add()}>{word.add}</AddRow>
    </div>
  );
}

/** Returns the attributes of a group of controls: it is labelled like a control, but is never itself invalid. */
export function groupAria(
  aria: FieldBinding['aria'],
): Pick<FieldBinding['aria'], 'aria-labelledby' | 'aria-describedby'> {
  return { 'aria-labelledby': aria['aria-labelledby'], 'aria-describedby': aria['aria-describedby'] };
}

function readEntries(value: unknown): Entry[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, entry]: [string, unknown]) => ({ key, value: entry }));
}

function writeEntries(entries: Entry[]): Record<string, unknown> {
  return Object.fromEntries(entries.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]));
}
