import type { PlanOperation } from '../plan/plan';
import type { ReleaseTarget } from '../session';

/** Why something is not ready, where the cluster says so. */
export type NotReadyReason =
  | 'image-pull'
  | 'unbound-claim'
  | 'crash-loop'
  | 'quota'
  | 'pod-security'
  | 'unschedulable'
  | 'configuration'
  | 'probe'
  | 'deadline'
  | 'job-failed'
  | 'load-balancer'
  | 'progressing';

/** The state of one object on its way to ready. */
export interface Readiness {
  /** `failed`: it will not become ready by waiting. */
  state: 'ready' | 'waiting' | 'failed';
  /** What it is doing, for people: `2 of 3 pods are ready`. */
  message: string;
  reason?: NotReadyReason;
}

/** How an operation ended. `lost`: the server could not be reached, so the record still says pending. */
export type ApplyOutcome = 'succeeded' | 'failed' | 'cancelled' | 'refused' | 'lost';

/** What an operation did and did not, in ids of objects. */
export interface ApplySummary {
  created: readonly string[];
  changed: readonly string[];
  unchanged: readonly string[];
  replaced: readonly string[];
  deleted: readonly string[];
  kept: readonly string[];
  failed: readonly string[];
  /** Objects of the plan that were not reached. */
  notReached: readonly string[];
  /** Applied and not seen ready; empty when nobody waited. */
  notReady: readonly string[];
  /** Deleted and not seen gone, something holds them; empty when nobody waited. */
  notGone: readonly string[];
}

/**
 * One step of progress. Events come in order and the last one is `finished`, always exactly one.
 * JSON, secret values masked: safe to send to a browser. `at` is milliseconds since the epoch.
 */
export type ApplyEvent = { at: number } & (
  | {
      type: 'started';
      operation: PlanOperation;
      target: ReleaseTarget;
      revision: number;
      digest: string;
      /** Ids in the order in which they will be worked on. */
      objects: readonly string[];
    }
  /** The release record was written. */
  | { type: 'record'; revision: number; status: string; description: string }
  | { type: 'phase'; phase: ApplyPhase }
  | {
      type: 'object';
      id: string;
      result: 'created' | 'changed' | 'unchanged' | 'replaced' | 'deleted' | 'gone' | 'kept' | 'failed';
      message?: string;
    }
  | {
      type: 'hook';
      id: string;
      event: string;
      result: 'running' | 'succeeded' | 'failed' | 'deleted';
      message?: string;
    }
  /** The last lines of a hook's pod. */
  | { type: 'log'; id: string; text: string }
  | ({ type: 'rollout'; id: string } & Readiness)
  /** A warning of the server or of Kubernetes about an object of the plan. */
  | { type: 'warning'; id?: string; message: string }
  /** The automatic rollback after a failure begins; its own events follow. */
  | { type: 'rollback'; toRevision: number }
  | {
      type: 'finished';
      outcome: ApplyOutcome;
      /** What happened, in one sentence; names what to do next when it did not succeed. */
      message: string;
      /** The code of the `ClusterError`, when one ended it. */
      code?: string;
      /** What the record says now, as far as known. */
      recordStatus: string;
      revision: number;
      summary: ApplySummary;
      notes: string;
    }
);

export type ApplyPhase =
  | 'check'
  | 'namespace'
  | 'crds'
  | 'pre-hooks'
  | 'objects'
  | 'deletions'
  | 'removal'
  | 'rollout'
  | 'post-hooks'
  | 'record'
  | 'rollback';
