import { expect, it } from 'vitest';
import { objectDifferences } from './object-differences';

const side = (...objects: [string, string][]) => ({
  valuesText: '',
  objects: objects.map(([name, text]) => ({ id: `Service/${name}`, kind: 'Service', name, text })),
});

it('names what is added, changed and removed, and nothing that is the same', () => {
  const found = objectDifferences(
    side(['a', '1'], ['b', '1'], ['c', '1']),
    side(['b', '2'], ['a', '1'], ['d', '1']),
  );
  expect(found.map(({ name, state, left, right }) => [name, state, left, right])).toEqual([
    ['b', 'changed', '1', '2'],
    ['d', 'added', '', '1'],
    ['c', 'removed', '1', ''],
  ]);
});
