import type { Finding } from '@/lib/plane/findings';

/** What tells a finding apart from the others of a plane. */
export function keyOf({ id, paths, places, message }: Finding): string {
  return `${id} ${paths[0] ?? places[0]?.object ?? message}`;
}

/** Returns the finding after the one visited last; when that is gone, the one that took its place. */
export function nextFinding(
  findings: readonly Finding[],
  visited: { key: string; index: number } | undefined,
  step: 1 | -1,
): { finding: Finding; index: number } | undefined {
  const count = findings.length;
  if (count === 0) return undefined;
  const at = findings.findIndex((finding) => keyOf(finding) === visited?.key);
  let index = step === 1 ? 0 : count - 1;
  if (at >= 0) index = at + step;
  else if (visited) index = step === 1 ? visited.index : visited.index - 1;
  index = ((index % count) + count) % count;
  const finding = findings[index];
  return finding && { finding, index };
}
