import { byteLength } from '../text';
import { quoteGo } from '../template/quote';
import type { CallContext, Value } from '../value';
import { anyArg, define, defineVariadic, fail, intArg, textArg, type FunctionTable } from './define';
import { sliceBytes, sliceBytesChecked } from './byte-slice';
import { printValue } from '../template/print-value';
import { textOf } from './go-print';
import { trimSpace } from '../space';
import { toLower, toUpper } from './unicode';

/** sprig's functions on single strings: trimming, searching, replacing, quoting, indenting. */
export const stringFunctions: FunctionTable = {
  trim: define(['string'], (args) => trimSpace(textArg(args, 0))),
  upper: define(['string'], (args) => toUpper(textArg(args, 0))),
  lower: define(['string'], (args) => toLower(textArg(args, 0))),
  trimall: define(['string', 'string'], (args) => trimCharacters(textArg(args, 1), textArg(args, 0))),
  trimAll: define(['string', 'string'], (args) => trimCharacters(textArg(args, 1), textArg(args, 0))),
  trimSuffix: define(['string', 'string'], (args) => {
    const suffix = textArg(args, 0);
    const text = textArg(args, 1);
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  }),
  trimPrefix: define(['string', 'string'], (args) => {
    const prefix = textArg(args, 0);
    const text = textArg(args, 1);
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  contains: define(['string', 'string'], (args) => textArg(args, 1).includes(textArg(args, 0))),
  hasPrefix: define(['string', 'string'], (args) => textArg(args, 1).startsWith(textArg(args, 0))),
  hasSuffix: define(['string', 'string'], (args) => textArg(args, 1).endsWith(textArg(args, 0))),
  replace: define(['string', 'string', 'string'], (args, context) => replaceAll(args, context)),
  repeat: define(['int', 'string'], (args, context) =>
    repeatText(textArg(args, 1), intArg(args, 0), context),
  ),
  trunc: define(['int', 'string'], (args) => truncate(intArg(args, 0), textArg(args, 1))),
  substr: define(['int', 'int', 'string'], (args) =>
    substring(intArg(args, 0), intArg(args, 1), textArg(args, 2)),
  ),
  quote: defineVariadic([], 'any', (args) => joinGiven(args, (value) => quoteGo(textOf(value)))),
  squote: defineVariadic([], 'any', (args) => joinGiven(args, (value) => `'${printValue(value)}'`)),
  cat: defineVariadic([], 'any', (args) => joinGiven(args, printValue)),
  indent: define(['int', 'string'], (args, context) =>
    indentText(intArg(args, 0), textArg(args, 1), context),
  ),
  nindent: define(
    ['int', 'string'],
    (args, context) => `\n${indentText(intArg(args, 0), textArg(args, 1), context)}`,
  ),
  plural: define(['string', 'string', 'int'], (args) => textArg(args, intArg(args, 2) === 1 ? 0 : 1)),
  toString: define(['any'], (args) => textOf(anyArg(args, 0))),
};

/** Joins what is not nil with spaces: quote, squote and cat skip nil. */
function joinGiven(values: readonly Value[], print: (value: Value) => string): string {
  return values
    .filter((value) => value !== null)
    .map(print)
    .join(' ');
}

/** Returns `count` times `text`; throws Go's panic for a negative count. Spends a step for each byte. */
export function repeatText(text: string, count: number, context: CallContext): string {
  if (count < 0) fail('strings: negative Repeat count');
  if (count * byteLength(text) >= 2 ** 63) fail('strings: Repeat output length overflow');
  context.spend(count * text.length);
  return text.repeat(count);
}

function indentText(spaces: number, text: string, context: CallContext): string {
  const pad = repeatText(' ', spaces, context);
  // V8 replaces a single character by an expression faster than by a string.
  return text.includes('\n') ? pad + text.replace(/\n/g, `\n${pad}`) : pad + text;
}

function replaceAll(args: readonly Value[], context: CallContext): string {
  const text = textArg(args, 2);
  const old = textArg(args, 0);
  const replacement = textArg(args, 1);
  // An empty pattern matches at every rune, not at every UTF-16 unit.
  const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  context.spend(parts.length * replacement.length);
  return parts.join(replacement);
}

function truncate(count: number, text: string): string {
  const length = byteLength(text);
  if (count < 0 && length + count > 0) return sliceBytes(text, length + count, length);
  if (count >= 0 && length > count) return sliceBytes(text, 0, count);
  return text;
}

function substring(start: number, end: number, text: string): string {
  if (start < 0) return sliceBytesChecked(text, 0, end);
  if (end < 0 || end > byteLength(text)) return sliceBytesChecked(text, start);
  return sliceBytesChecked(text, start, end);
}

/** Returns the text without the characters of `cutset` at both ends, as strings.Trim. */
export function trimCharacters(text: string, cutset: string): string {
  if (text === '' || cutset === '') return text;
  const cut = new Set(cutset);
  const chars = Array.from(text);
  let start = 0;
  let end = chars.length;
  while (start < end && cut.has(chars[start] ?? '')) start += 1;
  while (end > start && cut.has(chars[end - 1] ?? '')) end -= 1;
  return start === 0 && end === chars.length ? text : chars.slice(start, end).join('');
}
