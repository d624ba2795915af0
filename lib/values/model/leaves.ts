import { z } from 'zod';
import type { Check, Fault } from './fault';
import { expects, leaf, reports, type FieldOption, type LeafMeta } from './node';

/** What an author of the model writes for a leaf of type `T`. */
export type Described<T> = Omit<LeafMeta, 'kind' | 'default' | 'options' | 'item'> & { default: T };

/** Returns a leaf that holds text which `check` accepts; "" only where `emptyMeans` says what it means. */
export function textLeaf(
  kind: LeafMeta['kind'],
  check: Check<string>,
  described: Described<string>,
): z.ZodDefault<z.ZodString> {
  const checked: Check<string> = (value) => {
    if (value === '') return described.emptyMeans === undefined ? emptyFault(described.title) : undefined;
    return check(value);
  };
  const json = { ...described.json };
  if (json.pattern !== undefined && described.emptyMeans !== undefined) json.pattern = `^$|${json.pattern}`;
  if (json.pattern === undefined && described.emptyMeans === undefined) json.minLength = 1;
  return leaf(z.string(expects('text')).superRefine(reports(checked)), { ...described, kind, json });
}

/** Returns a leaf that is true or false. */
export function flag(described: Described<boolean>): z.ZodDefault<z.ZodBoolean> {
  return leaf(z.boolean(expects('true or false')), { ...described, kind: 'boolean' });
}

/** Returns a leaf that is a whole number between `min` and `max`. */
export function integer(described: Described<number>): z.ZodDefault<z.ZodNumber> {
  return numberLeaf('integer', described);
}

/** Returns a leaf that is a number between `min` and `max`. */
export function decimal(described: Described<number>): z.ZodDefault<z.ZodNumber> {
  return numberLeaf('number', described);
}

/** Returns a leaf that is a whole percentage, 1 to 100 unless told otherwise. */
export function percent(described: Described<number>): z.ZodDefault<z.ZodNumber> {
  return numberLeaf('integer', { min: 1, max: 100, unit: '%', ...described });
}

/** Returns a leaf that is a share between 0 and 1. */
export function ratio(described: Described<number>): z.ZodDefault<z.ZodNumber> {
  return numberLeaf('ratio', { min: 0, max: 1, step: 0.05, ...described });
}

/** Returns a leaf that is a number between `min` and `max`, whole unless its kind says otherwise. */
export function numberLeaf(
  kind: 'integer' | 'number' | 'ratio' | 'port',
  described: Described<number>,
): z.ZodDefault<z.ZodNumber> {
  const whole = kind === 'integer' || kind === 'port';
  const check: Check<number> = (value) => rangeFault(value, { ...described, whole });
  const json = {
    ...(whole && { type: 'integer' as const }),
    ...(described.min !== undefined && { minimum: described.min }),
    ...(described.max !== undefined && { maximum: described.max }),
    ...described.json,
  };
  const schema = z.number(expects(whole ? 'a whole number' : 'a number')).superRefine(reports(check));
  return leaf(schema, { ...described, kind, json });
}

/** Returns the fault of a number outside its range, naming the bounds. */
export function rangeFault(
  value: number,
  range: { min?: number; max?: number; whole: boolean; kind?: string },
): Fault | undefined {
  if (range.whole && !Number.isSafeInteger(value)) {
    const near = Math.round(value);
    return {
      code: 'bad-value',
      message: `${value} is not a whole number`,
      ...(Number.isSafeInteger(near) && { suggestion: `Did you mean ${near}?` }),
    };
  }
  const { min, max } = range;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return undefined;
  if (min !== undefined && max !== undefined) {
    const percentMeant = max === 1 && value > 1 && value <= 100;
    return {
      code: 'out-of-range',
      message: `${value} is outside ${min} to ${max}`,
      ...(percentMeant && { suggestion: `Did you mean ${value / 100}?` }),
    };
  }
  if (min !== undefined) return { code: 'out-of-range', message: `${value} is less than ${min}` };
  return { code: 'out-of-range', message: `${value} is more than ${String(max)}` };
}

/** Returns a leaf that is one of `options`; the type of the value is the union of them. */
export function choice<const V extends string>(
  options: readonly (FieldOption & { value: V })[],
  described: Described<V>,
): z.ZodDefault<z.ZodEnum<{ [K in V]: K }>> {
  const values = options.map((option) => option.value);
  const schema = z.enum(values, { error: (issue) => optionMessage(issue.input, values) });
  // z.enum's own type maps each value to itself, which is what the return type spells out.
  return leaf(schema as unknown as z.ZodEnum<{ [K in V]: K }>, { ...described, kind: 'enum', options });
}

function optionMessage(input: unknown, values: readonly string[]): string {
  const listed = values.length === 1 ? values[0] : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  if (typeof input !== 'string') return `must be ${listed}`;
  return `${input.slice(0, 60)} is not one of the choices: it must be ${listed}`;
}

function emptyFault(title: string): Fault {
  return { code: 'missing-value', message: `${title} must not be empty` };
}
