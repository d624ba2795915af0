import { printFigure, printNumber, sources, type Figure } from './figure';
import { bytesPerDay, growthAfter, peakMegabytesPerSecond, sumOfSignals, type Workload } from './workload';

/** CPU and memory of a ClickHouse server. */

/** Uncompressed MB a second that one vCPU takes in, and for which one query a second takes another. */
const megabytesPerVcpu = 10;

/** vCPUs of each of three servers by raw TB a month, as the vendor advises them; the last row has no end. */
const tiers: readonly { below: number; vcpu: number }[] = [
  { below: 10, vcpu: 2 },
  { below: 50, vcpu: 4 },
  { below: 100, vcpu: 8 },
  { below: 500, vcpu: 30 },
  { below: Infinity, vcpu: 59 },
];

const memoryPerVcpu = 4 * 1024 ** 3;

/** Returns the vCPUs of one server and how they come about. */
export function serverCpu(workload: Workload): Figure {
  const peak = peakMegabytesPerSecond(workload);
  // Every server merges all data; queries spread over the servers.
  const ingest = peak / megabytesPerVcpu;
  const query = (workload.queriesPerSecond * peak) / megabytesPerVcpu / workload.replicas;
  const perMonth =
    (sumOfSignals(workload, bytesPerDay) * 30 * growthAfter(workload, workload.horizonMonths)) / 1e12;
  const tier = tiers.find(({ below }) => perMonth < below) ?? { below: Infinity, vcpu: 59 };
  const needed = Math.ceil(ingest + query);
  const value = Math.max(needed, tier.vcpu);
  return {
    id: 'server-cpu',
    title: 'CPU of each ClickHouse server',
    value,
    unit: 'vCPU',
    formula:
      `ingest ${printNumber(peak)} MB/s at peak ÷ ${megabytesPerVcpu} = ${printNumber(ingest)}; ` +
      `queries ${printNumber(workload.queriesPerSecond)}/s × ${printNumber(peak)} MB/s ÷ ${megabytesPerVcpu} ÷ ${workload.replicas} servers = ${printNumber(query)}; ` +
      `at least ${tier.vcpu} for ${printNumber(perMonth)} TB a month`,
    sources: [sources.estimating, sources.production],
  };
}

/** Returns the memory of one server with `vcpu` vCPUs. */
export function serverMemory(vcpu: number): Figure {
  const value = vcpu * memoryPerVcpu;
  const tuned = value < 16 * 1024 ** 3 ? '; below 16 GiB the chart makes caches small' : '';
  return {
    id: 'server-memory',
    title: 'Memory of each ClickHouse server',
    value,
    unit: 'memory',
    formula: `${vcpu} vCPU × ${printFigure(memoryPerVcpu, 'memory')}, as 32 cores with 128 GB${tuned}`,
    sources: [sources.exporter, sources.tips],
  };
}
