import { GoBytes, GoInt, GoList, GoMap, type Value } from '../value';
import { maxParts, tooLarge } from '../size-limit';
import { compareText } from '../text';
import { encodeBase64 } from './base64';
import { TextError } from './errors';
import { formatJsonNumber, formatShortest } from './number-text';

/** Options of `writeJson`. */
export interface WriteJsonOptions {
  /** Text for one level of indentation, as in json.MarshalIndent. Default: none, everything on one line. */
  indent?: string;
  /** Escapes `<`, `>` and `&` as Go does by default. Default: true. */
  escapeHtml?: boolean;
}

/**
 * Returns `value` as encoding/json's Marshal writes it: keys sorted by bytes, HTML characters
 * escaped, invalid UTF-8 as `\ufffd`. Throws a `TextError` (`json-write`) for NaN and infinities.
 */
export function writeJson(value: Value, options: WriteJsonOptions = {}): string {
  const state = { indent: options.indent ?? '', escapeHtml: options.escapeHtml ?? true, parts: 0 };
  return write(value, '', state);
}

interface JsonState {
  indent: string;
  escapeHtml: boolean;
  /** How many values have been written. */
  parts: number;
}

const maxDepth = 2000;

function write(value: Value, margin: string, state: JsonState, depth = 0): string {
  if (++state.parts > maxParts) throw tooLarge();
  if (value === null) return 'null';
  if (typeof value === 'string') return quoteJson(value, state.escapeHtml);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return finite(value);
  if (value instanceof GoInt) return value.value.toString();
  if (value instanceof GoBytes) return `"${encodeBase64(value.data)}"`;
  if (depth > maxDepth) throw new TextError('json-write', 'json: unsupported value: encountered a cycle');
  if (value instanceof GoMap) {
    if (value.isNil) return 'null';
    const colon = state.indent === '' ? ':' : ': ';
    const inner = margin + state.indent;
    const parts: string[] = [];
    // Go writes maps sorted, but structs in the order of their fields.
    const keys = [...value.entries.keys()];
    for (const key of value.type === 'struct' ? keys : keys.sort(compareText)) {
      parts.push(
        quoteJson(key, state.escapeHtml) +
          colon +
          write(value.entries.get(key) ?? null, inner, state, depth + 1),
      );
    }
    return wrap(parts, '{}', margin, state);
  }
  if (value instanceof GoList) {
    if (value.isNil) return 'null';
    const inner = margin + state.indent;
    const parts = value.items.map((item) => write(item, inner, state, depth + 1));
    return wrap(parts, '[]', margin, state);
  }
  const encoded = value.encode();
  return encoded === undefined ? '{}' : write(encoded, margin, state, depth + 1);
}

function wrap(parts: string[], brackets: string, margin: string, state: JsonState): string {
  const open = brackets.charAt(0);
  const close = brackets.charAt(1);
  if (parts.length === 0) return brackets;
  if (state.indent === '') return open + parts.join(',') + close;
  const line = `\n${margin}${state.indent}`;
  return `${open}${line}${parts.join(`,${line}`)}\n${margin}${close}`;
}

function finite(value: number): string {
  if (!Number.isFinite(value)) {
    throw new TextError('json-write', `json: unsupported value: ${formatShortest(value)}`);
  }
  return formatJsonNumber(value);
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Returns a JSON string literal as Go writes it. */
export function quoteJson(text: string, escapeHtml = true): string {
  const special = escapeHtml
    ? /["\\\u0000-\u001f<>&\u2028\u2029]|[\ud800-\udfff]/gu
    : /["\\\u0000-\u001f\u2028\u2029]|[\ud800-\udfff]/gu;
  return `"${text.replace(special, escapeJson)}"`;
}

function escapeJson(char: string): string {
  const short = escapes[char];
  if (short !== undefined) return short;
  const code = char.charCodeAt(0);
  // With the u flag only lone surrogates, which stand for invalid bytes, match on their own.
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
