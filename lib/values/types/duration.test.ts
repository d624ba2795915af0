import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDuration, DURATION_PATTERN, parseDuration, printDuration, secondsOf } from './duration';

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['30s', 30],
    ['1h30m', 5400],
    ['1.5h', 5400],
    ['.5s', 0.5],
    ['1s1h', 3601],
    ['-2m', -120],
    ['+5s', 5],
    ['100ms', 0.1],
    ['1µs', 0.000001],
  ])('reads %s as %d seconds', (text, seconds) => expect(secondsOf(text)).toBe(seconds));

  it.each(['', 's', '30', '1d', '1h 30m', '1,5h', '.s', '--1s', '1H', '3000000h', 'h1'])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('reads back what printDuration writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000_000 }),
        (seconds) => secondsOf(printDuration(seconds)) === seconds,
      ),
    );
  });

  it('takes exactly what the pattern of the JSON schema takes, within the range of Go', () => {
    const pattern = new RegExp(DURATION_PATTERN);
    const parts = fc.array(
      fc.oneof(fc.constantFrom('h', 'm', 's', 'ms', '.', '0', 'd', ''), fc.nat(99).map(String)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(parts, (texts) => {
        const text = texts.join('');
        // Beyond the range of Go the pattern says nothing.
        fc.pre(!/[0-9]{7}/.test(text));
        return pattern.test(text) === (parseDuration(text) !== undefined);
      }),
    );
  });
});

describe('checkDuration', () => {
  it.each([
    ['30d', {}, '30d is not a Go duration', 'The largest unit is h. Did you mean 720h?'],
    ['2 weeks', {}, '2 weeks is not a Go duration', 'The largest unit is h. Did you mean 336h?'],
    ['30', {}, '30 is not a Go duration', 'Add a unit: 30s, 30m or 30h.'],
    ['5 min', {}, '5 min is not a Go duration', 'Did you mean 5m?'],
    ['soon', {}, 'soon is not a Go duration', 'Write a number with a unit, such as 30s, 15m or 720h.'],
    ['-1s', {}, '-1s is negative', undefined],
    ['1s', { atLeast: '30s' }, '1s is less than 30s', undefined],
    ['1500ms', { wholeSeconds: true }, '1500ms is not a whole number of seconds', 'Did you mean 2s?'],
  ])('says of %j: %s', (text, rule, ...expected) => {
    const [message, suggestion] = expected;
    const fault = checkDuration(text, rule);
    expect(fault?.message).toBe(message);
    expect(fault?.suggestion).toBe(suggestion);
  });

  it('lets zero pass below the least where zero has a meaning', () => {
    expect(checkDuration('0s', { atLeast: '1h', zero: true })).toBeUndefined();
    expect(checkDuration('0s', { atLeast: '1h' })?.code).toBe('out-of-range');
  });
});
