/** What a port speaks. */
export interface Protocol {
  name: string;
  /** Whether it is the encrypted form of a protocol. */
  tls?: true;
  /** Spoken between the replicas of one StatefulSet only. */
  betweenPeers?: true;
  /** What answers on this port when nothing else tells. */
  product?: string;
}

// Ports with one meaning in this field: OTLP by its specification, the others by their products' defaults.
const byPort: Readonly<Record<number, Protocol>> = {
  4317: { name: 'OTLP/gRPC' },
  4318: { name: 'OTLP/HTTP' },
  8123: { name: 'HTTP', product: 'ClickHouse' },
  8443: { name: 'HTTPS', tls: true },
  9000: { name: 'native', product: 'ClickHouse' },
  9009: { name: 'replication', betweenPeers: true },
  9010: { name: 'replication', tls: true, betweenPeers: true },
  9181: { name: 'Keeper', product: 'ClickHouse Keeper' },
  9200: { name: 'HTTP', product: 'OpenSearch' },
  9234: { name: 'Raft', betweenPeers: true },
  9281: { name: 'Keeper', tls: true, product: 'ClickHouse Keeper' },
  9440: { name: 'native', tls: true, product: 'ClickHouse' },
  27017: { name: 'MongoDB', product: 'MongoDB' },
};

const byPortName: readonly [RegExp, Protocol][] = [
  [/^(otlp-)?grpc$|otlp-grpc/, { name: 'OTLP/gRPC' }],
  [/otlp-http/, { name: 'OTLP/HTTP' }],
  [/^interserver/, { name: 'replication', betweenPeers: true }],
  [/^keeper/, { name: 'Keeper' }],
  [/^raft/, { name: 'Raft', betweenPeers: true }],
  [/^native/, { name: 'native' }],
  [/^mongo/, { name: 'MongoDB' }],
  [/metrics|prometheus/, { name: 'metrics' }],
  [/^https/, { name: 'HTTPS', tls: true }],
  [/^http/, { name: 'HTTP' }],
];

const byScheme: Readonly<Record<string, Protocol>> = {
  http: { name: 'HTTP' },
  https: { name: 'HTTPS', tls: true },
  mongodb: { name: 'MongoDB', product: 'MongoDB' },
  'mongodb+srv': { name: 'MongoDB', tls: true, product: 'MongoDB' },
  clickhouse: { name: 'native', product: 'ClickHouse' },
  postgres: { name: 'PostgreSQL', product: 'PostgreSQL' },
  postgresql: { name: 'PostgreSQL', product: 'PostgreSQL' },
  s3: { name: 'S3', product: 'Object store' },
};

const defaultPorts: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  mongodb: 27017,
  'mongodb+srv': 27017,
  clickhouse: 9000,
  postgres: 5432,
  postgresql: 5432,
  s3: 443,
};

/** Returns the port that a URL of a scheme means when it names none. */
export function defaultPortOf(scheme: string): number | undefined {
  return defaultPorts[scheme];
}

/**
 * Returns what is spoken on a port: its name in the Service tells best, then its number, then the scheme
 * of the address that leads there.
 */
export function protocolOf(port: number, hints: { portName?: string; scheme?: string }): Protocol {
  const named = byPortName.find(([pattern]) => pattern.test(hints.portName ?? ''))?.[1];
  const numbered = byPort[port];
  const schemed = byScheme[hints.scheme ?? ''];
  return named ?? numbered ?? schemed ?? { name: hints.portName || 'TCP' };
}

/** Whether a protocol is one by which telemetry arrives. */
export function isIngest(protocol: string): boolean {
  return protocol.startsWith('OTLP/');
}

// The last part of an image's repository says what runs; the registry and mirrors before it do not matter.
const products: readonly [RegExp, string][] = [
  [/clickhouse-keeper/, 'ClickHouse Keeper'],
  [/clickhouse/, 'ClickHouse'],
  [/opentelemetry-collector|otel-collector|otelcol/, 'OpenTelemetry Collector'],
  [/hyperdx/, 'HyperDX'],
  [/mongo/, 'MongoDB'],
  [/observer/, 'OpenChoreo observer'],
  [/opensearch/, 'OpenSearch'],
];

/** Returns the product in an image, e.g. `OpenTelemetry Collector`, or the image's own name. */
export function productOf(image: string): string {
  const name =
    image
      .replace(/@.*$/, '')
      .replace(/:[^/:]*$/, '')
      .split('/')
      .at(-1) ?? image;
  return products.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

// What a setting or a host name calls the service it leads to, where the port tells too little.
const namedProducts: readonly [RegExp, string][] = [
  [/opensearch|elasticsearch/i, 'OpenSearch'],
  [/clickhouse|clickstack/i, 'ClickHouse'],
  [/mongo/i, 'MongoDB'],
  [/keeper|zookeeper/i, 'ClickHouse Keeper'],
  [/\bs3\b|bucket|minio/i, 'Object store'],
  [/postgres/i, 'PostgreSQL'],
  [/otlp|otel/i, 'OTLP receiver'],
];

/** Returns the product that answers outside the plane, by the setting that names it, its host and its port. */
export function externalProductOf(setting: string, host: string, port: number): string {
  const said = (text: string) => namedProducts.find(([pattern]) => pattern.test(text))?.[1];
  return said(setting) ?? byPort[port]?.product ?? said(host) ?? 'External service';
}
