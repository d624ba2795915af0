import { quoteGo } from '../template';
import { GoInt, GoList, GoMap, type HelmProfile, type Value } from '../value';
import { readJson, TextError } from '../yaml';
import { failValues } from './errors';

/** How the text behind `=` becomes a value: typed (--set), text (--set-string), a file's content, JSON, or all of it. */
export type SetKind = 'typed' | 'string' | 'file' | 'json' | 'literal';

/** Helm's bounds on list indexes and on the depth of names. */
const maxIndex = 65536;
const maxNesting = 30;

/**
 * Changes `target` as `--set` and its kin do: `a.b=1,list[0].x=y,c={1,2}`. Integers become int64.
 * `readFile` resolves the paths of `--set-file`. Throws a `ValuesError` with Helm's message, without
 * the words about the flag in front.
 */
export function parseSet(text: string, target: GoMap, options: SetOptions): void {
  new SetParser(text, options).parse(target);
}

/** How a flag's text is read. */
export interface SetOptions {
  kind: SetKind;
  profile: HelmProfile;
  /** Resolves the paths of `--set-file`. */
  readFile?: (path: string) => string;
}

/** The end of the text in the middle of something; only the outermost loop may swallow it. */
class EndOfText extends Error {}

class SetParser {
  private readonly chars: string[];
  private readonly kind: SetKind;
  private readonly profile: HelmProfile;
  private readonly readFile: ((path: string) => string) | undefined;
  private at = 0;

  constructor(text: string, options: SetOptions) {
    this.chars = [...text];
    this.kind = options.kind;
    this.profile = options.profile;
    this.readFile = options.readFile;
  }

  parse(target: GoMap): void {
    try {
      for (;;) this.key(target, 0);
    } catch (error) {
      if (!(error instanceof EndOfText)) throw error;
    }
  }

  private key(map: GoMap, nesting: number): void {
    const stops = this.kind === 'literal' ? '=[.' : '=[,.';
    const { text: name, stop } = this.until(stops);
    if (stop === '') {
      if (name === '') throw new EndOfText();
      return failValues('values-flag', `key ${quoteGo(name)} has no value`);
    }
    if (stop === '[') return this.listKey(map, name, nesting);
    if (stop === '=') return this.assign((value) => setKey(map, name, value));
    if (stop === ',') {
      setKey(map, name, '');
      return failValues('values-flag', `key ${quoteGo(name)} has no value (cannot end with ,)`);
    }
    return this.nestedKey(map, name, nesting + 1);
  }

  private nestedKey(map: GoMap, name: string, nesting: number): void {
    if (nesting > maxNesting) {
      failValues(
        'values-flag',
        `value name nested level is greater than maximum supported nested level of ${maxNesting}`,
      );
    }
    const present = map.entries.get(name);
    if (present !== undefined && !(present instanceof GoMap)) {
      return failValues(
        'values-flag',
        `unable to parse key: ${conversionPanic(present, 'map[string]interface {}')}`,
      );
    }
    const inner = present ?? new GoMap();
    let ended: EndOfText | undefined;
    try {
      this.key(inner, nesting);
    } catch (error) {
      if (!(error instanceof EndOfText)) {
        if (inner.entries.size > 0) setKey(map, name, inner);
        throw error;
      }
      ended = error;
    }
    if (!ended && inner.entries.size === 0)
      failValues('values-flag', `key map ${quoteGo(name)} has no value`);
    if (inner.entries.size > 0) setKey(map, name, inner);
    if (ended) throw ended;
  }

  private listKey(map: GoMap, name: string, nesting: number): void {
    const index = this.index();
    const present = map.entries.get(name);
    if (present !== undefined && !(present instanceof GoList)) {
      return failValues('values-flag', `unable to parse key: ${conversionPanic(present, '[]interface {}')}`);
    }
    const list = present ? [...present.items] : [];
    try {
      this.item(list, index, nesting);
    } finally {
      setKey(map, name, new GoList(list));
    }
  }

  private index(): number {
    const { text, stop } = this.until(']');
    // Helm 3 wraps the end of the text so that it is no longer taken for the end; Helm 4 looks inside.
    if (stop === '' && this.profile !== '3.17') throw new EndOfText();
    if (stop === '') return failValues('values-flag', 'error parsing index: EOF');
    if (!/^[+-]?\d+$/.test(text)) {
      return failValues(
        'values-flag',
        `error parsing index: strconv.Atoi: parsing ${quoteGo(text)}: invalid syntax`,
      );
    }
    return Number(text);
  }

  private item(list: Value[], index: number, nesting: number): void {
    if (index < 0) failValues('values-flag', `negative ${index} index not allowed`);
    const { text, stop } = this.until('[.=');
    if (text !== '') failValues('values-flag', `unexpected data at end of array index: ${quoteRunes(text)}`);
    if (stop === '') throw new EndOfText();
    if (stop === '=') {
      // Inside a list the end of the text is no error: the item has its value.
      this.assign((value) => setItem(list, index, value), true);
      return;
    }
    if (stop === '[') {
      const next = this.index();
      const present = list[index];
      if (present !== undefined && present !== null && !(present instanceof GoList)) {
        return failValues(
          'values-flag',
          `unable to parse key: ${conversionPanic(present, '[]interface {}')}`,
        );
      }
      const inner = present ? [...present.items] : [];
      this.item(inner, next, nesting);
      setItem(list, index, new GoList(inner));
      return;
    }
    const present = list[index];
    const inner = present instanceof GoMap ? present : new GoMap();
    if (index < list.length) list[index] = inner;
    this.key(inner, nesting);
    setItem(list, index, inner);
  }

  private assign(set: (value: Value) => void, inList = false): void {
    if (this.kind === 'json') return this.assignJson(set);
    if (this.kind === 'literal') {
      const text = this.chars.slice(this.at).join('');
      this.at = this.chars.length;
      set(text);
      return;
    }
    if (this.at >= this.chars.length) {
      set('');
      if (inList) return;
      throw new EndOfText();
    }
    if (this.chars[this.at] === '{') {
      this.at += 1;
      set(this.braced());
      return;
    }
    set(this.convert(this.until(',').text));
  }

  private braced(): GoList {
    const items: Value[] = [];
    for (;;) {
      const { text, stop } = this.until(',}');
      if (stop === '') return failValues('values-flag', "list must terminate with '}'");
      items.push(this.convert(text));
      if (stop === '}') {
        if (this.chars[this.at] === ',') this.at += 1;
        return new GoList(items);
      }
    }
  }

  private assignJson(set: (value: Value) => void): void {
    if (this.skipEmpty()) {
      set(null);
      return;
    }
    const rest = this.chars.slice(this.at).join('');
    const length = jsonLength(rest);
    try {
      set(readJson(rest.slice(0, length)));
    } catch (error) {
      if (error instanceof TextError) return failValues('values-flag', error.message);
      throw error;
    }
    this.at += [...rest.slice(0, length)].length;
    this.skipEmpty();
  }

  /** Eats white space up to a comma (eaten too) or the end: then there is no value here. */
  private skipEmpty(): boolean {
    for (;;) {
      const char = this.chars[this.at];
      if (char === undefined) return true;
      if (char === ',') {
        this.at += 1;
        return true;
      }
      if (!/\s/u.test(char)) return false;
      this.at += 1;
    }
  }

  /** Reads up to a character of `stops`, which is eaten; `stop` is empty at the end of the text. */
  private until(stops: string): { text: string; stop: string } {
    let text = '';
    for (;;) {
      const char = this.chars[this.at];
      if (char === undefined) return { text, stop: '' };
      this.at += 1;
      if (stops.includes(char)) return { text, stop: char };
      if (char === '\\' && this.kind !== 'literal') {
        const next = this.chars[this.at];
        if (next === undefined) return { text, stop: '' };
        text += next;
        this.at += 1;
      } else text += char;
    }
  }

  private convert(text: string): Value {
    if (this.kind === 'file') return this.readFile ? this.readFile(text) : '';
    return this.kind === 'string' ? text : typedValue(text);
  }
}

/** Go's %q of a slice of runes. */
function quoteRunes(text: string): string {
  return `[${[...text].map((char) => `'${quoteGo(char).slice(1, -1)}'`).join(' ')}]`;
}

function typedValue(text: string): Value {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  if (lower === 'null') return null;
  if (text === '0') return new GoInt(0n, 'int64');
  if (/^[+-]?\d+$/.test(text) && !text.startsWith('0')) {
    const value = BigInt(text);
    if (value >= -(2n ** 63n) && value < 2n ** 63n) return new GoInt(value, 'int64');
  }
  return text;
}

function setKey(map: GoMap, name: string, value: Value): void {
  if (name !== '') map.entries.set(name, value);
}

function setItem(list: Value[], index: number, value: Value): void {
  if (index > maxIndex) {
    failValues('values-flag', `index of ${index} is greater than maximum supported index of ${maxIndex}`);
  }
  while (list.length <= index) list.push(null);
  list[index] = value;
}

/** The end of the first JSON value in `text`; the whole of it when it is malformed. */
function jsonLength(text: string): number {
  const start = text.length - text.trimStart().length;
  const first = text.charAt(start);
  if (first === '{' || first === '[') return bracketLength(text, start);
  if (first === '"') return stringEnd(text, start);
  const scalar = /^[^\s,{}[\]"]+/.exec(text.slice(start));
  return scalar ? start + scalar[0].length : text.length;
}

function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

function bracketLength(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') i = stringEnd(text, i) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if ((char === '}' || char === ']') && --depth === 0) return i + 1;
  }
  return text.length;
}

/** The panic that Helm's parser turns into an error when a name leads into something of another kind. */
function conversionPanic(value: Value, wanted: string): string {
  const found =
    value === null
      ? 'nil'
      : value instanceof GoMap
        ? 'map[string]interface {}'
        : value instanceof GoList
          ? '[]interface {}'
          : value instanceof GoInt
            ? value.kind
            : typeof value === 'string'
              ? 'string'
              : typeof value === 'boolean'
                ? 'bool'
                : 'float64';
  return `interface conversion: interface {} is ${found}, not ${wanted}`;
}
