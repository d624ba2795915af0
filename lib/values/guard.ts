import { isMap } from './equality';
import { printPath, type Segment } from './paths';
import type { ValuesProblem } from './problem';

/** How much the values may hold; far beyond any real plane, far below what would freeze a page. */
export const LIMITS = { depth: 64, nodes: 50_000, tokens: 100_000, text: 512 * 1024 } as const;

/**
 * Returns the first reason not to look further into `input`: too deep (a cycle counts as that), too
 * large, a key that could reach the prototype of objects, or a value that YAML cannot hold.
 */
export function guardInput(input: unknown): ValuesProblem | undefined {
  const pending: { value: unknown; at: readonly Segment[] }[] = [{ value: input, at: [] }];
  let count = 0;
  let characters = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, at } = next;
    if (++count > LIMITS.nodes)
      return refuse([], 'too-large', `the values hold more than ${LIMITS.nodes} entries`);
    if (at.length > LIMITS.depth)
      return refuse(at.slice(0, 4), 'too-deep', `the values are nested deeper than ${LIMITS.depth} levels`);
    if (typeof value === 'string') characters += value.length;
    if (characters > LIMITS.text)
      return refuse([], 'too-large', `the values hold more than ${LIMITS.text / 1024} KiB of text`);
    if (!isYaml(value))
      return refuse(at, 'wrong-type', 'the value is not one that YAML for Kubernetes can hold');
    if (Array.isArray(value))
      value.forEach((item, index) => pending.push({ value: item, at: [...at, index] }));
    else if (isMap(value)) {
      for (const [key, item] of Object.entries(value)) {
        if (key === '__proto__')
          return refuse([...at, key], 'forbidden-key', 'the key __proto__ is not allowed');
        pending.push({ value: item, at: [...at, key] });
      }
    }
  }
  return undefined;
}

function isYaml(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value)) return true;
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function refuse(segments: readonly Segment[], code: ValuesProblem['code'], message: string): ValuesProblem {
  return { path: printPath(segments), segments, code, message, severity: 'error' };
}
