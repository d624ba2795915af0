// What the observer and HyperDX select exists in the schema and answers with the right rows. The rows come
// the way they do in a plane: through the gateway and the exporter.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectNamed, renderObjects, textOf } from '../../scripts/plane-parts/rendered-chart';
import { type RunningGateway, startGateway } from './running-gateway';
import { type Store, createSchema, oneServer, openStore } from './store';
import { logRequest, metricsRequest, sendByHttp, spanRequest } from './telemetry';

/** How the collectors name what belongs to a component: as attributes, or as labels of the pod. */
const byAttribute = {
  'service.name': 'shop',
  'organization.id': 'acme',
  'project.id': 'store',
  'component.id': 'cart',
  'environment.id': 'dev',
  'version.id': 'v1',
  'k8s.namespace.name': 'dp-acme',
  'k8s.pod.uid': 'uid-1',
  'k8s.container.name': 'main',
};
const byPodLabel = {
  'service.name': 'labelled',
  'k8s.pod.labels.organization-name': 'acme',
  'k8s.pod.labels.project-name': 'store',
  'k8s.pod.labels.component-name': 'checkout',
  'k8s.pod.labels.environment-name': 'dev',
};

let store: Store;
let gateway: RunningGateway;
beforeAll(async () => {
  store = await openStore();
  await createSchema(store);
  gateway = await startGateway(store, {
    ...oneServer,
    gateway: { batch: { minSize: 1, flushTimeout: '200ms' } },
  });
  const url = `http://${gateway.http}/v1`;
  await sendByHttp(`${url}/logs`, logRequest('cart is full', { resource: byAttribute, severity: 'warning' }));
  await sendByHttp(
    `${url}/logs`,
    logRequest('paid', { resource: byPodLabel, attributes: { log_type: 'runtime' } }),
  );
  await sendByHttp(
    `${url}/logs`,
    logRequest('recorded', { resource: byAttribute, attributes: { 'rr-web.event': '{}' } }),
  );
  await sendByHttp(`${url}/traces`, spanRequest('GET /cart', 250, byAttribute));
  await sendByHttp(`${url}/metrics`, metricsRequest(byAttribute));
  const written = [
    'logs_mv',
    'otel_traces',
    'hyperdx_sessions',
    'otel_metrics_gauge',
    'otel_metrics_summary',
  ];
  for (const table of written) await untilRows(table, table === 'logs_mv' ? 2 : 1);
});
afterAll(async () => {
  await gateway?.stop();
  await store?.close();
});

describe('the observer (facts 1.4)', () => {
  const columns =
    'timestamp, log, log_level, component_id, environment_id, project_id, version, version_id, namespace, pod_id, container_name, labels_json';

  it('selects, filters and orders logs of a component', async () => {
    const rows = await store.rows(`
      SELECT ${columns} FROM telemetry.logs_mv
      WHERE component_id = 'cart' AND environment_id = 'dev' AND organization_id = 'acme' AND project_id = 'store'
        AND timestamp >= now() - INTERVAL 1 HOUR AND timestamp <= now() + INTERVAL 1 HOUR
        AND positionCaseInsensitive(log, 'FULL') > 0 AND log_level IN ('WARN', 'ERROR')
      ORDER BY timestamp DESC LIMIT 100`);
    expect(rows).toMatchObject([
      {
        log: 'cart is full',
        version_id: 'v1',
        namespace: 'dp-acme',
        pod_id: 'uid-1',
        container_name: 'main',
      },
    ]);
  });

  it('finds the ids in pod labels too', async () => {
    const [row] = await store.rows("SELECT * FROM telemetry.logs_mv WHERE component_id = 'checkout'");
    expect(row).toMatchObject({
      organization_id: 'acme',
      project_id: 'store',
      environment_id: 'dev',
      log_type: 'runtime',
    });
  });

  it.each([
    'organization_id',
    'build_id',
    'build_uuid',
    'log_type',
    'gateway_vhost',
    'api_id',
    'api_version',
  ])('filters on %s', async (column) => {
    await store.rows(`SELECT timestamp FROM telemetry.logs_mv WHERE ${column} IN ('x')`);
  });

  it('reads labels as a flat object of strings, and the cost report finds the organization', async () => {
    const [row] = await store.rows(`
      SELECT JSONExtractString(labels_json, 'organization-name') AS organization, sum(lengthUTF8(log)) AS characters
      FROM telemetry.logs_mv GROUP BY organization`);
    expect(row).toMatchObject({ organization: 'acme' });
    const labels = await store.rows('SELECT labels_json FROM telemetry.logs_mv');
    for (const { labels_json } of labels)
      for (const value of Object.values(JSON.parse(String(labels_json)) as Record<string, unknown>))
        expect(typeof value).toBe('string');
  });

  it('scans no NULL: every column but labels_json is a plain string', async () => {
    const types = await store.rows(
      "SELECT name, type FROM system.columns WHERE database = 'telemetry' AND table = 'logs_mv' AND type LIKE '%Nullable%'",
    );
    expect(types).toEqual([]);
  });

  it('selects spans of a service', async () => {
    const [span] = await store.rows(`
      SELECT start_time, end_time, span_name, span_id, trace_id, duration_in_nanos, service_name, toTypeName(duration_in_nanos) AS kind
      FROM telemetry.traces_mv
      WHERE service_name = 'shop' AND start_time >= now() - INTERVAL 1 HOUR ORDER BY start_time DESC LIMIT 10`);
    expect(span).toMatchObject({ span_name: 'GET /cart', kind: 'Int64' });
    expect(Number(span?.duration_in_nanos)).toBe(250_000_000);
  });
});

describe('HyperDX', () => {
  it('every expression of every default source can be selected', async () => {
    const objects = await renderObjects(oneServer);
    // The shape of DEFAULT_SOURCES, facts section 3.
    const sources = JSON.parse(
      textOf(objectNamed(objects, 'ConfigMap', 'hyperdx'), 'sources.json'),
    ) as Source[];
    expect(sources.map((source) => source.kind)).toEqual(['log', 'trace', 'metric', 'session']);
    for (const source of sources)
      for (const table of source.kind === 'metric'
        ? Object.values(source.metricTables ?? {})
        : [source.from.tableName])
        for (const [key, expression] of Object.entries(source))
          if (key.endsWith('Expression'))
            await store.rows(
              `SELECT ${String(expression)} FROM ${source.from.databaseName}.${table} LIMIT 1`,
            );
  });

  it('sources refer to each other by names that exist', async () => {
    const objects = await renderObjects({});
    const sources = JSON.parse(
      textOf(objectNamed(objects, 'ConfigMap', 'hyperdx'), 'sources.json'),
    ) as Source[];
    const names = sources.map((source) => source.name);
    for (const source of sources)
      for (const [key, name] of Object.entries(source))
        if (key.endsWith('SourceId')) expect(names).toContain(name);
  });
});

interface Source {
  name: string;
  kind: string;
  from: { databaseName: string; tableName: string };
  metricTables?: Record<string, string>;
}

async function untilRows(table: string, count: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const [row] = await store.rows(`SELECT count() AS n FROM telemetry.${table}`);
    if (Number(row?.n) >= count) return;
    await sleep(100);
  }
  throw new Error(
    `telemetry.${table} did not get ${count} rows:\n${gateway.log().split('\n').slice(-5).join('\n')}`,
  );
}
