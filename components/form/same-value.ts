/** Returns whether two values of a YAML document are equal; the order of a map's keys does not count. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameValue(item, right[index]));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const leftMap = left as Record<string, unknown>; // both are plain objects here
  const rightMap = right as Record<string, unknown>;
  return keys.every((key) => Object.hasOwn(rightMap, key) && sameValue(leftMap[key], rightMap[key]));
}
