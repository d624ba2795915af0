import type { HookEvent } from '../manifest';

/** What `helm list` and `helm status` call a release's state. */
export type ReleaseState =
  | 'unknown'
  | 'deployed'
  | 'uninstalled'
  | 'superseded'
  | 'failed'
  | 'uninstalling'
  | 'pending-install'
  | 'pending-upgrade'
  | 'pending-rollback';

/**
 * A release record: the JSON document that Helm 3 and Helm 4 store, with their names. A record that was
 * read keeps fields that this type does not name, so that writing it again loses nothing.
 */
export interface Release {
  name: string;
  namespace: string;
  /** The revision, from 1. */
  version: number;
  info: ReleaseInfo;
  chart: ChartRecord;
  /** The user's values: what differs from the chart's. */
  config: unknown;
  /** Every object but hooks, each below its `# Source:` line, in install order. */
  manifest: string;
  hooks: HookRecord[];
  /** How objects were applied. Helm 3 leaves it out, which means client-side. */
  apply_method?: string;
}

export interface ReleaseInfo {
  /** RFC 3339, as all times of a record. */
  first_deployed: string;
  last_deployed: string;
  /** Empty while it was not deleted: Helm 3 wants the field, Helm 4 accepts it. */
  deleted: string;
  description: string;
  status: ReleaseState;
  notes?: string;
}

/** The chart in a record. Subcharts are not part of it: Helm leaves them out. */
export interface ChartRecord {
  metadata: ChartMetadataRecord;
  lock: unknown;
  templates: FileRecord[];
  values: unknown;
  /** The values schema in base64; null when there is none. */
  schema: string | null;
  files: FileRecord[] | null;
}

/** Chart.yaml, as far as it is read back. */
export interface ChartMetadataRecord {
  name: string;
  version: string;
  appVersion?: string;
  apiVersion?: string;
  [field: string]: unknown;
}

/** A file of a chart, its bytes in base64. */
export interface FileRecord {
  name: string;
  data: string;
}

/** A hook in a record. */
export interface HookRecord {
  name: string;
  kind: string;
  path: string;
  manifest: string;
  events: HookEvent[];
  last_run: HookRun;
  weight?: number;
  delete_policies?: string[];
  output_log_policies?: string[];
}

/** How the last run of a hook went. Times are absent before it: no Helm reads an empty one everywhere. */
export interface HookRun {
  started_at?: string;
  completed_at?: string;
  phase: '' | 'Unknown' | 'Running' | 'Succeeded' | 'Failed';
}

/** Whether somebody works on the release: Helm refuses every other operation meanwhile. */
export function isPending(state: ReleaseState): boolean {
  return state.startsWith('pending-') || state === 'uninstalling';
}
