'use client';

import { useId, useState } from 'react';
import { TextInput } from '@mantine/core';
import classes from './sizing.module.css';

interface NumberBoxProps {
  label: string;
  value: number;
  bounds: { min: number; max: number };
  onChange: (value: number) => void;
  /** What stands behind the number: "days". */
  unit?: string;
  /** One sentence below the label. */
  description?: string;
  isWhole?: boolean;
  /** Leaves the label to screen readers, where a column has a heading. */
  isBare?: boolean;
}

/** A box for one number. Only numbers within the bounds are taken over; else it says what would be right. */
export function NumberBox(props: NumberBoxProps) {
  const { label, value, bounds, onChange, unit, description, isWhole = false, isBare = false } = props;
  const [text, setText] = useState<string>();
  const id = useId();
  const fault = text === undefined ? undefined : faultOf(text, bounds, isWhole);
  return (
    <div className={classes.box} data-bare={isBare || undefined}>
      {!isBare && (
        <label htmlFor={id} className={classes.boxLabel}>
          {label}
        </label>
      )}
      {description && (
        <p id={`${id}-description`} className={classes.boxDescription}>
          {description}
        </p>
      )}
      <TextInput
        id={id}
        aria-label={isBare ? label : undefined}
        aria-describedby={description ? `${id}-description` : undefined}
        aria-invalid={fault !== undefined}
        error={fault !== undefined}
        title={fault}
        inputMode="decimal"
        autoComplete="off"
        value={text ?? String(value)}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          if (faultOf(next, bounds, isWhole) === undefined) onChange(Number(next));
        }}
        onBlur={() => setText(undefined)}
        rightSection={unit === undefined ? undefined : <span className={classes.unit}>{unit}</span>}
        rightSectionWidth={unit === undefined ? undefined : 12 + unit.length * 7}
        rightSectionPointerEvents="none"
      />
      {fault !== undefined && (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function faultOf(text: string, { min, max }: NumberBoxProps['bounds'], isWhole: boolean): string | undefined {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isNaN(value)) return 'Write a number, such as 50 or 0.5.';
  if (value < min || value > max) return `Between ${min} and ${max.toLocaleString('en')}.`;
  return isWhole && !Number.isInteger(value) ? 'Write a whole number.' : undefined;
}
