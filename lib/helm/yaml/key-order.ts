/**
 * The order in which go-yaml writes the keys of a map: letters by code point, runs of digits by
 * number, other characters before letters. The relation is not transitive for some mixes of letters
 * and digits (`k1, k01, k10, k1a`), so Helm itself varies there.
 */

/** Compares two keys as go-yaml 2 does (`version` 3: letters after digits sort by what precedes). */
export function compareKeys(a: string, b: string, version: 2 | 3 = 2): number {
  if (a === b) return 0;
  return isLess(a, b, version) ? -1 : isLess(b, a, version) ? 1 : 0;
}

/** Returns the keys in writing order. */
export function sortKeys(keys: string[], version: 2 | 3 = 2): string[] {
  return keys.length < 2 ? keys : keys.sort((a, b) => compareKeys(a, b, version));
}

function isLess(a: string, b: string, version: 2 | 3): boolean {
  const shorter = Math.min(a.length, b.length);
  let digitsBefore = false;
  let i = 0;
  for (; i < shorter; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) break;
    digitsBefore = isDigit(a, i);
  }
  if (i === shorter) return a.length < b.length;
  // A difference in the second half of a surrogate pair is a difference of the whole character.
  if (isLowSurrogate(a, i) && i > 0) i -= 1;
  const letterA = isLetter(a, i);
  const letterB = isLetter(b, i);
  if (letterA && letterB) return codePoint(a, i) < codePoint(b, i);
  if (letterA || letterB) return version === 3 && digitsBefore ? letterA : letterB;
  return isLessNumber(a, b, i);
}

function isLessNumber(a: string, b: string, at: number): boolean {
  // A zero inside a number that began before the difference counts as a digit, not as a leading zero.
  let start = 0n;
  if (a[at] === '0' || b[at] === '0') {
    for (let j = at - 1; j >= 0 && isDigit(a, j); j--) {
      if (a[j] !== '0') {
        start = 1n;
        break;
      }
    }
  }
  const [endA, numberA] = readNumber(a, at, start);
  const [endB, numberB] = readNumber(b, at, start);
  if (numberA !== numberB) return numberA < numberB;
  if (endA !== endB) return endA < endB;
  return codePoint(a, at) < codePoint(b, at);
}

function readNumber(text: string, at: number, start: bigint): [end: number, value: bigint] {
  let value = start;
  let i = at;
  // Go keeps the number in an int64, which wraps.
  for (; i < text.length && isDigit(text, i); i++) value = BigInt.asIntN(64, value * 10n + digitOf(text, i));
  return [i, value];
}

function digitOf(text: string, i: number): bigint {
  return BigInt(text.charCodeAt(i) - 0x30);
}

function isDigit(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code < 0x80) return code >= 0x30 && code <= 0x39;
  return /^\p{Nd}/u.test(String.fromCodePoint(codePoint(text, i)));
}

function isLetter(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
  return /^\p{L}/u.test(String.fromCodePoint(codePoint(text, i)));
}

function codePoint(text: string, i: number): number {
  return text.codePointAt(i) ?? 0;
}

function isLowSurrogate(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 0xdc00 && code <= 0xdfff;
}
