import type { Chart } from '../chart';
import type { RenderedDocument } from '../manifest';
import { chartRecord } from './chart-record';
import type { HookRecord, Release, ReleaseState } from './release';

/** What a new record is made of. */
export interface ReleaseParts {
  name: string;
  namespace: string;
  revision: number;
  chart: Chart;
  /** The user's values as plain data. */
  config: unknown;
  documents: readonly RenderedDocument[];
  hooks: readonly RenderedDocument[];
  notes: string;
  status: ReleaseState;
  description: string;
  /** RFC 3339. */
  firstDeployed: string;
  lastDeployed: string;
}

/** Returns a new release record; objects are said to be applied server-side. */
export function composeRelease(parts: ReleaseParts): Release {
  return {
    name: parts.name,
    info: {
      first_deployed: parts.firstDeployed,
      last_deployed: parts.lastDeployed,
      deleted: '',
      description: parts.description,
      status: parts.status,
      ...(parts.notes === '' ? {} : { notes: parts.notes }),
    },
    chart: chartRecord(parts.chart),
    config: parts.config,
    manifest: manifestOf(parts.documents),
    hooks: parts.hooks.map(hookRecord),
    version: parts.revision,
    namespace: parts.namespace,
    apply_method: 'ssa',
  };
}

/** Returns the manifest as a record holds it: every object below its source, in install order. */
export function manifestOf(documents: readonly RenderedDocument[]): string {
  return documents.map(({ source, text }) => `---\n# Source: ${source}\n${text}\n`).join('');
}

function hookRecord({ name, kind, source, text, hook }: RenderedDocument): HookRecord {
  return {
    name,
    kind,
    path: source,
    manifest: text,
    events: [...(hook?.events ?? [])],
    last_run: { phase: '' },
    ...(hook?.weight ? { weight: hook.weight } : {}),
    ...(hook?.deletePolicies.length ? { delete_policies: [...hook.deletePolicies] } : {}),
    ...(hook?.outputLogPolicies.length ? { output_log_policies: [...hook.outputLogPolicies] } : {}),
  };
}
