'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { groupAria } from './map-field';
import { parseNumber } from './number-field';
import { AddRow, RowFrame } from './row-list';
import { textOf } from './text-of';
import { useRows } from './use-rows';
import classes from './fields.module.css';

type Toleration = Record<string, unknown>;

const operators = [
  { value: 'Exists', label: 'exists' },
  { value: 'Equal', label: 'equals' },
];
const effects = [
  { value: '', label: 'any effect' },
  { value: 'NoSchedule', label: 'NoSchedule' },
  { value: 'PreferNoSchedule', label: 'PreferNoSchedule' },
  { value: 'NoExecute', label: 'NoExecute' },
];

/** Taints that the pods tolerate. Keys that the rows do not show are kept. */
export default function TolerationsField({ binding }: { binding: FieldBinding }) {
  const { id, value, change, aria } = binding;
  const { container, rows, add, remove, update, onKeyDown } = useRows<Toleration>({
    value,
    change,
    read: readTolerations,
    write: (items) => items.filter((item) => Object.keys(item).length > 0),
    empty: {},
  });

  return (
    <div ref={container} id={id} role="group" tabIndex={-1} {...groupAria(aria)}>
      {rows.map(({ id: rowId, item }, index) => {
        const label = textOf(item['key']) || `row ${index + 1}`;
        // Kubernetes reads a toleration without an operator as Equal.
        const operator = textOf(item['operator']) || (Object.keys(item).length === 0 ? 'Exists' : 'Equal');
        const set = (key: string, entry: unknown) =>
          update(index, without({ operator, ...item, [key]: entry }, entry === '' ? key : undefined));
        return (
          <RowFrame key={rowId} label={`toleration of ${label}`} onRemove={() => remove(index)}>
            <TextInput
              aria-label={`Taint ${index + 1}`}
              placeholder="taint key"
              value={textOf(item['key'])}
              onChange={(event) => set('key', event.currentTarget.value.trim())}
              onKeyDown={onKeyDown(index)}
              spellCheck={false}
              autoComplete="off"
              classNames={{ input: classes.mono }}
            />
            <NativeSelect
              aria-label={`Operator of ${label}`}
              value={operator}
              onChange={(event) => {
                const next = { ...item, operator: event.currentTarget.value };
                update(index, event.currentTarget.value === 'Exists' ? without(next, 'value') : next);
              }}
              data={operators}
              className={classes.narrow}
            />
            {operator === 'Equal' && (
              <TextInput
                aria-label={`Value of ${label}`}
                placeholder="value"
                value={textOf(item['value'])}
                onChange={(event) => set('value', event.currentTarget.value)}
                onKeyDown={onKeyDown(index)}
                spellCheck={false}
                autoComplete="off"
                classNames={{ input: classes.mono }}
              />
            )}
            <NativeSelect
              aria-label={`Effect of ${label}`}
              value={textOf(item['effect'])}
              onChange={(event) => set('effect', event.currentTarget.value)}
              data={effects}
            />
            {item['effect'] === 'NoExecute' && (
              <TextInput
                aria-label={`Seconds before eviction by ${label}`}
                placeholder="seconds"
                value={textOf(item['tolerationSeconds'])}
                onChange={(event) => set('tolerationSeconds', parseNumber(event.currentTarget.value))}
                onKeyDown={onKeyDown(index)}
                className={classes.narrow}
                classNames={{ input: classes.mono }}
              />
            )}
          </RowFrame>
        );
      })}
      <AddRow onClick={() => add()}>Add toleration</AddRow>
    </div>
  );
}

function readTolerations(value: unknown): Toleration[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is Toleration => typeof item === 'object' && item !== null);
}

function without(item: Toleration, key: string | undefined): Toleration {
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== key));
}
