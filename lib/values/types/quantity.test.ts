import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  checkQuantity,
  compareQuantities,
  millicoresOf,
  parseQuantity,
  printBytes,
} from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['1', 1],
    ['1Ki', 1024],
    ['1.5Gi', 1610612736],
    ['1k', 1000],
    ['0.5', 1],
    ['.5Ki', 512],
    ['1.', 1],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1E', 1e18],
    ['100m', 1],
    ['2500m', 3],
    ['+3', 3],
  ])('reads %s as %d units, rounded up', (text, units) => {
    expect(bytesOf(text)).toBe(units);
  });

  it.each([
    '',
    '.',
    '-',
    'Gi',
    '1GB',
    '1 Gi',
    '1,5Gi',
    '0x10',
    '1ki',
    '1K',
    '1KI',
    '1e',
    '1e1000',
    '1.2.3',
    'NaN',
  ])('refuses %j', (text) => expect(parseQuantity(text)).toBeUndefined());

  it('reads a number as the API server reads a JSON number', () => {
    expect(millicoresOf(2)).toBe(2000);
    expect(millicoresOf(0.25)).toBe(250);
    expect(millicoresOf('1500u')).toBe(2);
  });

  it('orders quantities as their exact values', () => {
    const suffixes = fc.constantFrom('', 'k', 'Ki', 'M', 'Mi', 'G', 'Gi', 'Ti');
    const sizes: Record<string, number> = { '': 1, k: 1e3, Ki: 1024, M: 1e6, Mi: 1024 ** 2, G: 1e9, Gi: 1024 ** 3, Ti: 1024 ** 4 }; // prettier-ignore
    const written = fc.tuple(fc.integer({ min: 0, max: 8000 }), suffixes);
    fc.assert(
      fc.property(written, written, ([a, suffixA], [b, suffixB]) => {
        const left = parseQuantity(`${a}${suffixA}`);
        const right = parseQuantity(`${b}${suffixB}`);
        if (!left || !right) return false;
        const exact = a * (sizes[suffixA] ?? 0) - b * (sizes[suffixB] ?? 0);
        return Math.sign(compareQuantities(left, right)) === Math.sign(exact);
      }),
    );
  });

  it('reads back what printBytes writes', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (bytes) => bytesOf(printBytes(bytes)) === bytes));
  });

  it('never throws and never takes long, whatever the text is', () => {
    fc.assert(fc.property(fc.string(), (text) => void checkQuantity(text, { quantity: 'memory' })));
    expect(parseQuantity('9'.repeat(100_000))).toBeUndefined();
  });
});

describe('checkQuantity', () => {
  const memory = { quantity: 'memory' } as const;
  const cpu = { quantity: 'cpu' } as const;
  it.each([
    ['200GB', memory, '200GB is not a Kubernetes quantity', 'Did you mean 200Gi or 200G?'],
    ['200 GiB', memory, '200 GiB is not a Kubernetes quantity', 'Did you mean 200Gi?'],
    ['1,5Gi', memory, '1,5Gi is not a Kubernetes quantity', 'Did you mean 1.5Gi?'],
    ['512m', memory, '512m is not a whole number of bytes', 'Did you mean 512Mi?'],
    ['10kb', memory, '10kb is not a Kubernetes quantity', 'Did you mean 10Ki or 10k?'],
    ['2 cores', cpu, '2 cores is not a Kubernetes quantity', 'Did you mean 2?'],
    ['500mcpu', cpu, '500mcpu is not a Kubernetes quantity', 'Did you mean 500m?'],
    ['lots', memory, 'lots is not a Kubernetes quantity', undefined],
    ['-1Gi', memory, '-1Gi is negative', undefined],
    ['0', memory, '0 must be more than zero', undefined],
    ['100E', memory, '100E is larger than Kubernetes can hold', undefined],
  ] as const)('says of %j: %s', (text, rule, ...expected) => {
    const [message, suggestion] = expected;
    const fault = checkQuantity(text, rule);
    expect(fault?.message).toBe(message);
    expect(fault?.suggestion).toBe(suggestion);
  });

  it('suggests only what it would accept', () => {
    const units = fc.constantFrom('GB', 'gb', 'MiB', 'kb', ' Gi', 'tb', 'B', 'g', 'm');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), units, (count, unit) => {
        const words = checkQuantity(`${count}${unit}`, memory)?.suggestion?.match(/\d\S*?(?= or |\?)/g) ?? [];
        return words.every((word) => checkQuantity(word, memory) === undefined);
      }),
    );
  });

  it('wants whole multiples where the consumer counts in them', () => {
    const fault = checkQuantity('1500Ki', { ...memory, multipleOf: '1Mi' });
    expect(fault).toMatchObject({
      message: '1500Ki is not a whole multiple of 1Mi',
      suggestion: 'Did you mean 1Mi?',
    });
    expect(checkQuantity('1Gi', { ...memory, multipleOf: '1Mi' })).toBeUndefined();
  });
});
