import { describe, expect, it } from 'vitest';
import { sampleValues, switches } from '../../values/testing/arbitrary';
import { renderPlane, type PlaneObject } from '../render';
import { manifestOf, mapAt } from './manifest';
import { planeTopology, type Topology } from './index';

const minimal = { global: { installationMode: 'minimal' } };
const dualRead = {
  observer: {
    telemetry: { dualRead: true },
    openSearch: { address: 'https://search.example.com:9200', username: 'reader', password: 'p' },
  },
};
const externalStore = {
  clickstack: {
    enabled: false,
    external: { host: 'clickhouse.example.com', nativePort: 9440, httpPort: 8443, secure: true },
    credentials: {
      username: 'admin',
      password: 'p-admin',
      ingest: { password: 'p-ingest' },
      observer: { password: 'p-observer' },
      ui: { password: 'p-ui' },
    },
  },
};
const encrypted = {
  clickstack: { tls: { enabled: true, secretName: 'clickstack-tls' } },
  gateway: { tls: { enabled: true, secretName: 'gateway-tls' } },
};
const externalMongo = {
  hyperdx: {
    mongodb: { enabled: false, connection: { externalUri: 'mongodb://u:p-mongo@mongo.example.com/hyperdx' } },
  },
};
const exposed = {
  hyperdx: { ingress: { enabled: true, host: 'ui.example.com', tlsSecret: 'ui-tls' } },
};

function drawn(values: unknown): { topology: Topology; objects: readonly PlaneObject[] } {
  const render = renderPlane(values);
  if (!render.ok) throw new Error(render.message);
  return { topology: planeTopology(render.objects), objects: render.objects };
}

function portsBetween({ edges }: Topology, from: string, to: string): string[] {
  return edges
    .filter((edge) => edge.kind === 'traffic' && edge.from === from && edge.to === to)
    .flatMap(({ ports }) =>
      ports.map(({ port, protocol, tls }) => `${protocol} ${port}${tls ? ' TLS' : ''}`),
    );
}

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

function hasToken(object: PlaneObject): boolean {
  return mapAt(manifestOf(object).body, 'spec', 'template', 'spec')['automountServiceAccountToken'] === true;
}

/** What holds for every plane, whatever its values are. */
function expectSound(topology: Topology, objects: readonly PlaneObject[], label: string): void {
  const ids = [...topology.nodes, ...topology.groups].map(({ id }) => id);
  expect(new Set(ids).size, `${label}: ids are unique`).toBe(ids.length);
  for (const edge of topology.edges) {
    expect(ids, `${label}: ${edge.id} starts at a node`).toContain(edge.from);
    expect(ids, `${label}: ${edge.id} ends at a node`).toContain(edge.to);
    expect(edge.from, `${label}: ${edge.id} joins two`).not.toBe(edge.to);
    const isNetwork = edge.kind === 'traffic' || edge.kind === 'peers';
    expect(edge.ports.length > 0, `${label}: ${edge.id} names its ports`).toBe(isNetwork);
  }
  const owned = new Set([...topology.nodes, ...topology.groups].flatMap((node) => node.objects));
  const known = new Set(objects.map((object) => object.id));
  for (const id of owned) expect(known, `${label}: a node refers to ${id}`).toContain(id);
  for (const object of objects.filter(({ isHook }) => !isHook)) {
    const selector = mapAt(manifestOf(object).body, 'spec', 'selector');
    const isService = object.kind === 'Service' && Object.keys(selector).length > 0;
    if (workloadKinds.includes(object.kind) || isService) {
      expect(owned, `${label}: ${object.id} is in the picture`).toContain(object.id);
    }
  }
  for (const group of topology.groups) {
    const replicas = topology.nodes.filter((node) => node.group === group.id);
    expect(
      replicas.map(({ id }) => id),
      label,
    ).toEqual(group.members);
  }
  // Who has a token works on the cluster itself, which is no part of the picture.
  const withToken = new Set(objects.filter(hasToken).map(({ id }) => id));
  const parts = topology.nodes.filter(({ kind }) => kind !== 'secret' && kind !== 'volume');
  for (const node of parts.filter((part) => !part.objects.some((id) => withToken.has(id)))) {
    const ends = topology.edges.flatMap(({ from, to }) => [from, to]);
    expect(ends.includes(node.id) || ends.includes(node.group ?? ''), `${label}: ${node.id} is joined`).toBe(
      true,
    );
  }
}

describe('planeTopology', () => {
  it('is sound for large choices', () => {
    const choices = { defaults: {}, minimal, dualRead, externalStore, encrypted, externalMongo, exposed };
    for (const [name, values] of Object.entries(choices)) {
      const { topology, objects } = drawn(values);
      expectSound(topology, objects, name);
    }
  });

  it('is sound for every switch flipped', () => {
    for (const { path, overrides } of switches()) {
      const { topology, objects } = drawn(overrides);
      expectSound(topology, objects, path);
    }
  });

  it('is sound for generated values', () => {
    for (const [index, values] of sampleValues(60).entries()) {
      const { topology, objects } = drawn(values);
      expectSound(topology, objects, `document ${index}: ${JSON.stringify(values)}`);
    }
  });

  it('draws every server of a cluster, and joins each two of them', () => {
    const { topology } = drawn({});
    const [group] = topology.groups;
    expect(group).toMatchObject({ id: 'StatefulSet/clickstack', role: 'ClickHouse, Keeper' });
    expect(group?.members).toHaveLength(3);
    const peers = topology.edges.filter(({ kind }) => kind === 'peers');
    expect(peers).toHaveLength(3);
    for (const { ports } of peers) {
      expect(ports.map(({ port }) => port)).toEqual([9000, 9009, 9181, 9234]);
    }
  });

  it('draws one server and no Keeper in minimal mode', () => {
    const { topology } = drawn(minimal);
    expect(topology.nodes.filter(({ role }) => role.startsWith('ClickHouse'))).toMatchObject([
      { id: 'StatefulSet/clickstack', role: 'ClickHouse', replicas: { least: 1, most: 1 } },
      { id: 'Job/clickstack-init', role: 'ClickHouse, runs once' },
    ]);
    expect(topology.groups).toEqual([]);
    expect(topology.edges.filter(({ kind }) => kind === 'peers')).toEqual([]);
    const spoken = topology.edges.flatMap(({ ports }) => ports.map(({ protocol }) => protocol));
    expect(spoken).not.toContain('Keeper');
  });

  it('names ports and protocols on the way of telemetry', () => {
    const { topology } = drawn({});
    const ingest = portsBetween(topology, 'callers:telemetry', 'Deployment/otlp-gateway');
    expect(ingest).toEqual(['OTLP/gRPC 4317', 'OTLP/HTTP 4318']);
    const store = portsBetween(topology, 'Deployment/otlp-gateway', 'StatefulSet/clickstack');
    expect(store).toEqual(['native 9000']);
    const ui = portsBetween(topology, 'Deployment/hyperdx', 'StatefulSet/clickstack');
    expect(ui).toEqual(['HTTP 8123']);
    const state = portsBetween(topology, 'Deployment/hyperdx', 'StatefulSet/hyperdx-mongodb');
    expect(state).toEqual(['MongoDB 27017']);
  });

  it('shows OpenSearch only for dual read', () => {
    const openSearch = (topology: Topology) => topology.nodes.filter(({ role }) => role === 'OpenSearch');
    expect(openSearch(drawn({}).topology)).toEqual([]);
    const { topology } = drawn(dualRead);
    expect(openSearch(topology)).toMatchObject([{ kind: 'external', title: 'search.example.com' }]);
    const ports = portsBetween(topology, 'Deployment/observer', 'external:OpenSearch:search.example.com');
    expect(ports).toEqual(['HTTP 9200 TLS']);
  });

  it('puts an external ClickHouse in the place of the servers', () => {
    const { topology } = drawn(externalStore);
    const ids = topology.nodes.map(({ id }) => id);
    expect(ids).not.toContain('StatefulSet/clickstack');
    const store = 'external:ClickHouse:clickhouse.example.com';
    expect(ids).toContain(store);
    expect(portsBetween(topology, 'Deployment/otlp-gateway', store)).toEqual(['native 9440 TLS']);
    expect(portsBetween(topology, 'Deployment/observer', store)).toEqual(['native 9440 TLS']);
    expect(portsBetween(topology, 'Deployment/hyperdx', store)).toContain('HTTPS 8443 TLS');
  });

  it('reads the address of an external MongoDB out of a Secret, and shows nothing secret', () => {
    const { topology } = drawn(externalMongo);
    const state = portsBetween(topology, 'Deployment/hyperdx', 'external:MongoDB:mongo.example.com');
    expect(state).toEqual(['MongoDB 27017']);
    expect(JSON.stringify(topology)).not.toContain('p-mongo');
  });

  it('says which ports are encrypted', () => {
    const { topology } = drawn(encrypted);
    const ingest = portsBetween(topology, 'callers:telemetry', 'Deployment/otlp-gateway');
    expect(ingest).toEqual(['OTLP/gRPC 4317 TLS', 'OTLP/HTTP 4318 TLS']);
    const store = portsBetween(topology, 'Deployment/otlp-gateway', 'StatefulSet/clickstack');
    expect(store).toEqual(['native 9440 TLS']);
    const calls = topology.edges.filter(
      ({ kind, to }) => kind === 'traffic' && to === 'StatefulSet/clickstack',
    );
    for (const { from, ports } of calls) {
      expect(
        ports.map(({ tls }) => tls),
        from,
      ).toEqual(ports.map(() => true));
    }
  });

  it('leads browsers through an Ingress where there is one', () => {
    const { topology } = drawn(exposed);
    expect(portsBetween(topology, 'callers:users', 'Deployment/hyperdx')).toEqual([]);
    const route = topology.nodes.find(({ kind }) => kind === 'route');
    expect(route).toMatchObject({ title: 'ui.example.com', role: 'Ingress' });
    expect(portsBetween(topology, 'callers:users', route?.id ?? '')).toEqual(['HTTPS 443 TLS']);
    expect(portsBetween(topology, route?.id ?? '', 'Deployment/hyperdx')).toEqual(['HTTP 3000']);
  });

  it('shows the range of an autoscaler', () => {
    const { topology } = drawn({
      gateway: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 6 } },
    });
    const gateway = topology.nodes.find(({ id }) => id === 'Deployment/otlp-gateway');
    expect(gateway?.replicas).toEqual({ least: 2, most: 6 });
  });

  it('says which Secret gives which keys to whom, also one that is not in the plane', () => {
    const { topology } = drawn({ clickstack: { credentials: { existingSecret: 'store' } } });
    expect(topology.nodes.find(({ id }) => id === 'Secret/store')).toMatchObject({
      kind: 'secret',
      role: 'Secret, not in this plane',
      objects: [],
    });
    const uses = topology.edges.filter(({ kind, from }) => kind === 'secret' && from === 'Secret/store');
    const gateway = uses.find(({ to }) => to === 'Deployment/otlp-gateway');
    expect(gateway?.detail).toContain('ingest-password');
  });

  it('knows the names of other charts as little as those of this one', () => {
    const render = renderPlane({ global: { namePrefix: 'second' } }, { namespace: 'elsewhere' });
    if (!render.ok) throw new Error(render.message);
    const topology = planeTopology(render.objects);
    expectSound(topology, render.objects, 'prefixed');
    const { topology: plain } = drawn({});
    const shape = ({ nodes, edges }: Topology) => ({
      roles: nodes.map(({ role }) => role).sort(),
      ports: edges.flatMap(({ ports }) => ports.map(({ port }) => port)).sort(),
    });
    expect(shape(topology)).toEqual(shape(plain));
  });

  it('draws collectors on the nodes from a DaemonSet that reads their logs', () => {
    const text = [
      'apiVersion: apps/v1',
      'kind: DaemonSet',
      'metadata: {name: node-agent}',
      'spec:',
      '  template:',
      '    metadata: {labels: {app: agent}}',
      '    spec:',
      '      containers:',
      '        - name: agent',
      '          image: registry.example.com:5000/mirror/otel/opentelemetry-collector-contrib:0.155.0',
      '          env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "otlp-gateway:4317"}]',
      '      volumes: [{name: logs, hostPath: {path: /var/log/pods}}]',
    ].join('\n');
    const agent: PlaneObject = {
      ...{ id: 'DaemonSet/node-agent', component: 'shared', kind: 'DaemonSet', name: 'node-agent' },
      ...{ apiVersion: 'apps/v1', source: 'templates/agent.yaml', text, isHook: false },
    };
    const { objects } = drawn({});
    const topology = planeTopology([...objects, agent]);
    const node = topology.nodes.find(({ id }) => id === agent.id);
    expect(node?.role).toBe('OpenTelemetry Collector, on every node');
    expect(portsBetween(topology, agent.id, 'Deployment/otlp-gateway')).toEqual(['OTLP/gRPC 4317']);
    expect(topology.edges).toContainEqual(
      expect.objectContaining({ kind: 'files', from: 'callers:node-logs', to: agent.id }),
    );
  });

  it('leaves an object that is no YAML out instead of failing', () => {
    const { objects } = drawn({});
    const broken = objects.map((object) =>
      object.kind === 'ConfigMap' ? { ...object, text: 'data: [\n' } : object,
    );
    expect(planeTopology(broken).nodes.length).toBeGreaterThan(5);
  });
});
