import { FunctionFailure, GoBytes, GoInt, GoList, GoMap, GoObject, type Value } from '../value';
import { asText, byteLength, bytesOfText, textOfBytes } from '../text';
import type { ArgType } from './arg-type';
import { compareEqual, compareLess } from './compare';
import { escapeHtml, escapeJs, escapeUrlQuery } from './escape';
import { formatText, printArguments, printLine, printOperand } from './format';
import { isTrue, typeOfValue, zeroElement } from './go-type';
import type { State } from './state';

/**
 * A function that text/template itself defines. `undefined` arguments are Go's invalid values.
 * A sprig or Helm function of the same name goes before it.
 */
export interface Builtin {
  readonly min: number;
  readonly isVariadic: boolean;
  /** Types of the leading parameters. */
  readonly types: readonly ArgType[];
  /** Type of all further ones. */
  readonly rest: ArgType;
  readonly call: (args: readonly (Value | undefined)[], state: State) => Value;
}

/** Returns the builtin `name`; `and`, `or` and `call` are among them although the executor handles them. */
export function builtinOf(name: string): Builtin | undefined {
  return builtins.get(name);
}

function exact(count: number, call: Builtin['call']): Builtin {
  return { min: count, isVariadic: false, types: [], rest: 'reflect', call };
}

function atLeast(count: number, call: Builtin['call']): Builtin {
  return { min: count, isVariadic: true, types: [], rest: 'reflect', call };
}

function printing(call: (args: readonly Value[]) => string): Builtin {
  return {
    min: 0,
    isVariadic: true,
    types: [],
    rest: 'any',
    call: (args) => call(args.map((arg) => arg ?? null)),
  };
}

function unreachable(): never {
  throw new Error('and, or and call are evaluated by the executor');
}

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['and', atLeast(1, unreachable)],
  ['or', atLeast(1, unreachable)],
  ['not', exact(1, (args) => !isTrue(args[0]))],
  ['call', atLeast(1, unreachable)],
  ['eq', atLeast(1, (args, s) => compareEqual(args[0], args.slice(1), s.run.dialect))],
  ['ne', exact(2, (args, s) => !compareEqual(args[0], args.slice(1), s.run.dialect))],
  ['lt', exact(2, (args, s) => compareLess(args[0], args[1], s.run.dialect))],
  ['le', exact(2, (args, s) => isLessOrEqual(args, s))],
  ['gt', exact(2, (args, s) => !isLessOrEqual(args, s))],
  ['ge', exact(2, (args, s) => !compareLess(args[0], args[1], s.run.dialect))],
  ['index', atLeast(1, (args) => indexOf(args))],
  ['slice', atLeast(1, (args) => sliceOf(args))],
  ['len', exact(1, (args) => new GoInt(lengthOf(args[0])))],
  ['print', printing(printArguments)],
  ['println', printing(printLine)],
  [
    'printf',
    {
      min: 1,
      isVariadic: true,
      types: ['string'],
      rest: 'any',
      call: (args) =>
        formatText(
          asText(args[0]),
          args.slice(1).map((arg) => arg ?? null),
        ),
    },
  ],
  ['html', printing((args) => escapeHtml(printOperand(args)))],
  ['js', printing((args) => escapeJs(printOperand(args)))],
  ['urlquery', printing((args) => escapeUrlQuery(printOperand(args)))],
]);

/** The names that text/template defines. */
export const builtinNames: ReadonlySet<string> = new Set(builtins.keys());

function isLessOrEqual(args: readonly (Value | undefined)[], s: State): boolean {
  const dialect = s.run.dialect;
  return compareLess(args[0], args[1], dialect) || compareEqual(args[0], [args[1]], dialect);
}

function lengthOf(value: Value | undefined): number {
  if (value === undefined) {
    throw new FunctionFailure('reflect: call of reflect.Value.Type on zero Value');
  }
  if (value === null) throw new FunctionFailure('len of nil pointer');
  if (typeof value === 'string') return byteLength(value);
  if (value instanceof GoList) return value.items.length;
  if (value instanceof GoMap) return value.entries.size;
  if (value instanceof GoBytes) return value.data.length;
  if (value instanceof GoObject && (value.kind === 'map' || value.kind === 'slice'))
    return lengthOf(value.encode());
  throw new FunctionFailure(`len of type ${typeOfValue(value)}`);
}

function indexOf(args: readonly (Value | undefined)[]): Value {
  let item = args[0];
  if (item === undefined || item === null) throw new FunctionFailure('index of untyped nil');
  for (const index of args.slice(1)) {
    if (item === undefined || item === null) throw new FunctionFailure('index of nil pointer');
    item = elementAt(item, index ?? undefined);
  }
  return item ?? null;
}

function elementAt(item: Exclude<Value, null>, index: Value | undefined): Value {
  if (item instanceof GoMap) {
    if (index === undefined || index === null)
      throw new FunctionFailure('value is nil; should be of type string');
    if (typeof index !== 'string') {
      throw new FunctionFailure(`value has type ${typeOfValue(index)}; should be string`);
    }
    return item.entries.get(index) ?? zeroElement(item);
  }
  if (item instanceof GoList) {
    const at = indexArgument(index, item.items.length);
    if (at === item.items.length) throw new FunctionFailure('reflect: slice index out of range');
    return item.items[at] ?? null;
  }
  if (typeof item === 'string' || item instanceof GoBytes) {
    const bytes = typeof item === 'string' ? bytesOfText(item) : item.data;
    const at = indexArgument(index, bytes.length);
    const byte = bytes[at];
    if (byte === undefined) {
      throw new FunctionFailure(
        `reflect: ${typeof item === 'string' ? 'string' : 'slice'} index out of range`,
      );
    }
    return new GoInt(byte, 'uint8');
  }
  if (item instanceof GoObject && (item.kind === 'map' || item.kind === 'slice')) {
    const encoded = item.encode();
    if (encoded !== undefined && encoded !== null) return elementAt(encoded, index);
  }
  throw new FunctionFailure(`can't index item of type ${typeOfValue(item)}`);
}

function indexArgument(index: Value | undefined, limit: number): number {
  if (index === undefined || index === null) throw new FunctionFailure('cannot index slice/array with nil');
  if (!(index instanceof GoInt)) {
    throw new FunctionFailure(`cannot index slice/array with type ${typeOfValue(index)}`);
  }
  if (index.value < 0n || index.value > BigInt(limit))
    throw new FunctionFailure(`index out of range: ${index.value}`);
  return Number(index.value);
}

function sliceOf(args: readonly (Value | undefined)[]): Value {
  const item = args[0];
  const indexes = args.slice(1);
  if (item === undefined || item === null) throw new FunctionFailure('slice of untyped nil');
  if (indexes.length > 3) throw new FunctionFailure(`too many slice indexes: ${indexes.length}`);
  const length = typeof item === 'string' ? byteLength(item) : sizeOfSlice(item);
  if (length === undefined) throw new FunctionFailure(`can't slice item of type ${typeOfValue(item)}`);
  if (typeof item === 'string' && indexes.length === 3)
    throw new FunctionFailure('cannot 3-index slice a string');
  const at = [0, length, length];
  indexes.forEach((index, i) => (at[i] = indexArgument(index ?? undefined, length)));
  const [from = 0, to = length, cap = length] = at;
  if (from > to) throw new FunctionFailure(`invalid slice index: ${from} > ${to}`);
  if (to > cap) throw new FunctionFailure(`invalid slice index: ${to} > ${cap}`);
  return sliced(item, from, to);
}

function sizeOfSlice(item: Value): number | undefined {
  if (item instanceof GoList) return item.items.length;
  return item instanceof GoBytes ? item.data.length : undefined;
}

function sliced(item: Exclude<Value, null>, from: number, to: number): Value {
  if (item instanceof GoList) return new GoList(item.items.slice(from, to), item.element);
  if (item instanceof GoBytes) return new GoBytes(item.data.slice(from, to));
  return textOfSlice(asText(item), from, to);
}

function textOfSlice(text: string, from: number, to: number): string {
  if (byteLength(text) === text.length) return text.slice(from, to);
  return textOfBytes(bytesOfText(text).slice(from, to));
}
