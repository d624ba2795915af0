'use client';

import { useSyncExternalStore } from 'react';
import { initialStatement, readStatement, subscribeToStatement, type Statement } from './workload-store';

/** Returns what was stated about the workload and the prices. */
export function useStatement(): Statement {
  return useSyncExternalStore(subscribeToStatement, readStatement, initialStatement);
}
