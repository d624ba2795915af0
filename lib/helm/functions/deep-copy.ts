import { GoBytes, GoList, GoMap, type Value } from '../value';

/** Returns a copy that shares no list, map or bytes with `value`; types and nil-ness stay. */
export function deepCopy(value: Value): Value {
  if (value instanceof GoList) return new GoList(value.items.map(deepCopy), value.element, value.isNil);
  if (value instanceof GoMap) {
    const entries = Array.from(value.entries, ([key, item]): [string, Value] => [key, deepCopy(item)]);
    return new GoMap(new Map(entries), value.type, value.isNil);
  }
  if (value instanceof GoBytes) return new GoBytes(value.data.slice());
  return value;
}
