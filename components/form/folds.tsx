'use client';

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Field, Group, Section } from '@/lib/values';

/** Which groups are open, and the field that was asked for last. */
interface Folds {
  isOpen: (id: string, fallback: boolean) => boolean;
  toggle: (id: string, isOpen: boolean) => void;
  /** Opens everything around the field at `path` and asks for the focus to go there. */
  reveal: (path: string) => void;
  /** The path asked for; `count` tells two requests for the same path apart. */
  wanted: { path: string; count: number } | undefined;
}

const FoldsContext = createContext<Folds | undefined>(undefined);

/** Keeps the folds of all sections, so that a section looks as it was left. */
export function FoldsProvider({ sections, children }: { sections: readonly Section[]; children: ReactNode }) {
  const [open, setOpen] = useState<Record<string, boolean>>({});
  const [wanted, setWanted] = useState<Folds['wanted']>();

  const reveal = useCallback(
    (path: string) => {
      const around = foldsAround(sections, path);
      setOpen((before) => ({ ...before, ...Object.fromEntries(around.map((id) => [id, true])) }));
      setWanted((before) => ({ path, count: (before?.count ?? 0) + 1 }));
    },
    [sections],
  );
  const folds = useMemo<Folds>(
    () => ({
      isOpen: (id, fallback) => open[id] ?? fallback,
      toggle: (id, isOpen) => setOpen((before) => ({ ...before, [id]: isOpen })),
      reveal,
      wanted,
    }),
    [open, reveal, wanted],
  );
  return <FoldsContext value={folds}>{children}</FoldsContext>;
}

/** Returns the folds of the form. */
export function useFolds(): Folds {
  const folds = useContext(FoldsContext);
  if (!folds) throw new Error('useFolds needs a FoldsProvider above it');
  return folds;
}

/** Returns the id of the fold that holds the advanced children of the group at `path`. */
export function advancedFold(path: string): string {
  return `${path}#advanced`;
}

/** Returns the ids of every fold that hides the node at `path`. */
export function foldsAround(nodes: readonly (Field | Group)[], path: string): string[] {
  for (const node of nodes) {
    if (node.path === path) return [];
    if (node.node !== 'group' || !path.startsWith(`${node.path}.`)) continue;
    const child = node.children.find((next) => next.path === path || path.startsWith(`${next.path}.`));
    const own = child?.advanced ? [node.path, advancedFold(node.path)] : [node.path];
    return [...own, ...foldsAround(node.children, path)];
  }
  return [];
}
