import { isPending } from '../../helm';
import type { PendingOperation } from '../plan/plan';
import type { ClusterSession } from '../session';
import type { RecordHead } from './history';

/**
 * Annotations on the record of a running operation. Helm ignores them, and drops them when it rewrites the
 * record. See AP6 to AP9.
 */
export const operationAnnotations = {
  /** A random text that names the operation: tells our own writes from those of others. */
  operation: 'plane-studio.openchoreo.dev/operation',
  /** Who runs it. */
  holder: 'plane-studio.openchoreo.dev/holder',
  /** The last sign of life, in milliseconds by the server's clock. */
  beat: 'plane-studio.openchoreo.dev/beat',
} as const;

/** How often a running operation gives a sign of life, in milliseconds. */
export const beatInterval = 10_000;
/** After how long without one it counts as dead. */
export const deadAfter = 45_000;

/** Returns the operation that holds a release, given its newest revision and when that began. */
export function pendingOperation(
  session: ClusterSession,
  head: RecordHead | undefined,
  since: string,
): PendingOperation | undefined {
  if (!head || !isPending(head.status)) return undefined;
  const { annotations, revision, status } = head;
  const beat = Number(annotations[operationAnnotations.beat]);
  const holder = annotations[operationAnnotations.holder];
  if (holder === undefined || !Number.isFinite(beat)) {
    // An uninstall that ended half-way is no lock: Helm and we go on with it.
    if (status === 'uninstalling') return undefined;
    return { revision, status, holder: 'Helm', since, silentFor: undefined, state: 'unknown' };
  }
  const silentFor = Math.max(0, session.cluster.serverTime() - beat);
  const operation = annotations[operationAnnotations.operation] ?? '';
  const isAbandoned = holder === session.holder && !session.running.has(operation);
  const isDead = isAbandoned || silentFor > deadAfter;
  return { revision, status, holder, since, silentFor, state: isDead ? 'dead' : 'alive' };
}
