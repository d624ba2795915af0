import { compareText } from '../text';
import { GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { anyArg, define, failNilDereference, intArg, textArg, textList, type FunctionTable } from './define';
import { textOf } from './go-print';

/** sprig's functions between strings and lists of strings: split, join, sortAlpha, toStrings. */
export const stringListFunctions: FunctionTable = {
  split: define(['string', 'string'], (args) => numberedParts(splitText(textArg(args, 1), textArg(args, 0)))),
  splitn: define(['string', 'int', 'string'], (args) =>
    numberedParts(splitTextN(textArg(args, 2), textArg(args, 0), intArg(args, 1))),
  ),
  splitList: define(['string', 'string'], (args) => textList(splitText(textArg(args, 1), textArg(args, 0)))),
  join: define(['string', 'any'], (args) =>
    textsOf(anyArg(args, 1)).items.map(textOf).join(textArg(args, 0)),
  ),
  toStrings: define(['any'], (args) => textsOf(anyArg(args, 0))),
  sortAlpha: define(['any'], (args) => sortTexts(anyArg(args, 0))),
};

/** Returns the parts of `text` around `separator`; an empty separator parts every rune, as strings.Split. */
export function splitText(text: string, separator: string): string[] {
  return separator === '' ? Array.from(text) : text.split(separator);
}

/** Returns at most `count` parts, the last one unsplit; 0 gives none, a negative count gives all. */
export function splitTextN(text: string, separator: string, count: number): string[] {
  if (count === 0) return [];
  const parts = splitText(text, separator);
  if (count < 0 || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function numberedParts(parts: readonly string[]): GoMap {
  return new GoMap(new Map(parts.map((part, i) => [`_${i}`, part])), 'map[string]string');
}

/**
 * Returns a value as `[]string`: its items without nils, or itself as the only item. A `[]string`
 * is returned as it is, not as a copy.
 */
export function textsOf(value: Value): GoList {
  if (value === null) return textList([]);
  if (value instanceof GoList) {
    if (value.element === 'string') return value;
    return textList(value.items.filter((item) => item !== null).map(textOf));
  }
  if (value instanceof GoBytes)
    return textList(Array.from(value.data, (byte) => textOf(new GoInt(byte, 'uint8'))));
  return sliceOf(value) ?? textList([textOf(value)]);
}

/** sortAlpha sorts a `[]string` in place, as Go's slices share their items. */
function sortTexts(value: Value): GoList {
  if (!(value instanceof GoList) && !(value instanceof GoBytes)) return textList([textOf(value)]);
  const texts = textsOf(value);
  texts.items.sort((a, b) => compareText(textOf(a), textOf(b)));
  return texts;
}

/** The list inside a Go slice type with methods, such as `.Capabilities.APIVersions`. */
function sliceOf(value: Value): GoList | undefined {
  if (!(value instanceof GoObject) || value.kind !== 'slice') return undefined;
  const list = value.encode();
  return list instanceof GoList ? list : undefined;
}

/** Returns the items of a slice, or throws what sprig says of other kinds through `refuse`. */
export function itemsOf(value: Value, refuse: (value: Value) => never): readonly Value[] {
  if (value instanceof GoList) return value.items;
  if (value instanceof GoBytes) return Array.from(value.data, (byte) => new GoInt(byte, 'uint8'));
  const inner = sliceOf(value);
  if (inner) return inner.items;
  if (value === null) return failNilDereference();
  return refuse(value);
}
