import { expect, it } from 'vitest';
import { call, failure, int, list } from './testing/call';

it.each([
  ['trunc', [int(-3), 'abcdef'], 'def'],
  ['trunc', [int(1), 'äb'], '\udcc3'],
  ['substr', [int(1), int(3), 'abcdef'], 'bc'],
  ['trimAll', ['-_', '-_a-b_'], 'a-b'],
  ['replace', ['', '-', 'ab'], '-a-b-'],
  ['nindent', [int(2), 'a\nb'], '\n  a\n  b'],
  ['quote', ['a"b', null, int(5)], '"a\\"b" "5"'],
  ['squote', [1e6, true], "'1e+06' 'true'"],
  ['cat', ['a', null, list('b')], 'a [b]'],
  ['title', ['hello wORLD a_b'], 'Hello WORLD A_b'],
  ['upper', ['straße'], 'STRAßE'],
  ['snakecase', ['HTTPServer2xx'], 'http_server_2xx'],
  ['kebabcase', ['FirstName'], 'first-name'],
  ['camelcase', ['foo_bar-baz'], 'FooBarBaz'],
  ['swapcase', ['aB cD'], 'Ab Cd'],
  ['initials', ['First Try'], 'FT'],
  ['abbrev', [int(5), 'hello world'], 'he...'],
  ['wrap', [int(5), 'the quick fox'], 'the\nquick\nfox'],
  ['plural', ['one', 'many', int(2)], 'many'],
] as const)('%s #%#', (name, args, expected) => {
  expect(call(name, ...args)).toBe(expected);
});

it('fails with the panics of Go', () => {
  expect(failure('substr', int(5), int(3), 'abcdef')).toBe('runtime error: slice bounds out of range [5:3]');
  expect(failure('substr', int(9), int(-1), 'abc')).toBe('runtime error: slice bounds out of range [9:3]');
  expect(failure('indent', int(-1), 'x')).toBe('strings: negative Repeat count');
});
