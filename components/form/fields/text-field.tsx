'use client';

import { TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { textOf } from './text-of';
import classes from './fields.module.css';

const proseKinds = new Set(['string']);

/** One line of text: names, addresses, schedules. */
export function TextField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  return (
    <TextInput
      id={id}
      {...aria}
      value={textOf(value)}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={blur}
      placeholder={placeholderOf(field)}
      error={aria['aria-invalid']}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: proseKinds.has(field.kind) ? undefined : classes.mono }}
    />
  );
}

/** Returns what an empty control shows: what emptiness means, else an example. */
export function placeholderOf(field: FieldBinding['field']): string {
  if (field.emptyMeans !== undefined) return field.emptyMeans;
  const example = field.examples?.[0];
  return typeof example === 'string' || typeof example === 'number' ? String(example) : '';
}
