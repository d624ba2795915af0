// The values documents that the suites try: every mode, every switch, the large choices together, and
// documents generated from the values model with a fixed seed.
import { leafChanges, sampleValues, switches } from '../../lib/values/testing/arbitrary';
import { type Values } from './rendered-chart';

/** A values document under a name that test output can show. */
export interface Variant {
  name: string;
  values: Values;
}

/** How many generated documents the suites try. */
export const sampleCount = 120;

const passwords = {
  username: 'store_admin',
  password: 'p-admin',
  ingest: { password: 'p-ingest' },
  observer: { password: 'p-observer' },
  ui: { password: 'p-ui' },
};
const minimal = { installationMode: 'minimal' };
const externalStore = {
  enabled: false,
  external: { host: 'clickhouse.example.com', nativePort: 9440, httpPort: 8443, secure: true },
  credentials: passwords,
};

const search = { address: 'https://search.example.com:9200', password: 'p', caSecret: 'search-ca' };

/** Choices of the collectors that need each other. Their pods need a namespace that admits them. */
export const collectorChoices: readonly Variant[] = [
  { name: 'collectors', values: { collectors: { enabled: true } } },
  {
    name: 'collectors in a namespace of their own, with everything that they gather',
    values: {
      collectors: {
        enabled: true,
        namespace: { name: 'plane-collectors', create: false },
        kubeletStats: { enabled: true, insecureSkipVerify: true },
        hostMetrics: { enabled: true },
        logs: { includeNamespaces: ['a', 'b'], excludeNamespaces: ['c'], startAt: 'beginning' },
      },
      gateway: { auth: { enabled: true } },
      networkPolicy: { enabled: true, otlpNamespaces: ['apps'] },
    },
  },
  {
    name: 'collectors by gRPC with client certificates',
    values: {
      gateway: { tls: { enabled: true, secretName: 'gateway-tls', clientCA: true } },
      collectors: {
        enabled: true,
        otlp: {
          protocol: 'grpc',
          compression: 'zstd',
          tls: { enabled: true, secretName: 'collectors-tls', certFile: 'tls.crt', keyFile: 'tls.key' },
        },
      },
    },
  },
  {
    name: 'collectors for a plane elsewhere',
    values: {
      gateway: { enabled: false },
      collectors: {
        enabled: true,
        otlp: { endpoint: 'https://otlp.example.com', tokenSecret: 'otlp-token' },
        queue: { persistent: false },
      },
    },
  },
  {
    name: 'nothing but collectors, for a gateway in another cluster',
    values: {
      clickstack: { enabled: false },
      gateway: { enabled: false },
      hyperdx: { enabled: false },
      observer: { enabled: false },
      collectors: {
        enabled: true,
        namespace: { name: 'plane-collectors', create: false },
        otlp: {
          endpoint: 'https://otlp.example.com',
          tokenSecret: 'otlp-token',
          tls: { enabled: true, secretName: 'plane-ca' },
        },
      },
      networkPolicy: { enabled: true },
      monitoring: { serviceMonitors: { enabled: true }, alerts: { enabled: true } },
    },
  },
  {
    name: 'collectors that only receive',
    values: { collectors: { enabled: true, logs: { enabled: false } } },
  },
];

/** Choices of the migration. */
export const migrationChoices: readonly Variant[] = [
  {
    name: 'shadow write and comparison',
    values: {
      observer: { openSearch: search, telemetry: { dualRead: true } },
      migration: { shadowWrite: { enabled: true }, validation: { enabled: true } },
    },
  },
  {
    name: 'shadow write without sessions and queue, with TLS in the store',
    values: {
      clickstack: { tls: { enabled: true, secretName: 'clickstack-tls' } },
      gateway: { queue: { enabled: false }, sessions: { enabled: false }, auth: { enabled: true } },
      observer: { openSearch: { address: 'http://search:9200', existingSecret: 'search' } },
      migration: { shadowWrite: { enabled: true, indexPrefix: 'shadow-' }, validation: { enabled: true } },
    },
  },
  { name: 'clean-up that lists', values: { migration: { cleanup: { enabled: true } } } },
  {
    name: 'confirmed clean-up',
    values: {
      observer: { openSearch: search },
      migration: {
        cleanup: {
          enabled: true,
          confirmed: true,
          explicitFlag: 'default',
          namespace: 'default',
          deletePVCs: true,
        },
      },
    },
  },
];

/** Choices that change several components at once. */
export const largeChoices: readonly Variant[] = [
  { name: 'defaults', values: {} },
  { name: 'minimal', values: { global: minimal } },
  { name: 'external ClickHouse', values: { clickstack: externalStore } },
  {
    name: 'external ClickHouse without the init Job',
    values: { clickstack: { ...externalStore, initSQL: { enabled: false } } },
  },
  {
    name: 'external MongoDB by URI',
    values: {
      hyperdx: {
        mongodb: { enabled: false, connection: { externalUri: 'mongodb://u:p@mongo.example.com/hyperdx' } },
      },
    },
  },
  {
    name: 'external MongoDB by Secret',
    values: { hyperdx: { mongodb: { enabled: false, connection: { existingSecret: 'mongo-uri' } } } },
  },
  {
    name: 'dual read of OpenSearch',
    values: {
      observer: {
        telemetry: { dualRead: true },
        openSearch: { address: 'https://search.example.com:9200', password: 'p', caSecret: 'search-ca' },
      },
    },
  },
  {
    name: 'OpenSearch only',
    values: {
      observer: {
        telemetry: { backend: 'opensearch' },
        openSearch: { address: 'http://search:9200', existingSecret: 'search' },
      },
    },
  },
  {
    name: 'TLS everywhere',
    values: {
      clickstack: { tls: { enabled: true, secretName: 'clickstack-tls' } },
      gateway: {
        tls: { enabled: true, secretName: 'gateway-tls', clientCA: true },
        auth: { enabled: true, token: 'token' },
      },
    },
  },
  {
    name: 'TLS with one server',
    values: { global: minimal, clickstack: { tls: { enabled: true, secretName: 'clickstack-tls' } } },
  },
  {
    name: 'existing Secrets',
    values: {
      clickstack: { credentials: { existingSecret: 'store' } },
      gateway: { auth: { enabled: true, existingSecret: 'token' } },
      hyperdx: {
        secrets: { existingSecret: 'hyperdx' },
        mongodb: { auth: { existingSecret: 'mongo' } },
        provision: {
          extraConnections: [{ name: 'Other', host: 'http://other:8123', username: 'u', password: 'p' }],
        },
        signing: { existingSecret: 'signing', baseUrl: 'https://ui.example.com' },
      },
    },
  },
  {
    name: 'scaled, spread and fenced',
    values: {
      global: {
        namePrefix: 'second',
        commonLabels: { team: 'platform' },
        imageRegistry: 'registry.example.com',
        imagePullSecrets: ['pull'],
      },
      gateway: { autoscaling: { enabled: true }, spread: 'required' },
      observer: { autoscaling: { enabled: true }, replicas: 3 },
      hyperdx: { replicas: 3, scheduledTasks: { external: true } },
      networkPolicy: {
        enabled: true,
        otlpNamespaces: ['apps'],
        uiNamespaces: ['ingress'],
        observerNamespaces: ['choreo'],
      },
    },
  },
  {
    name: 'certificates by cert-manager, routes, closed network, monitoring',
    values: {
      certManager: { enabled: true, edge: { enabled: true, issuerRef: { name: 'acme' } } },
      clickstack: { tls: { enabled: true } },
      gateway: {
        tls: { enabled: true },
        ingress: { enabled: true, host: 'otlp.example.com' },
        route: { enabled: true, parentRefs: [{ name: 'edge' }], hostnames: ['otlp-2.example.com'] },
        grpcRoute: {
          enabled: true,
          parentRefs: [{ name: 'edge', namespace: 'gateways', sectionName: 'grpc', port: 443 }],
          hostnames: ['*.grpc.example.com'],
        },
      },
      hyperdx: {
        mongodb: { tls: { enabled: true } },
        route: { enabled: true, parentRefs: [{ name: 'edge' }], hostnames: ['ui.example.com'] },
        scheduledTasks: { external: true },
      },
      observer: { route: { enabled: true, parentRefs: [{ name: 'edge' }], hostnames: ['api.example.com'] } },
      networkPolicy: { enabled: true, restrictEgress: true, egressCIDRs: ['203.0.113.0/24', 'fd00::/8'] },
      monitoring: {
        labels: { release: 'prometheus' },
        serviceMonitors: { enabled: true },
        alerts: { enabled: true },
        dashboards: { enabled: true, folder: 'Plane' },
      },
    },
  },
  {
    name: 'given certificates everywhere, authorities of what is external',
    values: {
      clickstack: {
        ...externalStore,
        external: { ...externalStore.external, caSecret: 'clickhouse-ca' },
      },
      hyperdx: {
        mongodb: {
          enabled: false,
          connection: { externalUri: 'mongodb://u:p@mongo.example.com/hyperdx', caSecret: 'mongo-ca' },
        },
        provision: { existingSecret: 'connections' },
      },
      networkPolicy: { enabled: true, restrictEgress: true },
    },
  },
  {
    name: 'no volumes kept, no queue, no sessions, rows for ever',
    values: {
      clickstack: {
        retention: { logs: '0s', traces: '0s', metrics: '0s', sessions: '0s' },
        storage: { retainOnDelete: false },
      },
      gateway: { queue: { enabled: false }, sessions: { enabled: false } },
      hyperdx: { mongodb: { persistence: { enabled: false } } },
    },
  },
];

/** Returns every boolean and every choice of the values flipped, one at a time. */
export function switchVariants(): Variant[] {
  return switches().map((flip) => ({
    name: `${flip.path} = ${JSON.stringify(flip.value)}`,
    values: flip.overrides,
  }));
}

/** Returns every other leaf of the values changed, one at a time. */
export function leafVariants(): Variant[] {
  return leafChanges().map((change) => ({
    name: `${change.path} = ${JSON.stringify(change.value)}`,
    values: change.overrides,
  }));
}

/** Returns `sampleCount` generated documents; the same ones in every run. */
export function sampleVariants(): Variant[] {
  return sampleValues(sampleCount).map((values, index) => ({ name: `generated document ${index}`, values }));
}

/** Returns all of them. */
export function allVariants(): Variant[] {
  return [
    ...largeChoices,
    ...migrationChoices,
    ...collectorChoices,
    ...switchVariants(),
    ...leafVariants(),
    ...sampleVariants(),
  ];
}

/** Tells whether a section merges a collector's configuration of the user's own. */
export function hasOwnConfig(values: unknown): boolean {
  return typeof values === 'object' && values !== null && 'config' in values;
}
