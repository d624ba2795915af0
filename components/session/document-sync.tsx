'use client';

import { useEffect, useRef } from 'react';
import { useFormContext } from 'react-hook-form';
import type { ValuesShape } from '@/lib/values/merge';
import type { YamlMap } from '@/lib/values/equality';
import type { PlaneDraft } from '../form/use-field';
import { follow } from './follow-document';
import { usePlaneDocument } from './use-plane-document';

/**
 * Keeps the form at the values of the document, whoever changed them: only fields whose value differs
 * are told, so focus and caret stay where they are. Paints nothing.
 */
export function DocumentSync({ shape }: { shape: ValuesShape }) {
  const document = usePlaneDocument();
  const { setValue, getValues } = useFormContext<PlaneDraft>();
  const shown = useRef<YamlMap>(undefined);

  useEffect(() => {
    const followDocument = () => {
      shown.current ??= getValues();
      const { values, changes } = follow(shape, shown.current, document.getSnapshot().values);
      shown.current = values;
      for (const { path, value } of changes) setValue(path, value);
    };
    followDocument();
    return document.subscribe(followDocument);
  }, [document, getValues, setValue, shape]);

  return null;
}
