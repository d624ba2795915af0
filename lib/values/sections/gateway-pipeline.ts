import { choice, flag, integer, percent } from '../model/leaves';
import { group } from '../model/node';
import { duration } from '../types/duration';

/** What the collector does between receiving and storing. */
export const pipelineFields = {
  memoryLimiter: group(
    {
      title: 'Memory limiter',
      description: 'Refuses data before the pod runs out of memory.',
      advanced: true,
    },
    {
      checkInterval: duration({
        title: 'Check interval',
        description: 'How often memory use is looked at; one second follows sudden load.',
        default: '1s',
        atLeast: '100ms',
        examples: ['1s'],
      }),
      limitPercentage: percent({
        title: 'Hard limit',
        description: 'Share of the memory limit above which data is refused and memory is freed at once.',
        default: 80,
      }),
      spikeLimitPercentage: percent({
        title: 'Room for spikes',
        description: 'Share kept free below the hard limit; data is refused already when use enters it.',
        default: 25,
      }),
    },
  ),
  batch: group(
    { title: 'Batches', description: 'ClickHouse wants few large inserts.', advanced: true },
    {
      minSize: integer({
        title: 'Items at least',
        description: 'Items that are gathered before they are inserted; several thousand suit ClickHouse.',
        default: 5000,
        min: 1,
        max: 1000000,
        unit: 'items',
      }),
      maxSize: integer({
        title: 'Items at most',
        description: 'Items in one insert at most; larger batches are split.',
        default: 10000,
        min: 1,
        max: 1000000,
        unit: 'items',
      }),
      flushTimeout: duration({
        title: 'Longest wait',
        description: 'Time after which a smaller batch is inserted anyway; shorter shows data sooner.',
        default: '5s',
        atLeast: '100ms',
        examples: ['1s', '5s'],
      }),
    },
  ),
  queue: group(
    { title: 'Queue', description: 'Holds data in memory while ClickHouse is slow or away.', advanced: true },
    {
      enabled: flag({
        title: 'Queue data',
        description: 'Whether data waits in a queue and in batches; without it senders wait for each insert.',
        default: true,
      }),
      size: integer({
        title: 'Length',
        description: 'Items that may wait; more survives longer outages and takes more memory.',
        default: 100000,
        min: 1,
        max: 100000000,
        unit: 'items',
      }),
      consumers: integer({
        title: 'Parallel inserts',
        description:
          'Inserts that run at the same time; raise it when the queue grows although ClickHouse is idle.',
        default: 4,
        min: 1,
        max: 100,
        unit: 'inserts',
      }),
      blockOnOverflow: flag({
        title: 'Make senders wait',
        description: 'Whether senders wait when the queue is full, instead of being refused.',
        default: false,
      }),
    },
  ),
  retry: group(
    {
      title: 'Retry',
      description: 'What happens when an insert fails for a passing reason.',
      advanced: true,
    },
    {
      enabled: flag({
        title: 'Retry failed inserts',
        description: 'Whether failed inserts are tried again; without it their data is lost.',
        default: true,
      }),
      initialInterval: duration({
        title: 'First wait',
        description: 'Time before the first further try; each next wait is longer.',
        default: '5s',
        atLeast: '100ms',
        examples: ['5s'],
      }),
      maxInterval: duration({
        title: 'Longest wait',
        description: 'Time between tries that is never exceeded.',
        default: '30s',
        atLeast: '100ms',
        examples: ['30s'],
      }),
      maxElapsedTime: duration({
        title: 'Give up after',
        description: 'Time after which a batch is dropped.',
        default: '5m',
        zeroMeans: 'never given up',
        examples: ['5m', '1h', '0s'],
      }),
    },
  ),
  exporter: group(
    { title: 'Inserts', description: 'How the collector writes to ClickHouse.', advanced: true },
    {
      timeout: duration({
        title: 'Insert timeout',
        description: 'Time one insert may take; raise it for large batches or slow disks.',
        default: '10s',
        atLeast: '1s',
        examples: ['10s', '30s'],
      }),
      compression: choice(
        [
          { value: 'lz4', title: 'LZ4', description: 'Fast.' },
          { value: 'zstd', title: 'Zstandard', description: 'Smaller, more CPU.' },
          { value: 'none', title: 'None' },
        ],
        {
          title: 'Compression',
          description: 'How data is compressed on the way to ClickHouse; use Zstandard over slow networks.',
          default: 'lz4',
        },
      ),
      asyncInsert: flag({
        title: 'Asynchronous inserts',
        description: 'Whether ClickHouse gathers small inserts into larger ones; helps with many gateways.',
        default: true,
      }),
    },
  ),
};
