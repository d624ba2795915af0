import { encodeUtf8 } from '../base';

/**
 * Go strings as JavaScript strings: bytes that are not valid UTF-8 travel as lone surrogates
 * U+DC80..U+DCFF (see value.ts). These functions cross the border in both directions.
 */

const escapeBase = 0xdc00;

/** Returns the bytes of a Go string, with escaped bytes restored. */
export function bytesOfText(text: string): Uint8Array {
  if (!hasEscapedBytes(text)) return encodeUtf8(text);
  const out: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= escapeBase + 0x80 && code <= escapeBase + 0xff) out.push(code - escapeBase);
    else out.push(...encodeUtf8(char));
  }
  return Uint8Array.from(out);
}

/** Returns the Go string of any bytes; invalid UTF-8 becomes escaped bytes, one for each byte. */
export function textOfBytes(bytes: Uint8Array): string {
  let out = '';
  let i = 0;
  while (i < bytes.length) {
    const size = validSequenceLength(bytes, i);
    if (size === 0) {
      out += String.fromCharCode(escapeBase + (bytes[i] ?? 0));
      i += 1;
      continue;
    }
    out += String.fromCodePoint(decodeSequence(bytes, i, size));
    i += size;
  }
  return out;
}

/** Returns the number of bytes of a Go string, as `len` counts them. */
export function byteLength(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) count += 1;
    else if (unit < 0x800) count += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      count += 4;
      i += 1;
    } else if (unit >= escapeBase + 0x80 && unit <= escapeBase + 0xff) count += 1;
    else count += 3;
  }
  return count;
}

/** Compares two Go strings by their bytes: negative, zero or positive. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // UTF-16 order and byte order differ only where surrogates are involved.
    if (x >= 0xd800 || y >= 0xd800) return compareBytes(bytesOfText(a), bytesOfText(b));
    return x - y;
  }
  return a.length - b.length;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function hasEscapedBytes(text: string): boolean {
  return /[\ud800-\udfff]/.test(text) && /(?<![\ud800-\udbff])[\udc80-\udcff]/.test(text);
}

/** The length of the valid UTF-8 sequence at `i`, or 0. Rejects overlong forms and surrogates, as Go does. */
function validSequenceLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[i + 1] ?? 0;
  const third = bytes[i + 2] ?? 0;
  const fourth = bytes[i + 3] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return isTail(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isTail(third) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && isTail(third) && isTail(fourth) ? 4 : 0;
  }
  return 0;
}

function isTail(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function decodeSequence(bytes: Uint8Array, i: number, size: number): number {
  const first = bytes[i] ?? 0;
  if (size === 1) return first;
  let code = first & (0xff >> (size + 1));
  for (let k = 1; k < size; k++) code = (code << 6) | ((bytes[i + k] ?? 0) & 0x3f);
  return code;
}

/** Returns a value that is known to be a string, as a function's parameters promise; anything else is empty. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
