import { withoutValue } from '../../../values';
import { printDuration, secondsOf } from '../../../values/types/duration';
import { averageEventBytes } from '../../sizing/workload';
import { isProduction } from '../blocks';
import type { Rule } from '../finding';
import { bytesAt, defaultText, KiB, MiB, put, reset, roundBytes } from '../patches';
import { mapAt } from './free-form';

/** The gateway: memory, batches, queue and retries of the collector. */

const memoryLimit = 'gateway.resources.limits.memory';
const memoryRequest = 'gateway.resources.requests.memory';
const limiter = 'gateway.memoryLimiter';

/** Bytes that one waiting item takes when nothing is known of it: a log record with its attributes. */
const usualItem = KiB;

export const gatewayRules: readonly Rule[] = [
  {
    id: 'PS201',
    severity: 'warning',
    title: 'Gateway without a memory limit',
    why: 'Without a limit the Go runtime gets no GOMEMLIMIT and the memory limiter counts in shares of the whole node: it refuses data only when the node itself is in need.',
    check({ values }, report) {
      if (!values.gateway.enabled || values.gateway.resources.limits.memory !== '') return;
      const limit = roundBytes(Math.max(512 * MiB, bytesAt(values, memoryRequest) ?? 0));
      report({
        message: 'neither GOMEMLIMIT nor the memory limiter has a limit to keep',
        paths: [memoryLimit],
        fix: { label: `Limit it to ${limit}`, patch: [put(memoryLimit, limit)] },
      });
    },
  },
  {
    id: 'PS202',
    severity: 'warning',
    title: 'Memory limiter too close to the container limit',
    why: 'The limiter looks at the heap once a second; what arrives meanwhile and what the runtime needs beside the heap must fit above it. 80 percent is what the collector advises.',
    check({ values }, report) {
      const { enabled, memoryLimiter, resources } = values.gateway;
      const limit = bytesAt(values, memoryLimit);
      if (!enabled || limit === undefined) return;
      const room = limit * (1 - memoryLimiter.limitPercentage / 100);
      if (memoryLimiter.limitPercentage <= 85 && room >= 32 * MiB) return;
      if (memoryLimiter.limitPercentage <= 80) return;
      report({
        message: `data is refused at ${memoryLimiter.limitPercentage} % of ${resources.limits.memory}, which leaves ${roundBytes(room)}`,
        paths: [`${limiter}.limitPercentage`, memoryLimit],
        fix: {
          label: 'Use 80 and 25 percent',
          patch: [reset(`${limiter}.limitPercentage`), reset(`${limiter}.spikeLimitPercentage`)],
        },
      });
    },
  },
  {
    id: 'PS203',
    severity: 'error',
    title: 'Room for spikes takes the whole memory limit',
    why: 'The collector does not start when the room for spikes is not below the hard limit: it would refuse all data.',
    check({ values: { gateway } }, report) {
      const { limitPercentage, spikeLimitPercentage } = gateway.memoryLimiter;
      if (!gateway.enabled || spikeLimitPercentage < limitPercentage) return;
      const paths = [`${limiter}.spikeLimitPercentage`, `${limiter}.limitPercentage`];
      report({
        message: `the room for spikes is ${spikeLimitPercentage} % and the hard limit ${limitPercentage} %`,
        paths,
        fix: { label: 'Use 80 and 25 percent', patch: paths.map(reset) },
      });
    },
  },
  {
    id: 'PS204',
    severity: 'warning',
    title: 'Memory limiter of the raw configuration beyond the container',
    why: 'A limit in MiB stays when the container changes. Above the container limit the limiter never acts and the pod is killed instead.',
    check({ values, objects }, report) {
      const limit = bytesAt(values, memoryLimit);
      const own = mapAt(values.gateway.config, ['processors', 'memory_limiter']);
      const mib = Number(own.limit_mib);
      if (!values.gateway.enabled || limit === undefined || !(mib * MiB > limit * 0.9)) return;
      const rest = withoutValue(values.gateway.config, 'processors.memory_limiter');
      const config = Object.keys(rest).length === 0 ? reset('gateway.config') : put('gateway.config', rest);
      report({
        message: `limit_mib is ${mib}, in a container of ${values.gateway.resources.limits.memory}`,
        paths: ['gateway.config', memoryLimit],
        places: objects
          .filter(({ kind, component }) => kind === 'ConfigMap' && component === 'gateway')
          .map(({ id, text }) => ({ object: id, lines: linesWith(text, 'limit_mib:') })),
        fix: { label: 'Remove it from the configuration', patch: [config] },
      });
    },
  },
  {
    id: 'PS205',
    severity: 'warning',
    title: 'No queue',
    why: 'Without a queue every sender waits for each insert, and data that waits for its batch is lost when the gateway restarts.',
    check({ values: { gateway } }, report) {
      if (!gateway.enabled || gateway.queue.enabled) return;
      report({
        message: 'senders wait for ClickHouse, and a slow ClickHouse turns them away',
        paths: ['gateway.queue.enabled'],
        fix: {
          label: 'Queue data',
          patch: [
            put('gateway.queue.enabled', true),
            ...(gateway.queue.size < gateway.batch.minSize
              ? [put('gateway.queue.size', gateway.batch.minSize)]
              : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS206',
    severity: 'warning',
    title: 'Failed inserts are not tried again',
    why: 'ClickHouse is away for seconds at every restart. Without retries the batches of these seconds are dropped, and the queue does not help.',
    check({ values: { gateway } }, report) {
      if (!gateway.enabled || gateway.retry.enabled) return;
      report({
        message: gateway.queue.enabled
          ? 'the queue hands each batch over once, and drops it when that fails'
          : 'a batch that fails is dropped',
        paths: ['gateway.retry.enabled'],
        fix: {
          label: 'Try again',
          patch: [
            put('gateway.retry.enabled', true),
            ...['initialInterval', 'maxInterval', 'maxElapsedTime'].map((key) =>
              reset(`gateway.retry.${key}`),
            ),
          ],
        },
      });
    },
  },
  {
    id: 'PS207',
    severity: 'advice',
    title: 'Retries end before an outage does',
    why: 'After this time a batch is dropped although the queue has room. A ClickHouse pod that moves to another node is away for some minutes.',
    check({ values: { gateway } }, report) {
      const { retry } = gateway;
      const seconds = secondsOf(retry.maxElapsedTime) ?? 0;
      if (!gateway.enabled || !retry.enabled || seconds === 0 || seconds >= 120) return;
      const longest = Math.max(300, secondsOf(retry.maxInterval) ?? 0, secondsOf(retry.initialInterval) ?? 0);
      report({
        message: `a batch is given up after ${printDuration(seconds)}`,
        paths: ['gateway.retry.maxElapsedTime'],
        fix: {
          label: `Try for ${printDuration(longest)}`,
          patch: [put('gateway.retry.maxElapsedTime', printDuration(Math.ceil(longest)))],
        },
      });
    },
  },
  {
    id: 'PS208',
    severity: 'advice',
    title: 'Batches too small for ClickHouse',
    why: 'Every insert becomes a part on disk that must be merged. ClickHouse wants at least 1,000 rows in an insert, better 5,000 and more, about once a second.',
    check({ values: { gateway } }, report) {
      const { batch, queue } = gateway;
      if (!gateway.enabled || batch.minSize >= 1000) return;
      const rows = 5000;
      report({
        message: `an insert may hold as few as ${batch.minSize} items`,
        paths: ['gateway.batch.minSize'],
        fix: {
          label: 'Gather 5000 items',
          patch: [
            put('gateway.batch.minSize', rows),
            ...(batch.maxSize < rows ? [put('gateway.batch.maxSize', 10_000)] : []),
            ...(queue.size < rows ? [put('gateway.queue.size', 100_000)] : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS209',
    severity: 'advice',
    title: 'Batches too large',
    why: 'A batch is copied and compressed in memory and must be inserted within the timeout of the exporter; a large one that fails is sent whole again.',
    check({ values: { gateway } }, report) {
      const { batch } = gateway;
      if (!gateway.enabled || batch.maxSize <= 100_000) return;
      report({
        message: `an insert may hold ${batch.maxSize} items, about ${roundBytes(batch.maxSize * usualItem)}`,
        paths: ['gateway.batch.maxSize'],
        fix: {
          label: 'Use 5000 to 10000 items',
          patch: [
            reset('gateway.batch.maxSize'),
            ...(batch.minSize > 10_000 ? [reset('gateway.batch.minSize')] : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS210',
    severity: 'error',
    title: 'Smallest batch larger than the largest',
    why: 'The collector does not start with such limits.',
    check({ values: { gateway } }, report) {
      const { minSize, maxSize } = gateway.batch;
      if (!gateway.enabled || minSize <= maxSize) return;
      report({
        message: `at least ${minSize} items and at most ${maxSize}`,
        paths: ['gateway.batch.minSize', 'gateway.batch.maxSize'],
        fix: { label: `Allow ${minSize} items`, patch: [put('gateway.batch.maxSize', minSize)] },
      });
    },
  },
  {
    id: 'PS211',
    severity: 'error',
    title: 'Queue shorter than a batch',
    why: 'A batch is gathered inside the queue: one that never fits is never sent.',
    check({ values: { gateway } }, report) {
      const { queue, batch } = gateway;
      if (!gateway.enabled || !queue.enabled || queue.size >= batch.minSize) return;
      report({
        message: `the queue holds ${queue.size} items and a batch needs ${batch.minSize}`,
        paths: ['gateway.queue.size', 'gateway.batch.minSize'],
        fix: { label: `Hold ${batch.minSize} items`, patch: [put('gateway.queue.size', batch.minSize)] },
      });
    },
  },
  {
    id: 'PS212',
    severity: 'advice',
    title: 'Many small inserts without asynchronous inserts',
    why: 'Short waits make small inserts. ClickHouse wants about one a second; asynchronous inserts gather them on the server.',
    check({ values: { gateway } }, report) {
      const seconds = secondsOf(gateway.batch.flushTimeout) ?? 0;
      if (!gateway.enabled || gateway.exporter.asyncInsert || seconds >= 1) return;
      report({
        message: `each gateway may insert every ${gateway.batch.flushTimeout}`,
        paths: ['gateway.batch.flushTimeout', 'gateway.exporter.asyncInsert'],
        fix: { label: 'Insert asynchronously', patch: [put('gateway.exporter.asyncInsert', true)] },
      });
    },
  },
  {
    id: 'PS213',
    severity: 'warning',
    title: 'Queue larger than the memory',
    why: 'The queue lives in memory. When it may hold more than the limiter accepts, data is refused long before the queue is full.',
    check({ values, workload }, report) {
      const { enabled, queue, batch, memoryLimiter } = values.gateway;
      const limit = bytesAt(values, memoryLimit);
      if (!enabled || !queue.enabled || limit === undefined) return;
      const share = Math.max(0, memoryLimiter.limitPercentage - memoryLimiter.spikeLimitPercentage) / 100;
      const item = (workload && averageEventBytes(workload)) || usualItem;
      const fitting = Math.floor((limit * share) / item);
      if (queue.size <= fitting) return;
      const rounded = fitting >= 20_000 ? Math.floor(fitting / 10_000) * 10_000 : fitting;
      // A batch must still fit; a gateway this small needs memory, not a shorter queue.
      const canShrink = rounded >= batch.minSize;
      report({
        message: `${queue.size} items take about ${roundBytes(queue.size * item)}, and data is refused from ${roundBytes(limit * share)} on`,
        paths: ['gateway.queue.size', memoryLimit],
        fix: canShrink
          ? { label: `Hold ${rounded} items`, patch: [put('gateway.queue.size', rounded)] }
          : undefined,
      });
    },
  },
  {
    id: 'PS214',
    severity: 'advice',
    title: 'One gateway',
    why: 'While the only gateway moves to another node nothing takes telemetry in, and what its queue held is gone.',
    check({ values }, report) {
      const { gateway } = values;
      const isAlone = !gateway.autoscaling.enabled && gateway.replicas === 1;
      if (!gateway.enabled || !isAlone || !isProduction(values)) return;
      report({
        message: 'the only gateway takes telemetry in',
        paths: ['gateway.replicas'],
        fix: { label: 'Run two', patch: [put('gateway.replicas', 2)] },
      });
    },
  },
  {
    id: 'PS215',
    severity: 'advice',
    title: 'Too little time to empty the queue',
    why: 'A gateway that stops sends what its queue holds. What is left when the time is over is lost.',
    check({ values: { gateway } }, report) {
      const seconds = secondsOf(gateway.terminationGracePeriod) ?? 0;
      if (!gateway.enabled || seconds >= 30) return;
      report({
        message: `a gateway is killed after ${printDuration(seconds)}`,
        paths: ['gateway.terminationGracePeriod'],
        fix: {
          label: `Give it ${defaultText('gateway.terminationGracePeriod')}`,
          patch: [reset('gateway.terminationGracePeriod')],
        },
      });
    },
  },
  {
    id: 'PS216',
    severity: 'warning',
    title: 'Collector without the ClickHouse exporter',
    why: 'Only the contrib distribution of the collector, or an own build, holds the ClickHouse exporter; others do not start with this configuration.',
    check({ values: { gateway } }, report) {
      const { repository } = gateway.image;
      if (
        !gateway.enabled ||
        !/(^|\/)(opentelemetry-collector|opentelemetry-collector-k8s|otelcol)$/.test(repository)
      )
        return;
      report({
        message: `${repository} holds no ClickHouse exporter`,
        paths: ['gateway.image.repository'],
        fix: {
          label: 'Use the contrib image',
          patch: [
            reset('gateway.image.repository'),
            reset('gateway.image.tag'),
            reset('gateway.image.digest'),
          ],
        },
      });
    },
  },
  {
    id: 'PS217',
    severity: 'warning',
    title: 'Exporter settings that fight the schema',
    why: 'The schema Job makes the tables, replicated and with a retention. An exporter that creates its own makes them on one server only; one that writes JSON finds no JSON columns; its ttl counts only for tables that it creates.',
    check({ values: { gateway } }, report) {
      if (!gateway.enabled) return;
      const exporters = mapAt(gateway.config, ['exporters']);
      for (const [name, settings] of Object.entries(exporters)) {
        if (!/^clickhouse(\/|$)/.test(name)) continue;
        const own = mapAt(settings, []);
        const keys = ['create_schema', 'json', 'ttl'].filter((key) => key in own && own[key] !== false);
        if (keys.length === 0) continue;
        report({
          message: `the exporter ${name} sets ${keys.join(', ')}`,
          paths: ['gateway.config'],
          fix: {
            label: `Remove ${keys.join(', ')}`,
            patch: [put('gateway.config', withoutKeys(gateway.config, name, keys))],
          },
        });
      }
    },
  },
];

function withoutKeys(
  config: Record<string, unknown>,
  exporter: string,
  keys: readonly string[],
): Record<string, unknown> {
  const exporters = mapAt(config, ['exporters']);
  const kept = Object.entries(mapAt(exporters[exporter], [])).filter(([key]) => !keys.includes(key));
  return { ...config, exporters: { ...exporters, [exporter]: Object.fromEntries(kept) } };
}

/** Returns the numbers, from 1, of the lines that hold `words`. */
export function linesWith(text: string, words: string): number[] {
  const found: number[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.includes(words)) found.push(index + 1);
  });
  return found;
}
