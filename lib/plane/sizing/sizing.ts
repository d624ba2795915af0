import { diskFigures } from './disk';
import type { Figure } from './figure';
import { gatewayFigures } from './gateway';
import { serverCpu, serverMemory } from './server';
import type { Workload } from './workload';

/** What a workload needs, each number with how it comes about. */
export interface Sizing {
  workload: Workload;
  figures: {
    disk: Figure;
    diskTotal: Figure;
    serverCpu: Figure;
    serverMemory: Figure;
    gatewayReplicas: Figure;
    gatewayCpu: Figure;
    gatewayMemory: Figure;
    gatewayQueue: Figure;
  };
}

/**
 * Returns what `workload` needs. More ingest, a longer retention or more growth never need less of anything
 * in all; of more gateways each may be smaller.
 */
export function sizeOf(workload: Workload): Sizing {
  const disk = diskFigures(workload);
  const cpu = serverCpu(workload);
  const gateway = gatewayFigures(workload);
  return {
    workload,
    figures: {
      disk: disk.perServer,
      diskTotal: disk.total,
      serverCpu: cpu,
      serverMemory: serverMemory(cpu.value),
      gatewayReplicas: gateway.replicas,
      gatewayCpu: gateway.cpu,
      gatewayMemory: gateway.memory,
      gatewayQueue: gateway.queue,
    },
  };
}
