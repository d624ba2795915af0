import { describe, expect, it, vi } from 'vitest';
import { Cancellation } from '../cancellation';
import { ClusterError } from '../errors';
import { planRollback, planUninstall } from '../plan/plan-rollback';
import { operationAnnotations } from '../record/operation';
import {
  apply,
  chartOf,
  configMap,
  plan,
  planIn,
  records,
  run,
  target,
  testSession,
  type TestSession,
} from '../testing/fixture';
import type { ApplyEvent } from './event';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  replicas: 1
  selector:
    matchLabels: {app: app}
`;
const demo = chartOf({ 'app.yaml': deployment, 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });

const gone = (): ClusterError =>
  new ClusterError('unreachable', 'cannot reach the API server', { isTransient: true });
const failOn = (part: string, error: () => ClusterError) => (call: string) =>
  call.includes(part) ? error() : undefined;
const typesOf = (events: readonly ApplyEvent[], type: ApplyEvent['type']): ApplyEvent[] =>
  events.filter((event) => event.type === type);

describe('executePlan', () => {
  it('applies in Helm’s order, after the record and before the record says deployed', async () => {
    const session = testSession();
    const { finished } = await apply(session, demo);
    expect(finished).toMatchObject({ outcome: 'succeeded', recordStatus: 'deployed', revision: 1 });
    expect(session.cluster.calls).toEqual([
      'create Namespace/demo',
      'create Secret/sh.helm.release.v1.demo.v1',
      'apply ConfigMap/a',
      'apply ConfigMap/b',
      'apply Deployment/app',
      'replace Secret/sh.helm.release.v1.demo.v1',
    ]);
    expect(await records(session)).toEqual(['1 deployed']);
  });

  it('marks what it applies as Helm does', async () => {
    const session = testSession();
    await apply(session, demo);
    expect(session.cluster.peek('ConfigMap', 'a')?.metadata).toMatchObject({
      labels: { 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: { 'meta.helm.sh/release-name': 'demo', 'meta.helm.sh/release-namespace': 'demo' },
    });
  });

  it('sends nothing for objects that do not change', async () => {
    const session = testSession();
    await apply(session, demo);
    session.cluster.calls.length = 0;
    const { finished } = await apply(session, demo, { color: 'blue' });
    expect(finished.summary).toMatchObject({ unchanged: ['Deployment.apps/demo/app'] });
    expect(session.cluster.calls.filter((call) => call.startsWith('apply'))).toEqual([
      'apply ConfigMap/a',
      'apply ConfigMap/b',
    ]);
  });

  it('[AP10] supersedes the old revision after the new one is deployed', async () => {
    const session = testSession();
    await apply(session, demo);
    session.cluster.calls.length = 0;
    await apply(session, demo, { color: 'blue' });
    expect(session.cluster.calls.filter((call) => call.startsWith('replace'))).toEqual([
      'replace Secret/sh.helm.release.v1.demo.v2',
      'replace Secret/sh.helm.release.v1.demo.v1',
    ]);
    expect(await records(session)).toEqual(['1 superseded', '2 deployed']);
  });

  it('keeps ten revisions, and the deployed one whatever happens', async () => {
    const session = testSession();
    for (let round = 0; round < 12; round += 1) await apply(session, demo, { color: `c${round}` });
    const kept = await records(session);
    expect(kept).toHaveLength(10);
    expect(kept.at(-1)).toBe('12 deployed');
    session.cluster.fail = failOn('apply ConfigMap', gone);
    for (let round = 0; round < 12; round += 1) await apply(session, demo, { color: `d${round}` });
    expect((await records(session))[0]).toBe('12 deployed');
  });

  it('[AP3] refuses a plan whose object was changed meanwhile, and names it', async () => {
    const session = testSession();
    await apply(session, demo);
    const planned = await plan(session, demo, { color: 'blue' });
    const live = session.cluster.peek('ConfigMap', 'a');
    if (live) session.cluster.put({ ...live, data: { color: 'black' } });
    session.cluster.calls.length = 0;
    const { finished } = await run(session, planned);
    expect(finished).toMatchObject({ outcome: 'refused', code: 'moved' });
    expect(finished.message).toContain('ConfigMap/demo/a was changed');
    expect(session.cluster.calls).toEqual([]);
  });

  it('[AP3] goes on when only a status moved', async () => {
    const session = testSession();
    await apply(session, demo);
    const planned = await plan(session, demo, { color: 'blue' });
    const live = session.cluster.peek('Deployment', 'app');
    if (live) await session.cluster.replace({ ...live, status: { ...(live.status as object), note: 'x' } });
    expect((await run(session, planned)).finished.outcome).toBe('succeeded');
  });

  it('[AP4] refuses a plan that is too old, or needs a decision', async () => {
    const session = testSession();
    const old = await plan(session, demo);
    session.advance(16 * 60_000);
    expect((await run(session, old)).finished).toMatchObject({ outcome: 'refused', code: 'plan-expired' });
    session.cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    session.cluster.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'demo' } });
    const planned = await plan(session, demo);
    expect((await run(session, planned)).finished).toMatchObject({ outcome: 'refused', code: 'undecided' });
    expect((await run(session, planned, { decisions: ['take-ownership'] })).finished.outcome).toBe(
      'succeeded',
    );
  });

  it('[AP6] lets one of two studios begin, and refuses the other', async () => {
    const session = testSession();
    const other = testSession(session, 'studio-b');
    await apply(session, demo);
    const plans = [
      await plan(session, demo, { color: 'blue' }),
      await plan(other, demo, { color: 'green' }),
    ] as const;
    const ended = await Promise.all([run(session, plans[0]), run(other, plans[1])]);
    expect(ended.map(({ finished }) => finished.outcome).sort()).toEqual(['refused', 'succeeded']);
    expect(await records(session)).toEqual(['1 superseded', '2 deployed']);
  });

  it('[AP7] stops when it was taken over, and leaves the record alone', async () => {
    const session = testSession();
    const planned = await plan(session, demo);
    session.cluster.fail = (call) => {
      const record = session.cluster.peek('Secret', 'sh.helm.release.v1.demo.v1');
      if (call !== 'apply Deployment/app' || !record) return undefined;
      session.cluster.fail = () => undefined;
      session.cluster.put({ ...record, metadata: { ...record.metadata, annotations: {} } });
      return undefined;
    };
    const { finished } = await run(session, planned);
    expect(finished).toMatchObject({ outcome: 'lost', code: 'locked' });
    expect(await records(session)).toEqual(['1 pending-install']);
  });

  it('[AP9] refuses while another studio works, and goes on once that one is dead', async () => {
    const session = testSession();
    session.cluster.fail = failOn('replace Secret', gone);
    const { finished } = await apply(session, demo);
    expect(finished).toMatchObject({ outcome: 'lost' });
    session.cluster.fail = () => undefined;
    const other = testSession(session, 'studio-b');
    expect((await plan(other, demo)).view).toMatchObject({
      pending: { state: 'alive', holder: 'studio-a' },
      blockers: ['revision 1 is pending-install: studio-a works on it right now'],
    });
    session.cluster.clockAhead = 60_000;
    const after = await plan(other, demo);
    expect(after.view).toMatchObject({ pending: { state: 'dead' }, blockers: [], operation: 'upgrade' });
    expect((await run(other, after)).finished.outcome).toBe('succeeded');
    expect(await records(session)).toEqual(['1 failed', '2 deployed']);
  });

  it('[AP9] knows its own abandoned operation at once, and asks before it takes over Helm’s', async () => {
    const session = testSession();
    session.cluster.fail = failOn('replace Secret', gone);
    await apply(session, demo);
    session.cluster.fail = () => undefined;
    expect((await plan(session, demo)).view.pending?.state).toBe('dead');
    const record = session.cluster.peek('Secret', 'sh.helm.release.v1.demo.v1');
    if (record) session.cluster.put({ ...record, metadata: { ...record.metadata, annotations: {} } });
    expect((await plan(session, demo)).view.needs).toMatchObject([{ decision: 'take-over' }]);
  });

  it('[AP8] gives signs of life by the server’s clock', async () => {
    const session = testSession();
    session.cluster.clockAhead = 5_000;
    await apply(session, demo);
    session.cluster.settle = (object) => object;
    const { finished } = await run(
      session,
      await plan(session, chartOf({ 'app.yaml': deployment.replace('replicas: 1', 'replicas: 2') })),
      { timeout: 60_000 },
    );
    expect(finished).toMatchObject({ outcome: 'failed', code: 'not-ready' });
    const beats = session.cluster.calls.filter(
      (call) => call === 'replace Secret/sh.helm.release.v1.demo.v2',
    );
    expect(beats.length).toBeGreaterThanOrEqual(5);
    const record = session.cluster.peek('Secret', 'sh.helm.release.v1.demo.v2');
    expect(record?.metadata.annotations?.[operationAnnotations.beat]).toBeUndefined();
  });

  it('[AP8] gives a sign of life before the next change when it slept, and finds out if it was taken over', async () => {
    const slept = async (whileAsleep: (session: TestSession) => void): Promise<TestSession> => {
      const session = testSession();
      const planned = await plan(session, demo);
      session.cluster.fail = (call) => {
        if (call !== 'apply ConfigMap/b') return undefined;
        session.cluster.fail = () => undefined;
        session.advance(31_000);
        whileAsleep(session);
        return undefined;
      };
      await run(session, planned);
      return session;
    };
    const alone = await slept(() => undefined);
    expect(alone.cluster.calls.slice(3, 6)).toEqual([
      'apply ConfigMap/b',
      'replace Secret/sh.helm.release.v1.demo.v1',
      'apply Deployment/app',
    ]);
    const overtaken = await slept(({ cluster }) => {
      const record = cluster.peek('Secret', 'sh.helm.release.v1.demo.v1');
      if (record) cluster.put({ ...record, metadata: { ...record.metadata, annotations: {} } });
    });
    expect(overtaken.cluster.calls).not.toContain('apply Deployment/app');
    expect(await records(overtaken)).toEqual(['1 pending-install']);
  });

  it('[AP14] replaces what cannot change in place only when that was decided, and lets a StatefulSet’s pods stay', async () => {
    const session = testSession();
    const set = (service: string) =>
      chartOf({
        'set.yaml': `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  serviceName: ${service}\n`,
      });
    await apply(session, set('one'));
    const fixed = new ClusterError('invalid', 'StatefulSet.apps "db" is invalid', {
      causes: [
        { field: 'spec', message: 'Forbidden: updates to statefulset spec for fields other than ...' },
      ],
    });
    session.cluster.fail = (call) =>
      call === 'dry-run StatefulSet/db' && session.cluster.peek('StatefulSet', 'db') ? fixed : undefined;
    const planned = await plan(session, set('two'));
    expect(planned.view.needs).toMatchObject([{ decision: 'replace', objects: ['StatefulSet/db'] }]);
    const uid = session.cluster.peek('StatefulSet', 'db')?.metadata.uid;
    expect((await run(session, planned)).finished).toMatchObject({ outcome: 'refused', code: 'undecided' });
    expect(session.cluster.peek('StatefulSet', 'db')?.metadata.uid).toBe(uid);
    const remove = vi.spyOn(session.cluster, 'delete');
    const { finished } = await run(session, planned, { decisions: ['replace'] });
    expect(finished).toMatchObject({
      outcome: 'succeeded',
      summary: { replaced: ['StatefulSet.apps/demo/db'] },
    });
    expect(remove.mock.calls).toEqual([
      [expect.objectContaining({ name: 'db' }), { propagation: 'Orphan', uid }],
    ]);
    expect(session.cluster.peek('StatefulSet', 'db')?.spec).toMatchObject({ serviceName: 'two' });
  });

  it('[AP13] says what was done and what was not, and the record says failed', async () => {
    const session = testSession();
    await apply(session, demo);
    const planned = await plan(session, demo, { color: 'blue' });
    session.cluster.fail = failOn('apply ConfigMap/b', () => new ClusterError('forbidden', 'not allowed'));
    const { events, finished } = await run(session, planned);
    expect(finished).toMatchObject({ outcome: 'failed', code: 'forbidden', recordStatus: 'failed' });
    expect(finished.summary).toMatchObject({
      changed: ['ConfigMap/demo/a'],
      failed: ['ConfigMap/demo/b'],
      notReached: ['Deployment.apps/demo/app'],
    });
    expect(typesOf(events, 'finished')).toHaveLength(1);
    expect(await records(session)).toEqual(['1 deployed', '2 failed']);
    session.cluster.fail = () => undefined;
    expect((await apply(session, demo, { color: 'blue' })).finished.outcome).toBe('succeeded');
    expect(await records(session)).toEqual(['1 superseded', '2 failed', '3 deployed']);
  });

  it('stops when cancelled, and keeps what was applied', async () => {
    const session = testSession();
    const cancellation = new Cancellation();
    const planned = await plan(session, demo);
    session.cluster.fail = (call) => {
      if (call === 'apply ConfigMap/b') cancellation.cancel('cancelled by the user');
      return undefined;
    };
    const { finished } = await run(session, planned, { cancellation });
    expect(finished).toMatchObject({ outcome: 'cancelled', recordStatus: 'failed' });
    expect(session.cluster.names()).toEqual(['ConfigMap/a', 'ConfigMap/b']);
  });

  it('rolls back on failure when asked to', async () => {
    const session = testSession();
    await apply(session, demo);
    const planned = await plan(session, demo, { color: 'blue' });
    session.cluster.fail = failOn('apply ConfigMap/b', gone);
    const undone = run(session, planned, { rollBackOnFailure: true });
    session.cluster.fail = (call) => {
      if (call !== 'apply ConfigMap/b') return undefined;
      session.cluster.fail = () => undefined;
      return gone();
    };
    const { finished } = await undone;
    expect(finished).toMatchObject({ outcome: 'failed', recordStatus: 'deployed' });
    expect(finished.message).toContain('rolled back to revision 1');
    expect(session.cluster.peek('ConfigMap', 'a')?.data).toEqual({ color: 'red' });
    expect(await records(session)).toEqual(['1 superseded', '2 failed', '3 deployed']);
  });

  it('[AP5] deletes exactly what the plan names', async () => {
    const session = testSession();
    await apply(session, demo);
    session.cluster.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mine', namespace: 'demo' },
    });
    const { finished } = await apply(session, chartOf({ 'a.yaml': configMap('a') }));
    expect([...finished.summary.deleted].sort()).toEqual(['ConfigMap/demo/b', 'Deployment.apps/demo/app']);
    expect(session.cluster.names()).toEqual(['ConfigMap/a', 'ConfigMap/mine']);
  });
});

describe('rollback and uninstall', () => {
  it('bring an earlier revision back as a new one', async () => {
    const session = testSession();
    await apply(session, demo);
    await apply(session, chartOf({ 'a.yaml': configMap('a') }), { color: 'blue' });
    const planned = planIn(await planRollback(session, { target, revision: 1 }));
    expect(planned.view.counts).toMatchObject({ change: 1, create: 2 });
    expect((await run(session, planned)).finished.outcome).toBe('succeeded');
    expect(session.cluster.names()).toEqual(['ConfigMap/a', 'ConfigMap/b', 'Deployment/app']);
    expect(await records(session)).toEqual(['1 superseded', '2 superseded', '3 deployed']);
  });

  it('delete in the reverse order, and the records last', async () => {
    const session = testSession();
    await apply(session, demo);
    session.cluster.calls.length = 0;
    const planned = planIn(await planUninstall(session, { target }));
    expect(planned.view.stays).toEqual(['Namespace/demo: Helm never deletes it']);
    await run(session, planned);
    expect(session.cluster.calls.filter((call) => call.startsWith('delete'))).toEqual([
      'delete Deployment/app',
      'delete ConfigMap/a',
      'delete ConfigMap/b',
      'delete Secret/sh.helm.release.v1.demo.v1',
    ]);
    expect(session.cluster.names()).toEqual([]);
  });

  it('that were cut off can be done again', async () => {
    const session = testSession();
    await apply(session, demo);
    session.cluster.fail = failOn('delete ConfigMap/b', gone);
    const first = planIn(await planUninstall(session, { target }));
    expect((await run(session, first)).finished).toMatchObject({ outcome: 'failed' });
    expect(await records(session)).toEqual(['1 uninstalling']);
    session.cluster.fail = () => undefined;
    const second = planIn(await planUninstall(session, { target }));
    expect((await run(session, second)).finished.outcome).toBe('succeeded');
    expect(session.cluster.names()).toEqual([]);
    expect(await records(session)).toEqual([]);
  });
});
