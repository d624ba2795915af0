import { GoBytes, GoInt, GoList, GoMap, type Value } from '../value';
import { compareText } from '../text';
import { formatShortest } from './number-text';

/**
 * Returns a decoded YAML value as Go's `%#v` prints it, for the messages that quote one: maps are
 * `map[interface {}]interface {}{...}`, as go-yaml makes them. Integers were read as float64 and print
 * without a fraction.
 */
export function printGoValue(value: Value): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quoteGo(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatShortest(value);
  if (value instanceof GoInt) return value.value.toString();
  if (value instanceof GoList) return `[]interface {}{${value.items.map(printGoValue).join(', ')}}`;
  if (value instanceof GoMap) {
    const entries = [...value.entries].sort(([a], [b]) => compareText(a, b));
    const parts = entries.map(([key, item]) => `${quoteGo(key)}:${printGoValue(item)}`);
    return `map[interface {}]interface {}{${parts.join(', ')}}`;
  }
  return value instanceof GoBytes ? '[]byte{}' : value.print();
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Returns a Go string literal as strconv.Quote writes it. */
export function quoteGo(text: string): string {
  const quoted = text.replace(/["\\]|[\p{C}\p{Z}]/gu, (char) => {
    if (char === ' ') return char;
    const short = escapes[char];
    if (short !== undefined) return short;
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
    if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
  return `"${quoted}"`;
}
