/** The metadata of an object that this room reads. Everything else of it passes through untouched. */
export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: readonly { kind: string; name: string; uid: string }[];
  managedFields?: readonly ManagedFields[];
  [field: string]: unknown;
}

/** Which fields a field manager set, as the API server keeps it. */
export interface ManagedFields {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: string;
  subresource?: string;
  fieldsType?: string;
  fieldsV1?: unknown;
}

/** A Kubernetes object as JSON. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** Names one object. `namespace` is empty for an object of the whole cluster. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
}

/** Returns what names `object`; `namespace` is used where the object names none. */
export function refOf(object: KubeObject, namespace = ''): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  return { apiVersion, kind, namespace: metadata.namespace ?? namespace, name: metadata.name };
}

/** Returns the API group of an `apiVersion`; the core group is empty. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/**
 * Returns the identity of an object across API versions: `Deployment.apps/namespace/name`. Two
 * apiVersions of one group serve the same object, so the version is no part of it.
 */
export function idOf({ apiVersion, kind, namespace, name }: ObjectRef): string {
  const group = groupOf(apiVersion);
  return `${kind}${group === '' ? '' : `.${group}`}/${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** Returns the name of an object for people: `Deployment/gateway`. */
export function nameOf({ kind, name }: ObjectRef): string {
  return `${kind}/${name}`;
}

/** Returns the value at a path of keys, or undefined; never throws. */
export function fieldAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    // Own keys only: a field named `constructor` is no field.
    at = Object.hasOwn(at, key) ? (at as Record<string | number, unknown>)[key] : undefined;
  }
  return at;
}

/** Returns the list at a path of keys; empty when there is none. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = fieldAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Returns the text at a path of keys; empty when there is none. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** Returns the number at a path of keys; `otherwise` when there is none. */
export function numberAt(value: unknown, path: readonly (string | number)[], otherwise = 0): number {
  const found = fieldAt(value, ...path);
  return typeof found === 'number' ? found : otherwise;
}

/** Returns the map at a path of keys; empty when there is none. */
export function mapAt(
  value: unknown,
  ...path: readonly (string | number)[]
): Readonly<Record<string, unknown>> {
  const found = fieldAt(value, ...path);
  // A JSON object is a map of unknown values.
  return isRecord(found) ? found : {};
}

/** Whether `value` is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
