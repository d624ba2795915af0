'use client';

import { useEffect } from 'react';
import type { ValuesShape } from '@/lib/values/merge';
import type { PlaneDocument } from '@/lib/values/document/plane-document';

/**
 * Loads the YAML engine of the document after the first paint, and writes the text of edits made in the
 * form while the page is idle, so that no key press waits for it.
 */
export function useTextEngine(document: PlaneDocument, shape: ValuesShape): void {
  useEffect(() => {
    let isCurrent = true;
    let cancel: (() => void) | undefined;
    void import('@/lib/values/document/text-engine').then(({ createTextEngine }) => {
      if (isCurrent) document.attach(createTextEngine(shape));
    });
    void document.whenAttached().then(() => {
      if (isCurrent) cancel = whenIdle(document, () => void document.getText());
    });
    return () => {
      isCurrent = false;
      cancel?.();
    };
  }, [document, shape]);
}

/** Calls `work` in an idle moment after each change of the document. Returns how to stop that. */
function whenIdle(document: PlaneDocument, work: () => void): () => void {
  let waiting: number | undefined;
  // Safari has no idle callback; a short pause serves as well there.
  const request = (callback: () => void): number =>
    typeof requestIdleCallback === 'function'
      ? requestIdleCallback(callback, { timeout: 1000 })
      : window.setTimeout(callback, 200);
  return document.subscribe(() => {
    waiting ??= request(() => {
      waiting = undefined;
      work();
    });
  });
}
