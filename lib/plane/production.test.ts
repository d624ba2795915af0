import { describe, expect, it } from 'vitest';
import { validateValues, withValue } from '../values';
import { sampleValues, switches } from '../values/testing/arbitrary';
import { production } from './testing/production';
import {
  containersOf,
  podsOf,
  renderedObjects,
  secretsOf,
  type RenderedObject,
  type RenderedPod,
} from './testing/rendered';

/** Every Secret that the chart would write comes from the user instead. */
const everySecretGiven = {
  clickstack: { credentials: { existingSecret: 'given-store' } },
  gateway: { auth: { enabled: true, existingSecret: 'given-token' } },
  hyperdx: {
    secrets: { existingSecret: 'given-ui' },
    signing: { existingSecret: 'given-signing', baseUrl: 'https://hyperdx.example.com' },
    provision: {
      existingSecret: 'given-connections',
      extraConnections: [
        { name: 'Other', host: 'http://other:8123', username: 'reader', password: 'secret' },
      ],
    },
    mongodb: { auth: { existingSecret: 'given-mongodb' } },
  },
  observer: {
    telemetry: { dualRead: true },
    openSearch: { address: 'https://search.example.com:9200', existingSecret: 'given-search' },
  },
};

const names = (objects: readonly RenderedObject[], kind: string) =>
  objects.filter((object) => object.kind === kind).map((object) => object.metadata.name);

/** Who works on the cluster itself: has a token, and may call the API server, which no policy can name. */
const callsApiServer = ({ owner }: RenderedPod) =>
  owner === 'DaemonSet/collectors' || owner.startsWith('Job/migration-cleanup-');

it('the values have no error', () => {
  for (const values of [production, everySecretGiven])
    expect(validateValues(values).filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('every pod', () => {
  const pods = podsOf(renderedObjects(production));

  it('is one of these, so the rules below are asked of all', () => {
    expect(pods.map(({ owner }) => owner.replace(/-[0-9a-f]{10}$/, '')).sort()).toEqual([
      'CronJob/hyperdx-alerts',
      'DaemonSet/collectors',
      'Deployment/hyperdx',
      'Deployment/observer',
      'Deployment/otlp-gateway',
      'Job/clickstack-init',
      'Job/migration-cleanup',
      'Job/migration-validation',
      'Pod/plane-test',
      'StatefulSet/clickstack',
      'StatefulSet/hyperdx-mongodb',
    ]);
  });

  it.each(pods.map((pod) => [pod.owner, pod] as const))('%s comes from the mirror', (_owner, pod) => {
    expect(pod.spec['imagePullSecrets']).toEqual([{ name: 'pull' }]);
    for (const { image } of containersOf(pod)) expect(image).toMatch(/^registry\.example\.com\/mirror\//);
  });

  it.each(pods.filter((pod) => !callsApiServer(pod)).map((pod) => [pod.owner, pod] as const))(
    '%s has an account without a token',
    (_owner, pod) => {
      expect(pod.spec['automountServiceAccountToken']).toBe(false);
      expect(pod.spec['serviceAccountName']).toMatch(
        /^(clickstack|otlp-gateway|hyperdx|hyperdx-mongodb|observer|migration)$/,
      );
    },
  );

  // Collectors read files of root; what that takes, the cluster suite checks.
  const confined = pods.filter(({ owner }) => owner !== 'DaemonSet/collectors');
  it.each(confined.map((pod) => [pod.owner, pod] as const))('%s is restricted', (_owner, pod) => {
    expect(pod.spec['securityContext']).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { name, securityContext } of containersOf(pod))
      expect(securityContext, name).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      });
  });
});

it('every pod runs where its component is told to', () => {
  const place = {
    priorityClassName: 'high',
    nodeSelector: { pool: 'plane' },
    tolerations: [{ key: 'plane', operator: 'Exists' }],
  };
  const components = ['clickstack', 'gateway', 'hyperdx', 'hyperdx.mongodb', 'observer', 'collectors'];
  const placed = [...components, 'migration'].reduce<unknown>(
    (values, component) =>
      Object.entries(place).reduce(
        (all, [key, value]) => withValue(all, `${component}.${key}`, value),
        values,
      ),
    production,
  );
  for (const { owner, spec } of podsOf(renderedObjects(placed))) expect(spec, owner).toMatchObject(place);

  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } };
  const drawn = components.reduce<unknown>(
    (values, component) => withValue(values, `${component}.affinity`, { nodeAffinity }),
    production,
  );
  for (const { owner, spec } of podsOf(renderedObjects(drawn)))
    if (!owner.startsWith('Job/migration-')) expect(spec['affinity'], owner).toEqual({ nodeAffinity });
});

it('the pods that prepare and test ClickHouse run where it runs, but keep no distance to it', () => {
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'host' }] },
  };
  const pods = podsOf(renderedObjects({ clickstack: { ...production.clickstack, tls: {}, affinity } }));
  const jobs = pods.filter(({ owner }) => /^(Job|Pod)\//.test(owner));
  expect(jobs).toHaveLength(2);
  for (const { spec } of jobs)
    expect(spec).toMatchObject({ priorityClassName: 'high', nodeSelector: { pool: 'data' } });
  for (const { spec } of jobs) expect(spec['affinity']).toEqual({ nodeAffinity: affinity.nodeAffinity });
});

describe('Secrets', () => {
  it('are none of the chart when all are given', () => {
    expect(names(renderedObjects(everySecretGiven), 'Secret')).toEqual([]);
  });

  it('of an external MongoDB may be given too', () => {
    const mongodb = { enabled: false, connection: { existingSecret: 'given-uri' } };
    const objects = renderedObjects({
      ...everySecretGiven,
      hyperdx: { ...everySecretGiven.hyperdx, mongodb },
    });
    expect(names(objects, 'Secret')).toEqual([]);
  });

  const documents = [
    production,
    everySecretGiven,
    {},
    ...switches().map(({ overrides }) => overrides),
    ...sampleValues(100),
  ];
  it('that a pod reads are written by the chart, by cert-manager, or named in the values', () => {
    for (const values of documents) {
      const objects = renderedObjects(values);
      const written = [
        ...names(objects, 'Secret'),
        ...objects.flatMap(({ kind, spec }) =>
          kind === 'Certificate' ? [String(spec?.['secretName'])] : [],
        ),
      ];
      const given = JSON.stringify(values);
      for (const pod of podsOf(objects))
        for (const secret of secretsOf(pod))
          expect(
            written.includes(secret) || given.includes(`"${secret}"`),
            `${pod.owner}: ${secret} in ${given}`,
          ).toBe(true);
    }
  });
});

interface Policy {
  podSelector: { matchLabels: Record<string, string> };
  policyTypes: string[];
  ingress?: {
    from?: { podSelector?: { matchLabels: Record<string, string> } }[];
    ports?: { port: string }[];
  }[];
  egress?: { to?: unknown[]; ports?: { port: number }[] }[];
}

describe('network policies', () => {
  const objects = renderedObjects(production);
  // The API server checks their shape in the cluster suite.
  const policies = objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ spec }) => spec as unknown as Policy);
  const selects = (selector: Record<string, string>, labels: Record<string, string>) =>
    Object.entries(selector).every(([key, value]) => labels[key] === value);

  it('select every pod, once, and let it resolve names', () => {
    for (const pod of podsOf(objects)) {
      const own = policies.filter(({ podSelector }) => selects(podSelector.matchLabels, pod.labels));
      expect(own, pod.owner).toHaveLength(1);
      const isOpen = callsApiServer(pod);
      expect(own[0]?.policyTypes, pod.owner).toEqual(isOpen ? ['Ingress'] : ['Ingress', 'Egress']);
      const dns = own[0]?.egress?.some(({ ports = [] }) => ports.some(({ port }) => port === 53));
      expect(dns ?? false, pod.owner).toBe(!isOpen);
    }
  });

  it('let in by ClickHouse whoever holds one of its passwords, and nobody else of the plane', () => {
    const store = policies.find(
      ({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/name'] === 'clickstack',
    );
    const clients =
      store?.ingress?.find(({ ports = [] }) => ports.some(({ port }) => port === 'native-tls'))?.from ?? [];
    for (const pod of podsOf(objects)) {
      const calls = containersOf(pod).some(({ env = [] }) =>
        env.some(({ valueFrom }) => valueFrom?.secretKeyRef?.name === 'clickstack-credentials'),
      );
      const mayCall = clients.some(({ podSelector }) => selects(podSelector?.matchLabels ?? {}, pod.labels));
      if (!pod.owner.startsWith('StatefulSet/')) expect(mayCall, pod.owner).toBe(calls);
    }
  });

  it('open only ports that the pods have', () => {
    for (const policy of policies) {
      const pod = podsOf(objects).find(({ labels }) => selects(policy.podSelector.matchLabels, labels));
      const ports = JSON.stringify(pod?.spec.containers);
      for (const { ports: opened = [] } of policy.ingress ?? [])
        for (const { port } of opened) expect(ports).toContain(`"name":"${port}"`);
    }
  });

  it('restrict what is called only where that is wanted; the stores never call out', () => {
    const open = renderedObjects({ networkPolicy: { enabled: true } });
    const restricted = open
      .filter(
        ({ kind, spec }) =>
          kind === 'NetworkPolicy' && (spec?.['policyTypes'] as string[]).includes('Egress'),
      )
      .map(({ metadata }) => metadata.name);
    expect(restricted.sort()).toEqual(['clickstack', 'hyperdx-mongodb']);
  });
});

describe('certificates', () => {
  const objects = renderedObjects(production);
  const hostsOf = (secret: string): string[] => {
    const found = objects.find(({ kind, spec }) => kind === 'Certificate' && spec?.['secretName'] === secret);
    return (found?.spec?.['dnsNames'] as string[] | undefined) ?? [];
  };
  const covers = (hosts: readonly string[], host: string) =>
    hosts.includes(host) || hosts.includes(host.replace(/^[^.]+/, '*'));

  it('of ClickHouse name every host that the plane calls it by', () => {
    const hosts = hostsOf('clickstack-tls');
    const called = new Set(
      JSON.stringify(objects).match(/[a-z0-9-]*\.?clickstack(-headless)?\.obs\.svc[a-z.]*[a-z]/g),
    );
    expect(called.size).toBeGreaterThan(3);
    // A pod's own name is put together in the pod.
    for (const host of [...called].filter((name) => !name.startsWith('.')))
      expect(covers(hosts, host), host).toBe(true);
  });

  it('of MongoDB name the host in its URI', () => {
    const secret = objects.find(
      ({ kind, metadata }) => kind === 'Secret' && metadata.name === 'hyperdx-mongodb',
    );
    const uri = Buffer.from(secret?.data?.['uri'] ?? '', 'base64').toString();
    expect(uri).toMatch(/[?&]tls=true&tlsCAFile=\/etc\/mongodb\/ca\/ca\.crt/);
    expect(hostsOf('hyperdx-mongodb-tls')).toContain(new URL(uri).hostname);
  });

  it('are trusted where they are met: each client mounts the authority', () => {
    const mounts = (owner: RegExp) =>
      podsOf(objects)
        .filter((pod) => owner.test(pod.owner))
        .flatMap((pod) =>
          containersOf(pod).map(
            ({ name, volumeMounts = [] }) =>
              `${name} ${volumeMounts.map(({ mountPath }) => mountPath).join(' ')}`,
          ),
        );
    for (const mounted of mounts(/otlp-gateway|observer|init|test|Deployment\/hyperdx$|alerts/)) {
      if (/^wait-for-mongodb/.test(mounted)) expect(mounted).toContain('/etc/mongodb/ca');
      else expect(mounted).toContain('/etc/clickstack/ca');
    }
    for (const mounted of mounts(/collectors/)) expect(mounted).toContain('/etc/otelcol/tls');
    for (const mounted of mounts(/migration-validation/)) expect(mounted).toContain('/etc/clickstack/ca');
    for (const mounted of mounts(/Deployment\/hyperdx$|alerts/)) expect(mounted).toContain('/etc/mongodb/ca');
  });

  it('of Ingress hosts come from their own issuer', () => {
    const edge = renderedObjects({
      certManager: { enabled: true, edge: { enabled: true, issuerRef: { name: 'letsencrypt' } } },
      hyperdx: { ingress: { enabled: true, host: 'ui.example.com' } },
      observer: { ingress: { enabled: true, host: 'api.example.com', tlsSecret: 'given' } },
    });
    const certificates = edge
      .filter(({ kind }) => kind === 'Certificate')
      .map(({ metadata }) => metadata.name);
    expect(certificates.sort()).toEqual(['hyperdx-ingress-tls', 'plane-ca']);
    const [hyperdx] = edge.filter(({ metadata }) => metadata.name === 'hyperdx-ingress-tls');
    expect(hyperdx?.spec).toMatchObject({
      dnsNames: ['ui.example.com'],
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    });
    const ingress = edge.find(({ kind, metadata }) => kind === 'Ingress' && metadata.name === 'hyperdx');
    expect(ingress?.spec?.['tls']).toEqual([
      { hosts: ['ui.example.com'], secretName: 'hyperdx-ingress-tls' },
    ]);
  });
});

it('a scrape that outlasts its interval is refused by the chart too', () => {
  const serviceMonitors = { enabled: true, interval: '5s', scrapeTimeout: '10s' };
  expect(() => renderedObjects({ monitoring: { serviceMonitors } })).toThrow(
    'monitoring.serviceMonitors.scrapeTimeout: longer than the interval',
  );
});

describe('routes', () => {
  it('lead to ports that the Services have', () => {
    const parentRefs = [{ name: 'edge', namespace: 'gateways', sectionName: 'https' }];
    const route = (hostname: string) => ({ enabled: true, parentRefs, hostnames: [hostname] });
    const objects = renderedObjects({
      gateway: { route: route('otlp.example.com'), grpcRoute: route('grpc.example.com') },
      hyperdx: { route: route('ui.example.com') },
      observer: { route: route('api.example.com') },
    });
    const routes = objects.filter(({ apiVersion }) => apiVersion === 'gateway.networking.k8s.io/v1');
    expect(routes.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'GRPCRoute otlp-gateway',
      'HTTPRoute hyperdx',
      'HTTPRoute observer',
      'HTTPRoute otlp-gateway',
    ]);
    for (const { spec } of routes) {
      const rules = spec?.['rules'] as { backendRefs: { name: string; port: number }[] }[];
      for (const { name, port } of rules.flatMap(({ backendRefs }) => backendRefs)) {
        const service = objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
        const ports = (service?.spec?.['ports'] as { port: number }[]).map((one) => one.port);
        expect(ports).toContain(port);
      }
    }
  });

  it('need a Gateway, as the guard says where no model is asked', () => {
    expect(() => renderedObjects({ observer: { route: { enabled: true } } })).toThrow(
      'observer.route.parentRefs: a route needs a Gateway to attach to',
    );
  });
});

it('the URI of an external MongoDB names a private authority, unless it does so itself', () => {
  const uriFor = (externalUri: string) => {
    const connection = { externalUri, caSecret: 'mongodb-ca' };
    const objects = renderedObjects({ hyperdx: { mongodb: { enabled: false, connection } } });
    const secret = objects.find(
      ({ kind, metadata }) => kind === 'Secret' && metadata.name === 'hyperdx-mongodb',
    );
    return Buffer.from(secret?.data?.['uri'] ?? '', 'base64').toString();
  };
  const options = 'tls=true&tlsCAFile=/etc/mongodb/ca/ca.crt';
  expect(uriFor('mongodb://m.example.com')).toBe(`mongodb://m.example.com/?${options}`);
  expect(uriFor('mongodb://m.example.com/hyperdx')).toBe(`mongodb://m.example.com/hyperdx?${options}`);
  expect(uriFor('mongodb+srv://m.example.com/h?w=1')).toBe(`mongodb+srv://m.example.com/h?w=1&${options}`);
  expect(uriFor('mongodb://m/h?tlsCAFile=/x')).toBe('mongodb://m/h?tlsCAFile=/x');
});
