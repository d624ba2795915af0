import type { YamlMap } from '../equality';

/** What a leaf needs beside it before its value is valid, or before it shows in the rendered plane. */
export interface Companion {
  path: string;
  /** The value that needs company; any value but the default when missing. */
  value?: unknown;
  /** Overrides that go with it. */
  needs: YamlMap;
}

const credentials = { existingSecret: 'clickstack-external' };
const openSearch = { address: 'https://opensearch.logging:9200', existingSecret: 'opensearch-credentials' };
const withOpenSearch = { observer: { telemetry: { dualRead: true }, openSearch } };
const withExternal = {
  clickstack: { enabled: false, external: { host: 'clickhouse.example.com' }, credentials },
};
const withMongodb = {
  hyperdx: { mongodb: { enabled: false, connection: { existingSecret: 'mongodb-uri' } } },
};
const withSigning = {
  hyperdx: { signing: { existingSecret: 'hyperdx-signing', baseUrl: 'https://hyperdx.example.com' } },
};
const parentRefs = [{ name: 'edge' }];
const withRoute = (component: string, key = 'route'): YamlMap => ({
  [component]: { [key]: { enabled: true, parentRefs } },
});
const withCertificates = {
  certManager: { enabled: true },
  clickstack: { tls: { enabled: true } },
};
const withIssuer = {
  ...withCertificates,
  certManager: { enabled: true, authority: 'issuer', issuerRef: { name: 'company-ca' } },
};
const withEdge = {
  certManager: { enabled: true, edge: { enabled: true, issuerRef: { name: 'letsencrypt' } } },
  hyperdx: { ingress: { enabled: true, host: 'hyperdx.example.com' } },
};
const monitored = { serviceMonitors: { enabled: true }, alerts: { enabled: true } };
const twoReplicas = (component: string): YamlMap => ({ [component]: { replicas: 2 } });

/** The companions, for a path or for everything below it; the longest path that fits counts. */
export const companions: readonly Companion[] = [
  { path: 'clickstack.enabled', value: false, needs: withExternal },
  { path: 'clickstack.external', needs: withExternal },
  {
    path: 'clickstack.tls.enabled',
    value: true,
    needs: { clickstack: { tls: { secretName: 'clickstack-tls' } } },
  },
  { path: 'clickstack.tls', needs: { clickstack: { tls: { enabled: true, secretName: 'clickstack-tls' } } } },
  { path: 'clickstack.replicas.minimal', needs: { global: { installationMode: 'minimal' } } },
  { path: 'clickstack.storage.minimalSize', needs: { global: { installationMode: 'minimal' } } },
  { path: 'gateway.tls.enabled', value: true, needs: { gateway: { tls: { secretName: 'gateway-tls' } } } },
  { path: 'gateway.tls', needs: { gateway: { tls: { enabled: true, secretName: 'gateway-tls' } } } },
  { path: 'gateway.auth', needs: { gateway: { auth: { enabled: true } } } },
  {
    path: 'gateway.auth.existingSecretKey',
    needs: { gateway: { auth: { enabled: true, existingSecret: 'gateway-token' } } },
  },
  { path: 'gateway.cors', needs: { gateway: { cors: { allowedOrigins: ['https://shop.example.com'] } } } },
  { path: 'gateway.autoscaling', needs: { gateway: { autoscaling: { enabled: true } } } },
  {
    path: 'gateway.ingress',
    needs: { gateway: { ingress: { enabled: true, host: 'otlp.example.com' } } },
  },
  { path: 'gateway.podDisruptionBudget', needs: twoReplicas('gateway') },
  { path: 'hyperdx.mongodb.enabled', value: false, needs: withMongodb },
  { path: 'hyperdx.mongodb.connection', needs: withMongodb },
  {
    path: 'hyperdx.mongodb.connection.externalUri',
    needs: { hyperdx: { mongodb: { enabled: false } } },
  },
  // These two hold for the plane's own MongoDB too.
  { path: 'hyperdx.mongodb.connection.database', needs: {} },
  { path: 'hyperdx.mongodb.connection.params', needs: {} },
  {
    path: 'hyperdx.mongodb.auth.usernameKey',
    needs: { hyperdx: { mongodb: { auth: { existingSecret: 'mongodb' } } } },
  },
  {
    path: 'hyperdx.mongodb.auth.passwordKey',
    needs: { hyperdx: { mongodb: { auth: { existingSecret: 'mongodb' } } } },
  },
  {
    path: 'hyperdx.ingress',
    needs: { hyperdx: { ingress: { enabled: true, host: 'hyperdx.example.com' } } },
  },
  { path: 'hyperdx.podDisruptionBudget', needs: twoReplicas('hyperdx') },
  { path: 'hyperdx.scheduledTasks.schedule', needs: { hyperdx: { scheduledTasks: { external: true } } } },
  { path: 'hyperdx.signing', needs: withSigning },
  {
    path: 'hyperdx.signing.key',
    needs: { hyperdx: { signing: { baseUrl: 'https://hyperdx.example.com' } } },
  },
  { path: 'observer.telemetry.backend', value: 'opensearch', needs: { observer: { openSearch } } },
  { path: 'observer.telemetry.dualRead', value: true, needs: withOpenSearch },
  { path: 'observer.telemetry.dualSampleRate', needs: withOpenSearch },
  { path: 'observer.openSearch', needs: withOpenSearch },
  {
    path: 'observer.openSearch.password',
    needs: { observer: { telemetry: { dualRead: true }, openSearch: { address: openSearch.address } } },
  },
  {
    path: 'observer.openSearch.username',
    needs: {
      observer: {
        telemetry: { dualRead: true },
        openSearch: { address: openSearch.address, password: 'Secret-1' },
      },
    },
  },
  { path: 'observer.autoscaling', needs: { observer: { autoscaling: { enabled: true } } } },
  {
    path: 'observer.ingress',
    needs: { observer: { ingress: { enabled: true, host: 'observer.example.com' } } },
  },
  { path: 'observer.podDisruptionBudget', needs: twoReplicas('observer') },
  { path: 'networkPolicy', needs: { networkPolicy: { enabled: true } } },
  {
    path: 'networkPolicy.egressCIDRs',
    needs: { networkPolicy: { enabled: true, restrictEgress: true } },
  },
  {
    path: 'clickstack.external.caSecret',
    needs: {
      clickstack: { ...withExternal.clickstack, external: { host: 'clickhouse.example.com', secure: true } },
    },
  },
  { path: 'gateway.route', needs: withRoute('gateway') },
  { path: 'gateway.grpcRoute', needs: withRoute('gateway', 'grpcRoute') },
  { path: 'hyperdx.route', needs: withRoute('hyperdx') },
  { path: 'observer.route', needs: withRoute('observer') },
  {
    path: 'hyperdx.mongodb.tls',
    needs: { hyperdx: { mongodb: { tls: { enabled: true, secretName: 'mongodb-tls' } } } },
  },
  {
    path: 'hyperdx.provision.existingSecretKey',
    needs: { hyperdx: { provision: { existingSecret: 'hyperdx-connections' } } },
  },
  { path: 'certManager', needs: withCertificates },
  {
    path: 'certManager.authorityDuration',
    needs: { ...withCertificates, certManager: { enabled: true, duration: '1h', renewBefore: '5m' } },
  },
  { path: 'certManager.authority', value: 'issuer', needs: withIssuer },
  { path: 'certManager.issuerRef', needs: withIssuer },
  { path: 'certManager.edge', needs: withEdge },
  { path: 'monitoring', needs: { monitoring: { ...monitored, dashboards: { enabled: true } } } },
  { path: 'monitoring.alerts.enabled', needs: { monitoring: { serviceMonitors: { enabled: true } } } },
  { path: 'monitoring.serviceMonitors.enabled', needs: {} },
  { path: 'monitoring.dashboards.enabled', needs: {} },
];

/** Returns the overrides that a leaf with `value` needs beside it; the most specific entry decides. */
export function companionsOf(path: string, value: unknown): YamlMap {
  const fitting = companions.filter(
    (companion) =>
      (path === companion.path || path.startsWith(`${companion.path}.`)) &&
      (companion.value === undefined || (path === companion.path && companion.value === value)),
  );
  fitting.sort(
    (a, b) => b.path.length - a.path.length || Number(b.value !== undefined) - Number(a.value !== undefined),
  );
  return fitting[0]?.needs ?? {};
}
