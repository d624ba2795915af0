'use client';

import { useState } from 'react';
import { NativeSelect, TextInput } from '@mantine/core';
import type { FieldBinding } from '../use-field';
import {
  amountUnits,
  parseAmount,
  preferredUnit,
  printAmount,
  spokenDuration,
  unitTitle,
  type AmountKind,
} from './amount';
import { placeholderOf } from './text-field';
import { textOf } from './text-of';
import { useDraft } from './use-draft';
import classes from './fields.module.css';

const wholeText = 'whole text';

/**
 * A number with a list of units. A whole amount can be typed too (`300Mi`), and a text that is no
 * amount stays in the control as typed, so that its message can say what would be right.
 */
export function AmountField({ binding, kind }: { binding: FieldBinding; kind: AmountKind }) {
  const { field, id, value, change, blur, aria } = binding;
  const units = amountUnits(kind);
  const text = textOf(value);
  const amount = parseAmount(text, units);
  const [emptyUnit, setEmptyUnit] = useState(preferredUnit(kind));
  const draft = useDraft(text);
  const spoken = kind === 'duration' ? spokenDuration(text) : undefined;
  const unit = amount?.unit ?? (text === '' ? emptyUnit : wholeText);

  const enter = (typed: string) => {
    const number = typed.trim();
    const isNumber = /^[\d.\s]*$/.test(typed);
    const next = isNumber
      ? printAmount({ number, unit: unit === wholeText ? preferredUnit(kind) : unit })
      : number;
    draft.type(typed, next);
    change(next);
  };
  const chooseUnit = (next: string) => {
    draft.drop();
    // A text with a wrong unit, such as 200GB, keeps its number.
    const number = amount?.number ?? /^\s*([\d.]+)/.exec(text)?.[1];
    if (number === undefined) setEmptyUnit(next);
    else change(printAmount({ number, unit: next }));
  };

  return (
    <div className={classes.amount}>
      <TextInput
        id={id}
        {...aria}
        value={draft.text ?? amount?.number ?? text}
        onChange={(event) => enter(event.currentTarget.value)}
        onBlur={() => {
          draft.drop();
          blur();
        }}
        placeholder={placeholderOf(field)}
        error={aria['aria-invalid']}
        autoComplete="off"
        spellCheck={false}
        rightSection={spoken && <span className={classes.unit}>{spoken}</span>}
        rightSectionWidth={spoken ? spoken.length * 7 + 12 : undefined}
        rightSectionPointerEvents="none"
        className={classes.amountNumber}
        classNames={{ input: classes.mono }}
      />
      <NativeSelect
        aria-label={`Unit of ${field.title}`}
        value={unit}
        onChange={(event) => chooseUnit(event.currentTarget.value)}
        data={[
          ...(unit === wholeText ? [{ value: wholeText, label: '–', disabled: true }] : []),
          ...units.map((option) => ({ value: option, label: unitTitle(kind, option) })),
        ]}
        className={classes.amountUnit}
      />
    </div>
  );
}
