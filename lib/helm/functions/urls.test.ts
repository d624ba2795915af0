import { expect, it } from 'vitest';
import { call, dict, failure, int, plain } from './testing/call';

it('parts a URL', () => {
  expect(plain(call('urlParse', 'http://u:p%40w@[::1]:80/a%20b?q=1#f'))).toEqual({
    scheme: 'http',
    host: '[::1]:80',
    hostname: '::1',
    path: '/a b',
    query: 'q=1',
    opaque: '',
    fragment: 'f',
    userinfo: 'u:p%40w',
  });
});

it('joins and escapes', () => {
  expect(call('urlJoin', dict({ scheme: 'http', host: 'h', path: 'a b', query: 'x', userinfo: 'u:p' }))).toBe(
    'http://u:p@h/a%20b?x',
  );
  expect(call('urlJoin', dict({ path: 'a:b' }))).toBe('./a:b');
});

it('fails with the messages of net/url', () => {
  expect(failure('urlParse', 'http://h:x/')).toBe(
    'unable to parse url: parse "http://h:x/": invalid port ":x" after host',
  );
  expect(failure('urlJoin', dict({ scheme: int(1) }))).toBe(
    'unable to parse scheme key, must be of type string, but int found',
  );
});
