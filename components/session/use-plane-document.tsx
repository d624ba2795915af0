'use client';

import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { ValuesPatch } from '@/lib/values';
import type { DocumentSnapshot, PlaneDocument } from '@/lib/values/document/plane-document';

const DocumentContext = createContext<PlaneDocument | undefined>(undefined);

export const PlaneDocumentProvider = DocumentContext;

/** Returns the document of the page: `values.yaml`, its edits and their undoing. Never changes. */
export function usePlaneDocument(): PlaneDocument {
  const document = useContext(DocumentContext);
  if (!document) throw new Error('usePlaneDocument needs a PlaneDocumentProvider above it');
  return document;
}

/**
 * Returns what `select` picks from the document and renders again only when that changes, so `select`
 * must return the same object for the same snapshot.
 */
export function useDocument<Selected>(select: (snapshot: DocumentSnapshot) => Selected): Selected {
  const document = usePlaneDocument();
  const read = () => select(document.getSnapshot());
  return useSyncExternalStore(document.subscribe, read, read);
}

/**
 * Returns a function that changes the values by a patch as one step that can be undone. `label` says in
 * a menu what was done: "Add a retention". It returns false, and changes nothing, while the text of
 * `values.yaml` cannot be read.
 */
export function useApplyPatch(): (patch: ValuesPatch, label: string) => boolean {
  const document = usePlaneDocument();
  return useCallback(
    (patch, label) => {
      document.endStep();
      const isDone = document.edit(patch, { label });
      document.endStep();
      return isDone;
    },
    [document],
  );
}
