import { isMap } from '../../../values/equality';

/** Looks into values that the model leaves open: raw configuration and environment. */

/** Returns a number with its digits in groups: 8,589,934,592. */
export function printYamlNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Returns the map at `keys` inside `value`, or an empty one. */
export function mapAt(value: unknown, keys: readonly string[]): Record<string, unknown> {
  const inner = keys.reduce<unknown>(
    (map, key) => (isMap(map) && Object.hasOwn(map, key) ? map[key] : {}),
    value,
  );
  return isMap(inner) ? inner : {};
}

/** Calls `visit` for every text in `value`, with the keys that lead there; stops at a depth of 20. */
export function eachText(
  value: unknown,
  visit: (text: string, keys: readonly string[]) => void,
  keys: readonly string[] = [],
): void {
  if (keys.length > 20) return;
  if (typeof value === 'string') visit(value, keys);
  else if (Array.isArray(value))
    value.forEach((item, index) => eachText(item, visit, [...keys, String(index)]));
  else if (isMap(value))
    for (const [key, item] of Object.entries(value)) eachText(item, visit, [...keys, key]);
}
