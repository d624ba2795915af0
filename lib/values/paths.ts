import { copyYaml, isMap, setOwn, type YamlMap } from './equality';

/** One step of a path: the key of a map or the index of a list. */
export type Segment = string | number;

/** Returns the dotted form of a path: `a.b[0]["c.d"]`. */
export function printPath(segments: readonly Segment[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `[${JSON.stringify(segment.length > 80 ? `${segment.slice(0, 77)}...` : segment)}]`;
  }
  return text;
}

/** Returns the segments of a dotted path as `printPath` writes it. */
export function parsePath(path: string): readonly Segment[] {
  const segments: Segment[] = [];
  for (const match of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)) {
    const [, index, quoted, key] = match;
    if (index !== undefined) segments.push(Number(index));
    // printPath wrote this with JSON.stringify of a string.
    else if (quoted !== undefined) segments.push(JSON.parse(quoted) as string);
    else if (key !== undefined) segments.push(key);
  }
  return segments;
}

/** Returns the value at `path`, or undefined when nothing is there. */
export function valueAt(values: unknown, path: string | readonly Segment[]): unknown {
  let value = values;
  for (const segment of typeof path === 'string' ? parsePath(path) : path) {
    if (Array.isArray(value) && typeof segment === 'number') value = value[segment];
    else if (isMap(value) && Object.hasOwn(value, segment)) value = value[String(segment)];
    else return undefined;
  }
  return value;
}

/** Returns a copy of `values` with `value` at `path`; missing maps on the way are made. Keys only, no lists. */
export function withValue(values: unknown, path: string, value: unknown): YamlMap {
  return replaceIn(values, parsePath(path).map(String), value);
}

function replaceIn(values: unknown, keys: readonly string[], value: unknown): YamlMap {
  const copy: YamlMap = isMap(values) ? { ...values } : {};
  const [key, ...rest] = keys;
  if (key === undefined) return copy;
  const inner = Object.hasOwn(copy, key) ? copy[key] : undefined;
  setOwn(copy, key, rest.length === 0 ? copyYaml(value) : replaceIn(inner, rest, value));
  return copy;
}

/**
 * Returns a copy of `values` without `path`, and without the maps that this leaves empty. What stands in
 * the way of the path and is no map stays.
 */
export function withoutValue(values: unknown, path: string): YamlMap {
  return removeIn(values, parsePath(path).map(String)) ?? {};
}

function removeIn(values: unknown, keys: readonly string[]): YamlMap | undefined {
  if (!isMap(values)) return undefined;
  const [key, ...rest] = keys;
  if (key === undefined) return undefined;
  const copy = { ...values };
  if (rest.length > 0 && Object.hasOwn(copy, key) && !isMap(copy[key])) return copy;
  const inner = rest.length > 0 && Object.hasOwn(copy, key) ? removeIn(copy[key], rest) : undefined;
  if (inner) setOwn(copy, key, inner);
  else delete copy[key];
  return Object.keys(copy).length > 0 ? copy : undefined;
}
