import { GoInt, GoList, type Value } from '../value';
import {
  anyArg,
  define,
  defineVariadic,
  fail,
  intArg,
  type FunctionTable,
  type FunctionBody,
} from './define';
import { isDeepEqual, isEmptyValue } from './go-equal';
import { toInt64 } from './go-number';
import { kindName } from './go-print';
import { itemsOf } from './string-lists';

/** sprig's list functions. Each has a `must` twin; an error and a panic read the same in a template. */
export const listFunctions: FunctionTable = {
  list: defineVariadic([], 'any', (args) => new GoList([...args])),
  tuple: defineVariadic([], 'any', (args) => new GoList([...args])),
  concat: defineVariadic([], 'any', concat),
  until: define(['int'], (args, context) => {
    const count = intArg(args, 0);
    return intRange(0, count, { step: count < 0 ? -1 : 1, spend: context.spend.bind(context) });
  }),
  untilStep: define(['int', 'int', 'int'], (args, context) =>
    intRange(intArg(args, 0), intArg(args, 1), { step: intArg(args, 2), spend: context.spend.bind(context) }),
  ),
  ...twins('append', ['any', 'any'], append),
  ...twins('push', ['any', 'any'], append),
  ...twins(
    'prepend',
    ['any', 'any'],
    (args) => new GoList([anyArg(args, 1), ...items(args, 0, 'Cannot prepend on type')]),
  ),
  ...twins('first', ['any'], (args) => items(args, 0, 'Cannot find first on type')[0] ?? null),
  ...twins('last', ['any'], (args) => items(args, 0, 'Cannot find last on type').at(-1) ?? null),
  ...twins('rest', ['any'], (args) => withoutEnd(items(args, 0, 'Cannot find rest on type'), 1)),
  ...twins('initial', ['any'], (args) => withoutEnd(items(args, 0, 'Cannot find initial on type'), 0)),
  ...twins(
    'reverse',
    ['any'],
    (args) => new GoList(items(args, 0, 'Cannot find reverse on type').toReversed()),
  ),
  ...twins(
    'compact',
    ['any'],
    (args) => new GoList(items(args, 0, 'Cannot compact on type').filter((item) => !isEmptyValue(item))),
  ),
  ...twins('uniq', ['any'], (args, context) => {
    const list = items(args, 0, 'Cannot find uniq on type');
    // Every item is compared with all that are kept.
    context.spend(Math.ceil((list.length * list.length) / 16));
    return new GoList(uniqueItems(list));
  }),
  ...twins('chunk', ['int', 'any'], chunk),
  ...twins('has', ['any', 'any'], has),
  without: defineVariadic(['any'], 'any', without),
  mustWithout: defineVariadic(['any'], 'any', without),
  slice: defineVariadic(['any'], 'any', sliceList),
  mustSlice: defineVariadic(['any'], 'any', sliceList),
};

/** The function under its name and under its must name. */
function twins(name: string, params: readonly ('any' | 'int')[], body: FunctionBody): FunctionTable {
  const fn = define(params, body);
  return { [name]: fn, [`must${name.charAt(0).toUpperCase()}${name.slice(1)}`]: fn };
}

/** The items of argument `i`; for what is no slice, throws `complaint` and its kind. */
function items(args: readonly Value[], i: number, complaint: string): readonly Value[] {
  return itemsOf(anyArg(args, i), (value) => fail(complaintOn(complaint, value)));
}

function append(args: readonly Value[]): Value {
  return new GoList([...items(args, 0, 'Cannot push on type'), anyArg(args, 1)]);
}

/** rest and initial of an empty list are nil slices. */
function withoutEnd(list: readonly Value[], from: 0 | 1): GoList {
  if (list.length === 0) return new GoList([], 'interface {}', true);
  return new GoList(from === 1 ? list.slice(1) : list.slice(0, -1));
}

function uniqueItems(list: readonly Value[]): Value[] {
  const out: Value[] = [];
  for (const item of list) if (!out.some((seen) => isDeepEqual(item, seen))) out.push(item);
  return out;
}

function without(args: readonly Value[]): Value {
  const omitted = args.slice(1);
  const kept = items(args, 0, 'Cannot find without on type');
  return new GoList(kept.filter((item) => !omitted.some((value) => isDeepEqual(item, value))));
}

function has(args: readonly Value[]): Value {
  if (anyArg(args, 1) === null) return false;
  return items(args, 1, 'Cannot find has on type').some((item) => isDeepEqual(anyArg(args, 0), item));
}

function concat(args: readonly Value[]): Value {
  const out: Value[] = [];
  for (let i = 0; i < args.length; i++)
    for (const item of items(args, i, 'Cannot concat type')) out.push(item);
  return new GoList(out, 'interface {}', out.length === 0);
}

function chunk(args: readonly Value[]): Value {
  const size = intArg(args, 0);
  const list = items(args, 1, 'Cannot chunk type');
  const count = Math.floor((list.length - 1) / size) + 1;
  // A size of 0 or less runs into Go's allocator, unless the rounding happens to give one chunk of everything.
  const holdsAll = size < 0 && list.length > 0 && -size > list.length;
  if (!(count >= 0 && count <= list.length) || (size < 0 && count > 0 && !holdsAll)) {
    fail('runtime error: makeslice: len out of range');
  }
  const out: Value[] = [];
  for (let i = 0; i < count; i++)
    out.push(new GoList(size > 0 ? list.slice(i * size, (i + 1) * size) : list.slice()));
  return new GoList(out, '[]interface {}');
}

function sliceList(args: readonly Value[]): Value {
  const value = anyArg(args, 0);
  const list = itemsOf(value, (other) =>
    fail(`list should be type of slice or array but ${kindName(other)}`),
  );
  if (list.length === 0) return null;
  const start = args.length > 1 ? Number(toInt64(anyArg(args, 1))) : 0;
  const end = args.length > 2 ? Number(toInt64(anyArg(args, 2))) : list.length;
  if (start < 0 || start > end || end > list.length) fail('reflect.Value.Slice: slice index out of bounds');
  return new GoList(list.slice(start, end), value instanceof GoList ? value.element : 'interface {}');
}

/** Steps of a range of ints, and who pays for them. */
interface RangeOptions {
  step: number;
  spend: (steps: number) => void;
}

/** Returns the ints from `start` up or down to before `stop`; none when the step points away. */
export function intRange(start: number, stop: number, { step, spend }: RangeOptions): GoList {
  const out: Value[] = [];
  if (stop < start ? step < 0 : step > 0) {
    spend(Math.ceil(Math.abs(stop - start) / Math.abs(step)));
    if (stop < start) for (let i = start; i > stop; i += step) out.push(new GoInt(i));
    else for (let i = start; i < stop; i += step) out.push(new GoInt(i));
  }
  return new GoList(out, 'int');
}

/** Concat alone ends its complaint with what it wanted. */
function complaintOn(complaint: string, value: Value): string {
  const text = `${complaint} ${kindName(value)}`;
  return complaint === 'Cannot concat type' ? `${text} as list` : text;
}
