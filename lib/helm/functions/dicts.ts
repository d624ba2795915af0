import { GoList, GoMap, type Value } from '../value';
import {
  anyArg,
  define,
  defineVariadic,
  fail,
  mapArg,
  textArg,
  textList,
  type FunctionTable,
} from './define';
import { deepCopy } from './deep-copy';
import { sortedKeys, textOf, typeName } from './go-print';
import { mergeMap } from './merge';

const plainMap = 'map[string]interface {}';

/** sprig's dictionary functions. `set`, `unset` and the merges change their first argument. */
export const dictFunctions: FunctionTable = {
  dict: defineVariadic([], 'any', makeDict),
  get: define([plainMap, 'string'], (args) => mapArg(args, 0).entries.get(textArg(args, 1)) ?? absent(args)),
  set: define([plainMap, 'string', 'any'], setEntry),
  unset: define([plainMap, 'string'], (args) => {
    const map = mapArg(args, 0);
    map.entries.delete(textArg(args, 1));
    return map;
  }),
  hasKey: define([plainMap, 'string'], (args) => mapArg(args, 0).entries.has(textArg(args, 1))),
  pluck: defineVariadic(['string'], plainMap, pluck),
  // Go's map order is random; sorted keys are one of the orders that Helm may print.
  keys: defineVariadic([], plainMap, (args) => textList(args.flatMap((_, i) => sortedKeys(mapArg(args, i))))),
  values: define([plainMap], (args) => {
    const map = mapArg(args, 0);
    return new GoList(sortedKeys(map).map((key) => map.entries.get(key) ?? null));
  }),
  pick: defineVariadic([plainMap], 'string', (args) => selectEntries(args, true)),
  omit: defineVariadic([plainMap], 'string', (args) => selectEntries(args, false)),
  merge: defineVariadic([plainMap], plainMap, (args) => mergeAll(args, false)),
  mustMerge: defineVariadic([plainMap], plainMap, (args) => mergeAll(args, false)),
  mergeOverwrite: defineVariadic([plainMap], plainMap, (args) => mergeAll(args, true)),
  mustMergeOverwrite: defineVariadic([plainMap], plainMap, (args) => mergeAll(args, true)),
  deepCopy: define(['any'], (args) => copyOf(anyArg(args, 0))),
  mustDeepCopy: define(['any'], (args) => copyOf(anyArg(args, 0))),
  dig: defineVariadic([], 'any', dig),
};

function makeDict(args: readonly Value[]): Value {
  const entries = new Map<string, Value>();
  for (let i = 0; i < args.length; i += 2) {
    // A key without a value gets an empty string.
    entries.set(textOf(anyArg(args, i)), i + 1 < args.length ? anyArg(args, i + 1) : '');
  }
  return new GoMap(entries);
}

/** A key that holds nil gives nil; a key that is not there gives an empty string. */
function absent(args: readonly Value[]): Value {
  return mapArg(args, 0).entries.has(textArg(args, 1)) ? null : '';
}

function setEntry(args: readonly Value[]): Value {
  const map = mapArg(args, 0);
  if (map.isNil) fail('assignment to entry in nil map');
  map.entries.set(textArg(args, 1), anyArg(args, 2));
  return map;
}

function pluck(args: readonly Value[]): Value {
  const key = textArg(args, 0);
  const out: Value[] = [];
  for (let i = 1; i < args.length; i++) {
    const { entries } = mapArg(args, i);
    if (entries.has(key)) out.push(entries.get(key) ?? null);
  }
  return new GoList(out);
}

function selectEntries(args: readonly Value[], wanted: boolean): Value {
  const names = new Set(args.slice(1));
  const entries = Array.from(mapArg(args, 0).entries).filter(([key]) => names.has(key) === wanted);
  return new GoMap(new Map(entries));
}

function mergeAll(args: readonly Value[], overwrite: boolean): Value {
  let target = mapArg(args, 0);
  for (let i = 1; i < args.length; i++) target = mergeMap(target, mapArg(args, i), overwrite);
  return target;
}

function copyOf(value: Value): Value {
  return value === null ? fail('reflect: call of reflect.Value.Type on zero Value') : deepCopy(value);
}

function dig(args: readonly Value[]): Value {
  if (args.length < 3) fail('dig needs at least three arguments');
  const keys = args.slice(0, -2);
  let current: Value = args.at(-1) ?? null;
  requirePlainMap(current);
  const names = keys.map((key) => (typeof key === 'string' ? key : failConversion(key, 'string')));
  for (const [i, key] of names.entries()) {
    const map = requirePlainMap(current);
    if (!map.entries.has(key)) return args.at(-2) ?? null;
    current = map.entries.get(key) ?? null;
    if (i === keys.length - 1) return current;
  }
  return current;
}

function requirePlainMap(value: Value): GoMap {
  return value instanceof GoMap && value.type === plainMap ? value : failConversion(value, plainMap);
}

function failConversion(value: Value, wanted: string): never {
  const actual = value === null ? 'nil' : typeName(value);
  return fail(`interface conversion: interface {} is ${actual}, not ${wanted}`);
}
