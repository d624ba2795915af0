'use client';

import { NativeSelect, TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import { emptyEnvItem, readEnvItems, writeEnvItems, type EnvItem, type EnvSource } from './env-item';
import { groupAria } from './map-field';
import { AddRow, RowFrame } from './row-list';
import { useRows } from './use-rows';
import classes from './fields.module.css';

const sources: { value: EnvSource; label: string }[] = [
  { value: 'value', label: 'Value' },
  { value: 'secret', label: 'Secret' },
  { value: 'configMap', label: 'ConfigMap' },
  { value: 'field', label: 'Pod field' },
];

const textLabels: Record<EnvSource, string> = {
  value: 'value',
  secret: 'secret name',
  configMap: 'config map name',
  field: 'field path',
  other: '',
};

/** A container's environment: plain values, and references to Secrets, ConfigMaps and pod fields. */
export function EnvField({ binding }: { binding: FieldBinding }) {
  const { id, value, change, aria } = binding;
  const { container, rows, add, remove, update, onKeyDown } = useRows<EnvItem>({
    value,
    change,
    read: readEnvItems,
    write: writeEnvItems,
    empty: emptyEnvItem,
  });

  return (
    <div ref={container} id={id} role="group" tabIndex={-1} {...groupAria(aria)}>
      {rows.map(({ id: rowId, item }, index) => {
        const label = item.name || `row ${index + 1}`;
        const text = (key: 'name' | 'text' | 'key', placeholder: string) => (
          <TextInput
            aria-label={key === 'name' ? `Variable ${index + 1}` : `${placeholder} of ${label}`}
            placeholder={placeholder}
            value={item[key]}
            onChange={(event) => update(index, { ...item, [key]: event.currentTarget.value })}
            onKeyDown={onKeyDown(index)}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: classes.mono }}
          />
        );
        return (
          <RowFrame key={rowId} label={label} onRemove={() => remove(index)}>
            {text('name', 'variable')}
            <NativeSelect
              aria-label={`Source of ${label}`}
              value={item.source}
              onChange={(event) =>
                // The options below are the sources, so the text of the choice is one of them.
                update(index, { ...item, source: event.currentTarget.value as EnvSource })
              }
              data={item.source === 'other' ? [...sources, { value: 'other', label: 'Other' }] : sources}
              className={classes.narrow}
            />
            {item.source !== 'other' && text('text', textLabels[item.source])}
            {(item.source === 'secret' || item.source === 'configMap') && text('key', 'key')}
          </RowFrame>
        );
      })}
      <AddRow onClick={() => add()}>Add variable</AddRow>
    </div>
  );
}
