'use client';

import { useEffect } from 'react';
import { useFormContext } from 'react-hook-form';
import type { PlaneDraft } from '../form/use-field';
import { useViewState } from '../shell/use-view-state';
import type { Session } from './session';

/** Sends every change of the form to the session. It paints nothing, so typing renders nothing but its field. */
export function Evaluation({ session }: { session: Session }) {
  const { subscribe, getValues } = useFormContext<PlaneDraft>();
  const { view } = useViewState();
  const { releaseName, namespace, profile } = view;

  useEffect(() => {
    const target = { releaseName, namespace, profile };
    session.evaluate(getValues(), target);
    return subscribe({
      formState: { values: true },
      callback: ({ values }) => session.evaluate(values, target),
    });
  }, [session, subscribe, getValues, releaseName, namespace, profile]);

  return null;
}
