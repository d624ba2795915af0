import { quoteGo, unquoteChar } from './quote';
import type { NumberNode } from './node';
import type { Token } from './token';

/**
 * Number constants. Go keeps a constant under every type that can hold it (int64, uint64, float64,
 * complex128) and picks one when the context is known.
 */

const maxUint64 = 2n ** 64n - 1n;
const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

/** Returns the node of a number token, or Go's message for a number that it refuses. */
export function numberOf(token: Token): NumberNode | string {
  const text = token.value;
  const base = { kind: 'number', pos: token.pos, text } as const;
  if (token.kind === 'charConstant') {
    const code = unquoteChar(text);
    if (code === undefined)
      return /^'.+'$/s.test(text) && !text.includes('\\')
        ? `malformed character constant: ${text}`
        : 'invalid syntax';
    return { ...base, int: BigInt(code), uint: BigInt(code), float: code, complex: undefined };
  }
  if (token.kind === 'complex') {
    const parts = /^([+-]?[^+-]+(?:[eEpP][+-]?[0-9_]+)?)([+-].+)i$/.exec(text);
    const re = parseFloat64(parts?.[1] ?? '');
    const im = parseFloat64(parts?.[2] ?? '');
    if (re === undefined || im === undefined) return `syntax error scanning complex number`;
    return { ...base, ...complexOf(re, im) };
  }
  if (text.endsWith('i')) {
    const im = parseFloat64(text.slice(0, -1));
    if (im !== undefined) return { ...base, ...complexOf(0, im) };
  }
  return plainNumber(base, text);
}

function plainNumber(base: { kind: 'number'; pos: number; text: string }, text: string): NumberNode | string {
  const parsed = parseInteger(text);
  let uint = parsed !== undefined && !/^[+-]/.test(text) && parsed <= maxUint64 ? parsed : undefined;
  const int = parsed !== undefined && parsed >= minInt64 && parsed <= maxInt64 ? parsed : undefined;
  if (int === 0n) uint = 0n;
  const integer = int ?? uint;
  if (integer !== undefined) return { ...base, int, uint, float: Number(integer), complex: undefined };
  const float = parseFloat64(text);
  if (float === undefined) return `illegal number syntax: ${quoteGo(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quoteGo(text)}`;
  return { ...base, ...integersOf(float), float, complex: undefined };
}

function complexOf(re: number, im: number): Pick<NumberNode, 'int' | 'uint' | 'float' | 'complex'> {
  const complex = { re, im };
  if (im !== 0) return { int: undefined, uint: undefined, float: undefined, complex };
  return { ...integersOf(re), float: re, complex };
}

function integersOf(float: number): Pick<NumberNode, 'int' | 'uint'> {
  if (!Number.isInteger(float)) return { int: undefined, uint: undefined };
  const value = BigInt(float);
  return {
    int: value >= minInt64 && value <= maxInt64 ? value : undefined,
    uint: value >= 0n && value <= maxUint64 ? value : undefined,
  };
}

/** Returns an integer as strconv reads it with base 0: 0x, 0o, 0b, leading 0 for octal, underscores. */
function parseInteger(text: string): bigint | undefined {
  const match =
    /^([+-]?)(0[xX]_?[0-9a-fA-F](?:_?[0-9a-fA-F])*|0[bB]_?[01](?:_?[01])*|0[oO]?_?[0-7](?:_?[0-7])*|[1-9](?:_?[0-9])*|0)$/.exec(
      text,
    );
  if (!match) return undefined;
  let digits = (match[2] ?? '').replaceAll('_', '');
  if (/^0[0-7]/.test(digits)) digits = `0o${digits.slice(1)}`;
  const magnitude = BigInt(digits);
  return match[1] === '-' ? -magnitude : magnitude;
}

/** Returns a float as strconv.ParseFloat reads it; underscores only with a hexadecimal prefix. */
function parseFloat64(text: string): number | undefined {
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const hex = /^([+-]?)0[xX]_?([0-9a-fA-F_]*)(?:\.([0-9a-fA-F_]*))?[pP]([+-]?[0-9]+)$/.exec(text);
  if (!hex) return undefined;
  const whole = (hex[2] ?? '').replaceAll('_', '');
  const fraction = (hex[3] ?? '').replaceAll('_', '');
  if (whole + fraction === '') return undefined;
  const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(hex[4]) - 4 * fraction.length);
  if (!Number.isFinite(value)) return undefined;
  return hex[1] === '-' ? -value : value;
}
