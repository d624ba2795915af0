import { printValue, quoteGo } from '../template';
import { GoList, GoMap, type Value } from '../value';

/** How santhosh-tekuri/jsonschema v6 prints what its messages name. */

/** The types in the order in which the library lists them. */
export function sortTypes(types: readonly string[]): string[] {
  const order = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object'];
  return order.filter((type) => types.includes(type));
}

/** Whether a value is a map or a list, which messages leave out. */
export function isContainer(value: Value): boolean {
  return value instanceof GoList || value instanceof GoMap;
}

/** A value as messages print it. */
export function display(value: Value): string {
  return typeof value === 'string' ? quote(value) : printNumberOr(value);
}

/** Numbers of a schema were read as json.Number and print as written. */
function printNumberOr(value: Value): string {
  return typeof value === 'number' ? String(value) : printValue(value);
}

/** The library's quotes: Go's escapes within single quotes. */
export function quote(text: string): string {
  const inner = quoteGo(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A path as a JSON pointer. */
export function pointer(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** golang.org/x/text prints numbers the English way. */
export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const text = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? text : `${text}.${fraction}`;
}

/** Why a text does not have a format. */
export function formatReason(format: string): string {
  return `invalid ${format}`;
}
