/** What a change of one value did to a text, and which of the changed lines were foretold. */
export interface Attribution {
  /** Lines that are in one text only. */
  readonly changed: number;
  /** Those of them that the text's own rendering did not connect with the value. */
  readonly missed: readonly string[];
}

/** A rendered text with the numbers, from 1, of the lines that name the value. */
export interface NamedText {
  readonly text: string;
  readonly named: ReadonlySet<number>;
}

/** How dear an alignment is: lines that differ first, those of them that are not named second. */
const perChange = 1_000_000;

/** One of the two texts by line: what it says and what it costs to leave it unpaired. */
interface Side {
  readonly lines: readonly string[];
  readonly costs: readonly number[];
}

function sideOf({ text, named }: NamedText): Side {
  const lines = text.split('\n');
  // A line without text has no origin to name.
  const costs = lines.map((line, i) => perChange + (line.trim() === '' || named.has(i + 1) ? 0 : 1));
  return { lines, costs };
}

/**
 * Compares two texts line by line. Where several smallest differences exist (equal lines next to each
 * other), the one that the names explain best counts: any of them describes the change.
 */
export function attribute(before: NamedText, after: NamedText): Attribution {
  if (before.text === after.text) return { changed: 0, missed: [] };
  const [old, now] = [sideOf(before), sideOf(after)];
  return walk(old, now, costsOf(old, now));
}

/** The least cost of old lines from i on against new lines from k on, at `i * (new lines + 1) + k`. */
function costsOf(old: Side, now: Side): Float64Array {
  const width = now.lines.length + 1;
  const costs = new Float64Array((old.lines.length + 1) * width);
  for (let i = old.lines.length; i >= 0; i--) {
    for (let k = now.lines.length; k >= 0; k--) {
      let least = i === old.lines.length && k === now.lines.length ? 0 : Infinity;
      if (i < old.lines.length)
        least = Math.min(least, (costs[(i + 1) * width + k] ?? 0) + (old.costs[i] ?? 0));
      if (k < now.lines.length)
        least = Math.min(least, (costs[i * width + k + 1] ?? 0) + (now.costs[k] ?? 0));
      if (i < old.lines.length && old.lines[i] === now.lines[k])
        least = Math.min(least, costs[(i + 1) * width + k + 1] ?? 0);
      costs[i * width + k] = least;
    }
  }
  return costs;
}

function walk(old: Side, now: Side, costs: Float64Array): Attribution {
  const width = now.lines.length + 1;
  const missed: string[] = [];
  let changed = 0;
  let i = 0;
  let k = 0;
  while (i < old.lines.length || k < now.lines.length) {
    const here = costs[i * width + k] ?? 0;
    if (old.lines[i] === now.lines[k] && here === costs[(i + 1) * width + k + 1]) {
      i += 1;
      k += 1;
      continue;
    }
    const removed = (costs[(i + 1) * width + k] ?? 0) + (old.costs[i] ?? 0);
    const isRemoval = i < old.lines.length && here === removed;
    const [side, line, sign] = isRemoval ? [old, i++, '-'] : [now, k++, '+'];
    changed += 1;
    if ((side.costs[line] ?? 0) > perChange) missed.push(`${sign}${side.lines[line] ?? ''}`);
  }
  return { changed, missed };
}
