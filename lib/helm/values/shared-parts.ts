import { GoInt, GoList, GoMap, type Value } from '../value';

/**
 * Returns a copy of `value` that shares every part with `before` that is the same there: a part that
 * is one object with the part before it has not changed. Nothing else refers to the copy, so later
 * changes of `value` do not reach it. The order of a map's entries does not count.
 */
export function shareParts(value: Value, before: Value | undefined): Value {
  if (value instanceof GoMap) return shareMap(value, before instanceof GoMap ? before : undefined);
  if (value instanceof GoList) return shareList(value, before instanceof GoList ? before : undefined);
  const isSame =
    value instanceof GoInt &&
    before instanceof GoInt &&
    value.value === before.value &&
    value.kind === before.kind;
  return isSame ? before : value;
}

function shareMap(map: GoMap, before: GoMap | undefined): GoMap {
  const isAlike =
    map.type === before?.type && map.isNil === before.isNil && map.entries.size === before.entries.size;
  // A map is only built once a part of it turns out to differ.
  let entries = isAlike ? undefined : new Map<string, Value>();
  for (const [key, value] of map.entries) {
    const known = before?.entries.get(key);
    const part = shareParts(value, known);
    if (part !== known) entries ??= entriesBefore(map, before, key);
    entries?.set(key, part);
  }
  return entries || !before ? new GoMap(entries, map.type, map.isNil) : before;
}

/** The entries of `map` up to `end`, with the values that they have in `before`. */
function entriesBefore(map: GoMap, before: GoMap | undefined, end: string): Map<string, Value> {
  const entries = new Map<string, Value>();
  for (const key of map.entries.keys()) {
    if (key === end) break;
    entries.set(key, before?.entries.get(key) ?? null);
  }
  return entries;
}

function shareList(list: GoList, before: GoList | undefined): GoList {
  const items = list.items.map((item, i) => shareParts(item, before?.items[i]));
  const isSame =
    before !== undefined &&
    list.element === before.element &&
    list.isNil === before.isNil &&
    items.length === before.items.length &&
    items.every((item, i) => item === before.items[i]);
  return isSame ? before : new GoList(items, list.element, list.isNil);
}
