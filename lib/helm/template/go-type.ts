import { GoBytes, GoInt, GoList, GoMap, GoObject, type ParamType, type Value } from '../value';
import { GoComplex } from './complex';

/** Questions about the Go types of values, as reflect answers them for text/template. */

/** Returns the Go type of a value as `%T` and messages print it. */
export function typeOfValue(value: Value | undefined): string {
  if (value === null || value === undefined) return 'interface {}';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    default:
      break;
  }
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoMap) return value.type;
  if (value instanceof GoList) return `[]${value.element}`;
  if (value instanceof GoBytes) return '[]uint8';
  return value.type;
}

/** Returns a parameter's type as messages print it. */
export function typeOfParam(type: ParamType): string {
  if (type === 'any') return 'interface {}';
  return type === '[]byte' ? '[]uint8' : type;
}

/** Returns whether a value counts as true in `if`, `and` and their kin: not zero and not empty. */
export function isTrue(value: Value | undefined): boolean {
  if (value === null || value === undefined) return false;
  switch (typeof value) {
    case 'string':
      return value.length > 0;
    case 'boolean':
      return value;
    case 'number':
      // NaN differs from zero, so Go takes it as true.
      return value !== 0;
    default:
      break;
  }
  if (value instanceof GoMap) return value.entries.size > 0;
  if (value instanceof GoList) return value.items.length > 0;
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoBytes) return value.data.length > 0;
  return isTrueObject(value);
}

function isTrueObject(value: GoObject): boolean {
  if (value instanceof GoComplex) return value.value.re !== 0 || value.value.im !== 0;
  if (value.kind === 'struct' || value.kind === 'ptr' || value.kind === 'func') return true;
  const encoded = value.encode();
  // A named map or slice is as true as what it holds.
  return encoded === undefined || encoded instanceof GoObject ? true : isTrue(encoded);
}

/** Returns whether the elements of a container are of type `interface {}`, which hides their type in messages. */
export function hasInterfaceElements(container: Value): boolean {
  if (container instanceof GoList) return container.element === 'interface {}';
  if (container instanceof GoMap)
    return !container.type.startsWith('map[') || container.type === 'map[string]interface {}';
  return false;
}

/** Returns whether a value may be passed to a parameter of `type` as it is. */
export function isAssignable(value: Exclude<Value, null>, type: ParamType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'float64':
      return typeof value === 'number';
    case 'int':
    case 'int64':
    case 'uint32':
      return value instanceof GoInt && value.kind === type;
    case 'map[string]interface {}':
      // A named map type, such as the values of a chart, is assignable to its underlying type.
      return value instanceof GoMap && hasInterfaceElements(value);
    case '[]interface {}':
      return value instanceof GoList && value.element === 'interface {}';
    case '[]string':
      return value instanceof GoList && value.element === 'string';
    case '[]byte':
      return value instanceof GoBytes;
    case 'time.Time':
    case 'error':
      return value instanceof GoObject && (value.type === type || value.type === `*${type}`);
  }
}

/** Returns the zero value of a type that nil is good for, or undefined for the others. */
export function nilOf(type: ParamType): Value | undefined {
  switch (type) {
    case 'any':
    case 'error':
      return null;
    case 'map[string]interface {}':
      return new GoMap(new Map(), type, true);
    case '[]interface {}':
      return new GoList([], 'interface {}', true);
    case '[]string':
      return new GoList([], 'string', true);
    case '[]byte':
      return new GoBytes(new Uint8Array());
    default:
      return undefined;
  }
}

/** What a missing key gives under `missingkey=zero`: the zero value of the element type. */
export function zeroElement(map: GoMap): Value {
  switch (map.type) {
    case 'map[string]string':
      return '';
    case 'map[string]bool':
      return false;
    case 'map[string]int':
      return new GoInt(0);
    case 'map[string][]byte':
    case 'map[string][]uint8':
      return new GoBytes(new Uint8Array());
    default:
      return null;
  }
}
