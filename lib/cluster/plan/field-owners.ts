import { fieldAt, isRecord, type KubeObject, type ManagedFields } from '../object';

/** A step into an object: the key of a map, or an item of a list with its place. */
export type FieldStep = string | { index: number; item: unknown; key: string };

/** Who wrote a field last. */
export interface FieldOwner {
  manager: string;
  /** RFC 3339. */
  since: string | undefined;
}

/**
 * Returns the manager that owns the field at `steps` of a live object: the one whose entry reaches
 * furthest along them. Undefined when nobody owns it, as with defaults.
 */
export function ownerOf(live: KubeObject, steps: readonly FieldStep[]): FieldOwner | undefined {
  let best: { depth: number; entry: ManagedFields } | undefined;
  for (const entry of live.metadata.managedFields ?? []) {
    const depth = ownedDepth(entry.fieldsV1, steps);
    if (depth > (best?.depth ?? 0)) best = { depth, entry };
  }
  return best && { manager: best.entry.manager ?? 'unknown', since: best.entry.time };
}

/**
 * How many steps an entry owns: all of them, or fewer when it owns a map or a list as a whole (written
 * as an empty set). 0 when it owns nothing on the way.
 */
function ownedDepth(fields: unknown, steps: readonly FieldStep[]): number {
  let at = fields;
  for (const [depth, step] of steps.entries()) {
    const next = child(at, step);
    if (next === undefined) return depth > 0 && isEmptySet(at) ? depth : 0;
    at = next;
  }
  return steps.length;
}

function isEmptySet(fields: unknown): boolean {
  return isRecord(fields) && Object.keys(fields).every((key) => key === '.');
}

function child(fields: unknown, step: FieldStep): unknown {
  if (!isRecord(fields)) return undefined;
  if (typeof step === 'string') return fieldAt(fields, `f:${step}`);
  for (const [key, value] of Object.entries(fields)) {
    const kind = key.slice(0, 2);
    if (kind === 'i:' && Number(key.slice(2)) === step.index) return value;
    if (kind === 'k:' && hasKeys(step.item, parse(key.slice(2)))) return value;
    if (kind === 'v:' && JSON.stringify(parse(key.slice(2))) === JSON.stringify(step.item)) return value;
  }
  return undefined;
}

function hasKeys(item: unknown, keys: unknown): boolean {
  return isRecord(keys) && Object.entries(keys).every(([key, value]) => fieldAt(item, key) === value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Helm's manager name; both majors use it for everything they write. */
export const helmManager = 'helm';

/** Whether Helm wrote the object client-side, so that its fields must be handed to server-side apply. */
export function hasClientSideFields(live: KubeObject): boolean {
  return (live.metadata.managedFields ?? []).some(isClientSide);
}

function isClientSide({ manager, operation, subresource }: ManagedFields): boolean {
  return manager === helmManager && operation === 'Update' && (subresource ?? '') === '';
}

/**
 * Returns the `managedFields` with what Helm owns by client-side updates moved to its server-side apply:
 * without that, a server-side apply under the same name conflicts with itself, and fields that are no
 * longer rendered would stay. What `kubectl` and Helm 4 do when they switch.
 */
export function migratedFields(live: KubeObject): ManagedFields[] {
  const entries = live.metadata.managedFields ?? [];
  const clientSide = entries.filter(isClientSide);
  const others = entries.filter((entry) => !isClientSide(entry));
  const isApplied = (entry: ManagedFields): boolean =>
    entry.manager === helmManager && entry.operation === 'Apply';
  const applied = others.find(isApplied);
  const base = applied ?? { ...clientSide[0], operation: 'Apply' };
  const fields = clientSide.reduce<unknown>((sum, entry) => union(sum, entry.fieldsV1), base.fieldsV1 ?? {});
  return [{ ...base, fieldsV1: fields }, ...others.filter((entry) => !isApplied(entry))];
}

/** Returns the fields that either of two sets has. */
export function union(a: unknown, b: unknown): unknown {
  if (!isRecord(a)) return b;
  if (!isRecord(b)) return a;
  const both: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) both[key] = key in both ? union(both[key], value) : value;
  return both;
}

/** Returns the set of fields of one manager and operation; undefined when it has none. */
export function fieldsOf(object: KubeObject, operation: 'Apply' | 'Update'): unknown {
  return object.metadata.managedFields?.find(
    (entry) => entry.manager === helmManager && entry.operation === operation && !entry.subresource,
  )?.fieldsV1;
}

/** Returns a deep copy of `object` without the fields that are in `had` and neither in `has` nor in `kept`. */
export function withoutDropped(object: KubeObject, had: unknown, has: readonly unknown[]): KubeObject {
  const copy = structuredCopy(object);
  dropFields(copy, had, has);
  return copy;
}

function dropFields(value: unknown, had: unknown, has: readonly unknown[]): void {
  if (!isRecord(had)) return;
  for (const [key, inner] of Object.entries(had)) {
    if (key === '.') continue;
    const still = has.map((set) => fieldAt(set, key)).filter((set) => set !== undefined);
    const name = key.slice(2);
    if (key.startsWith('f:') && isRecord(value)) {
      if (still.length === 0) delete value[name];
      else dropFields(value[name], inner, still);
    } else if (key.startsWith('k:') && Array.isArray(value)) {
      const at = value.findIndex((item) => hasKeys(item, parse(name)));
      if (at < 0) continue;
      if (still.length === 0) value.splice(at, 1);
      else dropFields(value[at], inner, still);
    }
  }
}

function structuredCopy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(structuredCopy) as T;
  if (!isRecord(value)) return value;
  // A copy of the same shape.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)])) as T;
}
