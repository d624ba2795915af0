import { printFigure, volumeSize } from '../../sizing';
import { diskFigures } from '../../sizing/disk';
import { queuedItems } from '../../sizing/gateway';
import { signals, type Workload } from '../../sizing/workload';
import type { PlaneValues } from '../../../values';
import { secondsOf } from '../../../values/types/duration';
import { podCount } from '../blocks';
import type { Rule } from '../finding';
import { bytesAt, put } from '../patches';

/** Whether the plane carries what it is told to carry. Silent while nobody has said what that is. */

/** The workload with the plane's own retention and servers: what is asked is whether these fit. */
function asConfigured(workload: Workload, values: PlaneValues): Workload {
  const { retention } = values.clickstack;
  const loads = { ...workload.signals };
  for (const signal of signals) {
    const days = (secondsOf(retention[signal]) ?? 0) / 86_400;
    // Without a retention data stays for the whole horizon.
    loads[signal] = { ...loads[signal], retentionDays: days > 0 ? days : workload.horizonMonths * 30 };
  }
  return { ...workload, signals: loads };
}

export const capacityRules: readonly Rule[] = [
  {
    id: 'PS801',
    severity: 'warning',
    title: 'Volume too small for the stated ingest',
    why: 'ClickHouse refuses inserts on a full volume. Data takes about a tenth of its size, for the whole retention, with a third and more of room for merges.',
    check({ values, workload }, report) {
      if (!workload || !values.clickstack.enabled) return;
      const path = `clickstack.storage.${values.global.installationMode === 'standard' ? 'size' : 'minimalSize'}`;
      const needed = diskFigures(asConfigured(workload, values)).perServer.value;
      const size = bytesAt(values, path);
      if (size === undefined || size >= needed) return;
      const proposal = volumeSize(needed);
      report({
        message: `each server needs about ${printFigure(needed, 'bytes')} for the stated ingest and has ${printFigure(size, 'bytes')}`,
        paths: [path, ...signals.map((signal) => `clickstack.retention.${signal}`)],
        fix: { label: `Use ${proposal}`, patch: [put(path, proposal)] },
      });
    },
  },
  {
    id: 'PS802',
    severity: 'warning',
    title: 'Queue shorter than the outage to survive',
    why: 'While ClickHouse is away, gateways keep what arrives in their queues; what does not fit is refused and lost unless senders hold it.',
    check({ values, workload }, report) {
      const { gateway } = values;
      if (!workload || !gateway.enabled || !gateway.queue.enabled) return;
      const queue = queuedItems(workload, Math.max(1, podCount(values, 'gateway')));
      if (gateway.queue.size >= queue) return;
      report({
        message: `${gateway.queue.size} items do not hold ${workload.outageMinutes} minutes of the stated ingest: ${queue} do`,
        paths: ['gateway.queue.size'],
        fix: {
          label: `Hold ${queue} items`,
          patch: [put('gateway.queue.size', queue)],
        },
      });
    },
  },
];
