/** A replaced run of lines, 0-based: `removed` lines of the old text from `start`, and what stands there now. */
export interface LineChange {
  start: number;
  removed: number;
  inserted: readonly string[];
}

// The table of the search has one cell per pair of lines; above this size the whole middle is one change.
const largestTable = 250_000;

/**
 * Returns the changes that turn the lines `before` into `after`, in order, as few lines as possible.
 * Positions refer to `before`. Equal texts give an empty list.
 */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;

  const oldMiddle = before.slice(head, before.length - tail);
  const newMiddle = after.slice(head, after.length - tail);
  if (oldMiddle.length === 0 && newMiddle.length === 0) return [];
  if (
    oldMiddle.length * newMiddle.length > largestTable ||
    oldMiddle.length === 0 ||
    newMiddle.length === 0
  ) {
    return [{ start: head, removed: oldMiddle.length, inserted: newMiddle }];
  }
  return middleChanges(oldMiddle, newMiddle).map((change) => ({ ...change, start: change.start + head }));
}

/** Longest common subsequence by table, walked from the start. */
function middleChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }

  const changes: { start: number; removed: number; inserted: string[] }[] = [];
  let open: (typeof changes)[number] | undefined;
  const change = (start: number) => {
    if (!open) changes.push((open = { start, removed: 0, inserted: [] }));
    return open;
  };
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      open = undefined;
      i += 1;
      j += 1;
    } else if (
      j < after.length &&
      (i === before.length || (lengths[i * width + j + 1] ?? 0) > (lengths[(i + 1) * width + j] ?? 0))
    ) {
      change(i).inserted.push(after[j] ?? '');
      j += 1;
    } else {
      change(i).removed += 1;
      i += 1;
    }
  }
  return changes;
}
