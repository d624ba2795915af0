'use client';

import { useState } from 'react';
import { Tooltip } from '@mantine/core';
import classes from './header.module.css';
import { nameFault } from './name-fault';

interface InlineNameProps {
  label: string;
  value: string;
  longest: number;
  onChange: (value: string) => void;
}

/** A name that is edited where it stands. What is not a name yet stays in the control and is not used. */
export function InlineName({ label, value, longest, onChange }: InlineNameProps) {
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? value;
  const fault = nameFault(shown, longest);

  return (
    <Tooltip
      label={fault ?? label}
      opened={fault !== undefined && draft !== undefined ? true : undefined}
      color={fault ? 'red' : undefined}
    >
      <span className={classes.inlineName} data-invalid={fault !== undefined || undefined}>
        {/* The hidden copy gives the control the width of its text. */}
        <span className={classes.inlineSize} aria-hidden>
          {shown || ' '}
        </span>
        <input
          aria-label={label}
          aria-invalid={fault !== undefined}
          className={classes.inlineInput}
          value={shown}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft(text);
            if (nameFault(text, longest) === undefined) onChange(text);
          }}
          onBlur={() => setDraft(undefined)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
          }}
          spellCheck={false}
          autoComplete="off"
        />
      </span>
    </Tooltip>
  );
}
