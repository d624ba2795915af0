import { textOfBytes } from '../text';

/** Go's quoted strings: strconv.Quote, Unquote and UnquoteChar, as templates and messages use them. */

const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

const plain = /^[ !#-[\]-~]*$/;
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Returns `text` as a quoted Go string (`%q`). With `asciiOnly` (`%+q`) everything else is escaped. */
export function quoteGo(text: string, asciiOnly = false): string {
  if (plain.test(text)) return `"${text}"`;
  let out = '"';
  for (const char of text) out += char === '"' ? '\\"' : escapeRune(char, asciiOnly);
  return `${out}"`;
}

/** Returns a code point as a quoted Go character (`%q` of an integer). */
export function quoteRune(code: number, asciiOnly = false): string {
  const isValid = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  const char = isValid ? String.fromCodePoint(code) : '\ufffd';
  return char === "'" ? "'\\''" : `'${escapeRune(char, asciiOnly)}'`;
}

/** Returns whether Go's unicode.IsPrint accepts a character; the only space that prints is U+0020. */
export function isPrintable(char: string): boolean {
  if (char.charCodeAt(0) === 0xa0) return false;
  return printable.test(char);
}

function escapeRune(char: string, asciiOnly: boolean): string {
  const short = named[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  // A byte outside valid UTF-8, as text.ts holds it.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code < 0x80 ? code >= 0x20 && code < 0x7f : !asciiOnly && isPrintable(char)) return char;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Returns the value of a string literal in double quotes or backquotes, or undefined for Go's "invalid syntax". */
export function unquoteGo(literal: string): string | undefined {
  if (literal.startsWith('`')) return literal.slice(1, -1).replaceAll('\r', '');
  const body = literal.slice(1, -1);
  if (!body.includes('\\')) return body.includes('"') || body.includes('\n') ? undefined : body;
  return unescape(body, '"');
}

/** Returns the code point of a character constant, quotes included, or undefined when it is malformed. */
export function unquoteChar(literal: string): number | undefined {
  const body = literal.slice(1, -1);
  const value = unescape(body, "'");
  if (value === undefined) return undefined;
  const chars = [...value];
  const first = chars[0];
  if (chars.length !== 1 || first === undefined) return undefined;
  const code = first.codePointAt(0) ?? 0;
  return code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code;
}

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
};
const escape = /^\\(?:([abfnrtv\\'"])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/;

function unescape(body: string, quote: string): string | undefined {
  let out = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) out += textOfBytes(Uint8Array.from(bytes));
    bytes = [];
  };
  let i = 0;
  while (i < body.length) {
    const char = body[i] ?? '';
    if (char === quote || char === '\n') return undefined;
    if (char !== '\\') {
      flush();
      out += char;
      i += 1;
      continue;
    }
    const match = escape.exec(body.slice(i, i + 10));
    if (!match) return undefined;
    const [whole, simple, hex, short, long, octal] = match;
    i += whole.length;
    if (simple !== undefined) {
      // Go accepts \' in characters only and \" in strings only.
      if ((simple === "'" || simple === '"') && simple !== quote) return undefined;
      flush();
      out += String.fromCharCode(simpleEscapes[simple] ?? simple.charCodeAt(0));
      continue;
    }
    const byte =
      hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : -1;
    if (byte > 255) return undefined;
    if (byte >= 0) {
      bytes.push(byte);
      continue;
    }
    const code = Number.parseInt(short ?? long ?? '', 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    flush();
    out += String.fromCodePoint(code);
  }
  flush();
  return out;
}
