import { GoBytes, GoInt, GoList, GoMap, type Value } from '../value';

/**
 * Numbers as Go's strconv reads and prints them, and the conversions of the cast package that
 * sprig's int, int64 and float64 use: whatever does not convert is zero.
 */

const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

/** Returns the int64 that cast makes of a value, or 0n. */
export function toInt64(value: Value): bigint {
  if (value instanceof GoInt) return BigInt.asIntN(64, value.value);
  if (typeof value === 'number') return truncateToInt64(value);
  if (typeof value === 'string') return parseInteger(trimZeroDecimal(value), 0) ?? 0n;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return integerKindOf(value) ?? 0n;
}

/** Returns the float64 that cast makes of a value, or 0. */
export function toFloat64(value: Value): number {
  if (value instanceof GoInt) return Number(value.value);
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return parseFloat64(value) ?? 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const integer = integerKindOf(value);
  return integer === undefined ? 0 : Number(integer);
}

/** The number in a named integer type that cast knows (a month or a weekday). */
function integerKindOf(value: Exclude<Value, GoInt | number | string | boolean>): bigint | undefined {
  if (value === null || value instanceof GoList || value instanceof GoMap || value instanceof GoBytes)
    return undefined;
  if (value.type !== 'time.Month' && value.type !== 'time.Weekday') return undefined;
  const encoded = value.encode();
  return encoded instanceof GoInt ? encoded.value : undefined;
}

/** Go on amd64: a float that does not fit becomes the smallest int64. */
function truncateToInt64(value: number): bigint {
  if (!Number.isFinite(value)) return minInt64;
  const truncated = BigInt(Math.trunc(value));
  return truncated < minInt64 || truncated > maxInt64 ? minInt64 : truncated;
}

/** cast drops a fraction of zeros, so "10.00" is an integer. */
function trimZeroDecimal(text: string): string {
  const match = /\.0+$/.exec(text);
  return match ? text.slice(0, match.index) : text;
}

/**
 * Returns the integer that `strconv.ParseInt(text, base, 64)` reads, or undefined on an error.
 * Base 0 takes 0x, 0o, 0b, a leading 0 for octal, and underscores between digits.
 */
export function parseInteger(text: string, base: number): bigint | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  let digits = text.slice(sign.length);
  let radix = base;
  if (base === 0) {
    const prefix = /^0[xXoObB]/.exec(digits)?.[0].toLowerCase();
    if (digits.includes('_')) {
      if (!underscoresAreBetweenDigits(digits)) return undefined;
      digits = digits.replaceAll('_', '');
    }
    radix = prefix === '0x' ? 16 : prefix === '0o' ? 8 : prefix === '0b' ? 2 : /^0./.test(digits) ? 8 : 10;
    if (prefix) digits = digits.slice(2);
    else if (radix === 8) digits = digits.slice(1);
  }
  const magnitude = readDigits(digits, radix);
  if (magnitude === undefined) return undefined;
  const value = sign === '-' ? -magnitude : magnitude;
  return value < minInt64 || value > maxInt64 ? undefined : value;
}

function readDigits(digits: string, radix: number): bigint | undefined {
  if (digits === '' || digits.length > 400) return undefined;
  let value = 0n;
  for (const char of digits) {
    const digit = /[0-9a-zA-Z]/.test(char) ? Number.parseInt(char, 36) : 99;
    if (digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return value;
}

function underscoresAreBetweenDigits(digits: string): boolean {
  const isHex = /^0[xX]/.test(digits);
  const body = digits.replace(/^0[xXoObB]_?/, '');
  const digit = isHex ? '[0-9a-fA-F]' : '[0-9]';
  const other = isHex ? '[.pP+-]' : '[.eE+-]';
  return new RegExp(`^(${digit}+(_${digit}+)*|${other})+$`).test(body);
}

/** Returns the float that `strconv.ParseFloat(text, 64)` reads, or undefined on an error. */
export function parseFloat64(text: string): number | undefined {
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special) {
    const magnitude = special[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return special[1] === '-' ? -magnitude : magnitude;
  }
  const hex = /^([+-]?)0[xX]([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?[0-9]+)$/.exec(text);
  if (hex) return parseHexFloat(text, hex);
  if (text.includes('_') && !underscoresAreBetweenDigits(text.replace(/^[+-]/, ''))) return undefined;
  const plain = text.replaceAll('_', '');
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat(text: string, parts: RegExpExecArray): number | undefined {
  if (text.includes('_') && !underscoresAreBetweenDigits(text.replace(/^[+-]/, ''))) return undefined;
  const whole = (parts[2] ?? '').replaceAll('_', '');
  const fraction = (parts[3] ?? '').replaceAll('_', '');
  if (whole + fraction === '') return undefined;
  const mantissa = Number.parseInt(whole + fraction, 16);
  const value = mantissa * 2 ** (Number(parts[4]) - 4 * fraction.length);
  if (!Number.isFinite(value)) return undefined;
  return parts[1] === '-' ? -value : value;
}
