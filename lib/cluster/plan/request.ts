import type { Chart, UserValues } from '../../helm';
import type { ReleaseTarget } from '../session';

/** What to plan. */
export interface PlanRequest {
  target: ReleaseTarget;
  /** The chart, loaded with the rules of the Helm version to follow; the plane's is `planeChart(profile)`. */
  chart: Chart;
  /** The user's values as plain data: what the record keeps as its config. Default: none. */
  overrides?: unknown;
  /** Values as files and flags, above `overrides`. Default: none. */
  values?: UserValues;
  /** Creates the namespace when it is missing. Default: true. */
  createNamespace?: boolean;
  /** Leaves hooks out. Default: false. */
  skipHooks?: boolean;
  /** Leaves the files of crds/ out. Default: false. */
  skipCrds?: boolean;
  /** How many revisions to keep; 0 keeps all. Default: 10, as Helm. */
  maxHistory?: number;
  /** How long the plan may be applied, in milliseconds. Default: 15 minutes. */
  lifetime?: number;
  /**
   * Values of the user's that must not be shown although no Secret holds them. Default: none. What
   * Secrets hold is always hidden, wherever it appears.
   */
  secretValues?: readonly string[];
}

/** What to roll back to. */
export interface RollbackRequest extends Pick<PlanRequest, 'maxHistory' | 'lifetime' | 'skipHooks'> {
  target: ReleaseTarget;
  /** Default: the revision before the last one. */
  revision?: number;
}

/** What to uninstall. */
export interface UninstallRequest extends Pick<PlanRequest, 'lifetime' | 'skipHooks'> {
  target: ReleaseTarget;
  /** Keeps the records, with the status `uninstalled`. Default: false. */
  keepHistory?: boolean;
}
