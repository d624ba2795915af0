import { checkSize } from '../size-limit';
import { compareText } from '../text';
import { GoBytes, GoInt, GoList, GoMap, type Value } from '../value';
import { formatFloat } from './float';

/** Returns a value as `%v` prints it. */
export function printValue(value: Value | undefined): string {
  if (value === null || value === undefined) return '<nil>';
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return formatFloat(value, 'g', -1);
    default:
      break;
  }
  if (value instanceof GoInt) return value.value.toString();
  if (value instanceof GoList || value instanceof GoMap) {
    checkSize(value);
    return printContainer(value);
  }
  if (value instanceof GoBytes) return `[${Array.from(value.data).join(' ')}]`;
  return value.print();
}

function printContainer(value: GoList | GoMap): string {
  const part = (item: Value): string =>
    item instanceof GoList || item instanceof GoMap ? printContainer(item) : printValue(item);
  if (value instanceof GoList) return `[${value.items.map(part).join(' ')}]`;
  const keys = Array.from(value.entries.keys()).sort(compareText);
  return `map[${keys.map((key) => `${key}:${part(value.entries.get(key) ?? null)}`).join(' ')}]`;
}
