import type { EdgeCollector } from './edges';
import { addressesIn, type Addresses, type Endpoint } from './endpoints';
import type { EdgePort, TopologyNode } from './graph';
import { portNameOf, targetPortOf, type Destination, type HostResolver } from './hosts';
import { listAt, textAt, type Manifest } from './manifest';
import { externalProductOf, protocolOf } from './protocols';
import { settingsOf, type Sources } from './settings';
import { isDrawnAsReplicas, replicaId, type Workload } from './workload';

/** What the traffic needs to know of the whole plane. */
export interface Surroundings {
  workloads: readonly Workload[];
  resolve: HostResolver;
  sources: Sources;
  /** Host names under which the plane itself is reached from outside. */
  ownHosts: ReadonlySet<string>;
}

/** What the plane's own workloads call: edges inside it, and nodes of services outside. */
export interface Traffic {
  external: TopologyNode[];
  /** Ports that a workload encrypts, by `workload id:port`. */
  encrypted: ReadonlySet<string>;
  /** Ports of Services that a workload of the plane dials, as `Service id:port`. */
  dialled: ReadonlySet<string>;
}

/** Adds an edge for every address that a workload is told to call. Returns what it learned on the way. */
export function addTraffic(edges: EdgeCollector, around: Surroundings): Traffic {
  const addresses = new Map(
    around.workloads.map((workload) => [workload, addressesIn(settingsOf(workload, around.sources))]),
  );
  const encrypted = encryptedPorts(addresses);
  const external = new Map<string, TopologyNode>();
  const dialled = new Set<string>();
  for (const [workload, { endpoints }] of addresses) {
    const byPod = new Map<Workload, (Endpoint & { ordinal: number; service: Manifest })[]>();
    for (const endpoint of endpoints) {
      const destination = around.resolve(endpoint.host);
      if (!destination) {
        addExternal({ edges, external, around }, workload, endpoint);
        continue;
      }
      const { service, ordinal } = destination;
      dialled.add(`${service.object.id}:${endpoint.port}`);
      const port = portOf(endpoint, destination, encrypted);
      if (ordinal !== undefined && isDrawnAsReplicas(destination.workload)) {
        const pods = byPod.get(destination.workload) ?? [];
        pods.push({ ...endpoint, tls: port.tls, ordinal, service });
        byPod.set(destination.workload, pods);
      } else if (destination.workload !== workload) {
        edges.add({
          kind: 'traffic',
          from: workload.id,
          to: destination.workload.id,
          ports: [port],
          via: [service.object.id],
        });
      }
    }
    for (const [target, pods] of byPod) addPods(edges, { from: workload, to: target, pods });
  }
  return { external: [...external.values()], encrypted, dialled };
}

interface PodCalls {
  from: Workload;
  to: Workload;
  pods: readonly (Endpoint & { ordinal: number; service: Manifest })[];
}

/** Calls of single pods: peers among each other, or a caller that knows all of them by name. */
function addPods(edges: EdgeCollector, { from, to, pods }: PodCalls): void {
  const ordinals = [...new Set(pods.map((pod) => pod.ordinal))].sort((one, other) => one - other);
  for (const pod of pods) {
    const ports = [edgePort(pod, pod.service)];
    const via = [pod.service.object.id];
    if (from === to) {
      for (const other of ordinals.filter((ordinal) => ordinal < pod.ordinal)) {
        const ends = { from: replicaId(to, other), to: replicaId(to, pod.ordinal) };
        edges.add({ kind: 'peers', ...ends, ports: [...ports, ...peerPorts(pod.service)], via });
      }
    } else {
      const target = ordinals.length === to.replicas ? to.id : replicaId(to, pod.ordinal);
      edges.add({ kind: 'traffic', from: from.id, to: target, ports, via });
    }
  }
}

/** Ports of the Service of a StatefulSet that only its own replicas speak on, named in no list of addresses. */
function peerPorts(service: Manifest): EdgePort[] {
  return listAt(service.body, 'spec', 'ports').flatMap((one) => {
    const port = Number(textAt(one, 'port'));
    const protocol = protocolOf(port, { portName: textAt(one, 'name') });
    return protocol.betweenPeers
      ? [{ port, protocol: protocol.name, tls: protocol.tls ?? false, isAtStart: false }]
      : [];
  });
}

function portOf(endpoint: Endpoint, { workload, service }: Destination, encrypted: ReadonlySet<string>) {
  const port = edgePort(endpoint, service);
  const target = targetPortOf(service, endpoint.port, workload);
  return { ...port, tls: port.tls || encrypted.has(`${workload.id}:${target}`) };
}

function edgePort({ port, scheme, tls, isAtStart }: Endpoint, service?: Manifest): EdgePort {
  const portName = service ? portNameOf(service, port) : '';
  const protocol = protocolOf(port, { portName, ...(scheme === undefined ? {} : { scheme }) });
  return { port, protocol: protocol.name, tls: tls || (protocol.tls ?? false), isAtStart };
}

function encryptedPorts(addresses: ReadonlyMap<Workload, Addresses>): Set<string> {
  const encrypted = new Set<string>();
  for (const [workload, { listeners }] of addresses) {
    for (const { port, tls } of listeners) if (tls) encrypted.add(`${workload.id}:${port}`);
  }
  return encrypted;
}

interface ExternalTarget {
  edges: EdgeCollector;
  external: Map<string, TopologyNode>;
  around: Surroundings;
}

function addExternal({ edges, external, around }: ExternalTarget, from: Workload, endpoint: Endpoint): void {
  const { host, port, setting } = endpoint;
  if (around.ownHosts.has(host)) return;
  const role = externalProductOf(setting, host, port);
  const id = `external:${role}:${host}`;
  if (!external.has(id)) {
    external.set(id, { id, kind: 'external', title: host, role, objectKind: '', objects: [] });
  }
  edges.add({ kind: 'traffic', from: from.id, to: id, ports: [edgePort(endpoint)], via: [] });
}
