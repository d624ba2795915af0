import type { Cancellation } from './cancellation';
import type { KubeObject, ObjectRef } from './object';

/**
 * The cluster as this room needs it. `lib/cluster/kube` implements it with a real API server,
 * `lib/cluster/testing` in memory. Every method throws a `ClusterError` and nothing else. Requests that
 * fail for a passing reason (429, 5xx, a cut connection) were repeated before a method throws, so a
 * caller has to expect that a request which failed was carried out all the same, and that one which
 * succeeded was carried out more than once.
 */
export interface Cluster {
  /** Where it is. Safe to show: no credentials. */
  readonly place: ClusterPlace;
  version(): Promise<ServerVersion>;
  /** Who the server takes us for. */
  identity(): Promise<Identity>;
  /** Every kind that the server serves, in every version, without subresources. */
  resources(): Promise<readonly ResourceKind[]>;
  /** Forgets what `resources` knows, after a CustomResourceDefinition was applied. */
  refreshResources(): void;
  /** Returns the object, or undefined when there is none (or no such kind). */
  get(ref: ObjectRef): Promise<KubeObject | undefined>;
  /** Returns all objects that match; empty when there is no such kind. */
  list(query: ListQuery): Promise<readonly KubeObject[]>;
  /**
   * Yields the state of all objects that match, then each change. Ended and expired watches are resumed
   * or begun anew: then another `snapshot` comes. Ends only when cancelled; throws when the server cannot
   * be reached for longer than the adapter's patience, or refuses.
   */
  follow(query: ListQuery, cancellation: Cancellation): AsyncIterable<FollowEvent>;
  /** Server-side apply with strict field validation. Throws `conflict` unless `force`. */
  apply(object: KubeObject, options: ApplyObjectOptions): Promise<AppliedObject>;
  /** Throws `already-exists`. */
  create(object: KubeObject, options?: { dryRun?: boolean }): Promise<KubeObject>;
  /** Replaces the object if it still has the `resourceVersion` it is given; else throws `changed`. */
  replace(object: KubeObject, options?: { dryRun?: boolean }): Promise<KubeObject>;
  /** Applies an RFC 6902 patch. A failed `test` throws `changed` or `invalid`. */
  patch(ref: ObjectRef, operations: readonly JsonPatchOperation[]): Promise<KubeObject>;
  /** Deletes the object; returns false when there was none, or one of another `uid`. */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<boolean>;
  /** The rules that hold for us in a namespace. */
  rules(namespace: string): Promise<AccessRules>;
  /** Whether we may do one thing. */
  mayI(question: AccessQuestion): Promise<AccessAnswer>;
  /** The last lines that a container of a pod wrote; empty when it has not started. */
  logs(pod: ObjectRef, options: { container?: string; lines: number }): Promise<string>;
  /** The server's clock in milliseconds, from its last answer; ours may be wrong. */
  serverTime(): number;
}

/** A connection by name. */
export interface ClusterPlace {
  source: 'kubeconfig' | 'in-cluster' | 'memory';
  /** The context's name; `in-cluster` where there is none. */
  context: string;
  /** The server's address without user information. */
  server: string;
}

export interface ServerVersion {
  /** As `v1.37.2`. */
  gitVersion: string;
  major: string;
  minor: string;
  platform: string;
}

export interface Identity {
  username: string;
  groups: readonly string[];
}

/** A kind in one API version. */
export interface ResourceKind {
  apiVersion: string;
  kind: string;
  /** The plural in paths and rules, e.g. `deployments`. */
  resource: string;
  isNamespaced: boolean;
  verbs: readonly string[];
}

/** Which objects to list. An empty `namespace` means all of them. */
export interface ListQuery {
  apiVersion: string;
  kind: string;
  namespace: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** Whether only `metadata` is wanted; more may come. Default: false. */
  headsOnly?: boolean;
}

export type FollowEvent =
  | { type: 'snapshot'; objects: readonly KubeObject[] }
  | { type: 'changed'; object: KubeObject }
  | { type: 'deleted'; object: KubeObject };

/** How to apply one object. */
export interface ApplyObjectOptions {
  manager: string;
  /** Takes fields from other managers. Default: false. */
  force?: boolean;
  /** Whether the server only says what would be. Default: false. */
  dryRun?: boolean;
}

/** An object as the server holds it after an apply (or would), and the warnings it gave. */
export interface AppliedObject {
  object: KubeObject;
  warnings: readonly string[];
}

export interface DeleteOptions {
  /** Default: Background, as Helm. */
  propagation?: 'Background' | 'Foreground' | 'Orphan';
  /** Deletes only the very object that was seen. */
  uid?: string;
  dryRun?: boolean;
}

export type JsonPatchOperation =
  { op: 'add' | 'replace' | 'test'; path: string; value: unknown } | { op: 'remove'; path: string };

/** One rule: any of the verbs on any of the resources of any of the groups. */
export interface AccessRule {
  verbs: readonly string[];
  groups: readonly string[];
  resources: readonly string[];
  /** Empty: all names. */
  names: readonly string[];
}

export interface AccessRules {
  rules: readonly AccessRule[];
  /** Whether the server could not tell everything: what no rule allows must then be asked one by one. */
  isIncomplete: boolean;
}

export interface AccessQuestion {
  verb: string;
  group: string;
  resource: string;
  /** Empty: a resource of the whole cluster, or all namespaces. */
  namespace: string;
  name?: string;
}

export interface AccessAnswer {
  isAllowed: boolean;
  reason: string;
}
