import { withValue, type YamlMap } from '../../../values';
import type { PlaneObject } from '../../render';
import { exampleWorkload, type Workload } from '../../sizing';

/** Values at which a rule speaks and at which it is silent, by their paths. */
export interface RuleExample {
  fires: Readonly<Record<string, unknown>>;
  /** Close to `fires`: what tells the rule apart from noise. */
  silent: Readonly<Record<string, unknown>>;
  workload?: Workload;
  /** Objects of a plane, for rules about what this chart does not render by itself. */
  objects?: { fires: readonly PlaneObject[]; silent: readonly PlaneObject[] };
}

/** Returns overrides with each value at its path. */
export function overridesAt(paths: Readonly<Record<string, unknown>>): YamlMap {
  return Object.entries(paths).reduce<YamlMap>((all, [path, value]) => withValue(all, path, value), {});
}

function object(kind: string, text: string): PlaneObject {
  return {
    id: `${kind}/x`,
    component: 'shared',
    kind,
    name: 'x',
    apiVersion: 'v1',
    source: '',
    text,
    isHook: false,
  };
}

const minimal = { 'global.installationMode': 'minimal' };
const external = {
  'clickstack.enabled': false,
  'clickstack.external.host': 'ch.example.com',
  'clickstack.credentials.existingSecret': 'ch',
};
const shadowWrite = {
  'migration.shadowWrite.enabled': true,
  'migration.shadowWrite.indexPrefix': 'shadow-',
  'observer.openSearch.address': 'http://os:9200',
};
const confirmedCleanup = {
  'migration.cleanup.enabled': true,
  'migration.cleanup.namespace': 'logging',
  'migration.cleanup.confirmed': true,
  'migration.cleanup.explicitFlag': 'logging',
  'observer.openSearch.address': 'http://os:9200',
};
const dualRead = {
  'observer.telemetry.dualRead': true,
  'observer.openSearch.address': 'https://opensearch:9200',
};
const ingress = { 'hyperdx.ingress.enabled': true, 'hyperdx.ingress.host': 'hyperdx.example.com' };
const signing = { 'hyperdx.signing.existingSecret': 's', 'hyperdx.signing.baseUrl': 'https://h.example.com' };
const scaler = { 'gateway.autoscaling.enabled': true };
const exporter = (settings: object) => ({ 'gateway.config': { exporters: { clickhouse: settings } } });
const budget = (spec: string) => [
  object('PodDisruptionBudget', `kind: PodDisruptionBudget\nspec:\n  ${spec}\n`),
];

/** One example for each rule. */
// prettier-ignore
export const ruleExamples: Readonly<Record<string, RuleExample>> = {
  PS101: { fires: { 'clickstack.retention.logs': '0s' }, silent: { 'clickstack.retention.logs': '1h' } },
  PS102: { fires: { 'clickstack.initSQL.enabled': false }, silent: {} },
  PS103: {
    fires: { 'clickstack.resources.limits.memory': '512Mi', 'clickstack.resources.requests.memory': '256Mi', 'clickstack.memory.markCache': '64Mi' },
    silent: { 'clickstack.resources.limits.memory': '2Gi' },
  },
  PS104: { fires: { 'clickstack.resources.limits.memory': '' }, silent: {} },
  PS105: { fires: { 'clickstack.memory.markCache': '4Gi' }, silent: { 'clickstack.memory.markCache': '2Gi' } },
  PS106: {
    fires: { 'clickstack.config': { uncompressed_cache_size: 8589934592 } },
    silent: { 'clickstack.config': { uncompressed_cache_size: 1048576, background_pool_size: 16 } },
  },
  PS107: { fires: { 'clickstack.memory.queryRatio': 0.9 }, silent: { 'clickstack.memory.queryRatio': 0.8 } },
  PS108: { fires: { 'clickstack.memory.serverRatio': 0.95 }, silent: { 'clickstack.memory.serverRatio': 0.9 } },
  PS109: {
    fires: { 'clickstack.storage.retainOnDelete': false },
    silent: { 'clickstack.storage.retainOnDelete': false, ...minimal },
  },
  PS110: { fires: {}, silent: { 'clickstack.storage.storageClass': 'gp3' } },
  PS111: {
    fires: { 'clickstack.terminationGracePeriod': '30s' },
    silent: { 'clickstack.terminationGracePeriod': '90s' },
  },
  PS112: {
    fires: { 'clickstack.keeper.startupTimeout': '30s' },
    silent: { 'clickstack.keeper.startupTimeout': '30s', ...minimal },
  },
  PS113: { fires: { 'clickstack.external.host': 'ch.example.com' }, silent: external },
  PS114: { fires: external, silent: { ...external, 'clickstack.external.secure': true } },
  PS115: {
    fires: { 'clickstack.resources.limits.cpu': '500m' },
    silent: { 'clickstack.resources.limits.cpu': '' },
  },
  PS116: {
    fires: { 'clickstack.usersConfig': { profiles: { reader: { readonly: 1 } } } },
    silent: { 'clickstack.usersConfig': { profiles: { reader: { readonly: 2 } } } },
  },
  PS201: { fires: { 'gateway.resources.limits.memory': '' }, silent: {} },
  PS202: {
    fires: { 'gateway.memoryLimiter.limitPercentage': 95 },
    silent: { 'gateway.memoryLimiter.limitPercentage': 75 },
  },
  PS203: {
    fires: { 'gateway.memoryLimiter.spikeLimitPercentage': 80 },
    silent: { 'gateway.memoryLimiter.spikeLimitPercentage': 79 },
  },
  PS204: {
    fires: { 'gateway.config': { processors: { memory_limiter: { limit_mib: 1500 } } } },
    silent: { 'gateway.config': { processors: { memory_limiter: { limit_mib: 400 } } } },
  },
  PS205: { fires: { 'gateway.queue.enabled': false }, silent: { 'gateway.queue.size': 50_000 } },
  PS206: { fires: { 'gateway.retry.enabled': false }, silent: {} },
  PS207: {
    fires: { 'gateway.retry.maxElapsedTime': '1m' },
    silent: { 'gateway.retry.maxElapsedTime': '0s' },
  },
  PS208: { fires: { 'gateway.batch.minSize': 100 }, silent: { 'gateway.batch.minSize': 1000 } },
  PS209: { fires: { 'gateway.batch.maxSize': 500_000 }, silent: { 'gateway.batch.maxSize': 100_000 } },
  PS210: { fires: { 'gateway.batch.minSize': 20_000 }, silent: { 'gateway.batch.minSize': 10_000 } },
  PS211: { fires: { 'gateway.queue.size': 4000 }, silent: { 'gateway.queue.size': 5000 } },
  PS212: {
    fires: { 'gateway.batch.flushTimeout': '200ms', 'gateway.exporter.asyncInsert': false },
    silent: { 'gateway.batch.flushTimeout': '200ms' },
  },
  PS213: { fires: { 'gateway.queue.size': 5_000_000 }, silent: { 'gateway.queue.size': 200_000 } },
  PS214: { fires: {}, silent: scaler },
  PS215: { fires: { 'gateway.terminationGracePeriod': '10s' }, silent: {} },
  PS216: {
    fires: { 'gateway.image.repository': 'otel/opentelemetry-collector' },
    silent: { 'gateway.image.repository': 'mirror.example.com/otel/opentelemetry-collector-contrib' },
  },
  PS217: { fires: exporter({ create_schema: true, ttl: '72h' }), silent: exporter({ create_schema: false, timeout: '20s' }) },
  PS301: { fires: { 'hyperdx.signing.existingSecret': 's' }, silent: signing },
  PS302: { fires: signing, silent: { ...signing, 'observer.enabled': false } },
  PS303: {
    fires: { 'hyperdx.replicas': 2 },
    silent: { 'hyperdx.replicas': 2, 'hyperdx.scheduledTasks.external': true },
  },
  PS304: {
    fires: { 'hyperdx.scheduledTasks.external': true, 'hyperdx.scheduledTasks.schedule': '*/5 * * * *' },
    silent: { 'hyperdx.scheduledTasks.external': true },
  },
  PS305: { fires: { 'hyperdx.mongodb.persistence.enabled': false }, silent: {} },
  PS306: {
    fires: {},
    silent: { 'hyperdx.mongodb.podAnnotations': { 'backup.velero.io/backup-volumes': 'data' } },
  },
  PS307: { fires: { 'hyperdx.mongodb.image.tag': '8.0.4' }, silent: { 'hyperdx.mongodb.image.tag': '7.0.14' } },
  PS308: {
    fires: { ...ingress, 'hyperdx.ingress.tlsSecret': 't', 'hyperdx.frontendUrl': 'http://hyperdx.example.com' },
    silent: { ...ingress, 'hyperdx.ingress.tlsSecret': 't', 'hyperdx.frontendUrl': 'https://hyperdx.example.com' },
  },
  PS309: { fires: {}, silent: { 'hyperdx.frontendUrl': 'https://hyperdx.example.com' } },
  PS310: {
    fires: { 'hyperdx.env': { NODE_OPTIONS: '--trace-warnings --max-old-space-size=4096' } },
    silent: { 'hyperdx.env': { NODE_OPTIONS: '--max-old-space-size=768' } },
  },
  PS401: { fires: {}, silent: { 'observer.image.repository': 'registry.example.com/observer-clickstack' } },
  PS402: {
    fires: { ...dualRead, 'observer.telemetry.dualSampleRate': 0 },
    silent: { ...dualRead, 'observer.telemetry.dualSampleRate': 0.01 },
  },
  PS403: { fires: { 'observer.telemetry.dualRead': true }, silent: dualRead },
  PS404: {
    fires: { ...dualRead, 'observer.telemetry.dualSampleRate': 1 },
    silent: { ...dualRead, 'observer.telemetry.dualSampleRate': 0.5 },
  },
  PS405: { fires: { ...dualRead, 'observer.telemetry.backend': 'opensearch' }, silent: dualRead },
  PS406: {
    fires: { ...dualRead, 'observer.openSearch.address': 'http://opensearch:9200' },
    silent: { 'observer.openSearch.address': 'http://opensearch:9200' },
  },
  PS407: { fires: { 'observer.clickstack.maxIdleConns': 20 }, silent: { 'observer.clickstack.maxIdleConns': 10 } },
  PS408: {
    fires: { 'observer.clickstack.hosts': ['a.example.com:8123', 'b.example.com:9000'] },
    silent: { 'observer.clickstack.hosts': ['a.example.com:9440'] },
  },
  PS501: {
    fires: { 'clickstack.credentials.password': 'marked-secret', 'hyperdx.secrets.apiKey': 'marked-secret' },
    silent: { ...external, 'clickstack.credentials.existingSecret': '', 'clickstack.credentials.password': 'p' },
  },
  PS502: {
    fires: { ...dualRead, 'observer.openSearch.password': 'marked-secret' },
    silent: { 'hyperdx.mongodb.enabled': false, 'hyperdx.mongodb.connection.externalUri': 'mongodb://mongo:27017/x' },
  },
  PS503: {
    fires: { 'gateway.auth.enabled': true, 'gateway.auth.token': 'marked-secret', 'gateway.auth.existingSecret': 's' },
    silent: { 'gateway.auth.enabled': true, 'gateway.auth.existingSecret': 's' },
  },
  PS504: {
    fires: {},
    silent: { 'networkPolicy.enabled': true, 'networkPolicy.otlpNamespaces': ['apps'] },
  },
  PS505: {
    fires: { 'gateway.service.type': 'LoadBalancer' },
    silent: { 'gateway.service.type': 'LoadBalancer', 'gateway.auth.enabled': true },
  },
  PS506: {
    fires: { 'gateway.cors.allowedOrigins': ['*', 'https://shop.example.com'] },
    silent: { 'gateway.cors.allowedOrigins': ['https://*.example.com'] },
  },
  PS507: {
    fires: { 'clickstack.tls.enabled': true, 'gateway.tls.enabled': true },
    silent: {
      'clickstack.tls.enabled': true,
      'clickstack.tls.secretName': 's',
      'gateway.tls.enabled': true,
      'gateway.tls.secretName': 's',
    },
  },
  PS508: {
    fires: { 'gateway.tls.secretName': 's' },
    silent: { 'gateway.tls.secretName': 's', 'gateway.tls.enabled': true },
  },
  PS509: {
    fires: { 'gateway.tls.clientCA': true },
    silent: { 'gateway.tls.clientCA': true, 'gateway.tls.enabled': true, 'gateway.tls.secretName': 's' },
  },
  PS510: { fires: ingress, silent: { ...ingress, 'hyperdx.ingress.tlsSecret': 't' } },
  PS511: { fires: {}, silent: { 'networkPolicy.enabled': true } },
  PS512: {
    fires: { 'clickstack.service.type': 'NodePort', 'observer.service.type': 'LoadBalancer' },
    silent: { 'clickstack.service.type': 'NodePort', 'clickstack.tls.enabled': true, 'clickstack.tls.secretName': 's' },
  },
  PS513: {
    fires: { 'observer.ingress.enabled': true, 'observer.ingress.host': 'o.example.com' },
    silent: {
      'observer.ingress.enabled': true,
      'observer.ingress.host': 'o.example.com',
      'observer.ingress.annotations': { 'nginx.ingress.kubernetes.io/auth-url': 'https://auth.example.com' },
    },
  },
  PS514: {
    fires: { 'gateway.auth.enabled': true, 'gateway.service.type': 'NodePort' },
    silent: { 'gateway.auth.enabled': true },
  },
  PS515: {
    fires: exporter({ password: 'marked-secret' }),
    silent: exporter({ password: '${env:CLICKSTACK_PASSWORD}' }),
  },
  PS516: {
    fires: { 'hyperdx.env': { SMTP_PASSWORD: 'marked-secret' } },
    silent: { 'hyperdx.extraEnv': [{ name: 'SMTP_PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
  },
  PS517: { fires: { 'hyperdx.mongodb.auth.enabled': false }, silent: {} },
  PS518: {
    fires: { 'networkPolicy.enabled': true },
    silent: { 'networkPolicy.enabled': true, 'networkPolicy.observerNamespaces': ['openchoreo-control-plane'] },
  },
  PS601: {
    fires: { 'clickstack.replicas.standard': 1 },
    silent: { 'clickstack.replicas.standard': 1, ...minimal },
  },
  PS602: {
    fires: minimal,
    silent: { ...minimal, 'clickstack.podAnnotations': { 'backup.velero.io/backup-volumes': 'data' } },
  },
  PS603: { fires: { 'clickstack.replicas.standard': 2 }, silent: {} },
  PS604: { fires: { 'clickstack.replicas.standard': 4 }, silent: { 'clickstack.replicas.standard': 5 } },
  PS605: { fires: { 'observer.replicas': 0 }, silent: { 'observer.replicas': 0, 'observer.enabled': false } },
  PS606: { fires: { 'clickstack.spread': 'off' }, silent: { 'clickstack.spread': 'off', ...minimal } },
  PS607: {
    fires: { 'gateway.spread': 'off', 'gateway.replicas': 2 },
    silent: { 'gateway.spread': 'off' },
  },
  PS608: {
    fires: { 'clickstack.podDisruptionBudget.maxUnavailable': 2 },
    silent: { 'clickstack.podDisruptionBudget.maxUnavailable': 2, 'clickstack.replicas.standard': 5 },
  },
  PS609: {
    fires: { 'clickstack.podDisruptionBudget.enabled': false },
    silent: { 'gateway.podDisruptionBudget.enabled': false },
  },
  PS610: { fires: { ...scaler, 'gateway.replicas': 3 }, silent: { 'gateway.replicas': 3 } },
  PS611: {
    fires: { ...scaler, 'gateway.autoscaling.minReplicas': 9 },
    silent: { ...scaler, 'gateway.autoscaling.minReplicas': 6 },
  },
  PS612: {
    fires: { ...scaler, 'gateway.autoscaling.targetCPU': 0, 'gateway.autoscaling.targetMemory': 0, 'gateway.resources.requests.cpu': '' },
    silent: { ...scaler, 'gateway.autoscaling.targetCPU': 0 },
  },
  PS613: {
    fires: { ...scaler, 'gateway.autoscaling.minReplicas': 1 },
    silent: { ...scaler, 'gateway.autoscaling.minReplicas': 1, ...minimal },
  },
  PS614: {
    fires: {},
    silent: {},
    objects: { fires: budget('maxUnavailable: 0'), silent: budget('maxUnavailable: 1') },
  },
  PS701: {
    fires: { 'gateway.resources.limits.memory': '128Mi', 'gateway.resources.requests.cpu': 4 },
    silent: { 'gateway.resources.limits.memory': '256Mi' },
  },
  PS702: {
    fires: { 'clickstack.image.tag': '26.3', 'hyperdx.image.tag': 'latest' },
    silent: { 'clickstack.image.tag': '26.3.17.14-alpine', 'hyperdx.image.tag': 'build-7f3a' },
  },
  PS703: {
    fires: { 'gateway.image.tag': '' },
    silent: { 'gateway.image.tag': '', 'gateway.image.digest': `sha256:${'a'.repeat(64)}` },
  },
  PS704: {
    fires: { 'global.imageRegistry': 'mirror.example.com', 'hyperdx.image.registry': 'docker.io' },
    silent: { 'hyperdx.image.registry': 'docker.io' },
  },
  PS705: {
    fires: { 'global.imageRegistry': 'mirror.example.com' },
    silent: { 'global.imageRegistry': 'mirror.example.com' },
    objects: {
      fires: [object('Pod', 'kind: Pod\nspec:\n  containers:\n    - image: docker.io/library/mongo:7.0.12\n')],
      silent: [object('Pod', 'kind: Pod\nspec:\n  containers:\n    - image: mirror.example.com/mongo:7.0.12\n')],
    },
  },
  PS706: {
    fires: { 'clickstack.logLevel': 'trace', 'observer.logLevel': 'debug' },
    silent: { 'observer.logLevel': 'debug', ...minimal },
  },
  PS707: {
    fires: { 'global.commonLabels': { 'app.kubernetes.io/name': 'x', team: 'a' } },
    silent: { 'global.commonLabels': { team: 'a' } },
  },
  PS708: { fires: { 'observer.resources.limits.memory': '' }, silent: { 'clickstack.resources.limits.memory': '' } },
  PS709: {
    fires: { 'observer.resources.requests.memory': '', 'observer.resources.limits.memory': '' },
    silent: { 'observer.resources.requests.memory': '' },
  },
  PS710: {
    fires: {},
    silent: {},
    objects: {
      fires: [object('ConfigMap', `kind: ConfigMap\ndata:\n  a: ${'x'.repeat(1_100_000)}\n`)],
      silent: [object('ConfigMap', `kind: ConfigMap\ndata:\n  a: ${'x'.repeat(900_000)}\n`)],
    },
  },
  PS801: {
    fires: { 'clickstack.storage.size': '50Gi' },
    silent: { 'clickstack.storage.size': '5Ti' },
    workload: exampleWorkload,
  },
  PS802: {
    fires: {},
    silent: { 'gateway.queue.size': 20_000_000 },
    workload: exampleWorkload,
  },
  PS901: {
    fires: { 'collectors.enabled': true, 'collectors.tolerations': [] },
    silent: { 'collectors.tolerations': [] },
  },
  PS902: {
    fires: { 'collectors.enabled': true, 'collectors.queue.persistent': false },
    silent: { 'collectors.queue.persistent': false },
  },
  PS903: {
    fires: { 'collectors.enabled': true, 'collectors.attributes.component': [] },
    silent: { 'collectors.enabled': true, 'collectors.attributes.version': [] },
  },
  PS911: {
    fires: { ...shadowWrite, 'observer.telemetry.backend': 'clickstack' },
    silent: { ...shadowWrite, 'observer.telemetry.dualRead': true },
  },
  PS912: {
    fires: { ...confirmedCleanup },
    silent: { ...confirmedCleanup, 'migration.cleanup.confirmed': false },
  },
  PS913: {
    fires: {
      ...confirmedCleanup,
      'migration.cleanup.archiveIndices': false,
      'migration.cleanup.deletePVCs': true,
    },
    silent: { ...confirmedCleanup, 'migration.cleanup.deletePVCs': true },
  },
};
