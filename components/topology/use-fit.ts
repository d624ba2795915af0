'use client';

import { useCallback } from 'react';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import type { PlacedTopology } from './layout';

/** Returns a function that shows the whole picture, labels included, at most at full scale. */
export function useFit(placed: PlacedTopology): () => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const { width, height } = placed;
  return useCallback(() => {
    const pane = store.getState();
    if (pane.width === 0 || pane.height === 0) return;
    const zoom = Math.min(1, pane.width / width, pane.height / height);
    const x = (pane.width - width * zoom) / 2;
    const y = Math.max(0, (pane.height - height * zoom) / 2);
    void setViewport({ x, y, zoom }, { duration: 0 });
  }, [setViewport, store, width, height]);
}
