/**
 * Drafts in the storage of the browser. A draft never holds secrets: it is given texts that have none.
 * Storage may be full, forbidden or written by another version; none of that loses what is on the page.
 * Several tabs share the storage: each reads it again before it writes, changes its own draft only, and keeps
 * its work under another name when somebody else has written to that draft.
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

/** The entry of the storage that holds all drafts. */
export const storageKey = 'plane-studio.drafts.1';
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

/** The draft that a tab works on, so that a reload brings back its own and not that of the tab used last. */
const tabKey = 'plane-studio.draft.1';

/** Returns the drafts with the one active that this tab worked on, if it is still there. */
export function ofThisTab(all: Drafts, tab: DraftStorage): Drafts {
  try {
    const id = tab.getItem(tabKey);
    return all.drafts.some((draft) => draft.id === id) && id !== null ? { ...all, activeId: id } : all;
  } catch {
    return all;
  }
}

/** Remembers the draft that this tab works on; where that is refused, the last one of all tabs comes back. */
export function rememberTab(tab: DraftStorage, activeId: string): void {
  try {
    tab.setItem(tabKey, activeId);
  } catch {
    // Nothing depends on it.
  }
}

/** Tells whether two states of a draft hold the same work, whenever it was saved and whatever its name. */
export function sameWork(
  one: Pick<Draft, 'text' | 'removed'> | undefined,
  other: Pick<Draft, 'text' | 'removed'> | undefined,
): boolean {
  return one?.text === other?.text && one?.removed.join() === other?.removed.join();
}

/**
 * Returns whether the active draft is no longer as this tab left it (`known`): then another tab has written
 * to it, and this tab must not.
 */
export function isTakenElsewhere(stored: Drafts, known: Draft | undefined): boolean {
  const now = activeDraft(stored);
  return now !== undefined && !sameWork(now, known);
}

/** Returns whether the storage lacks what a tab wrote last: its draft, or the last state of it. */
export function isLost({ drafts }: Drafts, mine: Draft): boolean {
  const now = drafts.find(({ id }) => id === mine.id);
  return now === undefined || (!sameWork(now, mine) && now.savedAt < mine.savedAt);
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

/** Returns the name of a copy of the active draft. */
export function copyName(all: Drafts): string {
  return `Copy of ${activeDraft(all)?.name ?? untitled}`.slice(0, 80);
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
