import { expect, it } from 'vitest';
import { validateValues } from '@/lib/values';
import { parseValuesTree } from '@/lib/values/document/parse';
import { placeProblems } from './problems';

it('puts problems of values, keys and rules at their places, in the order of the text', () => {
  const tree = parseValuesTree('clickstack:\n  tls: {enabled: true}\n  storage:\n    size: 200GB\n  colour: red\n');
  const placed = placeProblems(tree, [], validateValues(tree.values));
  expect(placed.map(({ line, column, path }) => [line, column, path])).toEqual([
    [2, 3, 'clickstack.tls.secretName'],
    [4, 11, 'clickstack.storage.size'],
    [5, 3, 'clickstack.colour'],
  ]);
});

it('shows only the faults of a text that cannot be read', () => {
  const tree = parseValuesTree('a: "x');
  const placed = placeProblems(tree, tree.problems, validateValues({ gateway: { replicas: 'many' } }));
  expect(placed).toMatchObject([{ severity: 'error', line: 1, column: 6 }]);
});
