'use client';

import { createContext, useContext, useMemo } from 'react';
import { useDefaultLayout } from 'react-resizable-panels';
import { printPaneCookie, type SavedPanes } from './pane-layout-cookies';

const SavedPanesContext = createContext<SavedPanes>({});

export const SavedPanesProvider = SavedPanesContext;

/** Returns the props that make a group of panes start as it was left, and remember what the user drags. */
export function usePaneLayout(id: string, panelIds: string[]) {
  const saved = useContext(SavedPanesContext);
  const storage = useMemo(
    () => ({
      getItem: () => saved[id] ?? null,
      setItem: (_key: string, layout: string) => {
        document.cookie = printPaneCookie(id, layout);
      },
    }),
    [id, saved],
  );
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id,
    panelIds,
    storage,
    onlySaveAfterUserInteractions: true,
  });
  return { id, defaultLayout, onLayoutChanged };
}
