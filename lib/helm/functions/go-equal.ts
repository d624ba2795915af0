import { maxParts, tooLarge } from '../size-limit';
import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { typeName } from './go-print';

/** Reports whether `reflect.DeepEqual` holds: same types, same contents, nil apart from empty. */
export function isDeepEqual(a: Value, b: Value): boolean {
  return isEqual(a, b, { left: maxParts });
}

/** Comparisons that may still be made; shared parts count each time. */
interface Budget {
  left: number;
}

function isEqual(a: Value, b: Value, budget: Budget): boolean {
  if (--budget.left < 0) throw tooLarge();
  if (a === null || b === null) return a === b;
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (typeName(a) !== typeName(b)) return false;
  if (a instanceof GoInt && b instanceof GoInt) return a.value === b.value;
  if (a instanceof GoList && b instanceof GoList) return areListsEqual(a, b, budget);
  if (a instanceof GoMap && b instanceof GoMap) return areMapsEqual(a, b, budget);
  if (a instanceof GoBytes && b instanceof GoBytes) {
    return a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i]);
  }
  if (a instanceof GoObject && b instanceof GoObject) return a === b || a.print() === b.print();
  return false;
}

function areListsEqual(a: GoList, b: GoList, budget: Budget): boolean {
  if (a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  // The same backing array is equal even where it holds NaN.
  if (a.items === b.items) return true;
  return a.items.every((item, i) => isEqual(item, b.items[i] ?? null, budget));
}

function areMapsEqual(a: GoMap, b: GoMap, budget: Budget): boolean {
  if (a.isNil !== b.isNil || a.entries.size !== b.entries.size) return false;
  if (a.entries === b.entries) return true;
  for (const [key, value] of a.entries) {
    const other = b.entries.get(key);
    if (other === undefined || !isEqual(value, other, budget)) return false;
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
