'use client';

import { Loader } from '@mantine/core';
import { useCluster } from './use-cluster';

/** Shows in the navigation that an operation is running. */
export function JobBadge() {
  const isRunning = useCluster(
    (state) => state.job !== undefined && !state.job.progress.end && !state.job.isLost,
  );
  return isRunning ? <Loader size={12} aria-label="An operation is running" /> : null;
}
