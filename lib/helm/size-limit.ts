import { GoList, GoMap, type Value } from './value';

/**
 * Values can share parts, so a few lines of a template make one that would print as more than any
 * memory holds, or one that contains itself. Go runs until it is out of memory or stack; here a walk
 * over a value ends with a RangeError, which the engine reports as a limit.
 */

/** Parts of one value that are looked at, shared ones each time. A values file of 5 MB has fewer, unless it is nothing but commas. */
export const maxParts = 2_000_000;

/** Returns the error that ends a walk. */
export function tooLarge(): RangeError {
  return new RangeError('a value becomes too large');
}

/** Throws a RangeError for a value of more than `maxParts` parts. */
export function checkSize(value: Value): void {
  let left = maxParts;
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const parts =
      next instanceof GoList ? next.items : next instanceof GoMap ? next.entries.values() : undefined;
    if (!parts) continue;
    for (const part of parts) {
      if (--left < 0) throw tooLarge();
      if (part instanceof GoMap || part instanceof GoList) open.push(part);
    }
  }
}

/** Whether a RangeError means that JavaScript's stack is used up, and not that something grew too large. */
export function isStackOverflow(error: unknown): error is Error {
  // Firefox has an InternalError for it.
  return error instanceof Error && /call stack|recursion/i.test(error.message);
}
