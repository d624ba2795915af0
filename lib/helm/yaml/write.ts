import { maxParts, tooLarge } from '../size-limit';
import { GoBytes, GoInt, GoList, GoMap, type GoObject, type Value } from '../value';
import { encodeBase64 } from './base64';
import { Cursor } from './cursor';
import { Emitter, isSimpleKey } from './emitter';
import { TextError } from './errors';
import { sortKeys } from './key-order';
import { quoteJson } from './json-write';
import { formatShortest } from './number-text';
import { isBase60, isOldBoolean, resolvePlain } from './plain-scalar';
import { scanQuoted } from './scan-scalar';

/**
 * Told of every entry of every map and list that is written: the entry `key` of `container` (a list's
 * index is a number) fills `start..end` of the output, from its key or dash to the end of its value,
 * without the line break. Entries inside an entry are told before it.
 */
export type MarkEntry = (
  container: GoMap | GoList,
  key: string | number,
  range: { start: number; end: number },
) => void;

/** Options of `writeYaml`. */
export interface WriteYamlOptions {
  /** Receives the range of every entry. Default: none. */
  mark?: MarkEntry;
  /** Writes as toYamlPretty does: lists indented under their key, no folding. Default: false. */
  pretty?: boolean;
}

const helmRules = { foldAt: 80, third: false };
const prettyRules = { foldAt: Infinity, third: true };

/**
 * Returns `value` as Helm's toYaml prints it: through JSON's rules, then go-yaml 2's emitter, without
 * the final line break. With `pretty`, as toYamlPretty: go-yaml 3, integers and floats as they are.
 * Throws a `TextError` with Go's message for what Go cannot encode (NaN, infinities, characters that
 * YAML does not allow); toYaml itself then prints nothing.
 */
export function writeYaml(value: Value, options: WriteYamlOptions = {}): string {
  const pretty = options.pretty ?? false;
  const writer = new Writer(new Emitter(pretty ? prettyRules : helmRules), pretty, options.mark);
  return writer.document(value);
}

type Place = 'root' | 'item' | 'value';

class Writer {
  private readonly emitter: Emitter;
  private parts = 0;
  private readonly pretty: boolean;
  private readonly mark: MarkEntry | undefined;
  private depth = 0;

  constructor(emitter: Emitter, pretty: boolean, mark: MarkEntry | undefined) {
    this.emitter = emitter;
    this.pretty = pretty;
    this.mark = mark;
  }

  document(value: Value): string {
    this.node(value, 'root');
    this.emitter.indent = -1;
    this.emitter.writeIndent();
    const text = this.emitter.out;
    return text.endsWith('\n') ? text.slice(0, -1) : text;
  }

  private node(value: Value, place: Place): void {
    if (++this.parts > maxParts) throw tooLarge();
    if (value === null) this.emitter.writeScalar('null', 'plain', false);
    else if (typeof value === 'string') this.string(value, false);
    else if (typeof value === 'boolean') this.emitter.writeScalar(value ? 'true' : 'false', 'plain', false);
    else if (typeof value === 'number') this.emitter.writeScalar(this.float(value), 'plain', false);
    else if (value instanceof GoInt) this.emitter.writeScalar(value.value.toString(), 'plain', false);
    else if (value instanceof GoMap) this.map(value, place);
    else if (value instanceof GoList) this.list(value, place);
    else if (value instanceof GoBytes) this.string(encodeBase64(value.data), false);
    else this.object(value, place);
  }

  private object(value: GoObject, place: Place): void {
    const encoded = value.encode();
    if (encoded === undefined) this.emitter.writeIndicator('{}', true);
    // go-yaml 3 writes a time as YAML's own timestamp.
    else if (this.pretty && value.type === 'time.Time' && typeof encoded === 'string')
      this.emitter.writeScalar(encoded, 'plain', false);
    else this.node(encoded, place);
  }

  private map(map: GoMap, place: Place): void {
    if (map.isNil && !this.pretty) {
      this.emitter.writeScalar('null', 'plain', false);
      return;
    }
    if (map.entries.size === 0) {
      this.emitter.writeIndicator('{}', true);
      return;
    }
    const { emitter } = this;
    const saved = this.enter(place === 'value' || place === 'item' || emitter.indent >= 0);
    for (const key of sortKeys([...map.entries.keys()], this.pretty ? 3 : 2)) {
      emitter.writeIndent();
      const start = emitter.out.length;
      this.entry(key, map.entries.get(key) ?? null);
      this.mark?.(map, key, { start, end: emitter.out.length });
    }
    this.leave(saved);
  }

  private entry(key: string, value: Value): void {
    const { emitter } = this;
    const text = this.pretty ? key : jsonText(key, true);
    if (isSimpleKey(text)) {
      this.string(text, true);
      emitter.writeIndicator(':', false);
    } else {
      emitter.writeIndicator('?', true, true);
      this.string(text, false);
      emitter.writeIndent();
      emitter.writeIndicator(':', true, true);
    }
    this.node(value, 'value');
  }

  private list(list: GoList, place: Place): void {
    if (list.isNil && !this.pretty) {
      this.emitter.writeScalar('null', 'plain', false);
      return;
    }
    if (list.items.length === 0) {
      this.emitter.writeIndicator('[]', true);
      return;
    }
    const { emitter } = this;
    // go-yaml 2 writes a list under its key without indentation.
    const saved = this.enter(this.pretty || place !== 'value' || emitter.indention);
    for (let i = 0; i < list.items.length; i++) {
      emitter.writeIndent();
      const start = emitter.out.length;
      emitter.writeIndicator('-', true, true);
      this.node(list.items[i] ?? null, 'item');
      this.mark?.(list, i, { start, end: emitter.out.length });
    }
    this.leave(saved);
  }

  private enter(deeper: boolean): number {
    const saved = this.emitter.indent;
    if (saved < 0) this.emitter.indent = 0;
    else if (deeper) this.emitter.indent = saved + 2;
    // Go would recurse much deeper; a template can only get here with data that refers to itself.
    if (++this.depth > maxDepth) throw new TextError('yaml-write', 'value is nested too deeply');
    return saved;
  }

  private leave(indent: number): void {
    this.emitter.indent = indent;
    this.depth -= 1;
  }

  private float(value: number): string {
    if (this.pretty) return specialFloat(value) ?? formatShortest(value);
    if (!Number.isFinite(value)) {
      throw new TextError(
        'yaml-write',
        `error marshaling into JSON: json: unsupported value: ${formatShortest(value)}`,
      );
    }
    const text = String(value);
    if (!Number.isInteger(value) || text.includes('e')) return formatShortest(value);
    return isWordSized(text) ? text : formatShortest(value);
  }

  private string(raw: string, asKey: boolean): void {
    const text = this.pretty || asKey ? raw : jsonText(raw, false);
    const resolved = resolvePlain(text, this.pretty ? 3 : 2);
    const ambiguous = resolved.kind !== 'string' || isBase60(text) || (this.pretty && isOldBoolean(text));
    const style = text.includes('\n') ? 'literal' : ambiguous ? 'double' : 'plain';
    this.emitter.writeScalar(text, style, asKey);
  }
}

const maxDepth = 2000;

function specialFloat(value: number): string | undefined {
  if (Number.isNaN(value)) return '.nan';
  if (value === Infinity) return '.inf';
  return value === -Infinity ? '-.inf' : undefined;
}

/** JSON integers up to 64 bits stay integers on the way through YAML; longer ones become floats. */
function isWordSized(digits: string): boolean {
  if (digits.length < 16) return true;
  const value = BigInt(digits);
  return value >= -(2n ** 63n) && value < 2n ** 64n;
}

const notYaml = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const surrogate = /[\ud800-\udfff]/;

/**
 * What is left of a string after toYaml's way through JSON: invalid bytes become U+FFFD, and the
 * characters that JSON does not escape but YAML refuses make the whole conversion fail.
 */
function jsonText(text: string, isKey: boolean): string {
  if (notYaml.test(text)) throw new TextError('yaml-write', 'yaml: control characters are not allowed');
  let valid = surrogate.test(text) ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text;
  // JSON leaves U+0085 as it is, and YAML takes it for a line break: folded in a value, a fault in a key.
  if (valid.includes('\u0085')) {
    if (isKey) throw new TextError('yaml-write', "yaml: did not find expected ',' or '}'");
    valid = scanQuoted(new Cursor(quoteJson(valid)), false);
  }
  // YAML reads `"key":` only within 1,024 characters.
  if (isKey && valid.length > 1000 && JSON.stringify(valid).length > 1024) {
    throw new TextError('yaml-write', "yaml: did not find expected ',' or '}'");
  }
  return valid;
}
