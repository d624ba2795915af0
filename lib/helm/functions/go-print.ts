import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { compareText, textOfBytes } from '../text';
import { formatFloatG } from './go-number';

/**
 * Values as Go's fmt prints them with %v and %T, as far as sprig's own functions print.
 */

/** Returns what sprig's `toString` makes of a value: %v, but bytes as text and methods respected. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof GoBytes) return textOfBytes(value.data);
  return printValue(value);
}

/** Returns a value as `%v` prints it. */
export function printValue(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return formatFloatG(value);
  if (value instanceof GoInt) return value.value.toString();
  if (value instanceof GoList) return `[${value.items.map(printValue).join(' ')}]`;
  if (value instanceof GoMap) {
    const keys = sortedKeys(value);
    return `map[${keys.map((key) => `${key}:${printValue(value.entries.get(key) ?? null)}`).join(' ')}]`;
  }
  if (value instanceof GoBytes) return `[${Array.from(value.data).join(' ')}]`;
  return value.print();
}

/** Returns the keys of a map in the order of their bytes, in which Go prints and encodes maps. */
export function sortedKeys(map: GoMap): string[] {
  return Array.from(map.entries.keys()).sort(compareText);
}

/** Returns the name of a value's Go type, as `%T` prints it. */
export function typeName(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoList) return `[]${value.element}`;
  if (value instanceof GoBytes) return '[]uint8';
  return value.type;
}

/** Returns the name of a value's reflect.Kind. */
export function kindName(value: Value): string {
  if (value === null) return 'invalid';
  if (value instanceof GoList || value instanceof GoBytes) return 'slice';
  if (value instanceof GoMap) return 'map';
  if (value instanceof GoObject) return value.kind;
  return typeName(value);
}
