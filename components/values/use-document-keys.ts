'use client';

import { useEffect } from 'react';
import { usePlaneDocument } from '../session/use-plane-document';
import { useToast } from '../shell/toast';
import { useWorkspace } from './workspace';

/**
 * Undo and redo across form and text, and saving. Controls outside the document (a search, the name of
 * a draft) keep the undo of the browser.
 */
export function useDocumentKeys(): void {
  const document = usePlaneDocument();
  const toast = useToast();
  const { save, chooseFile } = useWorkspace();

  useEffect(() => {
    const actions: Record<string, () => void> = {
      z: () => {
        const label = document.undo();
        toast({ text: label === undefined ? 'Nothing to undo.' : `Undone: ${label}.` });
      },
      'shift+z': () => {
        const label = document.redo();
        toast({ text: label === undefined ? 'Nothing to redo.' : `Redone: ${label}.` });
      },
      s: save,
      o: () => chooseFile('open'),
    };
    actions.y = actions['shift+z'] ?? (() => {});

    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = (event.shiftKey ? 'shift+' : '') + event.key.toLowerCase();
      const action = actions[key];
      const isUndo = key !== 's' && key !== 'o';
      if (!action || (isUndo && hasOwnUndo(event.target))) return;
      event.preventDefault();
      // The editor has an undo of its own, which knows its text only.
      event.stopPropagation();
      action();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [document, toast, save, chooseFile]);
}

function hasOwnUndo(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const isText = target.closest('input, textarea, [contenteditable="true"]') !== null;
  return isText && target.closest('[data-path], [data-values-editor]') === null;
}
