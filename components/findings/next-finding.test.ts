import { expect, it } from 'vitest';
import type { Finding } from '@/lib/plane/findings';
import { nextFinding } from './next-finding';

const finding = (id: string): Finding => ({
  id,
  severity: 'advice',
  title: id,
  why: '',
  message: id,
  paths: [`a.${id}`],
  places: [],
});
const three = ['x', 'y', 'z'].map(finding);
const visited = (id: string, index: number) => ({ key: `${id} a.${id}`, index });

it.each<[string, { from: ReturnType<typeof visited> | undefined; step: 1 | -1; to: string }]>([
  ['the first', { from: undefined, step: 1, to: 'x' }],
  ['the last, backwards', { from: undefined, step: -1, to: 'z' }],
  ['the next', { from: visited('x', 0), step: 1, to: 'y' }],
  ['the one before', { from: visited('y', 1), step: -1, to: 'x' }],
  ['from the last to the first', { from: visited('z', 2), step: 1, to: 'x' }],
  ['from the first to the last', { from: visited('x', 0), step: -1, to: 'z' }],
  ['what took the place of one that is fixed', { from: visited('gone', 1), step: 1, to: 'y' }],
  ['what stood before one that is fixed', { from: visited('gone', 1), step: -1, to: 'x' }],
  ['the first, when the last one is fixed', { from: visited('gone', 3), step: 1, to: 'x' }],
])('goes to %s', (_words, { from, step, to }) => {
  expect(nextFinding(three, from, step)?.finding.id).toBe(to);
});

it('goes nowhere when nothing is found', () => {
  expect(nextFinding([], visited('x', 0), 1)).toBeUndefined();
});
