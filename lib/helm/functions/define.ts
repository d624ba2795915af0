import type { CallContext, GoFunction, ParamType, Value } from '../value';
import { FunctionFailure, GoInt, GoList, GoMap } from '../value';

/** Functions by the names that templates call them. */
export type FunctionTable = Readonly<Record<string, GoFunction>>;

/** The body of a template function. */
export type FunctionBody = (args: readonly Value[], context: CallContext) => Value;

/** A function of exactly these parameters. */
export function define(params: readonly ParamType[], call: FunctionBody): GoFunction {
  return { params, call };
}

/** A function of these parameters and any number of further ones, as Go's `...T`. */
export function defineVariadic(
  params: readonly ParamType[],
  variadic: ParamType,
  call: FunctionBody,
): GoFunction {
  return { params, variadic, call };
}

/** Throws what Go would return as an error or panic with; the executor adds where. */
export function fail(message: string): never {
  throw new FunctionFailure(message);
}

/** Throws the panic of a nil pointer, which `reflect.TypeOf(nil).Kind()` raises inside sprig. */
export function failNilDereference(): never {
  return fail('runtime error: invalid memory address or nil pointer dereference');
}

/** Argument `i` of any type; a missing one is nil. */
export function anyArg(args: readonly Value[], i: number): Value {
  return args[i] ?? null;
}

/** Argument `i` of a string parameter. */
export function textArg(args: readonly Value[], i: number): string {
  const value = args[i];
  return typeof value === 'string' ? value : '';
}

/** Argument `i` of an int parameter. Counts beyond 2^53 lose digits, which no result can show. */
export function intArg(args: readonly Value[], i: number): number {
  const value = args[i];
  return value instanceof GoInt ? Number(value.value) : 0;
}

/** Argument `i` of a bool parameter. */
export function boolArg(args: readonly Value[], i: number): boolean {
  return args[i] === true;
}

/** Argument `i` of a float64 parameter. */
export function floatArg(args: readonly Value[], i: number): number {
  const value = args[i];
  return typeof value === 'number' ? value : 0;
}

const plainMap = 'map[string]interface {}';

/**
 * Argument `i` of a map parameter. Passing a named map type, such as chart values, converts it to the
 * plain type: a view with the same entries. Nil becomes a nil map.
 */
export function mapArg(args: readonly Value[], i: number): GoMap {
  const value = args[i];
  if (!(value instanceof GoMap)) return new GoMap(new Map(), plainMap, true);
  return value.type === plainMap ? value : new GoMap(value.entries, plainMap, value.isNil);
}

/** Argument `i` of a `[]interface {}` parameter; nil is a nil slice. */
export function listArg(args: readonly Value[], i: number): GoList {
  const value = args[i];
  return value instanceof GoList ? value : new GoList([], 'interface {}', true);
}

/** A `[]string`. */
export function textList(items: string[], isNil = false): GoList {
  return new GoList(items, 'string', isNil);
}

/** A Go int64. */
export function int64(value: bigint | number): GoInt {
  return new GoInt(BigInt.asIntN(64, BigInt(value)), 'int64');
}

/** A Go int. */
export function int(value: bigint | number): GoInt {
  return new GoInt(BigInt.asIntN(64, BigInt(value)), 'int');
}
