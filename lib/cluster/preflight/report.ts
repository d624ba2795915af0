/** What a preflight looks at, in the order of the report. */
export type PreflightTopic =
  | 'api-version'
  | 'kinds'
  | 'namespace'
  | 'permissions'
  | 'pod-security'
  | 'storage'
  | 'quota'
  | 'capacity'
  | 'ownership'
  | 'lock';

/**
 * One finding. `error`: an apply would fail or be refused. `warning`: it may not become ready, or could
 * not be looked at. `ok`: looked at and fine.
 */
export interface PreflightCheck {
  topic: PreflightTopic;
  severity: 'ok' | 'warning' | 'error';
  /** What is, in one lower-case sentence without full stop. */
  message: string;
  /** What to do about it, as a sentence. */
  remedy?: string;
  /** The objects it is about, as `Kind/name`. */
  objects?: readonly string[];
}

/** One list of everything that stands between a plan and a plane. Safe to send to a browser. */
export interface PreflightReport {
  checks: readonly PreflightCheck[];
  /** Whether no check is an error. */
  isReady: boolean;
  /**
   * Role or ClusterRole with its binding, as YAML, that grants exactly what is missing; empty when
   * nothing is. For somebody with the right to apply it.
   */
  missingRoles: string;
}
