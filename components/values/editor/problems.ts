import { problemText, type ValuesProblem } from '@/lib/values/problem';
import type { LocatedProblem, ValuesTree } from '@/lib/values/document/parse';

/** A problem at its place in the text: lines and columns count from 1. */
export interface PlacedProblem {
  severity: 'error' | 'warning';
  text: string;
  path: string;
  line: number;
  column: number;
}

/** Codes of problems that are about a key, not about what it holds. */
const aboutKeys = new Set(['unknown-key', 'renamed-key', 'removed-key', 'forbidden-key', 'null-value']);

/** Returns the problems of the values at their places, and what the text itself has, in the order of the text. */
export function placeProblems(
  tree: ValuesTree,
  faults: readonly LocatedProblem[],
  problems: readonly ValuesProblem[],
): PlacedProblem[] {
  const own = faults.length > 0 ? faults : tree.problems;
  const placed = own.map(({ severity, path, pos, ...problem }) => ({
    severity,
    path,
    text: problemText(problem),
    line: pos.line,
    column: pos.column,
  }));
  // While the text cannot be read, the problems known are those of an older text.
  if (faults.length === 0) {
    for (const problem of problems) {
      const pos = tree.positionOf(problem.segments, aboutKeys.has(problem.code) ? 'key' : 'value');
      const { severity, path } = problem;
      placed.push({ severity, path, text: problemText(problem), line: pos.line, column: pos.column });
    }
  }
  return placed.sort((a, b) => a.line - b.line || a.column - b.column);
}
