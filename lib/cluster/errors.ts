import { StudioError, type StudioErrorDetail } from '../base';

/** Everything that can go wrong with a cluster or a release. */
export type ClusterErrorCode =
  /** No answer: connection refused or cut, time-out, or 5xx and 429 beyond all retries. */
  | 'unreachable'
  /** 401: the credentials are missing, wrong or expired. */
  | 'unauthorized'
  /** 403: `permission` says what was asked for. */
  | 'forbidden'
  | 'not-found'
  /** 409 for an object that is there already. */
  | 'already-exists'
  /** 409 of a server-side apply: `conflicts` names the owners. */
  | 'conflict'
  /** 409 for an object that changed since it was read. */
  | 'changed'
  /** 422 and 400: `causes` names the fields. */
  | 'invalid'
  /** The cluster does not serve this kind. */
  | 'unknown-kind'
  /** 410: a watch or a list is too old to be continued. */
  | 'expired'
  | 'cancelled'
  /** A release record that cannot be read, or that would be too large. */
  | 'record'
  /** Another operation holds the release; `subject` names the revision. */
  | 'locked'
  /** The cluster or the release is no longer what the plan was made for. */
  | 'moved'
  | 'plan-expired'
  /** The plan needs a decision that was not given. */
  | 'undecided'
  /** Something did not become ready, or a hook failed. */
  | 'not-ready'
  | 'no-release'
  | 'kubeconfig';

/** A field that another manager owns. */
export interface FieldConflict {
  /** As the API server prints it: `.spec.replicas`. */
  field: string;
  /** The manager that owns it, e.g. `kubectl-edit`. */
  manager: string;
}

/** A field that the API server refuses, and why. */
export interface FieldCause {
  field: string;
  message: string;
}

/** Further parts of a `ClusterError`. */
export interface ClusterErrorDetail extends StudioErrorDetail {
  /** The HTTP status, where there was an answer. */
  status?: number;
  conflicts?: readonly FieldConflict[];
  causes?: readonly FieldCause[];
  /** Whether the same request may succeed later. */
  isTransient?: boolean;
}

/**
 * What went wrong with a cluster. Messages never hold a token, a certificate or a Secret's value; the
 * adapter drops headers and bodies of requests before it throws.
 */
export class ClusterError extends StudioError<ClusterErrorCode> {
  readonly status: number | undefined;
  readonly conflicts: readonly FieldConflict[];
  readonly causes: readonly FieldCause[];
  readonly isTransient: boolean;

  constructor(code: ClusterErrorCode, message: string, detail: ClusterErrorDetail = {}) {
    super(code, message, detail);
    this.status = detail.status;
    this.conflicts = detail.conflicts ?? [];
    this.causes = detail.causes ?? [];
    this.isTransient = detail.isTransient ?? false;
  }
}

/** Whether `error` is a `ClusterError`, of one of `codes` if any are given. */
export function isClusterError(error: unknown, ...codes: readonly ClusterErrorCode[]): error is ClusterError {
  return error instanceof ClusterError && (codes.length === 0 || codes.includes(error.code));
}

/** Returns what an error says, for a stream of events. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
