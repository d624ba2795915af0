import { printFigure, printNumber, sources, type Figure } from './figure';
import { bytesPerDay, growthAfter, signals, sumOfSignals, type Signal, type Workload } from './workload';

/** Disk: what is stored, for how long, and the room that merges need. */

/** Room on top of the data, for merges, parts on their way out and growth of a bad day. */
export const mergeHeadroom = 1.4;

const daysPerMonth = 30;

/** How many copies of a signal one server stores. */
function copiesOf({ logCopies }: Workload, signal: Signal): number {
  return signal === 'logs' ? logCopies : 1;
}

/** Returns the bytes on disk that one average day of a signal becomes on one server, without headroom. */
function storedPerDay(workload: Workload, signal: Signal): number {
  return (bytesPerDay(workload.signals[signal]) * copiesOf(workload, signal)) / workload.compression;
}

/**
 * Returns the bytes of data that one server stores at the end of day `day` (from 1) when it started empty:
 * what arrived in the last days of each signal's retention, growing every month.
 */
export function storedAfter(workload: Workload, day: number): number {
  return signals.reduce((sum, signal) => {
    const { retentionDays } = workload.signals[signal];
    const first = Math.max(0, day - Math.round(retentionDays));
    return sum + storedPerDay(workload, signal) * grownDays(workload, first, day);
  }, 0);
}

/** How many days of today's ingest the days from `first` up to `last` bring, by their months' growth. */
function grownDays(workload: Workload, first: number, last: number): number {
  let total = 0;
  for (let day = first; day < last;) {
    const month = Math.floor(day / daysPerMonth);
    const end = Math.min(last, (month + 1) * daysPerMonth);
    total += (end - day) * growthAfter(workload, month);
    day = end;
  }
  return total;
}

/** One point of the curve of disk use. */
export interface DiskPoint {
  day: number;
  /** Bytes of data on one server. */
  stored: number;
}

/** Returns the disk use of one server over the horizon, one point every few days, the last day included. */
export function diskOverTime(workload: Workload): readonly DiskPoint[] {
  const days = Math.max(1, Math.round(workload.horizonMonths * daysPerMonth));
  const step = Math.max(1, Math.round(days / 120));
  const points: DiskPoint[] = [{ day: 0, stored: 0 }];
  for (let day = step; day < days; day += step) points.push({ day, stored: storedAfter(workload, day) });
  points.push({ day: days, stored: storedAfter(workload, days) });
  return points;
}

/** Returns the largest amount of data that one server holds within the horizon. */
export function largestStored(workload: Workload): number {
  // Data only grows while the horizon lasts, because ingest never shrinks.
  return storedAfter(workload, Math.max(1, Math.round(workload.horizonMonths * daysPerMonth)));
}

/** Returns the disk that one server needs, with the room for merges, and how it comes about. */
export function diskFigures(workload: Workload): { perServer: Figure; total: Figure } {
  const stored = largestStored(workload);
  const perServer = stored * mergeHeadroom;
  const terms = signals
    .filter((signal) => bytesPerDay(workload.signals[signal]) > 0)
    .map((signal) => {
      const { retentionDays } = workload.signals[signal];
      const copies = copiesOf(workload, signal);
      const days = printNumber(Math.min(retentionDays, workload.horizonMonths * daysPerMonth));
      const perDay = printFigure(bytesPerDay(workload.signals[signal]), 'bytes');
      return `${signal} ${perDay}/day × ${days} d${copies > 1 ? ` × ${copies} copies` : ''}`;
    });
  const today = signals.reduce((sum, signal) => {
    const days = Math.min(workload.signals[signal].retentionDays, workload.horizonMonths * daysPerMonth);
    return sum + storedPerDay(workload, signal) * days;
  }, 0);
  const growth = today === 0 ? 1 : stored / today;
  const grown = growth > 1.0005 ? ` × ${printNumber(growth)} growth` : '';
  const raw = sumOfSignals(workload, bytesPerDay);
  const formula =
    raw === 0
      ? 'nothing arrives'
      : `(${terms.join(' + ')}) ÷ ${printNumber(workload.compression)} compression${grown} × ${mergeHeadroom} room for merges = ${printFigure(perServer, 'bytes')}`;
  return {
    perServer: {
      id: 'disk-per-server',
      title: 'Disk for each ClickHouse server',
      value: perServer,
      unit: 'bytes',
      formula,
      sources: [sources.estimating, sources.exporter, ...(workload.logCopies > 1 ? [sources.chart] : [])],
    },
    total: {
      id: 'disk-total',
      title: 'Disk of all servers',
      value: perServer * workload.replicas,
      unit: 'bytes',
      formula: `${printFigure(perServer, 'bytes')} × ${workload.replicas} servers, each with all data`,
      sources: [sources.chart],
    },
  };
}
