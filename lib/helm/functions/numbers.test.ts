import { expect, it } from 'vitest';
import { call, failure, int, plain } from './testing/call';

it.each([
  ['int', ['010'], 8n],
  ['int', ['0x1F'], 31n],
  ['int64', ['12.00'], 12n],
  ['int64', [3.9], 3n],
  ['int64', [1e30], -(2n ** 63n)],
  ['int', ['abc'], 0n],
  ['atoi', ['-5'], -5n],
  ['toDecimal', ['0777'], 511n],
  ['add', [int(1), '2', 3.7], 6n],
  ['div', [int(-7), int(2)], -3n],
  ['mod', [int(-7), int(2)], -1n],
  ['addf', [0.1, 0.2], 0.3],
  ['divf', [int(1), int(3)], 0.3333333333333333],
  ['round', [2.345, int(2)], 2.35],
  ['seq', [int(5), int(1)], '5 4 3 2 1'],
  ['seq', [int(0), int(2), int(6)], '0 2 4 6'],
  ['until', [int(3)], [0n, 1n, 2n]],
  ['max', [int(1), '7', 3.5], 7n],
] as const)('%s #%#', (name, args, expected) => {
  expect(plain(call(name, ...args))).toEqual(expected);
});

it('fails with the panics of Go', () => {
  expect(failure('div', int(1), 'x')).toBe('runtime error: integer divide by zero');
  expect(failure('divf', int(1), int(0))).toBe('decimal division by 0');
});
