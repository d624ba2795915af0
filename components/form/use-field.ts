'use client';

import { useCallback, useMemo } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import type { Field, ValuesProblem } from '@/lib/values';
import { usePlaneDocument } from '../session/use-plane-document';
import { useProblems } from '../session/use-session';
import { fieldId } from './field-id';
import { sameValue } from './same-value';

/** What a control needs to show and change one leaf of the values. */
export interface FieldBinding {
  field: Field;
  id: string;
  value: unknown;
  change: (value: unknown) => void;
  blur: () => void;
  reset: () => void;
  isChanged: boolean;
  problems: readonly ValuesProblem[];
  /** Attributes that tie a control to its label, description and message. */
  aria: { 'aria-labelledby': string; 'aria-describedby': string; 'aria-invalid': boolean };
}

/** The values of the form; its leaves are typed by the model, not by TypeScript. */
export type PlaneDraft = Record<string, unknown>;

/**
 * Returns the binding of `field`. Its component renders again only when its own value, problems or
 * default state change.
 */
export function useField(field: Field): FieldBinding {
  const { control } = useFormContext<PlaneDraft>();
  const document = usePlaneDocument();
  const { field: controller } = useController({ name: field.path, control });
  const problems = useProblems(field.path);
  const { path, title } = field;

  // The document changes; the form follows it, as it follows every other change of the document.
  const change = useCallback(
    (value: unknown) => {
      document.edit([{ path, set: value }], { label: `Change ${title}`, mergeKey: path });
    },
    [path, title, document],
  );
  const reset = useCallback(() => {
    document.endStep();
    document.edit([{ path, unset: true }], { label: `Reset ${title}` });
  }, [path, title, document]);
  const id = fieldId(path);
  const hasError = problems.some((problem) => problem.severity === 'error');
  const aria = useMemo(
    () => ({
      'aria-labelledby': `${id}-label`,
      'aria-describedby': `${id}-description ${id}-message`,
      'aria-invalid': hasError,
    }),
    [id, hasError],
  );

  return {
    field,
    id,
    value: controller.value,
    change,
    blur: controller.onBlur,
    reset,
    isChanged: !sameValue(controller.value, field.default),
    problems,
    aria,
  };
}
