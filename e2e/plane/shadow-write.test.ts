// The gateway writes each log to ClickHouse and a copy to OpenSearch, in the form in which Fluent Bit wrote it.
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../scripts/plane-parts/ports';
import { objectNamed, parseYaml, renderObjects } from '../../scripts/plane-parts/rendered-chart';
import { gatewayConfig } from './gateway';
import { type RunningGateway, startGateway } from './running-gateway';
import { type Store, createSchema, oneServer, openStore } from './store';
import { logRequest, sendByHttp } from './telemetry';

const labelled = {
  'k8s.namespace.name': 'dp-acme',
  'k8s.pod.name': 'cart-0',
  'k8s.pod.uid': 'uid-1',
  'k8s.container.name': 'main',
  'k8s.node.name': 'node-a',
  'k8s.pod.labels.openchoreo.dev/component-uid': 'component-1',
  'k8s.pod.labels.component-name': 'cart',
};

let store: Store;
let gateway: RunningGateway;
let search: FakeOpenSearch;
beforeAll(async () => {
  store = await openStore();
  await createSchema(store);
  search = await startFakeOpenSearch();
  gateway = await startGateway(store, {
    ...oneServer,
    gateway: { batch: { minSize: 1, flushTimeout: '200ms' } },
    observer: { openSearch: { address: search.url, password: 'test' } },
    migration: { shadowWrite: { enabled: true } },
  });
});
afterAll(async () => {
  await gateway?.stop();
  await search?.close();
  await store?.close();
});

describe('the copy', () => {
  it('is the document that the observer looks for in OpenSearch', async () => {
    const at = new Date('2026-02-03T04:05:06.789Z');
    await sendByHttp(
      `http://${gateway.http}/v1/logs`,
      logRequest('cart is full', {
        resource: labelled,
        severity: 'WARN',
        attributes: { 'log.iostream': 'stderr' },
        at,
      }),
    );
    await until(() => search.documents.some((document) => document.log === 'cart is full'));
    expect(search.documents.find((document) => document.log === 'cart is full')).toEqual({
      '@timestamp': '2026-02-03T04:05:06.789Z',
      log: 'cart is full',
      log_level: 'WARN',
      stream: 'stderr',
      kubernetes: {
        namespace_name: 'dp-acme',
        pod_name: 'cart-0',
        pod_id: 'uid-1',
        container_name: 'main',
        host: 'node-a',
        // Dots become underscores, as Fluent Bit's Replace_Dots makes them.
        labels: { 'openchoreo_dev/component-uid': 'component-1', 'component-name': 'cart' },
      },
    });
    expect(search.authorization).toBe(`Basic ${Buffer.from('writer:test').toString('base64')}`);
  });

  it('leaves the row in ClickHouse as it was', async () => {
    await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('as it was', { resource: labelled }));
    await untilRows("Body = 'as it was' AND ResourceAttributes['k8s.pod.name'] = 'cart-0'");
  });

  it('of a recorded browser session is not made', async () => {
    const event = logRequest('recorded', { attributes: { 'rr-web.event': '{}' } });
    await sendByHttp(`http://${gateway.http}/v1/logs`, event);
    await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('after it'));
    await until(() => search.documents.some((document) => document.log === 'after it'));
    expect(search.documents.filter((document) => document.log === 'recorded')).toEqual([]);
  });

  it('does not hold up ClickHouse while OpenSearch is away', async () => {
    search.setOutage(true);
    try {
      expect(await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('meanwhile'))).toBe(200);
      await untilRows("Body = 'meanwhile'");
    } finally {
      search.setOutage(false);
    }
    await until(() => search.documents.some((document) => document.log === 'meanwhile'));
  });
});

describe('the settings of the OpenSearch exporter', () => {
  // Its own check cannot run here; these are the keys that its sources of the chart's version read.
  const settings = async (values: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const config = gatewayConfig(await renderObjects(values)) ?? '';
    // The chart writes this part as a map.
    const { exporters } = parseYaml(config) as { exporters: Record<string, Record<string, unknown>> };
    return exporters.opensearch ?? {};
  };
  const shadow = {
    observer: {
      openSearch: { address: 'https://search:9200', caSecret: 'search-ca', existingSecret: 'search' },
    },
    migration: { shadowWrite: { enabled: true } },
  };

  it('are known ones', async () => {
    const known = ['http', 'mapping', 'logs_index', 'logs_index_time_format', 'bulk_action'];
    const shared = ['timeout', 'retry_on_failure', 'sending_queue'];
    expect(Object.keys(await settings(shadow)).sort()).toEqual([...known, ...shared].sort());
  });

  it('name the daily index as the observer does: prefix, then date', async () => {
    const { logs_index, logs_index_time_format, mapping } = await settings(shadow);
    // The exporter joins both with a hyphen and writes the format in Java's letters.
    expect(`${String(logs_index)}-${String(logs_index_time_format)}`).toBe('kubernetes-yyyy.MM.dd');
    expect(mapping).toEqual({ mode: 'bodymap' });
  });

  it('take name and password from the Secret of OpenSearch', async () => {
    const deployment = objectNamed(await renderObjects(shadow), 'Deployment', 'otlp-gateway');
    expect(JSON.stringify(deployment.spec)).toContain(
      '{"name":"OPENSEARCH_PASSWORD","valueFrom":{"secretKeyRef":{"name":"search","key":"password"}}}',
    );
  });
});

interface FakeOpenSearch {
  url: string;
  documents: Record<string, unknown>[];
  authorization: string;
  setOutage(on: boolean): void;
  close(): Promise<void>;
}

/** A server that takes what the stand-in exporter sends and keeps the bodies of the records. */
async function startFakeOpenSearch(): Promise<FakeOpenSearch> {
  const [port = 0] = await freePorts(1);
  let isAway = false;
  const server: Server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      if (isAway) {
        response.writeHead(503).end();
        return;
      }
      fake.authorization = request.headers.authorization ?? '';
      fake.documents.push(...bodiesOf(text));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const fake: FakeOpenSearch = {
    url: `http://127.0.0.1:${port}`,
    documents: [],
    authorization: '',
    setOutage: (on) => (isAway = on),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

/** A value in OTLP's JSON form. */
interface Value {
  stringValue?: string;
  kvlistValue?: { values?: { key: string; value: Value }[] };
}
interface LogsRequest {
  resourceLogs: { scopeLogs: { logRecords: { body: Value }[] }[] }[];
}

function bodiesOf(text: string): Record<string, unknown>[] {
  // The collector's own encoding.
  const { resourceLogs } = JSON.parse(text) as LogsRequest;
  return resourceLogs
    .flatMap((resource) => resource.scopeLogs.flatMap((scope) => scope.logRecords))
    .map((record) => plain(record.body) as Record<string, unknown>);
}

function plain(value: Value): unknown {
  if (!value.kvlistValue) return value.stringValue;
  return Object.fromEntries((value.kvlistValue.values ?? []).map((entry) => [entry.key, plain(entry.value)]));
}

async function untilRows(condition: string): Promise<void> {
  await until(
    async () => (await store.rows(`SELECT 1 FROM telemetry.otel_logs WHERE ${condition}`)).length > 0,
  );
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  expect.fail(`did not happen within half a minute: ${gateway.log().split('\n').slice(-4).join('\n')}`);
}
