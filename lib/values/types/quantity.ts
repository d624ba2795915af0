import { z } from 'zod';
import { shown, typeName, type Check, type Fault } from '../model/fault';
import { leaf, reports } from '../model/node';
import type { Described } from '../model/leaves';

/**
 * A Kubernetes quantity as the API server reads it (k8s.io/apimachinery, resource.Quantity): a decimal
 * number with a binary suffix, a decimal suffix or an exponent. Held exactly, in billionths.
 */
export interface Quantity {
  nano: bigint;
}

const NANO = 1_000_000_000n;
// The API server caps quantities at this; a larger one is certainly a mistake.
const LARGEST = (2n ** 63n - 1n) * NANO;

const DECIMAL: Readonly<Record<string, number>> = {
  n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18,
}; // prettier-ignore
const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 2n ** 10n, Mi: 2n ** 20n, Gi: 2n ** 30n, Ti: 2n ** 40n, Pi: 2n ** 50n, Ei: 2n ** 60n,
}; // prettier-ignore

const SHAPE =
  /^([+-]?)(\d{1,30})?(?:(\.)(\d{0,30}))?(?:(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)|[eE]([+-]?\d{1,2}))?$/;

/** The same grammar for the JSON schema, in RE2. */
export const QUANTITY_PATTERN =
  '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]+)?$';

/**
 * Returns the quantity that `text` writes, or nothing when it writes none. A number is read as the API
 * server reads a JSON number. Precision below a billionth is rounded up, as there.
 */
export function parseQuantity(text: string | number): Quantity | undefined {
  const match = SHAPE.exec(String(text));
  if (!match) return undefined;
  const [, sign, whole = '', , fraction = '', suffix = '', exponent] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const binary = BINARY[suffix];
  const power = exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent);
  const scale = 9 + (binary === undefined ? power : 0) - fraction.length;
  const scaled = scaleByTen(digits * (binary ?? 1n), scale);
  return { nano: sign === '-' ? -scaled : scaled };
}

function scaleByTen(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

/** Returns a negative number, zero or a positive number as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** Returns the quantity in whole units (bytes, cores), rounded up as the API server does. */
export function quantityUnits(quantity: Quantity): number {
  const units = quantity.nano / NANO;
  return Number(quantity.nano % NANO > 0n ? units + 1n : units);
}

/** Returns the bytes that `text` means; nothing when it is no quantity. */
export function bytesOf(text: string | number): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && quantityUnits(quantity);
}

/** Returns the thousandths of a core that `text` means, rounded up; nothing when it is no quantity. */
export function millicoresOf(text: string | number): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && quantityUnits({ nano: quantity.nano * 1000n });
}

/** Returns the shortest exact text of a number of bytes: 268435456 is 256Mi, 1000 is 1k, 1500 is 1500. */
export function printBytes(bytes: number): string {
  if (bytes > 0) {
    for (const [suffix, size] of Object.entries(BINARY).reverse()) {
      if (BigInt(bytes) % size === 0n) return `${BigInt(bytes) / size}${suffix}`;
    }
    for (const suffix of ['E', 'P', 'T', 'G', 'M', 'k']) {
      const size = 10n ** BigInt(DECIMAL[suffix] ?? 0);
      if (BigInt(bytes) % size === 0n) return `${BigInt(bytes) / size}${suffix}`;
    }
  }
  return String(bytes);
}

/** How a quantity leaf is used. `positive` refuses zero; `multipleOf` wants whole multiples of a quantity. */
export interface QuantityRule {
  quantity: 'cpu' | 'memory' | 'storage';
  /** Default: true. */
  positive?: boolean;
  multipleOf?: string;
}

/** Returns what is wrong with the text of a quantity under `rule`. */
export function checkQuantity(value: string | number, rule: QuantityRule): Fault | undefined {
  const quantity = parseQuantity(value);
  if (!quantity) {
    const near = suggestQuantity(String(value), rule.quantity);
    return {
      code: 'bad-value',
      message: `${shown(value)} is not a Kubernetes quantity`,
      ...(near && { suggestion: near }),
    };
  }
  if (quantity.nano < 0n) return outOfRange(`${value} is negative`);
  if (quantity.nano === 0n && rule.positive !== false) return outOfRange(`${value} must be more than zero`);
  if (quantity.nano > LARGEST) return outOfRange(`${shown(value)} is larger than Kubernetes can hold`);
  if (rule.quantity !== 'cpu' && quantity.nano % NANO !== 0n) return fractionOfByte(String(value));
  if (rule.multipleOf !== undefined) return checkMultiple(quantity, String(value), rule.multipleOf);
  return undefined;
}

function checkMultiple(quantity: Quantity, text: string, multipleOf: string): Fault | undefined {
  const unit = parseQuantity(multipleOf);
  if (!unit || quantity.nano % unit.nano === 0n) return undefined;
  const near = ((quantity.nano + unit.nano / 2n) / unit.nano || 1n) * unit.nano;
  return {
    code: 'bad-value',
    message: `${text} is not a whole multiple of ${multipleOf}`,
    suggestion: `Did you mean ${printBytes(Number(near / NANO))}?`,
  };
}

function fractionOfByte(text: string): Fault {
  // 512m of memory is half a byte: the suffix m means thousandths.
  const number = /^\d+(?=m$)/.exec(text)?.[0];
  return {
    code: 'bad-value',
    message: `${text} is not a whole number of bytes`,
    ...(number !== undefined && { suggestion: `Did you mean ${number}Mi?` }),
  };
}

function outOfRange(message: string): Fault {
  return { code: 'out-of-range', message };
}

/** Returns the question that leads from a common slip to the quantity that was meant. */
function suggestQuantity(text: string, use: QuantityRule['quantity']): string | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*$/.exec(text);
  if (!match) return undefined;
  const number = (match[1] ?? '').replace(',', '.');
  const unit = (match[2] ?? '').toLowerCase();
  if (use === 'cpu') {
    if (/^(c|cpus?|cores?|vcpus?)?$/.test(unit)) return `Did you mean ${number}?`;
    return /^(mcpu|milli|millicores?|mcores?)$/.test(unit) ? `Did you mean ${number}m?` : undefined;
  }
  if (unit === '' || unit === 'b' || unit === 'bytes') return `Did you mean ${number}?`;
  const letter = /^([kmgtpe])i?(b|bytes?)?$/.exec(unit)?.[1];
  if (letter === undefined) return undefined;
  const binary = `${number}${letter.toUpperCase()}i`;
  const decimal = `${number}${letter === 'k' ? 'k' : letter.toUpperCase()}`;
  return unit.includes('i') ? `Did you mean ${binary}?` : `Did you mean ${binary} or ${decimal}?`;
}

const schemaOf = (check: Check<string | number>) =>
  z
    .union([z.string(), z.number()], {
      error: (issue) => `must be a Kubernetes quantity, not ${typeName(issue.input)}`,
    })
    .superRefine(reports(check));

/** Returns a leaf that holds a quantity; a plain number is a quantity too, as in the Kubernetes API. */
export function quantity(
  described: Omit<Described<string>, 'quantity'> & QuantityRule,
): z.ZodDefault<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>> {
  const { positive, multipleOf, ...meta } = described;
  const rule: QuantityRule = {
    quantity: described.quantity,
    ...(positive !== undefined && { positive }),
    ...(multipleOf !== undefined && { multipleOf }),
  };
  const schema = schemaOf((value) => {
    if (value !== '') return checkQuantity(value, rule);
    if (meta.emptyMeans !== undefined) return undefined;
    return { code: 'missing-value', message: `${meta.title} must not be empty` };
  });
  const pattern = meta.emptyMeans === undefined ? QUANTITY_PATTERN : `^$|${QUANTITY_PATTERN}`;
  return leaf(schema, { ...meta, kind: 'quantity', json: { type: ['string', 'number'], pattern } as never });
}
