'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PublicText } from '@/lib/values/document/secrets';
import { usePlaneDocument } from '../../session/use-plane-document';
import { useToast } from '../../shell/toast';
import {
  activeDraft,
  beginDraft,
  readDrafts,
  removeDraft,
  renameDraft,
  saveActive,
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

  const update = useCallback((next: Drafts) => {
    if (next === current.current) return;
    current.current = next;
    setAll(next);
    setState(writeDrafts(storageOf(window), next) ? 'saved' : 'failed');
  }, []);

  const saveNow = useCallback(() => {
    if (document.getSnapshot().faults.length > 0) return;
    const content = publicText();
    const old = activeDraft(current.current);
    if (!content || (content.text === '' && !old) || content.text === old?.text) return;
    update(
      saveActive(current.current, {
        text: content.text,
        removed: content.removed,
        savedAt: new Date().toISOString(),
      }),
    );
  }, [document, publicText, update]);

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
      saveNow();
    };
    void document.whenAttached().then(() => {
      if (!isCurrent) return;
      const stored = readDrafts(storageOf(window), newId);
      const draft = activeDraft(stored);
      const isTouched = document.getSnapshot().version > 0;
      // Whoever was faster than the page keeps what they did; the draft stays in the list.
      current.current = isTouched && draft ? { ...stored, activeId: newId() } : stored;
      setAll(current.current);
      if (draft && !isTouched && draft.text !== '') {
        load(draft, `Your last draft is back: ${draft.name}.`);
        setState('saved');
      }
      stop = document.subscribe(() => {
        timer ??= setTimeout(flush, pauseMilliseconds);
      });
    });
    window.addEventListener('pagehide', flush);
    return () => {
      isCurrent = false;
      stop?.();
      clearTimeout(timer);
      window.removeEventListener('pagehide', flush);
    };
  }, [document, load, saveNow]);

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
        update(beginDraft(current.current, draft));
      },
      open(draft) {
        saveNow();
        update({ ...current.current, activeId: draft.id });
        load(draft, `${draft.name} is open.`);
      },
      rename: (id, name) => update(renameDraft(current.current, id, name)),
      remove: (id) => update(removeDraft(current.current, id)),
    }),
    [all, state, load, publicText, saveNow, update],
  );
}

/** Returns the storage, or one that takes and holds nothing where the browser forbids to ask for it. */
function storageOf(host: Window): DraftStorage {
  try {
    return host.localStorage;
  } catch {
    return {
      getItem: () => null,
      setItem: () => {
        throw new Error('storage is forbidden');
      },
    };
  }
}
