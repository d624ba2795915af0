import { describe, expect, it } from 'vitest';
import { templateFunctions } from '.';
import { call, failure, testContext } from './testing/call';

describe('semverCompare', () => {
  it.each([
    ['^1.2', '1.9.0', true],
    ['~1.2.0', '1.3.0', false],
    ['>1', '1.5.0', false],
    ['<=1.2', '1.2.9', true],
    ['^0.3', '0.4.0', false],
    ['1.0 - 2.0', '1.5.0', true],
    ['>=1.0.0', '1.2.3-rc.1', false],
    ['>=1.0.0-0', '1.2.3-rc.1', true],
    ['1.x || 3.x', '3.1.4', true],
  ])('%s accepts %s: %s', (constraint, version, expected) => {
    expect(call('semverCompare', constraint, version)).toBe(expected);
  });

  it('asks for a prerelease in each comparison in Helm 3.17, in the group in Helm 4', () => {
    const args = ['>=1.0.0-0 <2.0.0', '1.5.0-rc.1'] as const;
    const old = templateFunctions('3.17').get('semverCompare');
    expect(old?.call(args, testContext('3.17'))).toBe(false);
    expect(call('semverCompare', ...args)).toBe(true);
  });

  it('fails with the messages of the library', () => {
    expect(failure('semverCompare', 'abc', '1.0.0')).toBe('improper constraint: "abc"');
    expect(failure('semver', 'abc')).toBe('invalid semantic version');
  });
});
