import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, examineValues, validateValues } from '../../values';
import { parseQuantity } from '../../values/types/quantity';
import { findingsOf } from '../findings';
import { renderPlane } from '../render';
import {
  costOf,
  diskOverTime,
  eventsPerSecond,
  exampleWorkload,
  pricesOf,
  printFigure,
  printNumber,
  proposalFor,
  signals,
  sizeOf,
  volumeSize,
  workloadBounds,
  workloadOf,
  type Signal,
  type Workload,
} from './index';
import { storedAfter } from './disk';
import { memorySize } from './proposal';

const nothing = { amount: 0, unit: 'gb-per-day', eventBytes: 1000, retentionDays: 30 } as const;

/** A workload of one signal, without growth, peaks or second copies: what one computes by hand. */
function plain(change: Partial<Workload> = {}, signal: Partial<Workload['signals']> = {}): Workload {
  return {
    signals: { logs: nothing, traces: nothing, metrics: nothing, sessions: nothing, ...signal },
    queriesPerSecond: 0,
    peakFactor: 1,
    growthPercentPerMonth: 0,
    horizonMonths: 12,
    replicas: 3,
    compression: 10,
    logCopies: 1,
    outageMinutes: 5,
    ...change,
  };
}

const hundred = { logs: { ...nothing, amount: 100 } };
const gigabyte = 1e9;

describe('examples computed by hand', () => {
  it('100 GB a day for 30 days: 300 GB of data, 420 GB of disk for each server', () => {
    const { disk, diskTotal } = sizeOf(plain({}, hundred)).figures;
    expect(disk.value / gigabyte).toBeCloseTo(420, 6);
    expect(diskTotal.value / gigabyte).toBeCloseTo(1260, 6);
    expect(disk.formula).toBe('(logs 100 GB/day × 30 d) ÷ 10 compression × 1.4 room for merges = 420 GB');
  });

  it('the copy of the observer doubles logs and nothing else', () => {
    const copies = { logCopies: 2 };
    expect(sizeOf(plain(copies, hundred)).figures.disk.value / gigabyte).toBeCloseTo(840, 6);
    const traces = { traces: { ...nothing, amount: 100 } };
    expect(sizeOf(plain(copies, traces)).figures.disk.value / gigabyte).toBeCloseTo(420, 6);
  });

  it('100 GB a day are 1.16 MB/s: two vCPUs and 8 GiB, as the smallest tier', () => {
    const { serverCpu, serverMemory } = sizeOf(plain({ queriesPerSecond: 1 }, hundred)).figures;
    expect(serverCpu.value).toBe(2);
    expect(serverCpu.formula).toContain('1.16 MB/s');
    expect(serverMemory.value).toBe(8 * 1024 ** 3);
  });

  it.each([
    [9, 2],
    [11, 4],
    [60, 8],
    [200, 30],
    [2000, 59],
  ])('%d TB a month: %d vCPUs for each server at least', (terabytes, vcpu) => {
    const load = { logs: { ...nothing, amount: (terabytes * 1000) / 30 } };
    expect(sizeOf(plain({}, load)).figures.serverCpu.value).toBeGreaterThanOrEqual(vcpu);
    // Above the tiers the published rate decides: 10 MB/s for each vCPU.
    const megabytesPerSecond = (terabytes * 1e6) / 30 / 86_400;
    expect(sizeOf(plain({}, load)).figures.serverCpu.value).toBe(
      Math.max(vcpu, Math.ceil(megabytesPerSecond / 10)),
    );
  });

  it('60,000 events a second: one gateway of three cores carries them, one more may be away', () => {
    const load = { logs: { ...nothing, amount: 60_000, unit: 'events-per-second' as const } };
    const { gatewayReplicas, gatewayCpu, gatewayMemory, gatewayQueue } = sizeOf(plain({}, load)).figures;
    expect([gatewayReplicas.value, gatewayCpu.value]).toEqual([2, 3]);
    // 30,000 a second and gateway, for 300 seconds.
    expect(gatewayQueue.value).toBe(9_000_000);
    // 9 GB of queue, of which the memory limiter accepts 55 percent of the limit.
    expect(gatewayMemory.value / gigabyte).toBeCloseTo(9 / 0.55, 6);
  });

  it('growth of 10 percent a month for a year: the last 30 days are of month 12', () => {
    const grown = sizeOf(plain({ growthPercentPerMonth: 10 }, hundred)).figures.disk.value;
    expect(grown / gigabyte).toBeCloseTo(420 * 1.1 ** 11, 6);
  });

  it('events and bytes are two words for one load', () => {
    const bytes = { ...nothing, amount: 86.4 };
    expect(eventsPerSecond(bytes)).toBeCloseTo(1000, 9);
    const events = { ...nothing, amount: 1000, unit: 'events-per-second' as const };
    expect(sizeOf(plain({}, { logs: events })).figures.disk.value).toBeCloseTo(
      sizeOf(plain({}, { logs: bytes })).figures.disk.value,
      3,
    );
  });

  it('a month costs the sum of disks, CPUs and memory', () => {
    const sizing = sizeOf(plain({}, hundred));
    const lines = costOf(sizing, { storagePerTB: 100, perVcpu: 20, perGiB: 5 });
    expect(lines.map(({ perMonth }) => Number(perMonth.toFixed(2)))).toEqual([126, 120, 120, 20, 5]);
  });
});

describe('disk over time', () => {
  it('rises to the retention and stays', () => {
    const points = diskOverTime(plain({ horizonMonths: 3 }, hundred));
    expect(points[0]).toEqual({ day: 0, stored: 0 });
    expect(points.at(-1)?.day).toBe(90);
    expect(storedAfter(plain({}, hundred), 15) / gigabyte).toBeCloseTo(150, 6);
    expect(storedAfter(plain({}, hundred), 30) / gigabyte).toBeCloseTo(300, 6);
    expect(storedAfter(plain({}, hundred), 90) / gigabyte).toBeCloseTo(300, 6);
  });

  it('never falls while ingest does not', () => {
    const points = diskOverTime({ ...exampleWorkload, growthPercentPerMonth: 12, horizonMonths: 36 });
    const falls = points.filter(({ stored }, index) => stored < (points[index - 1]?.stored ?? 0) - 1e-6);
    expect(falls).toEqual([]);
  });
});

describe('more is never less', () => {
  const workloads = fc
    .record({
      amount: fc.double({ min: 0, max: 50_000, noNaN: true }),
      days: fc.integer({ min: 1, max: 400 }),
      growth: fc.double({ min: 0, max: 20, noNaN: true }),
      replicas: fc.integer({ min: 1, max: 9 }),
      queries: fc.double({ min: 0, max: 50, noNaN: true }),
      signal: fc.constantFrom<Signal>(...signals),
    })
    .map(({ amount, days, growth, replicas, queries, signal }) => ({
      signal,
      workload: plain(
        { growthPercentPerMonth: growth, replicas, queriesPerSecond: queries, logCopies: 2 },
        { [signal]: { ...nothing, amount, retentionDays: days } },
      ),
    }));

  const needs = (workload: Workload): number[] => {
    const { disk, diskTotal, serverCpu, serverMemory, gatewayReplicas, gatewayQueue } =
      sizeOf(workload).figures;
    return [
      disk.value,
      diskTotal.value,
      serverCpu.value,
      serverMemory.value,
      gatewayReplicas.value,
      gatewayQueue.value * gatewayReplicas.value,
    ];
  };

  it('with more ingest, a longer retention, more growth or more queries', () => {
    fc.assert(
      fc.property(workloads, fc.double({ min: 1, max: 4, noNaN: true }), ({ workload, signal }, factor) => {
        const load = workload.signals[signal];
        const more: Workload[] = [
          {
            ...workload,
            signals: { ...workload.signals, [signal]: { ...load, amount: load.amount * factor } },
          },
          {
            ...workload,
            signals: {
              ...workload.signals,
              [signal]: { ...load, retentionDays: load.retentionDays * factor },
            },
          },
          { ...workload, growthPercentPerMonth: workload.growthPercentPerMonth * factor },
          { ...workload, queriesPerSecond: workload.queriesPerSecond * factor },
        ];
        const least = needs(workload);
        for (const larger of more) {
          // A billionth for what floating point loses.
          needs(larger).forEach((need, index) =>
            expect(need * (1 + 1e-9)).toBeGreaterThanOrEqual(least[index] ?? 0),
          );
        }
      }),
      { numRuns: 300, seed: 20_261_124 },
    );
  });
});

describe('the proposal', () => {
  const workloads = fc.record({
    logs: fc.integer({ min: 0, max: 20_000 }),
    metrics: fc.integer({ min: 0, max: 500 }),
    days: fc.integer({ min: 1, max: 365 }),
    replicas: fc.constantFrom(1, 3, 5),
    outageMinutes: fc.integer({ min: 0, max: 30 }),
  });

  it('is valid, renders, and leaves nothing to find about capacity', () => {
    fc.assert(
      fc.property(workloads, ({ logs, metrics, days, replicas, outageMinutes }) => {
        const workload = plain(
          { replicas, outageMinutes, logCopies: 2 },
          {
            logs: { ...nothing, amount: logs, retentionDays: days },
            metrics: { ...nothing, amount: metrics, eventBytes: 300 },
          },
        );
        const overrides = applyPatch({}, proposalFor(workload));
        expect(validateValues(overrides).filter(({ severity }) => severity === 'error')).toEqual([]);
        const found = findingsOf(examineValues(overrides), { workload }).map(({ id }) => id);
        expect(found.filter((id) => /^PS(8|213|103|105|701)/.test(id))).toEqual([]);
      }),
      { numRuns: 100, seed: 20_261_124 },
    );
    expect(renderPlane(applyPatch({}, proposalFor(exampleWorkload)))).toMatchObject({ ok: true });
  });

  it.each([
    [1, '10Gi'],
    [420e9, '400Gi'],
    [1.2e12, '1200Gi'],
  ])('asks for a volume of at least %d bytes: %s', (bytes, size) => {
    expect(volumeSize(bytes)).toBe(size);
    expect(Number((parseQuantity(size)?.nano ?? 0n) / 1_000_000_000n)).toBeGreaterThanOrEqual(bytes);
  });

  it('asks for memory in quarters of a Gi, above 4 in whole ones', () => {
    expect([1, 0.3, 1.1, 4, 4.01, 9.9].map((gib) => memorySize(gib * 1024 ** 3))).toEqual([
      '1Gi', '512Mi', '1280Mi', '4Gi', '5Gi', '10Gi',
    ]); // prettier-ignore
  });
});

describe('words and stored input', () => {
  it('prints three digits that matter, in decimal or binary units', () => {
    expect([0, 1234567, 12.345, 0.01234].map(printNumber)).toEqual(['0', '1,234,567', '12.3', '0.0123']);
    expect(printFigure(420e9, 'bytes')).toBe('420 GB');
    expect(printFigure(8 * 1024 ** 3, 'memory')).toBe('8 GiB');
    expect(printFigure(1, 'pods')).toBe('1 pod');
  });

  it('takes what it understands of a stored workload and the example for the rest', () => {
    expect(workloadOf('nonsense')).toEqual(exampleWorkload);
    const stored = { replicas: 5, compression: -1, signals: { logs: { amount: 7, unit: 'litres' } } };
    const workload = workloadOf(stored);
    expect(workload.replicas).toBe(5);
    expect(workload.compression).toBe(exampleWorkload.compression);
    expect(workload.signals.logs).toEqual({ ...exampleWorkload.signals.logs, amount: 7 });
    expect(workloadOf(JSON.parse(JSON.stringify(exampleWorkload)))).toEqual(exampleWorkload);
    expect(pricesOf({ perVcpu: 1, perGiB: 'free' })).toEqual({ storagePerTB: 100, perVcpu: 1, perGiB: 3.5 });
  });

  it('starts within its own bounds', () => {
    for (const [key, { min, max }] of Object.entries(workloadBounds)) {
      const values = signals.map(
        (signal) => (exampleWorkload.signals[signal] as unknown as Record<string, unknown>)[key],
      );
      const own = (exampleWorkload as unknown as Record<string, unknown>)[key];
      for (const value of [own, ...values].filter((candidate) => candidate !== undefined)) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    }
  });
});
