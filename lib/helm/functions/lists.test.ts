import { expect, it } from 'vitest';
import { GoInt, GoList } from '../value';
import { call, dict, failure, int, list, plain } from './testing/call';

const letters = list('b', 'a', 'c', 'a');

it.each([
  ['uniq', [letters], ['b', 'a', 'c']],
  ['without', [letters, 'a'], ['b', 'c']],
  ['sortAlpha', [letters], ['a', 'a', 'b', 'c']],
  ['initial', [list()], null],
  ['rest', [letters], ['a', 'c', 'a']],
  ['compact', [list('', int(0), 'x', null)], ['x']],
  ['chunk', [int(3), letters], [['b', 'a', 'c'], ['a']]],
  ['concat', [list('a'), list('b')], ['a', 'b']],
  ['slice', [letters, int(1), int(3)], ['a', 'c']],
  ['reverse', [list('x', 'y')], ['y', 'x']],
  ['splitn', [',', int(2), 'a,b,c'], { _0: 'a', _1: 'b,c' }],
] as const)('%s #%#', (name, args, expected) => {
  expect(plain(call(name, ...args))).toEqual(expected);
});

it('tells values of different types apart', () => {
  expect(call('has', int(1), list(1))).toBe(false);
  expect(call('has', new GoInt(1, 'int64'), list(int(1)))).toBe(false);
  expect(call('has', list(int(1)), list(list(int(1))))).toBe(true);
});

it('sorts a []string in place, but no other list', () => {
  const texts = new GoList(['b', 'a'], 'string');
  call('sortAlpha', texts);
  expect(texts.items).toEqual(['a', 'b']);
  call('sortAlpha', letters);
  expect(letters.items).toEqual(['b', 'a', 'c', 'a']);
});

it('fails with the messages of sprig', () => {
  expect(failure('first', 'text')).toBe('Cannot find first on type string');
  expect(failure('concat', dict({}))).toBe('Cannot concat type map as list');
  expect(failure('last', null)).toBe('runtime error: invalid memory address or nil pointer dereference');
  expect(failure('slice', letters, int(3), int(9))).toBe('reflect.Value.Slice: slice index out of bounds');
  expect(failure('chunk', int(0), letters)).toBe('runtime error: makeslice: len out of range');
});
