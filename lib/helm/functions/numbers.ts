import { type GoInt, type GoList, type Value } from '../value';
import {
  anyArg,
  define,
  defineVariadic,
  fail,
  floatArg,
  int,
  int64,
  intArg,
  textArg,
  type FunctionTable,
} from './define';
import {
  addDecimals,
  divideDecimals,
  foldDecimals,
  multiplyDecimals,
  subtractDecimals,
  type DecimalStep,
} from './decimal';
import { parseInteger, toFloat64, toInt64 } from './go-number';
import { printValue } from '../template/print-value';
import { intRange } from './lists';

/** sprig's arithmetic: int64 that wraps around, and decimals behind the functions ending in f. */
export const numberFunctions: FunctionTable = {
  int: define(['any'], (args) => int(toInt64(anyArg(args, 0)))),
  int64: define(['any'], (args) => int64(toInt64(anyArg(args, 0)))),
  float64: define(['any'], (args) => toFloat64(anyArg(args, 0))),
  atoi: define(['string'], (args) => int(parseInteger(textArg(args, 0), 10) ?? 0n)),
  toDecimal: define(['any'], (args) => int64(parseInteger(printValue(anyArg(args, 0)), 8) ?? 0n)),
  add1: define(['any'], (args) => int64(toInt64(anyArg(args, 0)) + 1n)),
  add: defineVariadic([], 'any', (args) => int64(args.reduce((sum, value) => sum + toInt64(value), 0n))),
  sub: define(['any', 'any'], (args) => int64(toInt64(anyArg(args, 0)) - toInt64(anyArg(args, 1)))),
  mul: defineVariadic(['any'], 'any', (args) =>
    int64(args.reduce((product, value) => product * toInt64(value), 1n)),
  ),
  div: define(['any', 'any'], (args) => int64(toInt64(anyArg(args, 0)) / divisor(args))),
  mod: define(['any', 'any'], (args) => int64(toInt64(anyArg(args, 0)) % divisor(args))),
  max: defineVariadic(['any'], 'any', (args) => extreme(args, (a, b) => b > a)),
  biggest: defineVariadic(['any'], 'any', (args) => extreme(args, (a, b) => b > a)),
  min: defineVariadic(['any'], 'any', (args) => extreme(args, (a, b) => b < a)),
  maxf: defineVariadic(['any'], 'any', (args) => Math.max(...args.map(toFloat64))),
  minf: defineVariadic(['any'], 'any', (args) => Math.min(...args.map(toFloat64))),
  add1f: define(['any'], (args) => foldDecimals([toFloat64(anyArg(args, 0)), 1], addDecimals)),
  addf: defineVariadic([], 'any', (args) => foldDecimals([0, ...args.map(toFloat64)], addDecimals)),
  subf: defineVariadic(['any'], 'any', (args) => foldFloats(args, subtractDecimals)),
  mulf: defineVariadic(['any'], 'any', (args) => foldFloats(args, multiplyDecimals)),
  divf: defineVariadic(['any'], 'any', (args) => foldFloats(args, divideDecimals)),
  floor: define(['any'], (args) => Math.floor(toFloat64(anyArg(args, 0)))),
  ceil: define(['any'], (args) => Math.ceil(toFloat64(anyArg(args, 0)))),
  round: defineVariadic(['any', 'int'], 'float64', round),
  seq: defineVariadic([], 'int', (args, context) => sequence(args, context.spend.bind(context))),
};

function divisor(args: readonly Value[]): bigint {
  const value = toInt64(anyArg(args, 1));
  return value === 0n ? fail('runtime error: integer divide by zero') : value;
}

function extreme(args: readonly Value[], isBetter: (best: bigint, candidate: bigint) => boolean): GoInt {
  const numbers = args.map(toInt64);
  return int64(numbers.reduce((best, candidate) => (isBetter(best, candidate) ? candidate : best)));
}

function foldFloats(args: readonly Value[], step: DecimalStep): number {
  return foldDecimals(args.map(toFloat64), step);
}

function round(args: readonly Value[]): number {
  const roundOn = args.length > 2 ? floatArg(args, 2) : 0.5;
  const power = powerOfTen(intArg(args, 1));
  const shifted = power * toFloat64(anyArg(args, 0));
  const fraction = shifted - Math.trunc(shifted);
  return (fraction >= roundOn ? Math.ceil(shifted) : Math.floor(shifted)) / power;
}

/** 10 to the power `exponent` as Go computes it: by squaring, and inverted at the end. */
function powerOfTen(exponent: number): number {
  let result = 1;
  let square = 10;
  for (let rest = Math.abs(exponent); rest > 0 && Number.isFinite(result); rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / result : result;
}

/** seq counts as the shell's seq does: to the end inclusive, down when the end is smaller. */
function sequence(args: readonly Value[], spend: (steps: number) => void): string {
  const numbers = args.map((_, i) => intArg(args, i));
  const [first = 0, second = 0, third = 0] = numbers;
  if (numbers.length === 0 || numbers.length > 3) return '';
  if (numbers.length === 1) return printInts(1, first, { step: first < 1 ? -1 : 1, spend });
  if (numbers.length === 2) return printInts(first, second, { step: second < first ? -1 : 1, spend });
  if (third < first && second > 0) return '';
  return printInts(first, third, { step: second, spend });
}

function printInts(
  start: number,
  end: number,
  options: { step: number; spend: (steps: number) => void },
): string {
  const list: GoList = intRange(start, end < start ? end - 1 : end + 1, options);
  return list.items.map(printValue).join(' ');
}
