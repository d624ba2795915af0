import type { LineChange } from '../line-changes';

/** One replacement in an editor's model: positions count from 1. */
export interface TextEdit {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
  text: string;
}

/**
 * Returns the edits that make `changes` in a text whose last line is empty (a text that ends with a
 * line feed), so that whole lines with their line feed can be replaced everywhere.
 */
export function textEdits(changes: readonly LineChange[]): TextEdit[] {
  return changes.map(({ start, removed, inserted }) => ({
    startLine: start + 1,
    startColumn: 1,
    endLine: start + 1 + removed,
    endColumn: 1,
    text: inserted.map((line) => `${line}\n`).join(''),
  }));
}

/** Returns by how many lines the line `line` (0-based) of the old text moves. A replaced line stays. */
export function lineShift(changes: readonly LineChange[], line: number): number {
  let shift = 0;
  for (const { start, removed, inserted } of changes) {
    if (start + removed <= line) shift += inserted.length - removed;
  }
  return shift;
}

/** Returns the lines (1-based, inclusive) of the new text that `changes` wrote. A pure removal marks nothing. */
export function writtenLines(changes: readonly LineChange[]): { first: number; last: number }[] {
  const written: { first: number; last: number }[] = [];
  let shift = 0;
  for (const { start, removed, inserted } of changes) {
    if (inserted.length > 0)
      written.push({ first: start + shift + 1, last: start + shift + inserted.length });
    shift += inserted.length - removed;
  }
  return written;
}
