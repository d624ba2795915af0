import type { CharTest } from './node';

/** Classes of characters: Perl's, POSIX's and Unicode's, and case folding. */

const isDigit: CharTest = (code) => code >= 48 && code <= 57;
const isUpper: CharTest = (code) => code >= 65 && code <= 90;
const isLower: CharTest = (code) => code >= 97 && code <= 122;
const isAlpha: CharTest = (code) => isUpper(code) || isLower(code);
const isSpace: CharTest = (code) => code === 9 || code === 10 || code === 12 || code === 13 || code === 32;

/** Reports whether a code point is an ASCII letter, digit or underscore, which is what \w and \b mean. */
export const isWord: CharTest = (code) => isAlpha(code) || isDigit(code) || code === 95;

/** The classes \d, \s and \w by their letter. */
export const perlClasses: Readonly<Record<string, CharTest>> = { d: isDigit, s: isSpace, w: isWord };

/** The classes `[:name:]` by their name. */
export const posixClasses: Readonly<Record<string, CharTest>> = {
  alnum: (code) => isAlpha(code) || isDigit(code),
  alpha: isAlpha,
  ascii: (code) => code <= 0x7f,
  blank: (code) => code === 9 || code === 32,
  cntrl: (code) => code < 32 || code === 127,
  digit: isDigit,
  graph: (code) => code > 32 && code < 127,
  lower: isLower,
  print: (code) => code >= 32 && code < 127,
  punct: (code) => code > 32 && code < 127 && !isAlpha(code) && !isDigit(code),
  space: (code) => isSpace(code) || code === 11,
  upper: isUpper,
  word: isWord,
  xdigit: (code) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102),
};

/** Returns the test of a Unicode category or script by the name in \p{...}, or undefined. */
export function unicodeClass(name: string): CharTest | undefined {
  if (name === 'Any') return () => true;
  if (name === 'ASCII') return (code) => code <= 0x7f;
  const pattern = propertyPattern(name);
  if (pattern === undefined) return undefined;
  // Go counts no surrogate as a character of any class.
  return (code) => !(code >= 0xd800 && code <= 0xdfff) && pattern.test(String.fromCodePoint(code));
}

function propertyPattern(name: string): RegExp | undefined {
  // Only names that Go takes as they stand: JavaScript would also accept property=value.
  if (!/^[A-Z][A-Za-z_]*$/.test(name)) return undefined;
  for (const property of name.length <= 2 ? [`gc=${name}`] : [`sc=${name}`, `gc=${name}`]) {
    try {
      return new RegExp(`^\\p{${property}}$`, 'u');
    } catch {
      // Not a property that JavaScript knows under this name.
    }
  }
  return undefined;
}

/** Letters whose case variants are more than a pair: the Kelvin sign, the long s, the final sigma and their kin. */
const orbits: readonly (readonly number[])[] = [
  [0x4b, 0x6b, 0x212a],
  [0x53, 0x73, 0x17f],
  [0xc5, 0xe5, 0x212b],
  [0x3a3, 0x3c3, 0x3c2],
  [0x398, 0x3b8, 0x3d1, 0x3f4],
  [0x3a9, 0x3c9, 0x2126],
  [0xb5, 0x39c, 0x3bc],
];

/** Returns a test that also accepts what differs from an accepted character in case only. */
export function foldCase(test: CharTest): CharTest {
  return (code) => test(code) || caseVariants(code).some(test);
}

function caseVariants(code: number): readonly number[] {
  const orbit = orbits.find((codes) => codes.includes(code));
  if (orbit) return orbit;
  const char = String.fromCodePoint(code);
  return [char.toLowerCase(), char.toUpperCase()].flatMap((variant) => {
    const point = variant.codePointAt(0) ?? 0;
    return variant.length === String.fromCodePoint(point).length ? [point] : [];
  });
}
