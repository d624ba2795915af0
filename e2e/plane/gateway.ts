// The gateway's configuration, as files that the real collector accepts on this machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type KubernetesObject,
  objectNamed,
  parseYaml,
  textOf,
} from '../../scripts/plane-parts/rendered-chart';
import { runProgram } from '../../scripts/plane-parts/run-program';

/** The collector that the suite's starter built. */
export const otelcol = process.env.PLANE_STUDIO_OTELCOL ?? 'otelcol';

/** What the Deployment sets for the collector's process. */
export const gatewayEnvironment = {
  CLICKSTACK_USERNAME: 'otel_ingest',
  CLICKSTACK_PASSWORD: 'test',
  OTLP_TOKEN: 'test-token',
  OPENSEARCH_USERNAME: 'writer',
  OPENSEARCH_PASSWORD: 'test',
};

/** Returns the text of the gateway's configuration; undefined when the plane has no gateway. */
export function gatewayConfig(objects: readonly KubernetesObject[]): string | undefined {
  if (!objects.some((object) => object.kind === 'ConfigMap' && /otlp-gateway$/.test(object.metadata.name)))
    return undefined;
  return textOf(objectNamed(objects, 'ConfigMap', /otlp-gateway$/), 'config.yaml');
}

/** Returns the configuration with the pod's mounted certificates replaced by those in `folder`. */
export function forThisMachine(config: string, folder: string): string {
  return withStandIn(config)
    .replaceAll('/etc/otelcol/tls', folder)
    .replaceAll('/etc/clickstack/ca', folder)
    .replaceAll('/etc/opensearch/ca', folder);
}

/** The parts of a collector's configuration that the stand-in touches. */
interface CollectorConfig {
  exporters: Record<string, Record<string, unknown>>;
  service: { pipelines: Record<string, { exporters: string[] }> };
}

/**
 * The module proxy has no OpenSearch exporter. An OTLP exporter stands in for it and takes what both share
 * (HTTP client, queue, retry), so that the collector checks that and a test sees what would be written.
 */
function withStandIn(config: string): string {
  if (!/^ {2}opensearch:/m.test(config)) return config;
  // The chart writes both parts; their shape is what this suite checks next.
  const parsed = parseYaml(config) as CollectorConfig;
  const { opensearch, ...exporters } = parsed.exporters;
  const { http, timeout, retry_on_failure, sending_queue } = opensearch ?? {};
  parsed.exporters = {
    ...exporters,
    'otlp_http/opensearch': {
      ...(http as Record<string, unknown>),
      encoding: 'json',
      compression: 'none',
      timeout,
      retry_on_failure,
      sending_queue,
    },
  };
  for (const pipeline of Object.values(parsed.service.pipelines))
    pipeline.exporters = pipeline.exporters.map((name) =>
      name === 'opensearch' ? 'otlp_http/opensearch' : name,
    );
  return JSON.stringify(parsed);
}

/** Makes an authority and a certificate for localhost in `folder`: ca.crt, tls.crt, tls.key. */
export async function makeCertificates(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const openssl = async (...args: string[]): Promise<void> => {
    const answer = await runProgram('openssl', args, { cwd: folder });
    if (answer.code !== 0) throw new Error(`openssl ${args[0]}: ${answer.errors}`);
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  await openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=test authority');
  await openssl('req', ...key.slice(0, 5), '-keyout', 'tls.key', '-out', 'tls.csr', '-subj', '/CN=localhost');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  await openssl(
    'x509',
    '-req',
    '-in',
    'tls.csr',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-out',
    'tls.crt',
    '-days',
    '2',
    '-extfile',
    'names',
  );
}
