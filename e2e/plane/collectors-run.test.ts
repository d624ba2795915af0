// A node's collector reads log files as the kubelet writes them, names them after their pods and sends them
// through the gateway; the observer then finds them by component.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Node, type RunningCollector, startCollector } from './collectors';
import { renderObjects } from '../../scripts/plane-parts/rendered-chart';
import { serveKubernetesApi } from './kubernetes-api';
import { type RunningGateway, startGateway } from './running-gateway';
import { type Store, createSchema, oneServer, openStore } from './store';
import { logRequest, sendByHttp } from './telemetry';

/** Pods of the node, with the labels of today's OpenChoreo and of the one before. */
const cart = pod('dp-acme/cart-7d9f8b6c5-x2x4z', 1, {
  'openchoreo.dev/namespace': 'acme',
  'openchoreo.dev/project-uid': 'project-1',
  'openchoreo.dev/component-uid': 'component-1',
  'openchoreo.dev/environment-uid': 'environment-1',
  'component-name': 'cart',
  version: 'v2',
  target: 'runtime',
});
const checkout = pod('dp-acme/checkout-0', 2, {
  'organization-name': 'acme',
  'project-name': 'store',
  'component-name': 'checkout',
  'environment-name': 'dev',
  workflow_name: 'release',
});
const unnamed = pod('kube-system/plain', 3, {});

const values = {
  ...oneServer,
  gateway: { batch: { minSize: 1, flushTimeout: '200ms' }, auth: { enabled: true, token: 'test-token' } },
  collectors: {
    enabled: true,
    logs: { startAt: 'beginning', excludeNamespaces: ['noisy'] },
    queue: { flushTimeout: '200ms' },
  },
};

let store: Store;
let gateway: RunningGateway;
let node: Node;
let collector: RunningCollector;
beforeAll(async () => {
  store = await openStore();
  await createSchema(store);
  gateway = await startGateway(store, values);
  const folder = mkdtempSync(join(tmpdir(), 'plane-studio-node-'));
  const api = await serveKubernetesApi(folder, {
    pods: [cart, checkout, unnamed],
    namespaces: [{ metadata: { name: 'dp-acme', uid: 'ns-1' } }],
    nodes: [{ metadata: { name: 'node-a', uid: 'node-1' } }],
  });
  node = { folder, api, gateway: `http://${gateway.http}` };
  print(cart, 'main', [`${now()} stdout F WARNING: the cart is nearly full`]);
  print(checkout, 'main', [`${now()} stderr F {"level":"error","msg":"payment refused"}`]);
  print(unnamed, 'main', [`${now()} stdout F no labels here`]);
  print(pod('noisy/loud', 4, {}), 'main', [`${now()} stdout F left out`]);
  print(pod('default/collectors-abcde', 5, {}), 'collector', [`${now()} stderr F about itself`]);
  collector = await startCollector(node, values);
});
afterAll(async () => {
  await collector?.stop();
  await gateway?.stop();
  await node?.api.close();
  await store?.close();
  if (node) rmSync(node.folder, { recursive: true, force: true });
});

describe('what a container prints', () => {
  it('is found by the observer under the ids of its labels', async () => {
    print(cart, 'main', [`${now()} stdout F WARN the cart is full`]);
    const [row] = await rowsOf(
      "SELECT * FROM telemetry.logs_mv WHERE component_id = 'component-1' AND log = 'WARN the cart is full'",
    );
    expect(row).toMatchObject({
      organization_id: 'acme',
      project_id: 'project-1',
      environment_id: 'environment-1',
      version: 'v2',
      log_type: 'runtime',
      namespace: 'dp-acme',
      pod_id: cart.metadata.uid,
      container_name: 'main',
      log_level: 'WARN',
    });
    expect(JSON.parse(String(row?.labels_json))).toMatchObject({
      'openchoreo.dev/component-uid': 'component-1',
      'component-name': 'cart',
      'organization-name': 'acme',
    });
  });

  it('is found under the labels of older versions too, and keeps labels for filters', async () => {
    const [row] = await rowsOf("SELECT * FROM telemetry.logs_mv WHERE component_id = 'checkout'");
    expect(row).toMatchObject({
      organization_id: 'acme',
      project_id: 'store',
      environment_id: 'dev',
      log_level: 'ERROR',
      log: '{"level":"error","msg":"payment refused"}',
    });
    const found = await store.rows(
      "SELECT 1 FROM telemetry.logs_mv WHERE JSONExtractString(labels_json, 'workflow_name') = 'release'",
    );
    expect(found).toHaveLength(1);
  });

  it('carries where it comes from, and names a service', async () => {
    const [row] = await rowsOf(
      "SELECT ServiceName, ResourceAttributes AS r FROM telemetry.otel_logs WHERE Body LIKE '%payment refused%'",
    );
    expect(row?.r).toMatchObject({
      'k8s.namespace.name': 'dp-acme',
      'k8s.pod.name': 'checkout-0',
      'k8s.node.name': 'node-a',
      'k8s.container.name': 'main',
      'k8s.container.restart_count': '0',
    });
    expect(row?.ServiceName).not.toBe('');
  });

  it('has the time at which it was printed, to the nanosecond', async () => {
    print(checkout, 'main', [`${now().replace(/\.\d+Z/, '.123456789Z')} stdout F precise`]);
    const [row] = await rowsOf(
      "SELECT toString(Timestamp) AS t FROM telemetry.otel_logs WHERE Body = 'precise'",
    );
    expect(row?.t).toMatch(/\.123456789$/);
  });

  it('is put together again when the runtime has split it', async () => {
    const at = now();
    print(checkout, 'main', [
      `${at} stdout P a long `,
      `${at} stdout P line in `,
      `${at} stdout F three parts`,
    ]);
    await rowsOf("SELECT 1 FROM telemetry.otel_logs WHERE Body = 'a long line in three parts'");
  });

  it('of pods without labels is stored without ids', async () => {
    const [row] = await rowsOf("SELECT * FROM telemetry.logs_mv WHERE log = 'no labels here'");
    expect(row).toMatchObject({
      component_id: '',
      organization_id: '',
      namespace: 'kube-system',
      log_level: '',
    });
  });

  it('of excluded namespaces and of the collectors themselves is left out', async () => {
    await rowsOf("SELECT 1 FROM telemetry.otel_logs WHERE Body = 'no labels here'");
    expect(
      await store.rows("SELECT Body FROM telemetry.otel_logs WHERE Body IN ('left out', 'about itself')"),
    ).toEqual([]);
  });
});

describe('applications that send OTLP on the node', () => {
  it('are known by their address', async () => {
    // The fake pod has the address that this test sends from.
    expect(await sendByHttp(`http://${collector.http}/v1/logs`, logRequest('sent by the application'))).toBe(
      200,
    );
    const [row] = await rowsOf("SELECT * FROM telemetry.logs_mv WHERE log = 'sent by the application'");
    expect(row).toMatchObject({
      component_id: 'checkout',
      namespace: 'dp-acme',
      pod_id: checkout.metadata.uid,
    });
  });

  it('keep the ids that they set themselves', async () => {
    const resource = { 'component.id': 'chosen', 'k8s.pod.uid': cart.metadata.uid };
    await sendByHttp(`http://${collector.http}/v1/logs`, logRequest('with its own id', { resource }));
    const [row] = await rowsOf("SELECT * FROM telemetry.logs_mv WHERE log = 'with its own id'");
    expect(row).toMatchObject({ component_id: 'chosen', project_id: 'project-1' });
  });
});

it('what alerts read of collectors is exported under these very names', async () => {
  const objects = await renderObjects({ ...values, monitoring: { alerts: { enabled: true } } });
  const rules = JSON.stringify(objects.find(({ kind }) => kind === 'PrometheusRule')?.spec);
  const own = [...rules.matchAll(/(otelcol_\w+)\{[^}]*job=/g)].map(([, name = '']) => name);
  // What was never refused and never failed has no series.
  const usual = [...new Set(own)].filter((name) => /queue|memory|accepted_log/.test(name));
  expect(usual).toHaveLength(4);
  const exported = (await collector.metrics()).split('\n').map((line) => line.replace(/[{ ].*/, ''));
  expect(usual.filter((name) => !exported.includes(name))).toEqual([]);
});

describe('when something stops', () => {
  it('a new collector goes on where the old one stopped: nothing is missing, nothing twice', async () => {
    print(checkout, 'main', [`${now()} stdout F before the restart`]);
    await rowsOf("SELECT 1 FROM telemetry.otel_logs WHERE Body = 'before the restart'");
    await collector.stop();
    print(checkout, 'main', [`${now()} stdout F during the restart`]);
    collector = await startCollector(node, values);
    await rowsOf("SELECT 1 FROM telemetry.otel_logs WHERE Body = 'during the restart'");
    const twice = await store.rows(
      "SELECT Body, count() AS n FROM telemetry.otel_logs WHERE Body LIKE '% the restart' GROUP BY Body HAVING n > 1",
    );
    expect(twice).toEqual([]);
  });

  it('what waits for the gateway survives a restart of the collector', async () => {
    await gateway.stop();
    print(checkout, 'main', [`${now()} stdout F while the gateway is away`]);
    await until(() => /retry/i.test(collector.log()));
    await collector.stop();
    gateway = await startGateway(store, values);
    node = { ...node, gateway: `http://${gateway.http}` };
    collector = await startCollector(node, values);
    await rowsOf("SELECT 1 FROM telemetry.otel_logs WHERE Body = 'while the gateway is away'");
  });
});

interface Pod {
  [part: string]: unknown;
  metadata: { name: string; namespace: string; uid: string } & Record<string, unknown>;
}

/** A pod of this node: `namespace/name`, a number that makes its uid, and its labels. */
function pod(path: string, number: number, labels: Record<string, string>): Pod {
  const [namespace = '', name = ''] = path.split('/');
  const uid = `11111111-aaaa-4bbb-8ccc-00000000000${number}`;
  const created = '2026-01-01T00:00:00Z';
  return {
    metadata: { name, namespace, uid, labels, resourceVersion: '1', creationTimestamp: created },
    spec: { nodeName: 'node-a', containers: [{ name: 'main', image: 'shop:1' }] },
    // Only one pod may have the address of this machine.
    status: {
      phase: 'Running',
      podIP: name === 'checkout-0' ? '127.0.0.1' : '',
      startTime: created,
      containerStatuses: [{ name: 'main', restartCount: 0, containerID: `containerd://${uid}` }],
    },
  };
}

/** Appends lines to a container's log file, where and as the kubelet has them. */
function print({ metadata }: Pod, container: string, lines: readonly string[]): void {
  const root = node?.folder;
  if (root === undefined) throw new Error('there is no node yet');
  const file = join(
    root,
    'pods',
    `${metadata.namespace}_${metadata.name}_${metadata.uid}`,
    container,
    '0.log',
  );
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, lines.map((line) => `${line}\n`).join(''));
}

function now(): string {
  return new Date().toISOString();
}

async function rowsOf(query: string): Promise<Record<string, unknown>[]> {
  let rows: Record<string, unknown>[] = [];
  await until(async () => (rows = await store.rows(query)).length > 0, query);
  return rows;
}

async function until(holds: () => boolean | Promise<boolean>, what = holds.toString()): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return;
    await sleep(100);
  }
  const said = collector.log().split('\n').slice(-6).join('\n');
  expect.fail(`did not happen within half a minute: ${what}\n${said}`);
}
