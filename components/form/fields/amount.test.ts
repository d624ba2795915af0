import { describe, expect, it } from 'vitest';
import { amountUnits, parseAmount, printAmount, spokenDuration } from './amount';

describe('parseAmount', () => {
  it.each([
    ['200Gi', 'storage', { number: '200', unit: 'Gi' }],
    ['500m', 'cpu', { number: '500', unit: 'm' }],
    ['2', 'cpu', { number: '2', unit: '' }],
    ['1.5Gi', 'memory', { number: '1.5', unit: 'Gi' }],
    ['720h', 'duration', { number: '720', unit: 'h' }],
  ] as const)('splits %s as %s', (text, kind, amount) => {
    expect(parseAmount(text, amountUnits(kind))).toEqual(amount);
    expect(printAmount(amount)).toBe(text);
  });

  it.each([
    ['200GB', 'storage'],
    ['1h30m', 'duration'],
    ['720', 'duration'],
    ['', 'memory'],
    ['lots', 'memory'],
  ] as const)('leaves %s of %s whole', (text, kind) => {
    expect(parseAmount(text, amountUnits(kind))).toBeUndefined();
  });
});

describe('spokenDuration', () => {
  it.each([
    ['720h', '30 days'],
    ['24h', '1 day'],
    ['36h', 'about 1.5 days'],
    ['12h', undefined],
    ['0s', undefined],
  ])('says %s as %s', (text, spoken) => {
    expect(spokenDuration(text)).toBe(spoken);
  });
});
