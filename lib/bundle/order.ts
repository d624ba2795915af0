/** Compares two texts by code unit, so that order never depends on a locale. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
