/** A YAML map, as the parser and the form hold it. */
export type YamlMap = Record<string, unknown>;

/** Tells a YAML map from lists and scalars. */
export function isMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns whether two YAML values are the same; the order of keys in maps does not matter. */
export function sameYaml(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameYaml(item, b[index]));
  }
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameYaml(a[key], b[key]));
}

/** Sets an own property, also one whose name assignment would treat specially. */
export function setOwn(map: YamlMap, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}

/** Returns a deep copy of a YAML value. */
export function copyYaml<T>(value: T): T {
  // Maps and lists are rebuilt entry by entry, so the copy has the type of the original.
  if (Array.isArray(value)) return value.map((item: unknown) => copyYaml(item)) as T;
  if (!isMap(value)) return value;
  const copy: YamlMap = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, copyYaml(item));
  return copy as T;
}
