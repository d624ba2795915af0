import { expect, it } from 'vitest';
import { templateFunctions } from '.';
import { call, dict, failure, int, list, plain, testContext } from './testing/call';

it('writes JSON with and without escapes of HTML', () => {
  expect(call('toJson', dict({ b: 'x<y', a: 1e21 }))).toBe('{"a":1e+21,"b":"x\\u003cy"}');
  expect(call('toRawJson', 'x<y')).toBe('"x<y"');
  expect(call('toPrettyJson', dict({ a: list(int(1)) }))).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(call('toJson', Number.NaN)).toBe('');
  expect(failure('mustToJson', Number.NaN)).toBe('json: unsupported value: NaN');
});

it('puts the message of a fault into the result of a reader', () => {
  expect(plain(call('fromJson', '[1]'))).toEqual({
    Error: 'json: cannot unmarshal array into Go value of type map[string]interface {}',
  });
  expect(plain(call('fromYamlArray', 'a: 1'))).toEqual([
    'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value of type []interface {}',
  ]);
  expect(failure('mustFromJson', '{')).toBe('unexpected end of JSON input');
});

it('writes TOML as BurntSushi does', () => {
  const value = dict({ t: dict({ u: dict({ v: int(1) }) }), b: 1, l: list(dict({ x: 'q"' })), n: null });
  expect(call('toToml', value)).toBe('b = 1.0\n\n[[l]]\n  x = "q\\""\n\n[t]\n  [t.u]\n    v = 1\n');
  expect(call('toToml', dict({ l: list(null) }))).toBe('toml: cannot encode array with nil element');
  expect(plain(call('fromToml', 'a = 1\n[t]\nb = 2.5\n'))).toEqual({ a: 1n, t: { b: 2.5 } });
});

it('has mustToYaml from Helm 4 and mustToToml from Helm 4.2 on', () => {
  const has = (profile: '3.17' | '4.1' | '4.2'): boolean[] =>
    ['mustToYaml', 'mustToToml', 'mustToJson'].map((name) => templateFunctions(profile).has(name));
  expect([has('3.17'), has('4.1'), has('4.2')]).toEqual([
    [false, false, true],
    [true, false, true],
    [true, true, true],
  ]);
});

it('prints floats of TOML without an exponent in Helm 3.17', () => {
  const old = templateFunctions('3.17').get('toToml');
  expect(old?.call([dict({ a: 1e15 })], testContext('3.17'))).toBe('a = 1000000000000000.0\n');
  expect(call('toToml', dict({ a: 1e15 }))).toBe('a = 1e+15\n');
});
