'use client';

import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { textOf } from './text-of';
import classes from './fields.module.css';

const longestSegments = 26;

/** One of a few choices: side by side when they are short, else a list. */
export function ChoiceField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const options = field.options ?? [];
  const letters = options.reduce((sum, option) => sum + option.title.length, 0);
  const known = options.some((option) => option.value === value);

  if (options.length <= 4 && letters <= longestSegments && known) {
    return (
      <SegmentedControl
        id={id}
        {...aria}
        role="radiogroup"
        value={textOf(value)}
        onChange={change}
        onBlur={blur}
        data={options.map(({ value: option, title }) => ({ value: option, label: title }))}
        fullWidth
        size="sm"
        transitionDuration={0}
        classNames={{ root: classes.segments, label: classes.segment }}
      />
    );
  }
  return (
    <NativeSelect
      id={id}
      {...aria}
      value={textOf(value)}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={blur}
      data={[
        ...options.map(({ value: option, title }) => ({ value: option, label: title })),
        // A value from elsewhere stays visible, with its message below.
        ...(known ? [] : [{ value: textOf(value), label: textOf(value) }]),
      ]}
      error={aria['aria-invalid']}
    />
  );
}
