// The real collector with the chart's configuration takes telemetry in and the real exporter writes it
// into the schema; health, metrics, retry and refusal are as the values say.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningGateway, exportLogByGrpc, startGateway } from './running-gateway';
import { type Store, createSchema, oneServer, openStore } from './store';
import { logRequest, metricsRequest, sendByHttp, spanRequest } from './telemetry';

const fast = { batch: { minSize: 1, flushTimeout: '200ms' } };

let store: Store;
beforeAll(async () => {
  store = await openStore();
  await createSchema(store);
});
afterAll(() => store.close());

describe('with the defaults', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway(store, { ...oneServer, gateway: fast });
  });
  afterAll(() => gateway.stop());

  it('is healthy and counts what it does', async () => {
    expect((await fetch(`http://${gateway.health}/`)).status).toBe(200);
    expect(await gateway.metric('otelcol_process_uptime')).toBeGreaterThan(0);
  });

  it('writes logs that come over HTTP', async () => {
    expect(await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('over http'))).toBe(200);
    await rowsOf("SELECT * FROM telemetry.otel_logs WHERE Body = 'over http'");
  });

  it('writes logs that come over gRPC', async () => {
    expect(await exportLogByGrpc(gateway.grpc, 'over grpc')).toBe(0);
    await rowsOf("SELECT * FROM telemetry.otel_logs WHERE Body = 'over grpc'");
  });

  it('writes spans with their duration in nanoseconds', async () => {
    expect(
      await sendByHttp(
        `http://${gateway.http}/v1/traces`,
        spanRequest('GET /', 250, { 'service.name': 'shop' }),
      ),
    ).toBe(200);
    const [span] = await rowsOf("SELECT * FROM telemetry.otel_traces WHERE ServiceName = 'shop'");
    expect(Number(span?.Duration)).toBe(250_000_000);
    await rowsOf('SELECT * FROM telemetry.otel_traces_trace_id_ts');
  });

  it.each(['gauge', 'sum', 'histogram', 'exponential_histogram', 'summary'])(
    'writes metrics of the kind %s',
    async (kind) => {
      expect(
        await sendByHttp(`http://${gateway.http}/v1/metrics`, metricsRequest({ 'service.name': kind })),
      ).toBe(200);
      await rowsOf(`SELECT * FROM telemetry.otel_metrics_${kind} WHERE ServiceName = '${kind}'`);
    },
  );

  it('keeps recorded browser sessions apart from logs', async () => {
    const event = logRequest('recorded', { attributes: { 'rr-web.event': '{}' } });
    expect(await sendByHttp(`http://${gateway.http}/v1/logs`, event)).toBe(200);
    await rowsOf("SELECT * FROM telemetry.hyperdx_sessions WHERE Body = 'recorded'");
    expect(await store.rows("SELECT * FROM telemetry.otel_logs WHERE Body = 'recorded'")).toEqual([]);
  });

  it('answers no other origin without CORS settings', async () => {
    const answer = await fetch(`http://${gateway.http}/v1/logs`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example.com', 'access-control-request-method': 'POST' },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('keeps what comes during an outage of the store and writes it afterwards', async () => {
    store.setOutage(true);
    try {
      expect(await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('during the outage'))).toBe(200);
      await until(() => /retry/i.test(gateway.log()));
    } finally {
      store.setOutage(false);
    }
    await rowsOf("SELECT * FROM telemetry.otel_logs WHERE Body = 'during the outage'");
    expect(await gateway.metric('otelcol_exporter_send_failed_log_records')).toBe(0);
  });
});

describe('when the store is away for longer', () => {
  it('a full queue refuses, and says so to the sender and in its metrics', async () => {
    const gateway = await startGateway(store, {
      ...oneServer,
      gateway: {
        ...fast,
        batch: { minSize: 1, maxSize: 1, flushTimeout: '100ms' },
        queue: { size: 2, consumers: 1 },
      },
    });
    store.setOutage(true);
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 8; n += 1)
        statuses.push(await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest(`refused ${n}`)));
      expect(statuses[0]).toBe(200);
      expect(statuses.some((status) => status >= 500)).toBe(true);
      await until(async () => (await gateway.metric('otelcol_exporter_enqueue_failed_log_records')) > 0);
      expect(await gateway.metric('otelcol_exporter_queue_capacity')).toBeGreaterThan(0);
    } finally {
      store.setOutage(false);
      await gateway.stop();
    }
  });

  it('without a queue and without retry the sender learns of the failure', async () => {
    const gateway = await startGateway(store, {
      ...oneServer,
      gateway: {
        queue: { enabled: false },
        retry: { enabled: false },
        sessions: { enabled: false },
        batch: { flushTimeout: '100ms' },
      },
    });
    store.setOutage(true);
    try {
      await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('lost'));
      await until(async () => (await gateway.metric('otelcol_exporter_send_failed_log_records')) > 0);
    } finally {
      store.setOutage(false);
      await gateway.stop();
    }
  });
});

describe('with access control', () => {
  it('takes telemetry only with the token', async () => {
    const gateway = await startGateway(store, {
      ...oneServer,
      gateway: { ...fast, auth: { enabled: true, token: 'test-token' } },
    });
    try {
      const url = `http://${gateway.http}/v1/logs`;
      expect(await sendByHttp(url, logRequest('no token'))).toBe(401);
      expect(await sendByHttp(url, logRequest('wrong token'), { authorization: 'Bearer wrong' })).toBe(401);
      expect(await sendByHttp(url, logRequest('right token'), { authorization: 'Bearer test-token' })).toBe(
        200,
      );
      // UNAUTHENTICATED in gRPC's numbers
      expect(await exportLogByGrpc(gateway.grpc, 'no token')).toBe(16);
      await rowsOf("SELECT * FROM telemetry.otel_logs WHERE Body = 'right token'");
    } finally {
      await gateway.stop();
    }
  });

  it('speaks TLS only, and wants client certificates when told', async () => {
    const gateway = await startGateway(store, {
      ...oneServer,
      gateway: { ...fast, tls: { enabled: true, secretName: 'gateway-tls', clientCA: true } },
    });
    try {
      await expect(plainStatus(gateway.http)).resolves.not.toBe(200);
      expect(await tlsStatus(gateway, false)).toBe('refused');
      expect(await tlsStatus(gateway, true)).toBe(200);
    } finally {
      await gateway.stop();
    }
  });
});

/** Waits for rows of a query, for at most half a minute. */
async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  let rows: Record<string, unknown>[] = [];
  await until(async () => (rows = await store.rows(query)).length > 0);
  return rows;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  expect.fail(`did not happen within half a minute: ${holds.toString()}`);
}

async function plainStatus(address: string): Promise<number> {
  return sendByHttp(`http://${address}/v1/logs`, logRequest('plain')).catch(() => 0);
}

async function tlsStatus(gateway: RunningGateway, withCertificate: boolean): Promise<number | 'refused'> {
  const { request } = await import('node:https');
  const { readFileSync } = await import('node:fs');
  const file = (name: string): Buffer => readFileSync(`${gateway.certificates}/${name}`);
  return new Promise((resolve) => {
    const asking = request(
      `https://${gateway.http.replace('127.0.0.1', 'localhost')}/v1/logs`,
      {
        method: 'POST',
        family: 4,
        ca: file('ca.crt'),
        headers: { 'content-type': 'application/json' },
        ...(withCertificate ? { cert: file('tls.crt'), key: file('tls.key') } : {}),
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asking.on('error', () => resolve('refused'));
    asking.end(JSON.stringify(logRequest('by TLS')));
  });
}
