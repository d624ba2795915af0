// An apply through a proxy that misbehaves, at many points and in many ways. After each fault the record
// must tell the truth, and applying again must finish the work: nothing lost, nothing extra.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Fault, type FaultProxy, startFaultProxy } from '../../scripts/cluster/fault-proxy';
import { freePorts } from '../../scripts/plane-parts/ports';
import { type RunningProgram, startProgram, waitUntil } from '../../scripts/plane-parts/processes';
import { kubectl } from '../../scripts/plane-parts/tools';
import { makePlan, type ClusterSession } from '../../lib/cluster';
import { deleteNamespace, runHelm } from './api-server';
import { smallChart, smallObjects } from './small-chart';
import { applyNow, openThrough, planIn, readObjects, readRecords, runPlan } from './studio';

const namespace = 'studio-faults';
const target = { releaseName: 'small', namespace };

let folder: string;
let upstream: RunningProgram;
let proxy: FaultProxy;
let session: ClusterSession;
/** How many requests an upgrade takes from its first to its last. */
let requests: number;
let round = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-faults-'));
  const [port = 0] = await freePorts(1);
  upstream = startProgram({
    name: 'kubectl-proxy',
    command: kubectl(),
    args: ['proxy', `--port=${port}`],
    folder,
  });
  await waitUntil(upstream, async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
  proxy = await startFaultProxy(`http://127.0.0.1:${port}`);
  session = openThrough(proxy.url, folder);
  await applyNow(session, request());
  const plan = planIn(await makePlan(session, request()));
  proxy.setFaults(() => undefined);
  await runPlan(session, plan);
  requests = proxy.seen.length;
});
afterAll(async () => {
  await proxy.stop();
  await upstream.stop();
  await deleteNamespace(namespace);
  rmSync(folder, { recursive: true, force: true });
});

/** Every round changes an object, and creates or deletes another. */
function request() {
  round += 1;
  return { target, chart: smallChart(), overrides: { color: `color-${round}`, extra: round % 2 === 1 } };
}

const passing: Readonly<Record<string, Fault>> = {
  'is cut before the server': { kind: 'cut-before' },
  'is cut behind the server': { kind: 'cut-after' },
  'is cut inside the answer': { kind: 'cut-inside' },
  'is answered with 429 and Retry-After': { kind: 'status', status: 429, retryAfter: 1 },
  'is answered with 500': { kind: 'status', status: 500, reason: 'InternalError' },
  'is answered with 503': { kind: 'status', status: 503, reason: 'ServiceUnavailable' },
  'comes late': { kind: 'delay', milliseconds: 400 },
};
const lasting: Readonly<Record<string, Fault>> = {
  'the server is gone': { kind: 'cut-before' },
  'the server works and its answers are lost': { kind: 'cut-after' },
  'the token has expired': { kind: 'status', status: 401, reason: 'Unauthorized' },
  'a permission is missing': { kind: 'status', status: 403, reason: 'Forbidden' },
  'the server always answers 503': { kind: 'status', status: 503 },
  'every write conflicts': { kind: 'status', status: 409, reason: 'Conflict' },
};

/** Shares of the way through an apply: from its first check to the last write of its record. */
const points = [0, 0.08, 0.16, 0.24, 0.32, 0.4, 0.48, 0.56, 0.64, 0.72, 0.8, 0.88, 0.96];

describe.each(Object.entries(passing))('a request that %s', (_name, fault) => {
  it.each(points.filter((_, at) => at % 2 === 0))('at %f of an apply does no harm', async (share) => {
    const wanted = request();
    const plan = planIn(await makePlan(session, wanted));
    const at = Math.floor(share * requests);
    proxy.setFaults(({ index }) => (index === at ? fault : undefined));
    const { finished } = await runPlan(session, plan);
    proxy.setFaults(() => undefined);
    expect(finished).toMatchObject({ outcome: 'succeeded', recordStatus: 'deployed' });
    await expectSettled();
  });
});

describe.each(Object.entries(lasting))('when %s', (name, fault) => {
  it.each(points)('from %f of an apply on, the record is true and applying again finishes', async (share) => {
    const wanted = request();
    const plan = planIn(await makePlan(session, wanted));
    const before = await readRecords(namespace, 'small');
    const at = Math.floor(share * requests);
    const isMeant = (method: string): boolean => name !== 'every write conflicts' || method !== 'GET';
    proxy.setFaults(({ index, method }) => (index >= at && isMeant(method) ? fault : undefined));
    const { finished } = await runPlan(session, plan, { timeout: 5000 });
    proxy.setFaults(() => undefined);

    const after = await readRecords(namespace, 'small');
    expect(after.filter(({ label, status }) => label !== status)).toEqual([]);
    const last = after.at(-1);
    switch (finished.outcome) {
      case 'refused':
        // A creation whose answer was lost may have begun; nothing else may have happened.
        if (last?.revision === plan.view.revision) expect(last.status).toBe('pending-upgrade');
        else
          expect(after.map(({ revision, status }) => [revision, status])).toEqual(
            before.map(({ revision, status }) => [revision, status]),
          );
        break;
      case 'failed':
      case 'cancelled':
        expect(last).toMatchObject({ revision: plan.view.revision, status: 'failed' });
        break;
      case 'lost':
        expect(last?.revision).toBe(plan.view.revision);
        // The write that was lost on the way back did say how it ended.
        expect(['pending-upgrade', 'failed', 'deployed']).toContain(last?.status);
        break;
      case 'succeeded':
        expect(last).toMatchObject({ revision: plan.view.revision, status: 'deployed' });
        break;
    }
    expect(after.some(({ status }) => status === 'deployed')).toBe(true);

    const again = planIn(await makePlan(session, wanted));
    const { finished: second } = await runPlan(session, again);
    expect(second).toMatchObject({ outcome: 'succeeded', recordStatus: 'deployed' });
    await expectSettled();
  });
});

describe('watches', () => {
  it.each([
    ['end at once', { kind: 'end-watch' }],
    ['say that they are too old', { kind: 'expire-watch' }],
    ['are cut', { kind: 'cut-before' }],
  ] as const)('that %s do not keep an apply from seeing everything ready', async (_name, fault) => {
    const plan = planIn(await makePlan(session, request()));
    let left = 5;
    proxy.setFaults(({ isWatch }) => (isWatch && left-- > 0 ? fault : undefined));
    const { finished } = await runPlan(session, plan);
    proxy.setFaults(() => undefined);
    expect(finished.outcome).toBe('succeeded');
    await expectSettled();
  });
});

it('Helm lists, shows and upgrades what came through all that', async () => {
  const listed = await runHelm(['list', '-n', namespace, '-o', 'json']);
  expect(JSON.parse(listed.output)).toMatchObject([{ name: 'small', status: 'deployed' }]);
});

/** The last revision alone is deployed, at most ten are kept, and exactly the chart's objects are there. */
async function expectSettled(): Promise<void> {
  const records = await readRecords(namespace, 'small');
  expect(records.filter(({ status }) => status === 'deployed').map(({ revision }) => revision)).toEqual([
    records.at(-1)?.revision,
  ]);
  expect(records.length).toBeLessThanOrEqual(10);
  expect(records.filter(({ label, status }) => label !== status)).toEqual([]);
  const expected = smallObjects.filter((name) => name !== 'ConfigMap/extra' || round % 2 === 1);
  expect(await readObjects(namespace)).toEqual(expected);
}
