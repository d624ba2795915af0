import { GoBytes, GoList, GoMap, GoObject, type Value } from '../value';
import { compareText, textOfBytes } from '../text';
import { printValue } from '../template/print-value';
import { typeOfValue } from '../template/go-type';

/**
 * Values as Go's fmt prints them with %v and %T, as far as sprig's own functions print.
 */

/** Returns what sprig's `toString` makes of a value: %v, but bytes as text and methods respected. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof GoBytes) return textOfBytes(value.data);
  return printValue(value);
}

/** Returns the keys of a map in the order of their bytes, in which Go prints and encodes maps. */
export function sortedKeys(map: GoMap): string[] {
  return Array.from(map.entries.keys()).sort(compareText);
}

/** Returns the name of a value's Go type, as `%T` prints it. */
export function typeName(value: Value): string {
  return value === null ? '<nil>' : typeOfValue(value);
}

/** Returns the name of a value's reflect.Kind. */
export function kindName(value: Value): string {
  if (value === null) return 'invalid';
  if (value instanceof GoList || value instanceof GoBytes) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (value instanceof GoObject) return value.kind;
  return typeName(value);
}
