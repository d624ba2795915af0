'use client';

import { Textarea } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { placeholderOf } from './text-field';
import { textOf } from './text-of';
import classes from './fields.module.css';

/** Several lines of text, such as SQL. */
export default function LongTextField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  return (
    <Textarea
      id={id}
      {...aria}
      value={textOf(value)}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={blur}
      placeholder={placeholderOf(field)}
      error={aria['aria-invalid']}
      spellCheck={false}
      autosize
      minRows={3}
      maxRows={16}
      classNames={{ input: classes.code }}
    />
  );
}
