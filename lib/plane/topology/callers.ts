import type { EdgeCollector } from './edges';
import type { EdgePort, TopologyNode } from './graph';
import { isHeadless, targetPortOf } from './hosts';
import { listAt, mapAt, selects, textAt, type Manifest, type Yaml } from './manifest';
import { isIngest, protocolOf } from './protocols';
import type { Traffic } from './traffic';
import type { Workload } from './workload';

const telemetry: TopologyNode = callers('telemetry', 'Applications', 'send telemetry');
const people: TopologyNode = callers('users', 'Users', 'browsers, API clients');
const scraper: TopologyNode = callers('metrics', 'Prometheus', 'scrapes metrics');
const nodeLogs: TopologyNode = callers('node-logs', 'Logs of the nodes', 'files of all containers');

function callers(id: string, title: string, role: string): TopologyNode {
  return { id: `callers:${id}`, kind: 'callers', title, role, objectKind: '', objects: [] };
}

/**
 * Adds who is not part of the plane but uses it, as its objects tell: Services that take telemetry or
 * that nobody inside calls, routes into the cluster, monitors, and logs that a pod reads from its node.
 */
export function addCallers(
  edges: EdgeCollector,
  plane: { workloads: readonly Workload[]; manifests: readonly Manifest[]; traffic: Traffic },
): TopologyNode[] {
  const { workloads, manifests, traffic } = plane;
  const nodes = new Map<string, TopologyNode>();
  const call = (
    from: TopologyNode,
    edge: { to: string; ports: readonly EdgePort[]; via: readonly string[] },
  ) => {
    nodes.set(from.id, from);
    edges.add({ kind: 'traffic', from: from.id, ...edge });
  };
  const routed = addRoutes({ workloads, manifests, call, addEdge: edges.add, nodes });
  for (const workload of workloads) {
    for (const service of workload.services.filter((one) => !isHeadless(one))) {
      const ports = portsOf(service, { workload, encrypted: traffic.encrypted });
      const via = [service.object.id];
      const ingest = ports.filter(({ protocol }) => isIngest(protocol));
      if (ingest.length > 0) call(telemetry, { to: workload.id, ports: ingest, via });
      const isCalledInside = ports.some(({ port }) => traffic.dialled.has(`${service.object.id}:${port}`));
      const isExposed = /^(LoadBalancer|NodePort)$/.test(textAt(service.body, 'spec', 'type'));
      const rest = ports.filter(({ protocol }) => !isIngest(protocol) && protocol !== 'metrics');
      const isForPeople = (isExposed || !isCalledInside) && !routed.has(service.object.id);
      if (isForPeople && rest.length > 0) call(people, { to: workload.id, ports: rest, via });
    }
    if (readsNodeLogs(workload.pod)) {
      nodes.set(nodeLogs.id, nodeLogs);
      edges.add({ kind: 'files', from: nodeLogs.id, to: workload.id, ports: [], via: [] });
    }
  }
  for (const monitor of manifests.filter(({ object }) => /^(Service|Pod)Monitor$/.test(object.kind))) {
    for (const workload of workloads) {
      const ports = scrapedPorts(monitor, workload);
      if (ports.length > 0) call(scraper, { to: workload.id, ports, via: [monitor.object.id] });
    }
  }
  return [...nodes.values()];
}

function portsOf(
  service: Manifest,
  { workload, encrypted }: { workload: Workload; encrypted: ReadonlySet<string> },
): EdgePort[] {
  return listAt(service.body, 'spec', 'ports').map((one) => {
    const port = Number(textAt(one, 'port'));
    const protocol = protocolOf(port, { portName: textAt(one, 'name') });
    const tls = protocol.tls ?? encrypted.has(`${workload.id}:${targetPortOf(service, port, workload)}`);
    return { port, protocol: protocol.name, tls, isAtStart: false };
  });
}

function readsNodeLogs(pod: Yaml): boolean {
  return listAt(pod, 'volumes').some((volume) => textAt(volume, 'hostPath', 'path').startsWith('/var/log'));
}

function scrapedPorts(monitor: Manifest, { services, labels, containers }: Workload): EdgePort[] {
  const selector = mapAt(monitor.body, 'spec', 'selector', 'matchLabels');
  const scraped = (ports: readonly Yaml[], { names, key }: { names: readonly string[]; key: string }) =>
    ports
      .filter((one) => names.includes(textAt(one, 'name')))
      .map((one) => ({ port: Number(textAt(one, key)), protocol: 'metrics', tls: false, isAtStart: false }));
  const namesIn = (key: string) => listAt(monitor.body, 'spec', key).map((one) => textAt(one, 'port'));
  if (monitor.object.kind === 'PodMonitor') {
    if (!selects(selector, labels)) return [];
    const ports = containers.flatMap((container) => listAt(container, 'ports'));
    return scraped(ports, { names: namesIn('podMetricsEndpoints'), key: 'containerPort' });
  }
  const ports = services
    .filter(({ body }) => selects(selector, mapAt(body, 'metadata', 'labels')))
    .flatMap(({ body }) => listAt(body, 'spec', 'ports'));
  return scraped(ports, { names: namesIn('endpoints'), key: 'port' });
}

interface Routes {
  workloads: readonly Workload[];
  manifests: readonly Manifest[];
  call: (
    from: TopologyNode,
    edge: { to: string; ports: readonly EdgePort[]; via: readonly string[] },
  ) => void;
  addEdge: EdgeCollector['add'];
  nodes: Map<string, TopologyNode>;
}

/** Adds Ingresses and routes of the Gateway API. Returns the ids of the Services behind them. */
function addRoutes({ workloads, manifests, call, addEdge, nodes }: Routes): Set<string> {
  const routed = new Set<string>();
  for (const manifest of manifests) {
    const backends = backendsOf(manifest);
    if (backends.length === 0) continue;
    const { object, body } = manifest;
    const hosts = hostsOf(manifest);
    nodes.set(object.id, {
      id: object.id,
      kind: 'route',
      title: hosts[0] ?? object.name,
      role: object.kind === 'Ingress' ? 'Ingress' : `${object.kind} of the Gateway API`,
      component: object.component,
      objectKind: object.kind,
      objects: [object.id],
    });
    const targets = backends.flatMap(({ service, port }) =>
      workloads.flatMap((workload) =>
        workload.services
          .filter((one) => one.object.name === service)
          .map((one) => ({ workload, service: one, port: portNumber(one, port) })),
      ),
    );
    const tls = listAt(body, 'spec', 'tls').length > 0;
    const entry = { port: tls ? 443 : 80, protocol: tls ? 'HTTPS' : 'HTTP', tls, isAtStart: false };
    let takesTelemetry = false;
    for (const { workload, service, port } of targets) {
      routed.add(service.object.id);
      const name = listAt(service.body, 'spec', 'ports').find((one) => textAt(one, 'port') === String(port));
      const protocol = protocolOf(port, { portName: textAt(name, 'name') });
      takesTelemetry ||= isIngest(protocol.name);
      const edgePort = { port, protocol: protocol.name, tls: protocol.tls ?? false, isAtStart: false };
      addEdge({
        kind: 'traffic',
        from: object.id,
        to: workload.id,
        ports: [edgePort],
        via: [service.object.id],
      });
    }
    call(takesTelemetry ? telemetry : people, { to: object.id, ports: [entry], via: [] });
  }
  return routed;
}

function portNumber({ body }: Manifest, port: string): number {
  const ports = listAt(body, 'spec', 'ports');
  const named = ports.find((one) => textAt(one, 'name') === port);
  return Number(named ? textAt(named, 'port') : port) || Number(textAt(ports[0], 'port'));
}

function backendsOf({ object, body }: Manifest): { service: string; port: string }[] {
  if (object.kind === 'Ingress') {
    const paths = listAt(body, 'spec', 'rules').flatMap((rule) => listAt(rule, 'http', 'paths'));
    const all = [...paths.map((path) => mapAt(path, 'backend')), mapAt(body, 'spec', 'defaultBackend')];
    return all.flatMap((backend) => {
      const service = textAt(backend, 'service', 'name');
      const port = mapAt(backend, 'service', 'port');
      return service === '' ? [] : [{ service, port: textAt(port, 'name') || textAt(port, 'number') }];
    });
  }
  if (!/^(HTTP|GRPC|TCP|TLS)Route$/.test(object.kind)) return [];
  return listAt(body, 'spec', 'rules')
    .flatMap((rule) => listAt(rule, 'backendRefs'))
    .map((backend) => ({ service: textAt(backend, 'name'), port: textAt(backend, 'port') }));
}

/** Returns the host names that an Ingress or a route answers to. */
export function hostsOf({ object, body }: Manifest): string[] {
  const hosts =
    object.kind === 'Ingress'
      ? listAt(body, 'spec', 'rules').map((rule) => textAt(rule, 'host'))
      : /Route$/.test(object.kind)
        ? listAt(body, 'spec', 'hostnames').map((host) => textAt(host))
        : [];
  return [...new Set(hosts.filter((host) => host !== ''))];
}
