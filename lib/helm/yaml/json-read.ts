import { GoList, GoMap, type Value } from '../value';
import { TextError } from './errors';

/**
 * Returns the value of a JSON text as encoding/json decodes it into an interface: numbers are
 * float64, maps GoMap, lists GoList; of duplicate keys the last wins. Throws a `TextError`
 * (`json-syntax`) with Go's message, e.g. `invalid character 'x' looking for beginning of value`.
 * A number beyond float64 is a fault only in a value that `isWanted` accepts: Go looks at the type first.
 */
export function readJson(text: string, isWanted: (value: Value) => boolean = () => true): Value {
  const reader = new JsonReader(text);
  return reader.document(isWanted);
}

/** Go's decoder gives up at this nesting depth. */
const maxDepth = 10000;
/** What JavaScript's stack surely holds. */
const safeDepth = 3000;

class JsonReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;
  private rangeFault: string | undefined;

  constructor(text: string) {
    this.text = text;
  }

  document(isWanted: (value: Value) => boolean): Value {
    const value = this.value('looking for beginning of value');
    this.space();
    if (this.at < this.text.length) this.fail('after top-level value');
    if (this.rangeFault !== undefined && isWanted(value)) throw new TextError('json-syntax', this.rangeFault);
    return value;
  }

  private value(context: string): Value {
    this.space();
    const char = this.text[this.at];
    switch (char) {
      case '{':
        return this.map();
      case '[':
        return this.list();
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        if (char !== undefined && (char === '-' || (char >= '0' && char <= '9'))) return this.number();
        return this.fail(context);
    }
  }

  private map(): Value {
    this.enter();
    const entries = new Map<string, Value>();
    this.space();
    if (this.text[this.at] === '}') return this.close(new GoMap(entries));
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail('looking for beginning of object key string');
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ':') this.fail('after object key');
      this.at += 1;
      entries.set(key, this.value('looking for beginning of value'));
      this.space();
      const next = this.text[this.at];
      if (next === '}') return this.close(new GoMap(entries));
      if (next !== ',') this.fail('after object key:value pair');
      this.at += 1;
    }
  }

  private list(): Value {
    this.enter();
    const items: Value[] = [];
    this.space();
    if (this.text[this.at] === ']') return this.close(new GoList(items));
    for (;;) {
      items.push(this.value('looking for beginning of value'));
      this.space();
      const next = this.text[this.at];
      if (next === ']') return this.close(new GoList(items));
      if (next !== ',') this.fail('after array element');
      this.at += 1;
    }
  }

  private enter(): void {
    this.at += 1;
    this.depth += 1;
    if (this.depth > Math.min(maxDepth, safeDepth)) throw new TextError('json-syntax', 'exceeded max depth');
  }

  private close(value: Value): Value {
    this.at += 1;
    this.depth -= 1;
    return value;
  }

  private word(word: string, value: Value): Value {
    for (let i = 1; i < word.length; i++) {
      this.at += 1;
      if (this.text[this.at] !== word[i]) this.fail(`in literal ${word} (expecting '${word.charAt(i)}')`);
    }
    this.at += 1;
    return value;
  }

  private number(): Value {
    const start = this.at;
    if (this.text[this.at] === '-') this.at += 1;
    if (this.text[this.at] === '0') this.at += 1;
    else this.digits('in numeric literal');
    if (this.text[this.at] === '.') {
      this.at += 1;
      this.digits('after decimal point in numeric literal');
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      this.at += 1;
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at += 1;
      this.digits('in exponent of numeric literal');
    }
    const literal = this.text.slice(start, this.at);
    const value = Number(literal);
    if (!Number.isFinite(value))
      this.rangeFault ??= `json: cannot unmarshal number ${literal} into Go value of type float64`;
    return value;
  }

  private digits(context: string): void {
    if (!isDigit(this.text[this.at])) this.fail(context);
    while (isDigit(this.text[this.at])) this.at += 1;
  }

  private string(): string {
    this.at += 1;
    let out = '';
    for (;;) {
      const start = this.at;
      while (this.at < this.text.length && !isStringBreak(this.text.charCodeAt(this.at))) this.at += 1;
      out += this.text.slice(start, this.at);
      const char = this.text[this.at];
      if (char === '"') {
        this.at += 1;
        return wellFormed(out);
      }
      if (char !== '\\') return this.fail('in string literal');
      out += this.escape();
    }
  }

  private escape(): string {
    this.at += 1;
    const char = this.text[this.at];
    if (char === 'u') {
      let code = 0;
      for (let i = 0; i < 4; i++) {
        this.at += 1;
        const digit = this.text[this.at] ?? '';
        if (!/^[0-9a-fA-F]$/.test(digit)) this.fail('in \\u hexadecimal character escape');
        code = code * 16 + Number.parseInt(digit, 16);
      }
      this.at += 1;
      return String.fromCharCode(code);
    }
    const plain = char === undefined ? undefined : plainEscapes[char];
    if (plain === undefined) return this.fail('in string escape code');
    this.at += 1;
    return plain;
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at += 1;
    }
  }

  private fail(context: string): never {
    const point = this.text.codePointAt(this.at);
    if (point === undefined) {
      // At the end Go feeds its scanner one space more, which some states refuse by name.
      const refusesSpace = /literal |numeric literal|escape/.test(context) && context !== 'in string literal';
      throw new TextError(
        'json-syntax',
        refusesSpace ? `invalid character ' ' ${context}` : 'unexpected end of JSON input',
      );
    }
    throw new TextError('json-syntax', `invalid character ${quoteChar(point)} ${context}`);
  }
}

const plainEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

function isStringBreak(code: number): boolean {
  return code === 0x22 || code === 0x5c || code < 0x20;
}

/** Lone surrogates, escaped or as invalid bytes, become U+FFFD, as in Go. */
function wellFormed(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text;
}

/** Go's scanner looks at bytes: a character beyond ASCII shows as its first byte in Latin-1. */
function quoteChar(point: number): string {
  if (point === 0x27) return "'\\''";
  if (point === 0x22) return "'\"'";
  if (point === 0x5c) return "'\\\\'";
  if (point < 0x20 || point === 0x7f) return `'${controlName(point)}'`;
  if (point < 0x80) return `'${String.fromCharCode(point)}'`;
  return `'${latinByte(firstByte(point))}'`;
}

function controlName(point: number): string {
  const names: Readonly<Record<number, string>> = {
    7: '\\a',
    8: '\\b',
    9: '\\t',
    10: '\\n',
    11: '\\v',
    12: '\\f',
    13: '\\r',
  };
  return names[point] ?? `\\x${point.toString(16).padStart(2, '0')}`;
}

function firstByte(point: number): number {
  if (point >= 0xdc80 && point <= 0xdcff) return point - 0xdc00;
  if (point < 0x800) return 0xc0 | (point >> 6);
  return point < 0x10000 ? 0xe0 | (point >> 12) : 0xf0 | (point >> 18);
}

function latinByte(byte: number): string {
  return byte < 0xa1 || byte === 0xad
    ? `\\u00${byte.toString(16).padStart(2, '0')}`
    : String.fromCharCode(byte);
}
