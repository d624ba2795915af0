/**
 * Keys of the chart that the OpenChoreo ClickStack work introduced and that this plane reads no longer.
 * They are kept in the user's file and reported; nothing is dropped.
 */
export interface FormerKey {
  /** Where the setting lives now. */
  now?: string;
  /** What became of it, without a full stop. */
  note: string;
}

const elsewhere = 'this chart does not install it';

/** The former keys by their dotted path. */
export const formerKeys: ReadonlyMap<string, FormerKey> = new Map<string, FormerKey>([
  ['collectors', { note: `node collectors are not part of this plane: ${elsewhere}` }],
  [
    'monitoring.alerts.queryP95Seconds',
    {
      now: 'monitoring.alerts.queryAverageSeconds',
      note: 'ClickHouse exports sums and no percentiles of query times; a dashboard shows the 95th from its query log',
    },
  ],
  [
    'migration',
    { note: 'migration jobs are not part of this plane; use observer.telemetry.dualRead to compare' },
  ],
  ['openSearch', { now: 'observer.openSearch', note: 'the plane installs no OpenSearch' }],
  ['openSearchCluster', { now: 'observer.openSearch', note: 'the plane installs no OpenSearch' }],
  ['openSearchClusterSetup', { note: 'the plane installs no OpenSearch' }],
  ['fluentBit', { note: `Fluent Bit is not part of this plane: ${elsewhere}` }],
  ['prometheus', { note: `Prometheus is not part of this plane: ${elsewhere}` }],
  ['serviceAccount', { now: 'observer.serviceAccount', note: 'each component has an account of its own' }],
  [
    'hyperdx.clickhouse',
    {
      now: 'hyperdx.provision',
      note: 'HyperDX reads ClickHouse through the connection that the chart sets up',
    },
  ],
  ['hyperdx.otlp', { note: 'HyperDX sends its own telemetry to the gateway of the plane' }],
  ['hyperdx.dependencyChecks', { note: 'the chart itself makes pods wait for what they need' }],
  [
    'hyperdx.mongodb.secretName',
    { now: 'hyperdx.mongodb.auth.existingSecret', note: 'the chart names the Secret it writes itself' },
  ],
  ['hyperdx.mongodb.replicaCount', { note: 'MongoDB runs as one server' }],
]);
