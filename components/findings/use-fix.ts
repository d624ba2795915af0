'use client';

import { useCallback } from 'react';
import type { FindingFix } from '@/lib/plane/findings';
import { inversePatch } from '@/lib/values/patch';
import { useApplyPatch, usePlaneDocument } from '../session/use-plane-document';
import { useToast } from '../shell/toast';

/** Returns the function that applies a fix or a proposal as one step, and offers to take it back. */
export function useFix(): (fix: FindingFix) => void {
  const document = usePlaneDocument();
  const applyPatch = useApplyPatch();
  const showToast = useToast();
  return useCallback(
    ({ label, patch }) => {
      const back = inversePatch(document.getSnapshot().values, patch);
      if (!applyPatch(patch, label)) {
        showToast({ text: 'values.yaml cannot be read: mend it first.', tone: 'error' });
        return;
      }
      const { version } = document.getSnapshot();
      const takeBack = () => {
        // Undoing gives the same text again; after further edits only these values go back.
        if (document.getSnapshot().version === version) document.undo();
        else applyPatch(back, `Take back: ${label}`);
      };
      showToast({
        text: `Done: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`,
        action: { label: 'Undo', run: takeBack },
      });
    },
    [document, applyPatch, showToast],
  );
}
