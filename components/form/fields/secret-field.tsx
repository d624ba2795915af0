'use client';

import { useState } from 'react';
import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconDice3, IconEye, IconEyeOff, IconX } from '@tabler/icons-react';
import { useWatch } from 'react-hook-form';
import type { FieldBinding } from '../use-field';
import { useFieldPaths } from '../field-paths';
import { generateSecret } from './generate-secret';
import { placeholderOf } from './text-field';
import { textOf } from './text-of';
import classes from './fields.module.css';

/**
 * A secret value: hidden until revealed, generated on demand. When a Secret that exists already is
 * named beside it, the control says that this one is used instead.
 */
export function SecretField({ binding }: { binding: FieldBinding }) {
  const { field, id, value, change, blur, aria } = binding;
  const [isRevealed, setIsRevealed] = useState(false);
  const existing = useExistingSecret(field.path);
  const text = textOf(value);

  return (
    <TextInput
      id={id}
      {...aria}
      type={isRevealed ? 'text' : 'password'}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={blur}
      placeholder={existing === '' ? placeholderOf(field) : `Read from Secret ${existing}`}
      error={aria['aria-invalid']}
      autoComplete="new-password"
      spellCheck={false}
      data-1p-ignore=""
      classNames={{ input: classes.mono }}
      rightSectionWidth={text === '' ? 36 : 92}
      rightSection={
        <span className={classes.secretActions}>
          {text !== '' && (
            <>
              <Tooltip label="Clear">
                <ActionIcon size={26} aria-label={`Clear ${field.title}`} onClick={() => change('')}>
                  <IconX size={14} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={isRevealed ? 'Hide' : 'Reveal'}>
                <ActionIcon
                  size={26}
                  aria-label={`${isRevealed ? 'Hide' : 'Reveal'} ${field.title}`}
                  aria-pressed={isRevealed}
                  onClick={() => setIsRevealed(!isRevealed)}
                >
                  {isRevealed ? <IconEyeOff size={15} /> : <IconEye size={15} />}
                </ActionIcon>
              </Tooltip>
            </>
          )}
          <Tooltip label="Generate">
            <ActionIcon
              size={26}
              aria-label={`Generate ${field.title}`}
              onClick={() => change(generateSecret())}
            >
              <IconDice3 size={15} />
            </ActionIcon>
          </Tooltip>
        </span>
      }
    />
  );
}

/** Returns the name of the existing Secret that stands in for the secret at `path`, or ''. */
function useExistingSecret(path: string): string {
  const paths = useFieldPaths();
  const parts = path.split('.');
  const candidates = parts.map((_, index) => [...parts.slice(0, index), 'existingSecret'].join('.'));
  const nearest = candidates.reverse().find((candidate) => paths.has(candidate));
  const value: unknown = useWatch({ name: nearest ?? '', disabled: nearest === undefined });
  return nearest === undefined ? '' : textOf(value);
}
