import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { typeName } from './go-print';

/** Reports whether `reflect.DeepEqual` holds: same types, same contents, nil apart from empty. */
export function isDeepEqual(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (typeName(a) !== typeName(b)) return false;
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
  if (a instanceof GoList && b instanceof GoList) return areListsEqual(a, b);
  if (a instanceof GoMap && b instanceof GoMap) return areMapsEqual(a, b);
  if (a instanceof GoBytes && b instanceof GoBytes) {
    return a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i]);
  }
  if (a instanceof GoObject && b instanceof GoObject) return a === b || a.print() === b.print();
  return false;
}

function areListsEqual(a: GoList, b: GoList): boolean {
  if (a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  // The same backing array is equal even where it holds NaN.
  if (a.items === b.items) return true;
  return a.items.every((item, i) => isDeepEqual(item, b.items[i] ?? null));
}

function areMapsEqual(a: GoMap, b: GoMap): boolean {
  if (a.isNil !== b.isNil || a.entries.size !== b.entries.size) return false;
  if (a.entries === b.entries) return true;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !isDeepEqual(value, other)) return false;
  }
  return true;
}

/** Reports whether sprig counts a value as not set: zero, false, nil, or of length 0. */
export function isEmptyValue(value: Value): boolean {
  if (value === null || value === '' || value === false || value === 0) return true;
  if (typeof value !== 'object') return false;
  if (value instanceof GoInt) return value.value === 0n;
  if (value instanceof GoList) return value.items.length === 0;
  if (value instanceof GoMap) return value.entries.size === 0;
  if (value instanceof GoBytes) return value.data.length === 0;
  if (value.kind === 'struct' || value.kind === 'ptr' || value.kind === 'func') return false;
  const encoded = value.encode();
  return encoded !== undefined && !(encoded instanceof GoObject) && isEmptyValue(encoded);
}
