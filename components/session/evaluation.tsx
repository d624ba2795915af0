'use client';

import { useEffect } from 'react';
import { useViewState } from '../shell/use-view-state';
import type { Session } from './session';
import { usePlaneDocument } from './use-plane-document';

/** Sends every change of the document to the session. It paints nothing, so typing renders nothing but its field. */
export function Evaluation({ session }: { session: Session }) {
  const document = usePlaneDocument();
  const { view } = useViewState();
  const { releaseName, namespace, profile } = view;

  useEffect(() => {
    const target = { releaseName, namespace, profile };
    const evaluate = () => session.evaluate(document.getSnapshot().values, target);
    evaluate();
    return document.subscribe(evaluate);
  }, [session, document, releaseName, namespace, profile]);

  return null;
}
