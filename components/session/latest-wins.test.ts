import { expect, it } from 'vitest';
import { latestWins } from './latest-wins';

it('sends at once while nothing is on its way', () => {
  const sent: number[] = [];
  const queue = latestWins<number>((message) => sent.push(message));
  queue.offer(1);
  queue.settle();
  queue.offer(2);
  expect(sent).toEqual([1, 2]);
});

it('skips what was overtaken while it waited', () => {
  const sent: number[] = [];
  const queue = latestWins<number>((message) => sent.push(message));
  for (const message of [1, 2, 3, 4]) queue.offer(message);
  expect(sent).toEqual([1]);
  queue.settle();
  expect(sent).toEqual([1, 4]);
  queue.settle();
  expect(sent).toEqual([1, 4]);
});
