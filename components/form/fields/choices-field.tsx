'use client';

import { Checkbox, Group } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { readTexts } from './list-field';
import { groupAria } from './map-field';
import classes from './fields.module.css';

/** A list of choices as check boxes. */
export default function ChoicesField({ binding }: { binding: FieldBinding }) {
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
