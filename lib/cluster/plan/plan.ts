import type { Release } from '../../helm/release';
import type { ComponentId } from '../../plane';
import type { FieldCause, FieldConflict } from '../errors';
import type { KubeObject, ObjectRef } from '../object';
import type { ReleaseTarget } from '../session';

/** What a plan does to a release. All are executed by `executePlan`. */
export type PlanOperation = 'install' | 'upgrade' | 'rollback' | 'uninstall';

/**
 * What happens to one object. `replace`: deleted and created anew, since a field cannot change in place.
 * `keep`: no longer rendered, stays because of its resource policy. `gone`: to be deleted, but not there.
 */
export type ObjectAction = 'create' | 'change' | 'unchanged' | 'replace' | 'delete' | 'keep' | 'gone';

/** One field that changes. */
export interface FieldChange {
  /** As `spec.template.spec.containers[name=clickhouse].image`. */
  path: string;
  /** The live value; absent when the field is new. A Secret's value is `maskedText`. */
  before?: unknown;
  /** The value after the apply; absent when the field goes. A Secret's value is `maskedText`. */
  after?: unknown;
  /** The field manager that owns the live value, where one does. */
  manager?: string;
  /** Whether values are hidden. They do differ. */
  isMasked: boolean;
}

/** Who holds an object that this release did not make. */
export interface ForeignOwner {
  /** The other release, as `namespace/name`; absent when no release holds it. */
  release?: string;
  /** Managers of its fields. */
  managers: readonly string[];
}

/** What a plan does to one object. Safe to send to a browser. */
export interface ObjectChange {
  /** `idOf` its ref: unique in the plan. */
  id: string;
  ref: ObjectRef;
  component: ComponentId;
  /** The template it comes from; empty for what goes. */
  source: string;
  action: ObjectAction;
  /** Why, where the action needs a reason: what forces a replacement, which policy keeps it. */
  reason?: string;
  fields: readonly FieldChange[];
  /** Fields that other managers own and the plan would change. */
  conflicts: readonly FieldConflict[];
  /** Set when the object exists and does not belong to this release. */
  owner?: ForeignOwner;
  /** Set when the server refuses the object. */
  refusal?: { message: string; causes: readonly FieldCause[] };
  /** Warnings of the server: deprecated versions, pods that would not be admitted. */
  warnings: readonly string[];
  /**
   * Who checked it. `server`: dry run as it will be applied. `stand-in`: dry run in another namespace,
   * because its own does not exist yet. `none`: nobody could; its kind comes with this plan.
   */
  checkedBy: 'server' | 'stand-in' | 'none';
  /** Live and planned object as YAML, Secret values masked; empty where there is none. */
  liveText: string;
  plannedText: string;
}

/** A hook that the operation runs. */
export interface PlannedHook {
  id: string;
  ref: ObjectRef;
  source: string;
  events: readonly string[];
  weight: number;
  deletePolicies: readonly string[];
  /** When its output is shown although nobody needs it to find a fault: `hook-succeeded`, `hook-failed`. */
  logPolicies: readonly string[];
}

/** A choice that an apply of the plan needs. */
export type Decision =
  /** Fields of other managers are taken over. */
  | 'force-conflicts'
  /** Objects that exist and belong to no release, or another one, become this release's. */
  | 'take-ownership'
  /** Objects are deleted and created anew. */
  | 'replace'
  /** An operation that was begun by somebody else and looks dead is marked as failed. */
  | 'take-over';

/** A decision that is open, and what it is about. */
export interface NeededDecision {
  decision: Decision;
  /** What saying yes means, as a sentence. */
  message: string;
  objects: readonly string[];
}

/** A pending operation found on the release. */
export interface PendingOperation {
  revision: number;
  status: string;
  /** Who began it; `Helm` when no studio did. */
  holder: string;
  /** When it began, RFC 3339, by the clock of whoever began it. */
  since: string;
  /** Milliseconds since its last sign of life by the server's clock; undefined for Helm, which gives none. */
  silentFor: number | undefined;
  /** `alive`: refuse. `dead`: a studio stopped giving signs of life. `unknown`: Helm's; ask. */
  state: 'alive' | 'dead' | 'unknown';
}

/** The masked picture of a plan: everything a page or a terminal shows. JSON; safe to send to a browser. */
export interface PlanView {
  /** Names the plan: `executePlan` and the page agree by it. 64 hexadecimal digits. */
  digest: string;
  operation: PlanOperation;
  target: ReleaseTarget;
  /** The revision that applying will write; the last one for an uninstall. */
  revision: number;
  /** The revision that is deployed now; undefined when none is. */
  deployedRevision: number | undefined;
  /** The cluster it was made for. */
  context: string;
  /** Milliseconds since the epoch; after `expiresAt` an apply is refused. */
  madeAt: number;
  expiresAt: number;
  chart: { name: string; version: string; appVersion: string };
  /** Whether the namespace will be created first. */
  createsNamespace: boolean;
  /** Files of crds/ that will be applied before everything, as ids. */
  crds: readonly string[];
  /** In the order in which they are applied; what goes comes last. */
  changes: readonly ObjectChange[];
  hooks: readonly PlannedHook[];
  counts: Readonly<Record<ObjectAction, number>>;
  /** Whether applying would change no object and run no hook. */
  isEmpty: boolean;
  needs: readonly NeededDecision[];
  /** Reasons for which an apply is refused whatever is decided. */
  blockers: readonly string[];
  pending?: PendingOperation;
  warnings: readonly string[];
  /** What `helm install` would say at the end; known secret values masked. */
  notes: string;
  /** What stays after an uninstall, as `Kind/name: why`. */
  stays: readonly string[];
  /** How long planning took. */
  milliseconds: number;
}

/**
 * A plan: data, made by `makePlan`, `planRollback` or `planUninstall` and executed by `executePlan`.
 * Holds secret values outside `view`: it stays on the server.
 */
export interface Plan {
  readonly view: PlanView;
  readonly steps: PlanSteps;
}

/** What executing does. Never leaves the server. */
export interface PlanSteps {
  /** The release record to write; status and times are set on the way. Undefined for an uninstall. */
  readonly release: Release | undefined;
  /** CustomResourceDefinitions of crds/, applied first and never changed afterwards. */
  readonly crds: readonly KubeObject[];
  readonly objects: readonly PlannedObject[];
  readonly deletions: readonly PlannedDeletion[];
  readonly hooks: readonly PlannedHookObject[];
  readonly keepHistory: boolean;
  readonly maxHistory: number;
  readonly seen: SeenRelease;
}

/** An object to apply, and what its plan was based on. */
export interface PlannedObject {
  readonly id: string;
  /** As applied: with ownership metadata, namespace and all. */
  readonly object: KubeObject;
  readonly action: ObjectAction;
  readonly seen: SeenObject;
  /** Digest of what the plan shows for it; see AP3. */
  readonly effect: string;
  /** Whether fields that Helm wrote client-side must be handed to server-side apply first. */
  readonly migrates: boolean;
}

export interface PlannedDeletion {
  readonly id: string;
  readonly ref: ObjectRef;
  readonly action: 'delete' | 'keep' | 'gone';
  readonly seen: SeenObject;
}

export interface PlannedHookObject {
  readonly id: string;
  readonly hook: PlannedHook;
  readonly object: KubeObject;
  /** Its place among the release's hooks. */
  readonly index: number;
}

/** An object as the plan saw it; both empty when it did not exist. */
export interface SeenObject {
  readonly uid: string;
  readonly resourceVersion: string;
}

/** The release as the plan saw it. */
export interface SeenRelease {
  /** Revision, status and resourceVersion of every record, oldest first. */
  readonly records: readonly { revision: number; status: string; resourceVersion: string }[];
}

/** Why no plan could be made: bad values, a template error, a chart that does not fit. Not a cluster's fault. */
export interface PlanFailure {
  ok: false;
  code: 'render' | 'release';
  /** Helm's message, known secret values masked. */
  message: string;
  position?: { file?: string; line: number; column: number };
}

export type PlanResult = { ok: true; plan: Plan } | PlanFailure;

/** What stands for a secret value. */
export const maskedText = '(hidden)';
