import { isRecord, type KubeObject } from '../object';
import type { FieldStep } from './field-owners';

/** One field that differs between two objects. */
export interface FieldDifference {
  steps: readonly FieldStep[];
  before: unknown;
  after: unknown;
}

/** What the server keeps for itself: no difference in it is anybody's change. */
const serverSide = ['managedFields', 'resourceVersion', 'uid', 'generation', 'creationTimestamp', 'selfLink'];
/** Fields by which items of a list are told apart, the first that all have and that is unique wins. */
const itemKeys = ['name', 'mountPath', 'containerPort', 'port', 'key', 'topologyKey', 'ip', 'type', 'uid'];

/**
 * Returns the leaf fields that differ between two objects, without status and without what the server
 * keeps. A value that appears or goes is one difference with `undefined` on the other side.
 */
export function differencesOf(before: KubeObject, after: KubeObject): FieldDifference[] {
  const found: FieldDifference[] = [];
  compare(withoutServerFields(before), withoutServerFields(after), { steps: [], found });
  return found;
}

/** Returns a copy without status and without what the server keeps in the metadata. */
export function withoutServerFields(object: KubeObject): KubeObject {
  const { status: _, ...rest } = object;
  const metadata = Object.fromEntries(
    Object.entries(object.metadata).filter(([key]) => !serverSide.includes(key)),
  );
  // Only fields that objects need not have were taken away.
  return { ...rest, metadata } as unknown as KubeObject;
}

interface Comparison {
  steps: readonly FieldStep[];
  found: FieldDifference[];
}

function compare(before: unknown, after: unknown, { steps, found }: Comparison): void {
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const inner = { steps: [...steps, key], found };
      compare(own(before, key), own(after, key), inner);
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, { steps, found });
  if (!isSame(before, after)) found.push({ steps, before, after });
}

function compareLists(before: unknown[], after: unknown[], { steps, found }: Comparison): void {
  const key = itemKeys.find((name) => isUnique(before, name) && isUnique(after, name));
  if (key === undefined) {
    const isFlat = [...before, ...after].every((item) => !isRecord(item) && !Array.isArray(item));
    // Lists of plain values, such as arguments, read best as a whole.
    if (isFlat) {
      if (!isSame(before, after)) found.push({ steps, before, after });
      return;
    }
    for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
      const item = before[index] ?? after[index];
      const step = { index, item, key: String(index) };
      compare(before[index], after[index], { steps: [...steps, step], found });
    }
    return;
  }
  const names = new Set([...before, ...after].map((item) => label(item, key)));
  for (const name of names) {
    const index = before.findIndex((item) => label(item, key) === name);
    const place = index < 0 ? after.findIndex((item) => label(item, key) === name) : index;
    const was = index < 0 ? undefined : before[index];
    const is = after.find((item) => label(item, key) === name);
    const step = { index: place, item: was ?? is, key: `${key}=${name}` };
    compare(was, is, { steps: [...steps, step], found });
  }
}

function label(item: unknown, key: string): string {
  return isRecord(item) ? String(item[key]) : '';
}

function isUnique(items: readonly unknown[], key: string): boolean {
  const names = items.map((item) => (isRecord(item) ? item[key] : undefined));
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

function own(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b || (isNothing(a) === true && isNothing(b) === true)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return canonicalJson(a) === canonicalJson(b);
}

/** The server leaves null, empty maps and empty lists out as it likes. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** Returns JSON with sorted keys: equal texts for equal data. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
    .join(',')}}`;
}

/** Returns steps as a path for people: `spec.template.spec.containers[name=app].image`. */
export function printSteps(steps: readonly FieldStep[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step !== 'string') text += `[${step.key}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
