/**
 * Drafts in the storage of the browser. A draft never holds secrets: it is given texts that have none.
 * Storage may be full, forbidden or written by another version; none of that loses what is on the page.
 */

/** A state of the values that the browser keeps. */
export interface Draft {
  id: string;
  name: string;
  /** `values.yaml` without secrets. */
  text: string;
  /** Paths whose secret values were left out. */
  removed: readonly string[];
  /** When it was saved, as ISO 8601. */
  savedAt: string;
}

/** All drafts, and the one that is worked on. */
export interface Drafts {
  activeId: string;
  drafts: readonly Draft[];
}

/** The part of `localStorage` that drafts need. */
export interface DraftStorage {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
}

const storageKey = 'plane-studio.drafts.1';
/** More than this a list cannot show; the oldest go first, never the active one. */
const mostDrafts = 50;

export const untitled = 'Untitled';

/** Returns the drafts that `storage` holds; a broken or foreign entry counts as none. */
export function readDrafts(storage: DraftStorage, newId: () => string): Drafts {
  const none = { activeId: newId(), drafts: [] };
  try {
    const stored: unknown = JSON.parse(storage.getItem(storageKey) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return none;
    const { activeId, drafts } = stored as Partial<Record<keyof Drafts, unknown>>;
    if (typeof activeId !== 'string' || !Array.isArray(drafts)) return none;
    return { activeId, drafts: drafts.filter(isDraft) };
  } catch {
    return none;
  }
}

/** Writes the drafts. Returns false when the browser refuses, because its storage is full or switched off. */
export function writeDrafts(storage: DraftStorage, drafts: Drafts): boolean {
  try {
    storage.setItem(storageKey, JSON.stringify(drafts));
    return true;
  } catch {
    return false;
  }
}

/** Returns the active draft, if it was saved before. */
export function activeDraft({ activeId, drafts }: Drafts): Draft | undefined {
  return drafts.find(({ id }) => id === activeId);
}

/** Returns the drafts with the active one saved anew; it keeps its name. */
export function saveActive(all: Drafts, content: Pick<Draft, 'text' | 'removed' | 'savedAt'>): Drafts {
  const old = activeDraft(all);
  const draft = { id: all.activeId, name: old?.name ?? untitled, ...content };
  const others = all.drafts.filter(({ id }) => id !== all.activeId);
  return { ...all, drafts: [draft, ...others].slice(0, mostDrafts) };
}

/** Returns the drafts with a new one active, whose first content comes with the next save. */
export function beginDraft(all: Drafts, draft: Draft): Drafts {
  return { activeId: draft.id, drafts: [draft, ...all.drafts].slice(0, mostDrafts) };
}

/** Returns the drafts without one; the active draft stays. */
export function removeDraft(all: Drafts, id: string): Drafts {
  return id === all.activeId ? all : { ...all, drafts: all.drafts.filter((draft) => draft.id !== id) };
}

/** Returns the drafts with another name for one of them; an empty name changes nothing. */
export function renameDraft(all: Drafts, id: string, name: string): Drafts {
  const trimmed = name.trim().slice(0, 80);
  if (trimmed === '') return all;
  return {
    ...all,
    drafts: all.drafts.map((draft) => (draft.id === id ? { ...draft, name: trimmed } : draft)),
  };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, text, removed, savedAt } = value as Partial<Record<keyof Draft, unknown>>;
  const areTexts = [id, name, text, savedAt].every((part) => typeof part === 'string');
  return areTexts && Array.isArray(removed) && removed.every((path) => typeof path === 'string');
}
