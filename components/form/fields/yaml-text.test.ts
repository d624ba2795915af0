import { expect, it } from 'vitest';
import { printYaml, readYaml } from './yaml-text';

it('reads an empty text as an empty map or list', () => {
  expect(readYaml('', 'map')).toEqual({ value: {} });
  expect(readYaml('# only a comment\n', 'list')).toEqual({ value: [] });
});

it('names line and column of what is not YAML', () => {
  expect(readYaml('a: 1\nb: [1\n', 'map')).toEqual({
    message: expect.stringMatching(/^line [23], column \d+: /) as string,
  });
});

it('refuses the wrong shape and aliases that explode', () => {
  expect(readYaml('- a', 'map')).toEqual({ message: 'must be a map (key: value)' });
  expect(readYaml('a: 1', 'list')).toEqual({ message: 'must be a list (- entry)' });
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]`;
  expect(readYaml(bomb, 'map')).toEqual({ message: 'the aliases of this text expand to too much' });
});

it('prints what it reads', () => {
  const value = { service: { telemetry: { level: 'detailed' } }, list: [1, 'two'] };
  expect(readYaml(printYaml(value), 'map')).toEqual({ value });
  expect(printYaml({})).toBe('');
});
