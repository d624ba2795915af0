import { isBlankCode, isBlankOrEndCode, isBreakCode, type Cursor } from './cursor';

/** Whether a scalar is scanned in a flow collection, and the indentation of its block. */
export interface ScalarContext {
  inFlow: boolean;
  indent: number;
}

/** Joins the lines of a flow scalar: a single line break becomes a space, further ones stay. */
function foldBreaks(leading: string, trailing: string): string {
  if (leading.startsWith('\n')) return trailing === '' ? ' ' : trailing;
  return leading + trailing;
}

const hashCode = 0x23;

/**
 * Scans a plain scalar. `endedLine` tells that a line break followed it, after which a new key may
 * start.
 */
export function scanPlain(cursor: Cursor, context: ScalarContext): { value: string; endedLine: boolean } {
  const indent = context.indent + 1;
  let value = '';
  let leading = '';
  let trailing = '';
  let spaces = '';
  let crossedLine = false;
  for (;;) {
    if (cursor.isDocumentIndicator() || cursor.code() === hashCode) break;
    const start = cursor.at;
    while (!endsPlain(cursor, context.inFlow)) cursor.at += 1;
    if (cursor.at > start) {
      if (crossedLine) {
        value += foldBreaks(leading, trailing);
        leading = trailing = '';
        crossedLine = false;
      } else value += spaces;
      spaces = '';
      value += cursor.text.slice(start, cursor.at);
    }
    const code = cursor.code();
    if (!isBlankCode(code) && !isBreakCode(code)) break;
    for (;;) {
      const blank = cursor.code();
      if (isBlankCode(blank)) {
        if (crossedLine && cursor.column < indent && blank === 0x09) {
          cursor.fail('found a tab character that violates indentation');
        }
        if (!crossedLine) spaces += cursor.text.charAt(cursor.at);
        cursor.at += 1;
      } else if (isBreakCode(blank)) {
        if (crossedLine) trailing += cursor.readBreak();
        else {
          spaces = '';
          leading = cursor.readBreak();
          crossedLine = true;
        }
      } else break;
    }
    if (!context.inFlow && cursor.column < indent) break;
  }
  return { value, endedLine: crossedLine };
}

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const code = cursor.code();
  if (isBlankOrEndCode(code)) return true;
  if (code === 0x3a) return isBlankOrEndCode(cursor.code(1));
  if (!inFlow) return false;
  // , ? [ ] { }
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}

/** Scans a quoted scalar from its opening quote. */
export function scanQuoted(cursor: Cursor, single: boolean): string {
  const quote = single ? 0x27 : 0x22;
  cursor.at += 1;
  let value = '';
  for (;;) {
    if (cursor.isDocumentIndicator()) cursor.fail('found unexpected document indicator');
    if (cursor.atEnd) cursor.fail('found unexpected end of stream');
    let crossedLine = false;
    let start = cursor.at;
    for (;;) {
      const code = cursor.code();
      if (isBlankOrEndCode(code)) break;
      if (code === quote) {
        if (!single || cursor.code(1) !== quote) break;
        value += cursor.text.slice(start, cursor.at + 1);
        cursor.at += 2;
        start = cursor.at;
      } else if (!single && code === 0x5c) {
        value += cursor.text.slice(start, cursor.at);
        if (isBreakCode(cursor.code(1))) {
          cursor.at += 1;
          cursor.readBreak();
          crossedLine = true;
          start = cursor.at;
          break;
        }
        value += scanEscape(cursor);
        start = cursor.at;
      } else cursor.at += 1;
    }
    value += cursor.text.slice(start, cursor.at);
    if (cursor.code() === quote) break;
    value += scanGap(cursor, crossedLine);
  }
  cursor.at += 1;
  return value;
}

/** The white space between two words of a quoted scalar, folded. `crossedLine`: after an escaped break. */
function scanGap(cursor: Cursor, crossedLine: boolean): string {
  let spaces = '';
  let leading = '';
  let trailing = '';
  let crossed = crossedLine;
  for (;;) {
    const code = cursor.code();
    if (isBlankCode(code)) {
      if (!crossed) spaces += cursor.text.charAt(cursor.at);
      cursor.at += 1;
    } else if (isBreakCode(code)) {
      if (crossed) trailing += cursor.readBreak();
      else {
        spaces = '';
        leading = cursor.readBreak();
        crossed = true;
      }
    } else break;
  }
  return crossed ? foldBreaks(leading, trailing) : spaces;
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(cursor: Cursor): string {
  const name = cursor.text.charAt(cursor.at + 1);
  const plain = escapes[name];
  if (plain !== undefined) {
    cursor.at += 2;
    return plain;
  }
  const length = hexLengths[name];
  if (length === undefined) return cursor.fail('found unknown escape character');
  cursor.at += 2;
  const hex = cursor.text.slice(cursor.at, cursor.at + length);
  if (hex.length < length || !/^[0-9a-fA-F]+$/.test(hex)) {
    return cursor.fail('did not find expected hexdecimal number');
  }
  const code = Number.parseInt(hex, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    return cursor.fail('found invalid Unicode character escape code');
  }
  cursor.at += length;
  return String.fromCodePoint(code);
}

/** Scans a block scalar from its `|` or `>`. `parentIndent` is the indentation of what holds it. */
export function scanBlock(cursor: Cursor, literal: boolean, parentIndent: number): string {
  cursor.at += 1;
  const header = scanBlockHeader(cursor);
  let indent = 0;
  if (header.increment > 0) indent = parentIndent >= 0 ? parentIndent + header.increment : header.increment;
  let value = '';
  let leading = '';
  const first = scanBlockBreaks(cursor, indent, parentIndent);
  indent = first.indent;
  let trailing = first.breaks;
  let leadingBlank = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const blank = isBlankCode(cursor.code());
    if (!literal && !leadingBlank && !blank && leading.startsWith('\n')) {
      if (trailing === '') value += ' ';
    } else value += leading;
    value += trailing;
    leadingBlank = blank;
    const start = cursor.at;
    cursor.skipComment();
    value += cursor.text.slice(start, cursor.at);
    leading = cursor.readBreak();
    trailing = scanBlockBreaks(cursor, indent, parentIndent).breaks;
  }
  if (header.chomp !== '-') value += leading;
  if (header.chomp === '+') value += trailing;
  return value;
}

function scanBlockHeader(cursor: Cursor): { chomp: string; increment: number } {
  let chomp = '';
  let increment = 0;
  for (let part = 0; part < 2; part++) {
    const char = cursor.text.charAt(cursor.at);
    if (chomp === '' && (char === '+' || char === '-')) chomp = char;
    else if (increment === 0 && char >= '0' && char <= '9' && char !== '') {
      if (char === '0') cursor.fail('found an indentation indicator equal to 0');
      increment = Number(char);
    } else break;
    cursor.at += 1;
  }
  cursor.skipBlanks();
  if (cursor.code() === hashCode) cursor.skipComment();
  if (!cursor.atEnd && !isBreakCode(cursor.code()))
    cursor.fail('did not find expected comment or line break');
  cursor.readBreak();
  return { chomp, increment };
}

/** Eats indentation and empty lines; finds the indentation of the scalar when it is not yet known. */
function scanBlockBreaks(
  cursor: Cursor,
  known: number,
  parentIndent: number,
): { indent: number; breaks: string } {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((known === 0 || cursor.column < known) && cursor.code() === 0x20) cursor.at += 1;
    widest = Math.max(widest, cursor.column);
    if ((known === 0 || cursor.column < known) && cursor.code() === 0x09) {
      cursor.fail('found a tab character where an indentation space is expected');
    }
    if (!isBreakCode(cursor.code())) break;
    breaks += cursor.readBreak();
  }
  return { indent: known === 0 ? Math.max(widest, parentIndent + 1, 1) : known, breaks };
}
