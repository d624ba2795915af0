import { byteLength } from '../text';
import { quoteGo } from './quote';
import { isKeyword, keywords, type Token, type TokenKind } from './token';

/**
 * Splits a template into tokens, one at a time, as text/template's lexer does. Trim markers are
 * handled here: the parser never sees them. Comments are dropped.
 */
export class Lexer {
  readonly #input: string;
  #failed = false;
  #pos = 0;
  #start = 0;
  #line = 1;
  #startLine = 1;
  #parenDepth = 0;
  #insideAction = false;

  constructor(input: string) {
    this.#input = input;
  }

  /** Returns the next token; after an `error` token the only thing left is `error` again. */
  next(): Token {
    if (this.#failed) return this.#error('unclosed action');
    return this.#insideAction ? this.#insideActionToken() : this.#textToken();
  }

  #textToken(): Token {
    for (;;) {
      const found = this.#input.indexOf('{{', this.#pos);
      if (found < 0) {
        this.#pos = this.#input.length;
        if (this.#pos > this.#start) {
          this.#countLines();
          return this.#emit('text');
        }
        return { kind: 'EOF', pos: this.#start, value: 'EOF', line: this.#startLine };
      }
      if (found > this.#pos) {
        this.#pos = found;
        if (isLeftTrim(this.#input, found + 2)) this.#pos = trimmedEnd(this.#input, this.#start, found);
        this.#countLines();
        const token = this.#emit('text');
        this.#pos = found;
        this.#ignore();
        if (token.value.length > 0) return token;
      }
      const token = this.#leftDelim();
      if (token) return token;
    }
  }

  /** The opening delimiter is known to be present. Returns nothing when a comment was skipped. */
  #leftDelim(): Token | undefined {
    this.#pos += 2;
    const afterMarker = isLeftTrim(this.#input, this.#pos) ? 2 : 0;
    if (this.#input.startsWith('/*', this.#pos + afterMarker)) {
      this.#pos += afterMarker;
      this.#ignore();
      return this.#comment();
    }
    const token = this.#emit('leftDelim');
    this.#insideAction = true;
    this.#pos += afterMarker;
    this.#ignore();
    this.#parenDepth = 0;
    return token;
  }

  #comment(): Token | undefined {
    const end = this.#input.indexOf('*/', this.#pos + 2);
    if (end < 0) return this.#error('unclosed comment');
    this.#pos = end + 2;
    const delim = this.#rightDelimAt(this.#pos);
    if (delim === 0) return this.#error('comment ends before closing delimiter');
    this.#pos += delim;
    if (delim > 2) this.#pos = trimmedStart(this.#input, this.#pos);
    this.#ignore();
    return undefined;
  }

  /** The length of a closing delimiter at `pos`: 4 with a trim marker, 2 without, 0 for none. */
  #rightDelimAt(pos: number): number {
    if (isSpace(this.#input.charCodeAt(pos)) && this.#input.startsWith('-}}', pos + 1)) return 4;
    return this.#input.startsWith('}}', pos) ? 2 : 0;
  }

  #rightDelim(): Token {
    const trims = this.#rightDelimAt(this.#pos) === 4;
    if (trims) {
      this.#pos += 2;
      this.#ignore();
    }
    this.#pos += 2;
    const token = this.#emit('rightDelim');
    if (trims) {
      this.#pos = trimmedStart(this.#input, this.#pos);
      this.#ignore();
    }
    this.#insideAction = false;
    return token;
  }

  #insideActionToken(): Token {
    if (this.#rightDelimAt(this.#pos) > 0) {
      return this.#parenDepth === 0 ? this.#rightDelim() : this.#error('unclosed left paren');
    }
    const char = this.#peek();
    if (char === '') return this.#error('unclosed action');
    if (isSpace(char.charCodeAt(0))) return this.#space();
    const before = this.#pos;
    this.#pos += char.length;
    switch (char) {
      case '=':
        return this.#emit('assign');
      case ':':
        if (this.#peek() !== '=') return this.#error('expected :=');
        this.#pos += 1;
        return this.#emit('declare');
      case '|':
        return this.#emit('pipe');
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string');
      case '`':
        return this.#rawQuoted();
      case '$':
        return this.#atTerminator() ? this.#emit('variable') : this.#name('variable');
      case "'":
        return this.#quoted("'", 'charConstant', 'unterminated character constant');
      case '(':
        this.#parenDepth += 1;
        return this.#emit('leftParen');
      case ')':
        this.#parenDepth -= 1;
        return this.#parenDepth < 0 ? this.#error('unexpected right paren') : this.#emit('rightParen');
    }
    // A dot followed by anything but a digit starts a field; `.5` is a number.
    if (char === '.' && this.#pos < this.#input.length && !/[0-9]/.test(this.#peek()))
      return this.#name('field');
    if (/^[.+\-0-9]$/.test(char)) {
      this.#pos = before;
      return this.#number();
    }
    if (isAlphaNumeric(char)) return this.#identifier();
    if (/^[!-~]$/.test(char)) return this.#emit('char');
    return this.#error(`unrecognized character in action: ${describeRune(char)}`);
  }

  #space(): Token {
    let count = 0;
    while (isSpace(this.#input.charCodeAt(this.#pos))) {
      if (this.#input.charCodeAt(this.#pos) === 10) this.#line += 1;
      this.#pos += 1;
      count += 1;
    }
    // The last space belongs to a closing delimiter with a trim marker.
    if (this.#rightDelimAt(this.#pos - 1) === 4) {
      this.#pos -= 1;
      if (this.#input.charCodeAt(this.#pos) === 10) this.#line -= 1;
      if (count === 1) return this.#rightDelim();
    }
    return this.#emit('space');
  }

  #identifier(): Token {
    this.#skipAlphaNumeric();
    const word = this.#input.slice(this.#start, this.#pos);
    if (!this.#atTerminator()) return this.#error(`bad character ${describeRune(this.#peek())}`);
    const keyword = keywords.get(word);
    if (keyword) return this.#emit(keyword);
    return this.#emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  #name(kind: 'field' | 'variable'): Token {
    if (this.#atTerminator()) return this.#emit(kind === 'variable' ? 'variable' : 'dot');
    this.#skipAlphaNumeric();
    if (!this.#atTerminator()) return this.#error(`bad character ${describeRune(this.#peek())}`);
    return this.#emit(kind);
  }

  #skipAlphaNumeric(): void {
    for (let char = this.#peek(); isAlphaNumeric(char); char = this.#peek()) this.#pos += char.length;
  }

  /** Whether a word may end here: breaks `.X.Y` in two and refuses `$x+2`. */
  #atTerminator(): boolean {
    const char = this.#peek();
    if (char === '' || isSpace(char.charCodeAt(0)) || '.,|:)('.includes(char)) return true;
    return this.#input.startsWith('}}', this.#pos);
  }

  #quoted(quote: string, kind: TokenKind, unterminated: string): Token {
    for (;;) {
      let char = this.#peek();
      this.#pos += char.length;
      if (char === '\\') {
        char = this.#peek();
        this.#pos += char.length;
        if (char !== '' && char !== '\n') continue;
      }
      if (char === '' || char === '\n') return this.#error(unterminated);
      if (char === quote) return this.#emit(kind);
    }
  }

  #rawQuoted(): Token {
    const end = this.#input.indexOf('`', this.#pos);
    if (end < 0) return this.#error('unterminated raw quoted string');
    this.#pos = end + 1;
    this.#countLines();
    return this.#emit('rawString');
  }

  #number(): Token {
    const isBad = (): Token =>
      this.#error(`bad number syntax: ${quoteGo(this.#input.slice(this.#start, this.#pos))}`);
    if (!this.#scanNumber()) return isBad();
    const sign = this.#peek();
    if (sign !== '+' && sign !== '-') return this.#emit('number');
    if (!this.#scanNumber() || this.#input[this.#pos - 1] !== 'i') return isBad();
    return this.#emit('complex');
  }

  #scanNumber(): boolean {
    this.#accept(/[+-]/);
    let digits = /[0-9_]/;
    let base = 10;
    if (this.#accept(/0/)) {
      if (this.#accept(/[xX]/)) [digits, base] = [/[0-9a-fA-F_]/, 16];
      else if (this.#accept(/[oO]/)) [digits, base] = [/[0-7_]/, 8];
      else if (this.#accept(/[bB]/)) [digits, base] = [/[01_]/, 2];
    }
    while (this.#accept(digits));
    if (this.#accept(/\./)) while (this.#accept(digits));
    const exponent = base === 10 ? /[eE]/ : base === 16 ? /[pP]/ : undefined;
    if (exponent && this.#accept(exponent)) {
      this.#accept(/[+-]/);
      while (this.#accept(/[0-9_]/));
    }
    this.#accept(/i/);
    const char = this.#peek();
    if (!isAlphaNumeric(char)) return true;
    this.#pos += char.length;
    return false;
  }

  #accept(valid: RegExp): boolean {
    const char = this.#input[this.#pos];
    if (char === undefined || !valid.test(char)) return false;
    this.#pos += 1;
    return true;
  }

  /** The character at the current place, or the empty string at the end. */
  #peek(): string {
    const code = this.#input.codePointAt(this.#pos);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #emit(kind: TokenKind): Token {
    const token: Token = {
      kind,
      pos: this.#start,
      value: this.#input.slice(this.#start, this.#pos),
      line: this.#startLine,
    };
    this.#start = this.#pos;
    this.#startLine = this.#line;
    return token;
  }

  #error(message: string): Token {
    this.#failed = true;
    return { kind: 'error', pos: this.#start, value: message, line: this.#startLine };
  }

  #countLines(): void {
    for (
      let i = this.#input.indexOf('\n', this.#start);
      i >= 0 && i < this.#pos;
      i = this.#input.indexOf('\n', i + 1)
    )
      this.#line += 1;
  }

  #ignore(): void {
    this.#countLines();
    this.#start = this.#pos;
    this.#startLine = this.#line;
  }
}

/** Returns a token as parse errors show it. */
export function describeToken(token: Token): string {
  if (token.kind === 'EOF') return 'EOF';
  if (token.kind === 'error') return token.value;
  if (isKeyword(token.kind)) return `<${token.value}>`;
  if (byteLength(token.value) > 10) return `${quoteGo([...token.value].slice(0, 10).join(''))}...`;
  return quoteGo(token.value);
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}

function isAlphaNumeric(char: string): boolean {
  if (char === '') return false;
  const code = char.charCodeAt(0);
  if (code < 128) {
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
    );
  }
  return /^[\p{L}\p{Nd}]$/u.test(char);
}

function isLeftTrim(input: string, pos: number): boolean {
  return input[pos] === '-' && isSpace(input.charCodeAt(pos + 1));
}

function trimmedEnd(input: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(input.charCodeAt(at - 1))) at -= 1;
  return at;
}

function trimmedStart(input: string, start: number): number {
  let at = start;
  while (isSpace(input.charCodeAt(at))) at += 1;
  return at;
}

/** A character as Go's `%#U` prints it; -1 stands for the end of the input. */
function describeRune(char: string): string {
  const code = char.codePointAt(0);
  if (code === undefined) return 'U+FFFFFFFFFFFFFFFF';
  const hex = code.toString(16).toUpperCase().padStart(4, '0');
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(char) ? `U+${hex} '${char}'` : `U+${hex}`;
}
