import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesOfText } from '../text';
import { define, textArg, type FunctionTable } from './define';

/** sha1sum, sha256sum, sha512sum in hexadecimal, and adler32sum in decimal. */
export const digestFunctions: FunctionTable = {
  sha1sum: define(['string'], (args) => hexOf(sha1(bytesOfText(textArg(args, 0))))),
  sha256sum: define(['string'], (args) => sha256Of(textArg(args, 0))),
  sha512sum: define(['string'], (args) => hexOf(sha512(bytesOfText(textArg(args, 0))))),
  adler32sum: define(['string'], (args) => adler32(bytesOfText(textArg(args, 0))).toString()),
};

/** Digests of recent texts: charts hash their configuration again in every render, mostly unchanged. */
const digests = new Map<string, string>();
const keptDigests = 64;
const longestKept = 1_000_000;

function sha256Of(text: string): string {
  const known = digests.get(text);
  if (known !== undefined) return known;
  const digest = hexOf(sha256(bytesOfText(text)));
  if (text.length > longestKept) return digest;
  if (digests.size >= keptDigests) digests.clear();
  digests.set(text, digest);
  return digest;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Adler-32 of RFC 1950: two sums modulo the largest prime below 65536. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}
