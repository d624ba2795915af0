import type { EdgeKind, EdgePort, TopologyEdge } from './graph';

/** Collects edges; what is said twice of one pair of ends becomes one edge. */
export interface EdgeCollector {
  add: (edge: Omit<TopologyEdge, 'id'>) => void;
  edges: () => TopologyEdge[];
}

/** Returns an empty collector. */
export function edgeCollector(): EdgeCollector {
  const byId = new Map<string, TopologyEdge>();
  return {
    add(edge) {
      const id = edgeId(edge);
      const known = byId.get(id);
      if (!known) {
        byId.set(id, { id, ...edge });
        return;
      }
      const detail = joinDetails(known.detail, edge.detail);
      byId.set(id, {
        ...known,
        ports: mergePorts(known.ports, edge.ports),
        via: [...new Set([...known.via, ...edge.via])],
        ...(detail === undefined ? {} : { detail }),
      });
    },
    edges: () => [...byId.values()],
  };
}

function edgeId({ kind, from, to }: { kind: EdgeKind; from: string; to: string }): string {
  return `${kind}:${from}>${to}`;
}

function mergePorts(left: readonly EdgePort[], right: readonly EdgePort[]): EdgePort[] {
  const byPort = new Map(left.map((port) => [port.port, port]));
  for (const port of right) {
    const known = byPort.get(port.port);
    byPort.set(port.port, {
      ...(known ?? port),
      tls: port.tls || (known?.tls ?? false),
      isAtStart: port.isAtStart && (known?.isAtStart ?? true),
    });
  }
  return [...byPort.values()].sort((one, other) => one.port - other.port);
}

function joinDetails(left: string | undefined, right: string | undefined): string | undefined {
  const parts = [...(left?.split(', ') ?? []), ...(right?.split(', ') ?? [])].filter((part) => part !== '');
  return parts.length === 0 ? undefined : [...new Set(parts)].join(', ');
}
