import type { ReleaseState } from './release';

/** How many revisions Helm keeps unless told otherwise. */
export const defaultMaxHistory = 10;

/** One revision by its labels. */
export interface RevisionHead {
  revision: number;
  status: ReleaseState;
}

/**
 * Returns the revisions to delete so that at most `max` stay: the oldest ones, but never the last one
 * that is deployed, as Helm does. 0 means no limit.
 */
export function revisionsToPrune(heads: readonly RevisionHead[], max: number): number[] {
  if (max <= 0) return [];
  const sorted = [...heads].sort((a, b) => a.revision - b.revision);
  const deployed = lastDeployed(sorted)?.revision;
  const pruned: number[] = [];
  for (const { revision } of sorted) {
    if (sorted.length - pruned.length <= max) break;
    if (revision !== deployed) pruned.push(revision);
  }
  return pruned;
}

/** Returns the deployed revision; the newest when records disagree. */
export function lastDeployed<Head extends RevisionHead>(heads: readonly Head[]): Head | undefined {
  return newest(heads.filter(({ status }) => status === 'deployed'));
}

/** Returns the newest revision. */
export function newest<Head extends RevisionHead>(heads: readonly Head[]): Head | undefined {
  return heads.reduce<Head | undefined>(
    (last, head) => (last && last.revision > head.revision ? last : head),
    undefined,
  );
}
