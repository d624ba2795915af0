import type { Entropy } from '../helm';
import type { Cancellation } from './cancellation';
import type { Cluster } from './cluster';

/** Time as an input, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch by our own clock. */
  now(): number;
  /** Returns after `milliseconds`, or as soon as `cancellation` is cancelled. Never throws. */
  sleep(milliseconds: number, cancellation?: Cancellation): Promise<void>;
}

/**
 * A cluster, a clock and a source of randomness: all that an operation reaches beyond its arguments.
 * `lib/cluster/kube` opens one; it may be used by any number of operations at once.
 */
export interface ClusterSession {
  readonly cluster: Cluster;
  readonly clock: Clock;
  /** Real randomness: what a chart draws from it becomes passwords. */
  readonly entropy: Entropy;
  /** What names this process in release locks; no other process has the same. */
  readonly holder: string;
  /** Operations that this process works on right now. Whatever else has our name is dead. */
  readonly running: Set<string>;
}

/** Which release. */
export interface ReleaseTarget {
  releaseName: string;
  namespace: string;
}
