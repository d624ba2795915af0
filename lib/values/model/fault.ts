/**
 * What is wrong with one value. `message` is lower-case where it does not begin with the value itself,
 * has no full stop and never holds a secret; `suggestion` is a sentence that says what would be right.
 */
export interface Fault {
  message: string;
  suggestion?: string;
  code?: ProblemCode;
}

/** Returns the fault of a value, or nothing when the value is good. */
export type Check<T> = (value: T) => Fault | undefined;

/** Every code that a problem of the values can carry. */
export type ProblemCode =
  // the text
  | 'yaml-syntax'
  | 'too-large'
  | 'too-deep'
  | 'alias-bomb'
  | 'forbidden-key'
  // one value
  | 'wrong-type'
  | 'null-value'
  | 'bad-value'
  | 'out-of-range'
  | 'unknown-option'
  // keys
  | 'unknown-key'
  | 'renamed-key'
  | 'removed-key'
  // several values together
  | 'missing-value'
  | 'conflict'
  | 'questionable';

/** Returns `value` as a message may show it: shortened, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
  if (line === '') return '""';
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** Returns what a value is in the words of a YAML author. */
export function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return 'not a YAML value';
}
