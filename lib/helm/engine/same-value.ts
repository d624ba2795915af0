import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';

/** Returns whether no template can tell two values apart. Entries count in their order. */
export function isSameValue(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true;
  if (a instanceof GoInt) return b instanceof GoInt && a.value === b.value && a.kind === b.kind;
  if (a instanceof GoMap) return b instanceof GoMap && isSameMap(a, b);
  if (a instanceof GoList) return b instanceof GoList && isSameList(a, b);
  if (a instanceof GoBytes) return b instanceof GoBytes && isSameBytes(a.data, b.data);
  return a instanceof GoObject && b instanceof GoObject && a.equals(b, isSameValue);
}

function isSameMap(a: GoMap, b: GoMap): boolean {
  if (!isSameKind(a, b) || a.entries.size !== b.entries.size) return false;
  const others = b.entries.entries();
  for (const [key, value] of a.entries) {
    const { value: other } = others.next();
    if (!other || other[0] !== key || !isSameValue(value, other[1])) return false;
  }
  return true;
}

/** Returns whether two maps differ at most in their entries. */
export function isSameKind(a: GoMap, b: GoMap): boolean {
  return a.type === b.type && a.isNil === b.isNil;
}

function isSameList(a: GoList, b: GoList): boolean {
  if (a.element !== b.element || a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  return a.items.every((item, i) => isSameValue(item, b.items[i] ?? null));
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
