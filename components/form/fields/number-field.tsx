'use client';

import { TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import classes from './fields.module.css';
import { textOf } from './text-of';
import { useDraft } from './use-draft';

/**
 * A number. What does not read as one is kept as the text it is, so that the message on the field can
 * name it; arrow keys step.
 */
export function NumberField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const draft = useDraft(value);
  const shown = draft.text ?? textOf(value);

  const enter = (text: string) => {
    const next = parseNumber(text);
    draft.type(text, next);
    change(next);
  };
  const step = (direction: 1 | -1) => {
    if (typeof value !== 'number') return;
    const size = field.step ?? 1;
    const next = Number((value + direction * size).toFixed(6));
    draft.drop();
    change(Math.min(field.max ?? Infinity, Math.max(field.min ?? -Infinity, next)));
  };

  return (
    <TextInput
      id={id}
      {...aria}
      inputMode={field.kind === 'integer' || field.kind === 'port' ? 'numeric' : 'decimal'}
      value={shown}
      onChange={(event) => enter(event.currentTarget.value)}
      onBlur={() => {
        draft.drop();
        blur();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        step(event.key === 'ArrowUp' ? 1 : -1);
      }}
      error={aria['aria-invalid']}
      autoComplete="off"
      rightSection={field.unit ? <span className={classes.unit}>{field.unit}</span> : undefined}
      rightSectionWidth={field.unit ? Math.max(36, field.unit.length * 8 + 16) : undefined}
      rightSectionPointerEvents="none"
      classNames={{ input: classes.mono }}
    />
  );
}

/** Returns the number that `text` writes, or the text itself when it writes none. */
export function parseNumber(text: string): number | string {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : trimmed;
}
