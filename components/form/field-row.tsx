'use client';

import { memo, useState } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Field, ValuesProblem } from '@/lib/values';
import { FieldBadge } from '../findings/field-badge';
import { FieldControl } from './field-control';
import type { Placement } from './field-layout';
import { useField } from './use-field';
import classes from './form.module.css';

interface FieldRowProps {
  field: Field;
  placement: Placement;
  /** Leaves the description to the label's tooltip. */
  isTerse?: boolean;
}

/** One field: label, description, control and message. */
export const FieldRow = memo(function FieldRow({ field, placement, isTerse = false }: FieldRowProps) {
  const binding = useField(field);
  const { id, isChanged, problems, reset } = binding;
  const isSwitch = field.kind === 'boolean';

  return (
    <div
      className={classes.field}
      data-placement={placement}
      data-switch={isSwitch || undefined}
      data-changed={isChanged || undefined}
      data-terse={isTerse || undefined}
      data-path={field.path}
    >
      <div className={classes.fieldHead}>
        <label
          id={`${id}-label`}
          htmlFor={id}
          className={classes.label}
          title={isTerse ? field.description : undefined}
        >
          {field.title}
        </label>
        <FieldBadge path={field.path} title={field.title} />
        {isChanged && (
          <Tooltip label="Reset to the default">
            <ActionIcon
              size={20}
              aria-label={`Reset ${field.title}`}
              onClick={reset}
              className={classes.reset}
            >
              <IconArrowBackUp size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <p id={`${id}-description`} className={classes.description}>
        {field.description}
      </p>
      <div className={classes.control}>
        <FieldControl binding={binding} />
      </div>
      <div className={classes.below}>
        <FieldMessage id={`${id}-message`} problems={problems} />
        {problems.length === 0 && (
          <div className={classes.facts}>
            <CopyPath path={field.path} />
            {isChanged && <span className={classes.defaultValue}>{defaultText(field)}</span>}
          </div>
        )}
      </div>
    </div>
  );
});

/** The line below a control. It is there when it is empty too, so that nothing moves when it fills. */
function FieldMessage({ id, problems }: { id: string; problems: readonly ValuesProblem[] }) {
  const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
  return (
    <p id={id} className={classes.message} data-severity={problem?.severity} aria-live="polite">
      {problem && (
        <span className={classes.messageText}>
          {problem.message}
          {problem.suggestion ? `. ${problem.suggestion}` : ''}
        </span>
      )}
    </p>
  );
}

/** The values path of a field: shown on hover and focus, copied by a click. */
function CopyPath({ path }: { path: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(path);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1200);
  };
  return (
    <button
      type="button"
      className={classes.path}
      onClick={() => void copy()}
      aria-label={`Copy path ${path}`}
    >
      {isCopied ? 'Copied' : path}
    </button>
  );
}

function defaultText(field: Field): string {
  const { default: value } = field;
  if (field.sensitive) return 'default: empty';
  if (value === '') return field.emptyMeans ? `default: ${field.emptyMeans}` : 'default: empty';
  if (typeof value === 'boolean') return value ? 'default: on' : 'default: off';
  if (typeof value === 'string' || typeof value === 'number') {
    return `default: ${field.options?.find((option) => option.value === value)?.title ?? value}`;
  }
  return Array.isArray(value) && value.length > 0 ? `default: ${value.join(', ')}` : 'default: none';
}
