'use client';

import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useViewState } from '../shell/use-view-state';
import { ask, noCluster, type ClusterState, type ClusterStore, type Remote } from './cluster-store';
import type { Answer, Place } from './contract';

const ClusterContext = createContext<ClusterStore | undefined>(undefined);

export const ClusterProvider = ClusterContext;

/** Returns the store of the page's cluster. */
export function useClusterStore(): ClusterStore {
  const store = useContext(ClusterContext);
  if (!store) throw new Error('useClusterStore needs a ClusterProvider above it');
  return store;
}

/** Returns what `select` picks from the cluster's state; `select` must return the same object for the same state. */
export function useCluster<Selected>(select: (state: ClusterState) => Selected): Selected {
  const store = useClusterStore();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.getState()),
    () => select(noCluster),
  );
}

/** Returns the release that the page works on, in the connected context. */
export function usePlace(): Place {
  const { view } = useViewState();
  const context = useCluster((state) => state.context);
  return { context, target: { releaseName: view.releaseName, namespace: view.namespace } };
}

/**
 * Asks the server when `key` changes, when an operation ended, and when told to; an empty key asks nothing.
 * The answer of before stays on the page meanwhile.
 */
export function useRemote<Value>(
  key: string,
  question: () => Promise<Answer<Value>>,
): Remote<Value> & { again: () => void } {
  const ended = useCluster((state) => state.ended);
  const [round, setRound] = useState(0);
  const [remote, setRemote] = useState<Remote<Value> & { key: string }>({ key: '', isWaiting: true });
  const asked = key === '' ? '' : `${key} ${ended} ${round}`;

  useEffect(() => {
    if (asked === '') return;
    let isOutdated = false;
    void ask(question).then((answer) => {
      if (!isOutdated) setRemote({ ...answer, key: asked });
    });
    return () => {
      isOutdated = true;
    };
    // The key names everything that the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked]);

  return { ...remote, isWaiting: remote.key !== asked, again: () => setRound((count) => count + 1) };
}
