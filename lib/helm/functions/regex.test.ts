import { describe, expect, it } from 'vitest';
import { call, failure, int, plain } from './testing/call';

it.each([
  ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '${1}W'], '-W-xxW-'],
  ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '$1W'], '--' + '-'],
  ['regexReplaceAll', ['(?P<k>\\w+)=', 'a=1', '$k:'], 'a:1'],
  ['regexReplaceAll', ['$', 'ab', '!'], 'ab!'],
  ['regexReplaceAllLiteral', ['a', 'bab', '$0'], 'b$0b'],
  ['regexFindAll', ['[2,4,6,8]', '123456789', int(-1)], ['2', '4', '6', '8']],
  ['regexFindAll', ['x', 'abc', int(-1)], null],
  ['regexSplit', ['z+', 'pizza', int(-1)], ['pi', 'a']],
  ['regexSplit', ['', 'abc', int(2)], ['a', 'bc']],
  ['regexFind', ['(?i)HELLO', 'say hello'], 'hello'],
  ['regexMatch', ['\\bw', 'a word'], true],
  ['regexMatch', ['^[A-Za-z0-9._%+-]+@\\pL+$', 'a@bç'], true],
  ['regexMatch', ['(', 'a'], false],
  ['regexQuoteMeta', ['a.b[c]'], 'a\\.b\\[c\\]'],
] as const)('%s #%#', (name, args, expected) => {
  expect(plain(call(name, ...args))).toEqual(expected);
});

it('prefers as Perl does', () => {
  expect(call('regexFind', 'a|ab', 'ab')).toBe('a');
  expect(call('regexFind', 'a*?b', 'aab')).toBe('aab');
  expect(call('regexFind', '(a|b)*?b', 'abb')).toBe('ab');
});

describe('faults', () => {
  it.each([
    ['(', 'missing closing ): `(`'],
    ['a)', 'unexpected ): `a)`'],
    ['[a', 'missing closing ]: `[a`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['*', 'missing argument to repetition operator: `*`'],
    ['\\8', 'invalid escape sequence: `\\8`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['\\p{Foo}', 'invalid character class range: `\\p{Foo}`'],
  ])('%s', (pattern, message) => {
    expect(failure('mustRegexFind', pattern, 'x')).toBe(`error parsing regexp: ${message}`);
  });

  it('names the expression in a panic', () => {
    expect(failure('regexFind', '(', 'x')).toBe(
      'regexp: Compile(`(`): error parsing regexp: missing closing ): `(`',
    );
  });
});

it('takes linear time where a backtracking engine would hang', () => {
  expect(call('regexMatch', '^(a+)+$', `${'a'.repeat(5000)}!`)).toBe(false);
  expect(call('regexMatch', '(x+x+)+y', 'x'.repeat(3000))).toBe(false);
});
