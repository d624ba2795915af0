import type { ValuesChange, ValuesPatch } from '../../values';
import { sizeOf } from './sizing';
import { signals, type Workload } from './workload';

/** What a proposal writes into the values. */

const GiB = 1024 ** 3;

/** Returns a volume of at least `bytes`: whole tens of Gi, whole hundreds from a Ti on. */
export function volumeSize(bytes: number): string {
  const gib = bytes / GiB;
  const step = gib >= 1024 ? 100 : 10;
  return `${Math.max(10, Math.ceil(gib / step) * step)}Gi`;
}

/** Returns memory of at least `bytes`: whole Gi, whole quarters of one below 4. */
export function memorySize(bytes: number): string {
  const gib = bytes / GiB;
  if (gib > 4) return `${Math.ceil(gib)}Gi`;
  const quarters = Math.ceil(gib * 4);
  return quarters % 4 === 0 ? `${quarters / 4}Gi` : `${quarters * 256}Mi`;
}

/**
 * Returns the changes that make the plane fit `workload`. Several servers ask for the standard mode, one
 * for the minimal. Requests are the figures; limits leave CPU some air above them.
 */
export function proposalFor(workload: Workload): ValuesPatch {
  const { figures } = sizeOf(workload);
  const mode = workload.replicas > 1 ? 'standard' : 'minimal';
  const put = (path: string, value: unknown): ValuesChange => ({ path, set: value });
  const cpu = figures.serverCpu.value;
  const memory = memorySize(figures.serverMemory.value);
  const gatewayCpu = figures.gatewayCpu.value;
  const gatewayMemory = memorySize(figures.gatewayMemory.value);
  const giveUpMinutes = Math.max(5, Math.ceil(workload.outageMinutes * 2));
  return [
    put('global.installationMode', mode),
    put(`clickstack.replicas.${mode}`, workload.replicas),
    put(`clickstack.storage.${mode === 'standard' ? 'size' : 'minimalSize'}`, volumeSize(figures.disk.value)),
    ...signals.map((signal) =>
      put(
        `clickstack.retention.${signal}`,
        `${Math.max(1, Math.round(workload.signals[signal].retentionDays * 24))}h`,
      ),
    ),
    put('clickstack.resources.requests.cpu', String(cpu)),
    put('clickstack.resources.requests.memory', memory),
    put('clickstack.resources.limits.cpu', String(cpu * 2)),
    put('clickstack.resources.limits.memory', memory),
    put('gateway.replicas', figures.gatewayReplicas.value),
    put('gateway.queue.size', figures.gatewayQueue.value),
    put('gateway.retry.maxElapsedTime', `${giveUpMinutes}m`),
    put('gateway.resources.requests.cpu', cores(gatewayCpu)),
    put('gateway.resources.requests.memory', gatewayMemory),
    put('gateway.resources.limits.cpu', cores(gatewayCpu * 2)),
    put('gateway.resources.limits.memory', gatewayMemory),
  ];
}

function cores(value: number): string {
  return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
}
