import { defaultValues, valueAt, type PlaneValues, type ValuesChange } from '../../values';
import { bytesOf, compareQuantities, parseQuantity, printBytes } from '../../values/types/quantity';

/** Small parts of patches and the numbers in them. */

/** Returns the change that gives a path back to its default. */
export function reset(path: string): ValuesChange {
  return { path, unset: true };
}

/** Returns the change that puts `value` at `path`. */
export function put(path: string, value: unknown): ValuesChange {
  return { path, set: value };
}

/** Returns the bytes of a quantity leaf; nothing when it is empty. */
export function bytesAt(values: PlaneValues, path: string): number | undefined {
  const value = valueAt(values, path);
  if (value === '' || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  return bytesOf(value);
}

/** Returns the text of a leaf that holds text or a number, as it is written. */
export function textAt(values: unknown, path: string): string {
  const value = valueAt(values, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Returns the text of the default of a leaf. */
export function defaultText(path: string): string {
  return textAt(defaultValues, path);
}

/** Returns whether the quantity `a` is less than `b`; false when either is none. */
export function isLess(a: string, b: string): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) < 0;
}

/** Returns the text of a number of bytes for people and for values: whole Gi, else whole Mi, rounded up. */
export function roundBytes(bytes: number): string {
  const unit = bytes >= 4 * 1024 ** 3 ? 1024 ** 3 : 1024 ** 2;
  return printBytes(Math.ceil(bytes / unit) * unit);
}

export const KiB = 1024;
export const MiB = 1024 ** 2;
export const GiB = 1024 ** 3;
