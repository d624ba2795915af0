import { expect, it, vi } from 'vitest';
import type { ApplyEvent, Connection, JobEvent, JobSummary } from '@/lib/cluster';
import { createClusterStore } from './cluster-store';
import type { ClusterActions } from './contract';

const job: JobSummary = {
  id: 'j1',
  context: 'kind',
  target: { releaseName: 'plane', namespace: 'obs' },
  operation: 'install',
  digest: 'd',
  outcome: undefined,
  startedAt: 0,
};
const phase: ApplyEvent = { at: 1, type: 'phase', phase: 'objects' };
const finished: ApplyEvent = {
  at: 2,
  type: 'finished',
  outcome: 'succeeded',
  message: 'done',
  recordStatus: 'deployed',
  revision: 1,
  summary: {
    created: [],
    changed: [],
    unchanged: [],
    replaced: [],
    deleted: [],
    kept: [],
    failed: [],
    notReached: [],
    notReady: [],
    notGone: [],
  },
  notes: '',
};

function actionsWith(part: Partial<ClusterActions>): ClusterActions {
  const refuse = () => Promise.reject(new Error('not asked for'));
  return {
    offer: () =>
      Promise.resolve({
        ok: true,
        value: { contexts: [{ name: 'kind', server: 'https://c', isCurrent: true }], isReadOnly: false },
      }),
    connect: () => Promise.resolve({ ok: false, code: 'unreachable', message: 'no route' }),
    jobs: () => Promise.resolve({ ok: true, value: [] }),
    plan: refuse,
    planRollback: refuse,
    planUninstall: refuse,
    apply: refuse,
    follow: refuse,
    cancel: refuse,
    releases: refuse,
    status: refuse,
    history: refuse,
    compare: refuse,
    drift: refuse,
    load: refuse,
    ...part,
  };
}

async function* stream(events: readonly JobEvent[], breaks = false): AsyncGenerator<JobEvent> {
  for (const event of events) yield await Promise.resolve(event);
  if (breaks) throw new Error('cut');
}

it('says why a cluster does not answer', async () => {
  const store = createClusterStore(actionsWith({}));
  await store.start('');
  expect(store.getState().context).toBe('kind');
  expect(store.getState().connection.fault?.message).toBe('no route');
});

it('takes up a running operation when it connects, and again after a cut, from where it was', async () => {
  const follow = vi.fn<ClusterActions['follow']>();
  follow.mockResolvedValueOnce(stream([{ index: 0, event: phase }], true));
  follow.mockResolvedValueOnce(stream([{ index: 1, event: finished }]));
  // Only what the store reads of a connection matters here: that there is one.
  const connection = { namespaces: [] } as unknown as Connection;
  const store = createClusterStore(
    actionsWith({
      connect: () => Promise.resolve({ ok: true, value: connection }),
      jobs: () => Promise.resolve({ ok: true, value: [job] }),
      follow,
    }),
  );
  await store.start('');
  await vi.waitFor(() => expect(store.getState().job?.progress.end?.outcome).toBe('succeeded'));
  expect(follow.mock.calls.map(([asked]) => asked.from)).toEqual([0, 1]);
  expect(store.getState().ended).toBe(1);
});

it('keeps the plan that an apply was refused for, with the reason', async () => {
  const store = createClusterStore(
    actionsWith({ apply: () => Promise.resolve({ ok: false, code: 'moved', message: 'the release moved' }) }),
  );
  await store.apply({ context: 'kind', digest: 'd', decisions: [], wait: true, rollBackOnFailure: false });
  expect(store.getState().plan.fault?.code).toBe('moved');
  expect(store.getState().job).toBeUndefined();
});

it('clears away an operation that is over when something new is planned', async () => {
  const follow = vi.fn<ClusterActions['follow']>();
  follow.mockResolvedValueOnce(stream([{ index: 0, event: finished }]));
  const store = createClusterStore(
    actionsWith({ apply: () => Promise.resolve({ ok: true, value: job }), follow }),
  );
  await store.apply({ context: 'kind', digest: 'd', decisions: [], wait: true, rollBackOnFailure: false });
  expect(store.getState().job?.progress.end?.outcome).toBe('succeeded');
  await store.plan(() => Promise.resolve({ ok: false, code: 'unreachable', message: 'no route' }));
  expect(store.getState().job).toBeUndefined();
});

it('says so when the server no longer knows the operation', async () => {
  const follow = vi.fn<ClusterActions['follow']>();
  follow.mockResolvedValueOnce(stream([{ index: 0, event: phase }]));
  const store = createClusterStore(
    actionsWith({ apply: () => Promise.resolve({ ok: true, value: job }), follow }),
  );
  await store.apply({ context: 'kind', digest: 'd', decisions: [], wait: true, rollBackOnFailure: false });
  expect(store.getState().job?.isLost).toBe(true);
});
