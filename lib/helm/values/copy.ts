import { GoList, GoMap, type Value } from '../value';

/** Returns a deep copy of maps and lists; everything else cannot change and is shared. */
export function copyValue(value: Value): Value {
  if (value instanceof GoMap) return copyMap(value);
  if (value instanceof GoList) return new GoList(value.items.map(copyValue), value.element, value.isNil);
  return value;
}

/** Returns a deep copy of a map. */
export function copyMap(map: GoMap): GoMap {
  const entries = new Map<string, Value>();
  for (const [key, value] of map.entries) entries.set(key, copyValue(value));
  return new GoMap(entries, map.type, map.isNil);
}
