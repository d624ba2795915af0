import { GoMap } from '../value';

/** Returns a new map with the entries of both; `b` wins, maps are merged deeply. Nothing is changed. */
export function mergeMaps(a: GoMap, b: GoMap): GoMap {
  const merged = new Map(a.entries);
  for (const [key, value] of b.entries) {
    const other = merged.get(key);
    merged.set(key, value instanceof GoMap && other instanceof GoMap ? mergeMaps(other, value) : value);
  }
  return new GoMap(merged);
}
