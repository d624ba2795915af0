import { fail } from './define';

/**
 * Decimal numbers of any precision, for addf, subf, mulf and divf: sprig computes those in decimals,
 * so 0.1 plus 0.2 is 0.3. The value is `coefficient * 10 ** exponent`.
 */
export interface Decimal {
  coefficient: bigint;
  exponent: number;
}

/** One operation on two decimals. */
export type DecimalStep = (a: Decimal, b: Decimal) => Decimal;

/** Quotients keep this many digits after the point, rounded half away from zero. */
const divisionPrecision = 16;

/** Returns the float nearest to `step` applied from left to right. */
export function foldDecimals(numbers: readonly number[], step: DecimalStep): number {
  const exact = foldIntegers(numbers, step);
  if (exact !== undefined) return exact;
  const result = numbers.map(decimalOf).reduce(step);
  return Number(`${result.coefficient}e${result.exponent}`);
}

/** The result where everything on the way is an integer that a float holds exactly, or undefined. */
function foldIntegers(numbers: readonly number[], step: DecimalStep): number | undefined {
  let result = numbers[0];
  if (!isExact(result)) return undefined;
  for (let i = 1; i < numbers.length; i++) {
    const next = numbers[i];
    if (!isExact(next)) return undefined;
    if (step === addDecimals) result += next;
    else if (step === subtractDecimals) result -= next;
    else if (step === multiplyDecimals) result *= next;
    else if (next !== 0 && result % next === 0) result /= next;
    else return undefined;
    if (!isExact(result)) return undefined;
  }
  // A decimal has no negative zero.
  return result === 0 ? 0 : result;
}

function isExact(value: number | undefined): value is number {
  return Number.isSafeInteger(value);
}

/** Returns the decimal with the fewest digits that reads back as this float. */
function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) {
    const name = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
    return fail(`Cannot create a Decimal from ${name}`);
  }
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return { coefficient: BigInt(mantissa.replace('.', '')), exponent: Number(exponent) - fraction.length };
}

/** Returns a + b. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { coefficient: scaleTo(a, exponent) + scaleTo(b, exponent), exponent };
}

/** Returns a - b. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { coefficient: -b.coefficient, exponent: b.exponent });
}

/** Returns a * b. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** Returns a / b to 16 digits after the point; throws the library's panic for b = 0. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (b.coefficient === 0n) fail('decimal division by 0');
  const shift = a.exponent - b.exponent + divisionPrecision;
  const numerator = shift >= 0 ? a.coefficient * 10n ** BigInt(shift) : a.coefficient;
  const denominator = shift >= 0 ? b.coefficient : b.coefficient * 10n ** BigInt(-shift);
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const isHalfOrMore = absolute(remainder) * 2n >= absolute(denominator);
  const away = numerator < 0n === denominator < 0n ? 1n : -1n;
  return { coefficient: isHalfOrMore ? quotient + away : quotient, exponent: -divisionPrecision };
}

function scaleTo(value: Decimal, exponent: number): bigint {
  return value.coefficient * 10n ** BigInt(value.exponent - exponent);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
