import { signals, workloadOf, type Workload } from '@/lib/plane/sizing';
import { valueAt } from '@/lib/values/paths';

/**
 * Returns what the values of a plane already say of a workload: servers and retention. A retention that is
 * not whole hours, or for ever, stays as it was stated.
 */
export function planeOf(values: unknown, workload: Workload): Workload {
  const mode = valueAt(values, 'global.installationMode') === 'minimal' ? 'minimal' : 'standard';
  const loads = { ...workload.signals };
  for (const signal of signals) {
    const hours = /^(\d+)h$/.exec(String(valueAt(values, `clickstack.retention.${signal}`)))?.[1];
    const days = Number(hours) / 24;
    if (days > 0) loads[signal] = { ...loads[signal], retentionDays: days };
  }
  const replicas = valueAt(values, `clickstack.replicas.${mode}`);
  // Checks the bounds, as for anything that comes from outside.
  return workloadOf({ ...workload, signals: loads, replicas });
}
