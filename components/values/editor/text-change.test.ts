import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textChange } from './text-change';

it('turns one text into the other, within the lines that differ', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '\r\n', '\n', ' '), { maxLength: 12 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const change = textChange(before, after);
      if (!change) {
        expect(before).toBe(after);
        return;
      }
      expect(before.slice(0, change.start) + change.text + before.slice(change.end)).toBe(after);
      for (const offset of [change.start, change.end])
        expect(before.slice(offset - 1, offset + 1)).not.toBe('\r\n');
    }),
  );
});

it('touches nothing but what changed', () => {
  expect(textChange('a: 1\nb: 2\n', 'a: 1\nb: 3\n')).toEqual({ start: 8, end: 9, text: '3' });
  expect(textChange('a', 'a')).toBeUndefined();
});
