import { printFigure, printNumber, sources, type Figure } from './figure';
import { averageEventBytes, peakEventsPerSecond, type Workload } from './workload';

/** Gateways: how many, how large, and what they hold while ClickHouse is away. */

/** Published: 3 cores and 12 GB take about 60,000 events a second. */
const eventsPerCore = 20_000;
const coresPerGateway = 3;
const memoryPerCore = 4e9;
const leastMemory = 512 * 1024 ** 2;

/** Share of the memory limit below which the chart's memory limiter accepts data: 80 % less 25 % for spikes. */
export const acceptedShare = 0.55;

/** The chart's own length of the queue, which is never made shorter, and the most that the model allows. */
const defaultQueue = 100_000;
const longestQueue = 100_000_000;

/** The figures of the gateways. */
export interface GatewayFigures {
  replicas: Figure;
  cpu: Figure;
  queue: Figure;
  memory: Figure;
}

/** Returns the items that each of `gateways` gateways must hold for the outage to survive, in whole 10,000. */
export function queuedItems(workload: Workload, gateways: number): number {
  const items = (peakEventsPerSecond(workload) / gateways) * workload.outageMinutes * 60;
  return Math.min(longestQueue, Math.ceil(items / 10_000) * 10_000);
}

/** Returns how many gateways the workload needs and what each of them needs. */
export function gatewayFigures(workload: Workload): GatewayFigures {
  const events = peakEventsPerSecond(workload);
  const carrying = Math.max(1, Math.ceil(events / (eventsPerCore * coresPerGateway)));
  const spare = workload.replicas > 1 ? 1 : 0;
  const replicas = carrying + spare;
  const cpu = Math.max(0.5, Math.ceil((events / carrying / eventsPerCore) * 10) / 10);
  const queue = Math.max(defaultQueue, queuedItems(workload, replicas));
  const eventBytes = averageEventBytes(workload);
  const queueBytes = (queue * eventBytes) / acceptedShare;
  const memory = Math.max(leastMemory, cpu > 0.5 ? cpu * memoryPerCore : 0, queueBytes);
  const share = `${printNumber(events)} events/s at peak`;
  return {
    replicas: {
      id: 'gateway-replicas',
      title: 'Gateways',
      value: replicas,
      unit: 'pods',
      formula: `${share} ÷ ${printNumber(eventsPerCore * coresPerGateway)} for each gateway of ${coresPerGateway} cores = ${carrying}${spare > 0 ? ', and one more that may be away' : ''}`,
      sources: [sources.collector],
    },
    cpu: {
      id: 'gateway-cpu',
      title: 'CPU of each gateway',
      value: cpu,
      unit: 'vCPU',
      formula: `${share} ÷ ${carrying} ${carrying === 1 ? 'gateway' : 'gateways'} ÷ ${printNumber(eventsPerCore)} for each core, at least 0.5`,
      sources: [sources.collector],
    },
    queue: {
      id: 'gateway-queue',
      title: 'Queue of each gateway',
      value: queue,
      unit: 'items',
      formula: `${share} ÷ ${replicas} gateways × ${printNumber(workload.outageMinutes)} min × 60 s, at least ${printNumber(defaultQueue)}`,
      sources: [sources.chart],
    },
    memory: {
      id: 'gateway-memory',
      title: 'Memory of each gateway',
      value: memory,
      unit: 'memory',
      formula: `the largest of 512 MiB, ${cpu > 0.5 ? `${printNumber(cpu)} cores × 4 GB` : 'no more for half a core'}, and the queue: ${printNumber(queue)} × ${printNumber(eventBytes)} B ÷ ${acceptedShare} accepted by the memory limiter = ${printFigure(queueBytes, 'memory')}`,
      sources: [sources.collector, sources.chart],
    },
  };
}
