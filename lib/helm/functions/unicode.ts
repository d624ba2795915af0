/**
 * Unicode as Go's unicode package sees it: one rune at a time. JavaScript's case conversion maps
 * some characters to several (ß to SS) or by context (final sigma); Go's never does.
 */
import { isSpaceCode } from '../space';

const ascii = /^[\0-\x7f]*$/;

/** Reports whether the text holds only ASCII, so that bytes, runes and UTF-16 units coincide. */
export function isAscii(text: string): boolean {
  return ascii.test(text);
}

/** Reports whether one character is white space for Go. */
export function isSpace(char: string): boolean {
  return char.length === 1 && isSpaceCode(char.charCodeAt(0));
}

/** Returns the upper case of one character. */
export function upperChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const greek = titleOfGreek(code);
  if (greek !== undefined) return greek;
  return isEscapedByte(code) ? '\ufffd' : keepOneRune(char, char.toUpperCase());
}

/** Returns the lower case of one character. */
export function lowerChar(char: string): string {
  if (char === '\u0130') return 'i';
  return isEscapedByte(char.codePointAt(0) ?? 0) ? '\ufffd' : keepOneRune(char, char.toLowerCase());
}

/** Returns the title case of one character: upper case, but for the digraphs and Georgian. */
export function titleChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x10d0 && code <= 0x10ff) return char;
  if (code >= 0x1c4 && code <= 0x1cc)
    return String.fromCharCode(code < 0x1c7 ? 0x1c5 : code < 0x1ca ? 0x1c8 : 0x1cb);
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  return upperChar(char);
}

/** Returns the text with every character in upper case, as strings.ToUpper. */
export function toUpper(text: string): string {
  return isAscii(text) ? text.toUpperCase() : Array.from(text, upperChar).join('');
}

/** Returns the text with every character in lower case, as strings.ToLower. */
export function toLower(text: string): string {
  return isAscii(text) ? text.toLowerCase() : Array.from(text, lowerChar).join('');
}

/** Reports whether one character is upper case for Go. */
export function isUpper(char: string): boolean {
  return /^\p{Lu}$/u.test(char);
}

/** Reports whether one character is lower case for Go. */
export function isLower(char: string): boolean {
  return /^\p{Ll}$/u.test(char);
}

/** Reports whether one character is a letter for Go. */
export function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char);
}

/** Reports whether one character is a decimal digit for Go. */
export function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function keepOneRune(char: string, mapped: string): string {
  return (mapped.codePointAt(0) ?? 0) > 0xffff
    ? mapped.length === 2
      ? mapped
      : char
    : mapped.length === 1
      ? mapped
      : char;
}

/** Greek letters with iota below: their simple capital is one rune, JavaScript's is two. */
function titleOfGreek(code: number): string | undefined {
  if (code < 0x1f80 || code > 0x1ff3) return undefined;
  if (code <= 0x1faf && (code & 8) === 0) return String.fromCharCode(code + 8);
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? String.fromCharCode(code + 9) : undefined;
}

function isEscapedByte(code: number): boolean {
  return code >= 0xdc80 && code <= 0xdcff;
}
