import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChanges, type LineChange } from './line-changes';

function applyChanges(before: readonly string[], changes: readonly LineChange[]): string[] {
  const lines = [...before];
  for (const { start, removed, inserted } of [...changes].reverse())
    lines.splice(start, removed, ...inserted);
  return lines;
}

describe('lineChanges', () => {
  it('finds nothing in equal texts', () => {
    expect(lineChanges(['a', 'b'], ['a', 'b'])).toEqual([]);
  });

  it('names one replaced line and nothing around it', () => {
    expect(lineChanges(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual([
      { start: 1, removed: 1, inserted: ['x'] },
    ]);
  });

  it('keeps separate changes apart', () => {
    expect(lineChanges(['a', 'b', 'c', 'd', 'e'], ['a', 'B', 'c', 'D', 'e'])).toEqual([
      { start: 1, removed: 1, inserted: ['B'] },
      { start: 3, removed: 1, inserted: ['D'] },
    ]);
  });

  it('turns any text into any other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 24 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyChanges(before, lineChanges(before, after))).toEqual(after);
      }),
    );
  });

  it('still turns one text into the other when both are too large to compare line by line', () => {
    const before = Array.from({ length: 900 }, (_, index) => `old ${index}`);
    const after = Array.from({ length: 900 }, (_, index) => `new ${index}`);
    expect(applyChanges(before, lineChanges(before, after))).toEqual(after);
  });
});
