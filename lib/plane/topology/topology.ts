import type { PlaneObject } from '../render';
import { addCallers, hostsOf } from './callers';
import { edgeCollector } from './edges';
import type { Topology, TopologyGroup, TopologyNode } from './graph';
import { hostResolver } from './hosts';
import { manifestOf } from './manifest';
import { nodesOfWorkload } from './nodes';
import { addStorage } from './storage';
import { addTraffic } from './traffic';
import { workloadsOf } from './workload';

/**
 * Returns the plane as a graph, drawn from its objects alone: workloads from their kinds, connections from
 * the addresses in variables, files and Secrets that lead to a Service, callers from what nobody inside
 * calls. It knows no object of this plane by name.
 */
export function planeTopology(objects: readonly PlaneObject[]): Topology {
  const manifests = objects.map(manifestOf);
  const workloads = workloadsOf(manifests);
  const sources = new Map(manifests.map((manifest) => [manifest.object.id, manifest]));
  const edges = edgeCollector();
  const nodes: TopologyNode[] = [];
  const groups: TopologyGroup[] = [];
  for (const workload of workloads) {
    const drawn = nodesOfWorkload(workload, manifests);
    nodes.push(...drawn.nodes);
    if (drawn.group) groups.push(drawn.group);
  }
  const traffic = addTraffic(edges, {
    workloads,
    resolve: hostResolver(workloads),
    sources,
    ownHosts: new Set(manifests.flatMap(hostsOf)),
  });
  const outside = addCallers(edges, { workloads, manifests, traffic });
  const storage = addStorage(edges, workloads, sources);
  return { nodes: [...outside, ...nodes, ...traffic.external, ...storage], groups, edges: edges.edges() };
}
