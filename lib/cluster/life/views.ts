import type { ComponentId } from '../../plane';
import type { Readiness } from '../apply/event';
import type { ObjectRef } from '../object';
import type { FieldChange, PendingOperation } from '../plan/plan';
import type { ReleaseTarget } from '../session';

/** One release, as `helm list` shows it. */
export interface ReleaseSummary {
  target: ReleaseTarget;
  /** The last revision, its status and when it was made (RFC 3339). */
  revision: number;
  status: string;
  updated: string;
  description: string;
  chart: { name: string; version: string; appVersion: string };
  /** Whether the chart is the plane's. */
  isPlane: boolean;
  pending?: PendingOperation;
}

/** One revision of a release, as `helm history` shows it. */
export interface RevisionSummary {
  revision: number;
  status: string;
  updated: string;
  description: string;
  chart: { name: string; version: string; appVersion: string };
  /** How Helm applied it: server-side or client-side. */
  applyMethod: 'ssa' | 'csa';
}

/** Everything that a revision says. Secret values are masked: safe to send to a browser. */
export interface RevisionDetail extends RevisionSummary {
  /** The user's values as YAML; values at sensitive paths are masked. */
  valuesText: string;
  /** The manifest as text; values of Secrets are masked. */
  manifestText: string;
  hooksText: string;
  notes: string;
}

/** What differs between two revisions. Secret values are masked, and shown as changed. */
export interface RevisionComparison {
  from: RevisionDetail;
  to: RevisionDetail;
  values: readonly FieldChange[];
  objects: readonly {
    id: string;
    change: 'added' | 'removed' | 'changed';
    fields: readonly FieldChange[];
  }[];
}

/** The live state of one object of a release. */
export interface ObjectHealth extends Readiness {
  id: string;
  ref: ObjectRef;
  component: ComponentId;
  isPresent: boolean;
}

/** A release and how it is doing. */
export interface ReleaseStatus {
  summary: ReleaseSummary;
  objects: readonly ObjectHealth[];
  /** The worst state of each component that has objects. */
  components: Readonly<Partial<Record<ComponentId, Readiness['state']>>>;
  notes: string;
}

/** What differs live from what the deployed revision says. */
export interface DriftReport {
  target: ReleaseTarget;
  revision: number;
  /** Objects that differ or are missing. Empty: nothing has drifted. */
  objects: readonly DriftedObject[];
  /** How many objects were looked at. */
  looked: number;
}

export interface DriftedObject {
  id: string;
  ref: ObjectRef;
  component: ComponentId;
  /** Whether it is missing. */
  isMissing: boolean;
  fields: readonly DriftedField[];
}

/** A field that somebody changed. `before` is live, `after` is what the release says. */
export interface DriftedField extends FieldChange {
  /** When the manager last wrote, RFC 3339; undefined when unknown. */
  since?: string;
  /**
   * A change of the values that makes the release say what is live: found through the origin of the
   * field, and proven by rendering with it. Undefined when no value stands for the field.
   */
  accept?: { path: string; set: unknown };
}

/** A running release's values, to be put into a form. Holds what the user gave, secrets included: server only. */
export interface LoadedRelease {
  target: ReleaseTarget;
  revision: number;
  status: string;
  chart: { name: string; version: string; appVersion: string };
  isPlane: boolean;
  /** What `helm get values` prints: only what the user set. */
  values: unknown;
}
