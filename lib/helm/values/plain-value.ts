import { GoInt, GoList, GoMap, GoBytes, type Value } from '../value';

/** Nesting beyond this is refused: the values would overflow the stack later. */
const maxDepth = 1000;

/**
 * Returns plain data (as from JSON or a YAML library) as a template value: numbers are float64,
 * `undefined` entries are left out. Own enumerable keys only, so no prototype is ever reached. Throws a
 * RangeError for data nested deeper than 1,000 levels, which includes data that contains itself.
 */
export function fromPlain(data: unknown, depth = 0): Value {
  if (depth > maxDepth) throw new RangeError('values are nested too deeply');
  if (data === null || data === undefined) return null;
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'number') return data;
  if (typeof data === 'bigint') return new GoInt(data, 'int64');
  if (Array.isArray(data)) return new GoList(data.map((item) => fromPlain(item, depth + 1)));
  const entries = new Map<string, Value>();
  for (const [key, item] of Object.entries(data)) {
    if (item !== undefined) entries.set(key, fromPlain(item, depth + 1));
  }
  return new GoMap(entries);
}

/** Returns a template value as plain data; maps have no prototype, integers beyond 2^53 are bigints. */
export function toPlain(value: Value): unknown {
  if (value instanceof GoMap) {
    const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of value.entries) object[key] = toPlain(item);
    return object;
  }
  if (value instanceof GoList) return value.items.map(toPlain);
  if (value instanceof GoInt) return isSafe(value.value) ? Number(value.value) : value.value;
  if (value instanceof GoBytes) return value.data;
  if (value !== null && typeof value === 'object') return toPlain(value.encode() ?? null);
  return value;
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}
