import { expect, it } from 'vitest';
import { formerKeys } from './compatibility';
import { findNode, mergeWithDefaults, overridesOf, validateValuesText } from './index';

/** Values in the layout of the chart that the OpenChoreo ClickStack work introduced. */
const text = `
global:
  commonLabels: {}
  installationMode: minimal
clickstack:
  enabled: true
  image: {repository: clickhouse/clickhouse-server, tag: "24.6", pullPolicy: IfNotPresent}
  replicas: {standard: 3, minimal: 1}
  resources:
    limits: {cpu: 2000m, memory: 6Gi}
    requests: {cpu: 500m, memory: 2Gi}
  storage: {size: 200Gi, minimalSize: 20Gi, storageClass: ""}
  service: {port: 9000, annotations: {}}
  credentials: {username: clickstack_admin, password: An-Old-Password-1}
  tls: {enabled: false, secretName: ""}
  initSQL:
    enabled: true
    schema: |
      CREATE DATABASE IF NOT EXISTS telemetry;
gateway:
  enabled: true
  image: {repository: otel/opentelemetry-collector-contrib, tag: "0.103.0"}
  replicas: 1
  service: {otlpGrpcPort: 4317, otlpHttpPort: 4318}
  extraLabels: {}
  config:
    exporters:
      clickhouse:
        endpoint: tcp://clickstack:9000?dial_timeout=10s
    service:
      pipelines:
        logs: {receivers: [otlp], exporters: [clickhouse]}
hyperdx:
  env: {CLICKHOUSE_HOST: clickstack, NODE_ENV: production}
  clickhouse: {host: clickstack, port: 9000}
  otlp: {httpEndpoint: "http://otlp-gateway:4318"}
  dependencyChecks: {enabled: true}
  mongodb:
    enabled: true
    secretName: hyperdx-mongodb
    replicaCount: 1
    auth: {enabled: false, username: hyperdx, existingSecret: ""}
    persistence: {enabled: false, accessModes: [ReadWriteOnce], size: 10Gi}
  signing: {key: "", ttl: 15m, baseUrl: "http://hyperdx:3000"}
observer:
  telemetry: {backend: clickstack, dualRead: true, dualSampleRate: 0.05}
  clickstack: {hosts: ["clickstack:9000"], database: telemetry}
  openSearch: {address: "http://opensearch:9200", username: admin, password: An-Old-Password-2}
collectors: {enabled: true}
monitoring:
  dashboards: {enabled: true}
  alerts: {enabled: true, ingestionLagSeconds: 3, queryP95Seconds: 1, minCompressionRatio: 10}
  cost: {storagePerTbUsd: 0.5, queryPerSecondUsd: 0.0002}
openSearch: {enabled: false}
serviceAccount: {create: true}
migration: {}
`;

it('loads values of the earlier chart without errors, and reports what moved or went', () => {
  const { values, problems } = validateValuesText(text);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
    'questionable hyperdx.env',
    'renamed-key hyperdx.clickhouse',
    'removed-key hyperdx.otlp',
    'removed-key hyperdx.dependencyChecks',
    'renamed-key hyperdx.mongodb.secretName',
    'removed-key hyperdx.mongodb.replicaCount',
    'questionable hyperdx.mongodb.persistence.enabled',
    'removed-key collectors',
    'questionable monitoring.serviceMonitors.enabled',
    'questionable monitoring.alerts.ingestionLagSeconds',
    'renamed-key monitoring.alerts.queryP95Seconds',
    'renamed-key openSearch',
    'renamed-key serviceAccount',
    'removed-key migration',
  ]);
  expect(overridesOf(mergeWithDefaults(values))).toMatchObject({
    collectors: { enabled: true },
    hyperdx: { clickhouse: { host: 'clickstack' }, mongodb: { replicaCount: 1 } },
  });
});

it('sends former keys only to keys that exist', () => {
  for (const [path, { now }] of formerKeys) {
    expect(findNode(path), path).toBeUndefined();
    if (now !== undefined) expect(findNode(now), now).toBeDefined();
  }
});
