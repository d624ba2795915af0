import { load } from 'js-yaml';
import type { PlaneObject } from '../render';

/** A node of parsed YAML, read step by step: a step that is not there gives an empty one. */
export type Yaml = unknown;

/** A rendered object and what its text says. */
export interface Manifest {
  object: PlaneObject;
  body: Yaml;
}

const parsed = new WeakMap<PlaneObject, Manifest>();
// A plane has some dozens of objects; names that are typed letter by letter would pile up.
const mostKept = 400;
const byText = new Map<string, { text: string; body: Yaml }>();

/**
 * Returns the parsed object. Objects whose text did not change since the last rendering are not parsed
 * again; a text that is no YAML counts as empty.
 */
export function manifestOf(object: PlaneObject): Manifest {
  const known = parsed.get(object);
  if (known) return known;
  let body = byText.get(object.id);
  if (body?.text !== object.text) {
    if (byText.size > mostKept) byText.clear();
    body = { text: object.text, body: readYaml(object.text) };
    byText.set(object.id, body);
  }
  const manifest = { object, body: body.body };
  parsed.set(object, manifest);
  return manifest;
}

/** Returns what a YAML or JSON text says, or undefined when it is neither. */
export function readYaml(text: string): Yaml {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

/** Returns the map at `path`; empty when there is none. */
export function mapAt(value: Yaml, ...path: string[]): Readonly<Record<string, Yaml>> {
  let at: Yaml = value;
  for (const key of path) at = isMap(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return isMap(at) ? at : {};
}

/** Returns the list at `path`; empty when there is none. */
export function listAt(value: Yaml, ...path: string[]): readonly Yaml[] {
  const last = path.at(-1);
  const at = last === undefined ? value : mapAt(value, ...path.slice(0, -1))[last];
  return Array.isArray(at) ? at : [];
}

/** Returns the text or number at `path` as text; empty when there is none. */
export function textAt(value: Yaml, ...path: string[]): string {
  const last = path.at(-1);
  const at = last === undefined ? value : mapAt(value, ...path.slice(0, -1))[last];
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : '';
}

/** Whether a value is a map. */
export function isMap(value: Yaml): value is Record<string, Yaml> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the pod template of a workload, or undefined for any other object. */
export function podTemplateOf({ object, body }: Manifest): Yaml {
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return mapAt(body, 'spec', 'template');
    case 'CronJob':
      return mapAt(body, 'spec', 'jobTemplate', 'spec', 'template');
    case 'Pod':
      return body;
    default:
      return undefined;
  }
}

/** Whether `labels` has everything that `selector` asks for. An empty selector selects nothing. */
export function selects(selector: Readonly<Record<string, Yaml>>, labels: Yaml): boolean {
  const wanted = Object.keys(selector);
  return wanted.length > 0 && wanted.every((key) => textAt(labels, key) === textAt(selector, key));
}
