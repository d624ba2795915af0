import { expect, it } from 'vitest';
import { call, dict, failure, int, list, plain } from './testing/call';

it('merge keeps what is set, skips nil and goes into maps', () => {
  const target = dict({ a: 'x', b: '', m: dict({ k: int(1) }) });
  const source = dict({ a: 'y', b: 'z', c: null, m: dict({ k: int(2), l: int(3) }) });
  expect(call('merge', target, source)).toBe(target);
  expect(plain(target)).toEqual({ a: 'x', b: 'z', m: { k: 1n, l: 3n } });
});

it('mergeOverwrite writes false, empty and nil values', () => {
  const target = dict({ a: 'x', b: true, c: list('q'), d: int(1) });
  call('mergeOverwrite', target, dict({ a: '', b: false, c: list(), d: null }));
  expect(plain(target)).toEqual({ a: '', b: false, c: [], d: null });
});

it('merge shares maps with its sources, deepCopy does not', () => {
  const inner = dict({ k: int(1) });
  const target = dict({});
  call('merge', target, dict({ m: inner }));
  expect(target.entries.get('m')).toBe(inner);
  expect(call('deepCopy', inner)).not.toBe(inner);
});

it('dig follows keys and gives the default for a missing one', () => {
  const value = dict({ a: dict({ b: null }) });
  expect(call('dig', 'a', 'b', 'd', value)).toBe(null);
  expect(call('dig', 'a', 'x', 'd', value)).toBe('d');
  expect(failure('dig', 'a', 'b', 'c', 'd', value)).toBe(
    'interface conversion: interface {} is nil, not map[string]interface {}',
  );
  expect(failure('dig', 'a', value)).toBe('dig needs at least three arguments');
});

it('keys that JavaScript objects have of their own are ordinary', () => {
  const value = dict({});
  call('set', value, '__proto__', 'x');
  call('set', value, 'constructor', 'y');
  expect(call('get', value, '__proto__')).toBe('x');
  expect(call('hasKey', value, 'toString')).toBe(false);
  expect(call('get', value, 'hasOwnProperty')).toBe('');
});

it('set fails on a nil map', () => {
  expect(failure('set', null, 'a', int(1))).toBe('assignment to entry in nil map');
});
