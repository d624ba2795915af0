'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PublicText } from '@/lib/values/document/secrets';
import { usePlaneDocument } from '../../session/use-plane-document';
import { useToast } from '../../shell/toast';
import {
  activeDraft,
  beginDraft,
  copyName,
  isLost,
  isTakenElsewhere,
  ofThisTab,
  readDrafts,
  rememberTab,
  removeDraft,
  renameDraft,
  sameWork,
  saveActive,
  storageKey,
  writeDrafts,
  type Draft,
  type Drafts,
  type DraftStorage,
} from './draft-store';

/** What the list of drafts offers. */
export interface DraftActions {
  all: Drafts;
  /** Whether what is on the page is kept. */
  state: 'untouched' | 'saved' | 'failed';
  /** Saves what is on the page now. */
  flush: () => void;
  /** Makes what follows a draft of its own, and leaves the one before as it is. */
  begin: (name: string) => void;
  /** Opens a draft in the place of the document. */
  open: (draft: Draft) => void;
  rename: (id: string, name: string) => void;
  remove: (id: string) => void;
}

const pauseMilliseconds = 700;
const newId = () => crypto.randomUUID();
const nobody: Drafts = { activeId: '', drafts: [] };

/** Keeps the document as a draft in the browser, without secrets, and brings the last one back at the start. */
export function useDrafts(publicText: () => PublicText | undefined): DraftActions {
  const document = usePlaneDocument();
  const toast = useToast();
  const [all, setAll] = useState(nobody);
  const [state, setState] = useState<DraftActions['state']>('untouched');
  const current = useRef(nobody);
  /** The active draft as this tab has last read or written it. */
  const known = useRef<Draft>(undefined);
  const isRefused = useRef(false);

  /** The drafts as all tabs have left them, with the one of this tab active. */
  const readAgain = useCallback((): Drafts => {
    const { activeId, drafts } = current.current;
    const stored = readDrafts(storageOf(window, 'localStorage'), newId);
    // What could not be written is in the memory of this tab only; and the draft on this page stays in the
    // list although another tab has deleted it.
    const own = drafts.filter(
      ({ id }) => isRefused.current || (id === activeId && stored.drafts.every((one) => one.id !== id)),
    );
    const others = stored.drafts.filter(({ id }) => own.every((one) => one.id !== id));
    return { activeId, drafts: [...own, ...others] };
  }, []);

  const update = useCallback(
    (change: (all: Drafts) => Drafts) => {
      const before = readAgain();
      const next = change(before);
      if (next === before) return;
      current.current = next;
      rememberTab(storageOf(window, 'sessionStorage'), next.activeId);
      setAll(next);
      isRefused.current = !writeDrafts(storageOf(window, 'localStorage'), next);
      setState(isRefused.current ? 'failed' : 'saved');
    },
    [readAgain],
  );

  /** Changes the drafts so that the active one holds what is on this page. */
  const updateOwn = useCallback(
    (change: (all: Drafts) => Drafts) => {
      update(change);
      known.current = activeDraft(current.current);
    },
    [update],
  );

  const saveNow = useCallback(() => {
    if (document.getSnapshot().faults.length > 0) return;
    const open = publicText();
    if (!open) return;
    const content = { text: open.text, removed: open.removed, savedAt: new Date().toISOString() };
    const isEmpty = content.text === '' && content.removed.length === 0;
    if (known.current ? sameWork(content, known.current) : isEmpty) return;
    const stored = readAgain();
    if (!isTakenElsewhere(stored, known.current)) {
      updateOwn((drafts) => saveActive(drafts, content));
      return;
    }
    // Both tabs keep their work: the other one has the draft, this one goes on with a copy.
    const taken = activeDraft(stored)?.name;
    const name = copyName(stored);
    updateOwn((drafts) => beginDraft(drafts, { id: newId(), name, ...content }));
    toast({ text: `${taken} was changed in another tab as well. What you do here is kept as ${name}.` });
  }, [document, publicText, readAgain, toast, updateOwn]);

  // The tools that take secrets out arrive later; what they change must not begin the drafts a second time.
  const latestSave = useRef(saveNow);
  useEffect(() => {
    latestSave.current = saveNow;
  }, [saveNow]);

  const load = useCallback(
    (draft: Draft, said: string) => {
      document.load(draft.text);
      const count = draft.removed.length;
      const lost =
        count === 0
          ? ''
          : ` ${count === 1 ? 'One secret value is' : `${count} secret values are`} not kept in the browser: enter ${count === 1 ? 'it' : 'them'} again.`;
      toast({ text: said + lost });
    },
    [document, toast],
  );

  useEffect(() => {
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | undefined;
    const flush = () => {
      clearTimeout(timer);
      timer = undefined;
      latestSave.current();
    };
    void document.whenAttached().then(() => {
      if (!isCurrent) return;
      const stored = ofThisTab(
        readDrafts(storageOf(window, 'localStorage'), newId),
        storageOf(window, 'sessionStorage'),
      );
      const draft = activeDraft(stored);
      const isTouched = document.getSnapshot().version > 0;
      // Whoever was faster than the page keeps what they did; the draft stays in the list.
      current.current = isTouched && draft ? { ...stored, activeId: newId() } : stored;
      known.current = activeDraft(current.current);
      rememberTab(storageOf(window, 'sessionStorage'), current.current.activeId);
      setAll(current.current);
      if (draft && !isTouched && (draft.text !== '' || draft.removed.length > 0)) {
        load(draft, `Your last draft is back: ${draft.name}.`);
        setState('saved');
      }
      stop = document.subscribe(() => {
        timer ??= setTimeout(flush, pauseMilliseconds);
      });
    });
    // Another tab has written: the list shows what it left, and no draft that is open here gets lost by it.
    const onStorage = ({ key }: StorageEvent) => {
      if (key !== storageKey || timer !== undefined || isRefused.current) return;
      const next = readAgain();
      const stored = readDrafts(storageOf(window, 'localStorage'), newId);
      // Two tabs that write in the same moment leave only one of the lists: the other adds its draft again.
      const mine = known.current;
      if (mine && isLost(stored, mine)) {
        updateOwn((all) => saveActive(all, mine));
        return;
      }
      current.current = next;
      setAll(next);
    };
    window.addEventListener('storage', onStorage);
    window.addEventListener('pagehide', flush);
    return () => {
      isCurrent = false;
      stop?.();
      clearTimeout(timer);
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('pagehide', flush);
    };
  }, [document, load, readAgain, updateOwn]);

  return useMemo(
    () => ({
      all,
      state,
      flush: saveNow,
      begin(name) {
        const id = newId();
        const content = publicText();
        const draft = {
          id,
          name,
          text: content?.text ?? '',
          removed: content?.removed ?? [],
          savedAt: new Date().toISOString(),
        };
        updateOwn((drafts) => beginDraft(drafts, draft));
      },
      open(draft) {
        saveNow();
        updateOwn((drafts) =>
          drafts.drafts.some(({ id }) => id === draft.id)
            ? { ...drafts, activeId: draft.id }
            : beginDraft(drafts, draft),
        );
        // Another tab may have gone on with it since the list was shown.
        const newest = known.current ?? draft;
        load(newest, `${newest.name} is open.`);
      },
      rename: (id, name) => update((drafts) => renameDraft(drafts, id, name)),
      remove: (id) => update((drafts) => removeDraft(drafts, id)),
    }),
    [all, state, load, publicText, saveNow, update, updateOwn],
  );
}

/** Returns the storage, or one that takes and holds nothing where the browser forbids to ask for it. */
function storageOf(host: Window, kind: 'localStorage' | 'sessionStorage'): DraftStorage {
  try {
    return host[kind];
  } catch {
    return {
      getItem: () => null,
      setItem: () => {
        throw new Error('storage is forbidden');
      },
    };
  }
}
