import { bytesOfText, textOfBytes } from '../text';
import { define, textArg, type FunctionTable } from './define';

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** b64enc, b64dec, b32enc, b32dec. Decoding what is not valid gives the error's text as the result. */
export const baseEncodingFunctions: FunctionTable = {
  b64enc: define(['string'], (args) => encodeBase64(bytesOfText(textArg(args, 0)))),
  b64dec: define(['string'], (args) => {
    const decoded = decodeBase64(textArg(args, 0));
    return typeof decoded === 'string' ? decoded : textOfBytes(decoded);
  }),
  b32enc: define(['string'], (args) => encodeBits(bytesOfText(textArg(args, 0)), base32Alphabet, 8)),
  b32dec: define(['string'], (args) => {
    const decoded = decodeBase32(textArg(args, 0));
    return typeof decoded === 'string' ? decoded : textOfBytes(decoded);
  }),
};

/** Returns the padded standard base64 of bytes. */
export function encodeBase64(bytes: Uint8Array): string {
  return encodeBits(bytes, base64Alphabet, 4);
}

function encodeBits(bytes: Uint8Array, alphabet: string, quantum: number): string {
  const width = Math.log2(alphabet.length);
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= width) {
      bits -= width;
      out += alphabet.charAt((buffer >> bits) & (alphabet.length - 1));
    }
  }
  if (bits > 0) out += alphabet.charAt((buffer << (width - bits)) & (alphabet.length - 1));
  return out.padEnd(Math.ceil(out.length / quantum) * quantum, '=');
}

/** Returns the bytes of padded standard base64, or Go's error text with the offset of the fault. */
export function decodeBase64(text: string): Uint8Array | string {
  const corrupt = (offset: number): string => `illegal base64 data at input byte ${offset}`;
  const digits: number[] = [];
  let i = 0;
  for (; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\n' || char === '\r') continue;
    if (char === '=') break;
    const digit = base64Alphabet.indexOf(char);
    if (digit < 0) return corrupt(i);
    digits.push(digit);
  }
  const fault = paddingFault(text, i, digits.length % 4);
  if (fault !== undefined) return corrupt(fault);
  return packBits(digits, 6);
}

/** Checks the padding that starts at `at`, after a group with `filled` digits; returns the offset of a fault. */
function paddingFault(text: string, at: number, filled: number): number | undefined {
  // An unfinished group is reported where it begins, counted as if it held no newlines.
  if (at === text.length) return filled === 0 ? undefined : at - filled;
  if (filled < 2) return at;
  let i = at + 1;
  if (filled === 2) {
    while (isNewline(text, i)) i += 1;
    if (i === text.length) return text.length;
    if (text.charAt(i) !== '=') return i - 1;
    i += 1;
  }
  while (isNewline(text, i)) i += 1;
  return i < text.length ? i : undefined;
}

function isNewline(text: string, i: number): boolean {
  return text.charAt(i) === '\n' || text.charAt(i) === '\r';
}

function packBits(digits: readonly number[], width: number): Uint8Array {
  const out = new Uint8Array(Math.floor((digits.length * width) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    buffer = ((buffer << width) | digit) & 0xffff;
    bits += width;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (buffer >> bits) & 0xff;
  }
  return out;
}

function decodeBase32(source: string): Uint8Array | string {
  const text = source.replace(/[\r\n]/g, '');
  const corrupt = (offset: number): string => `illegal base32 data at input byte ${offset}`;
  const digits: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const filled = digits.length % 8;
    const rest = text.length - i - 1;
    if (text.charAt(i) === '=' && filled >= 2 && rest < 8) {
      if (rest + filled < 7) return corrupt(text.length);
      for (let k = 0; k < 7 - filled; k++)
        if (k < rest && text.charAt(i + 1 + k) !== '=') return corrupt(i + k);
      // Groups of 1, 3 or 6 digits do not end on a whole byte. What follows the padding is ignored.
      return [1, 3, 6].includes(filled) ? corrupt(i) : packBits(digits, 5);
    }
    const digit = base32Alphabet.indexOf(text.charAt(i));
    if (digit < 0) return corrupt(i);
    digits.push(digit);
  }
  const filled = digits.length % 8;
  return filled === 0 ? packBits(digits, 5) : corrupt(text.length - filled);
}
