import { describe, expect, it } from 'vitest';
import { lineChanges } from '../line-changes';
import { lineShift, textEdits, writtenLines } from './text-edits';

const before = 'a\nb\nc\n'.split('\n');

describe('the edits of an editor', () => {
  it('inserts whole lines before the line that follows', () => {
    expect(textEdits(lineChanges(before, 'a\nx\nb\nc\n'.split('\n')))).toEqual([
      { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1, text: 'x\n' },
    ]);
  });

  it('appends before the empty last line', () => {
    expect(textEdits(lineChanges(before, 'a\nb\nc\nd\n'.split('\n')))).toEqual([
      { startLine: 4, startColumn: 1, endLine: 4, endColumn: 1, text: 'd\n' },
    ]);
  });

  it('moves a line by what was inserted above it, and not by what changed at or below it', () => {
    const changes = lineChanges(before, 'x\ny\na\nb\nz\n'.split('\n'));
    expect(lineShift(changes, 1)).toBe(2);
    expect(lineShift(changes, 2)).toBe(2);
  });

  it('marks the written lines by their place in the new text', () => {
    expect(writtenLines(lineChanges(before, 'x\na\nb\nC\n'.split('\n')))).toEqual([
      { first: 1, last: 1 },
      { first: 4, last: 4 },
    ]);
  });
});
