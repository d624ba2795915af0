/**
 * Returns the word of `known` that `word` most likely means: equal but for case and separators, or at
 * most a third of its letters away (one at least). Nothing when none is near, or `word` is very long.
 */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 80) return undefined;
  const plain = fold(word);
  const allowed = Math.max(1, Math.floor(plain.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of known) {
    const folded = fold(candidate);
    if (folded === plain) return candidate;
    if (Math.abs(folded.length - plain.length) >= bestDistance) continue;
    const distance = editDistance(plain, folded);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[-_. ]/g, '');
}

/** Returns the number of insertions, deletions, changes and swaps of neighbours from `a` to `b`. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(changed, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}
