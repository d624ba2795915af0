'use client';

import { useEffect } from 'react';
import { ask } from './cluster-store';
import { useCluster, useClusterStore, usePlace } from './use-cluster';

// Often enough to watch a rollout, rarely enough for an API server.
const pause = 5000;

/**
 * Looks every few seconds how the release is doing, while the page is seen and a cluster is connected. What
 * it finds stands in the cluster's state as `health`.
 */
export function useLiveHealth(): void {
  const store = useClusterStore();
  const place = usePlace();
  const isConnected = useCluster((state) => state.connection.value !== undefined);
  const { context, target } = place;
  const { releaseName, namespace } = target;

  useEffect(() => {
    if (!isConnected) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (document.visibilityState === 'visible') {
        const { value } = await ask(() =>
          store.actions.status({ context, target: { releaseName, namespace } }),
        );
        if (!isOver) store.noteHealth(value?.objects ?? []);
      }
      if (!isOver) timer = setTimeout(() => void look(), pause);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [store, isConnected, context, releaseName, namespace]);
}
