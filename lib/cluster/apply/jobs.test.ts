import { describe, expect, it } from 'vitest';
import type { Cancellation } from '../cancellation';
import { apply, chartOf, configMap, plan, testSession } from '../testing/fixture';
import type { ApplyEvent } from './event';
import { EventChannel } from './event-channel';
import { executePlan } from './execute-plan';
import { JobRegistry, PlanShelf, type JobEvent } from './jobs';

const chart = chartOf({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });

/** Starts jobs whose events the test sends. */
async function manualJob(registry: JobRegistry, id: string, startedAt = 0) {
  const channel = new EventChannel<ApplyEvent>();
  const { view } = await plan(testSession(), chart);
  let cancellation: Cancellation | undefined;
  const begin = () =>
    registry.start({
      id,
      view,
      now: startedAt,
      run: (given) => {
        cancellation = given;
        return channel;
      },
    });
  return { ...begin(), again: begin, channel, isCancelled: () => cancellation?.isCancelled };
}

const phase = (name: 'check' | 'objects'): ApplyEvent => ({ at: 0, type: 'phase', phase: name });
const end = (outcome: 'succeeded' | 'failed' = 'succeeded'): ApplyEvent => ({
  at: 0,
  type: 'finished',
  outcome,
  message: '',
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
});

async function read(events: AsyncIterable<JobEvent>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { index, event } of events) seen.push(`${index} ${event.type}`);
  return seen;
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('JobRegistry', () => {
  it('gives every reader every event, whenever it comes and from where it wants', async () => {
    const registry = new JobRegistry();
    const { channel } = await manualJob(registry, 'one');
    const early = read(registry.attach('one'));
    channel.push(phase('check'));
    channel.push(phase('objects'));
    await settle();
    const late = read(registry.attach('one'));
    const cutOff = read(registry.attach('one', 2));
    channel.push(end());
    channel.close();
    expect(await early).toEqual(['0 phase', '1 phase', '2 finished']);
    expect(await late).toEqual(['0 phase', '1 phase', '2 finished']);
    expect(await cutOff).toEqual(['2 finished']);
    expect(await read(registry.attach('one'))).toEqual(['0 phase', '1 phase', '2 finished']);
    expect(await read(registry.attach('one', 3))).toEqual([]);
    expect(await read(registry.attach('unknown'))).toEqual([]);
  });

  it('goes on when a reader leaves', async () => {
    const session = testSession();
    const registry = new JobRegistry();
    const planned = await plan(session, chart);
    registry.start({
      id: 'one',
      view: planned.view,
      now: 0,
      run: (cancellation) => executePlan(session, planned, { cancellation }),
    });
    for await (const { event } of registry.attach('one')) if (event.type === 'phase') break;
    const seen = await read(registry.attach('one'));
    expect(seen.at(-1)).toMatch(/finished$/);
    expect(session.cluster.names()).toEqual(['ConfigMap/a', 'ConfigMap/b']);
    expect(registry.list()).toMatchObject([{ id: 'one', outcome: 'succeeded' }]);
  });

  it('runs one job per release: a second click gets the first one', async () => {
    const registry = new JobRegistry();
    const first = await manualJob(registry, 'one');
    expect(first.isNew).toBe(true);
    expect(first.again()).toMatchObject({ isNew: false, job: { id: 'one' } });
    first.channel.push(end());
    first.channel.close();
    await settle();
    expect((await manualJob(registry, 'two')).isNew).toBe(true);
  });

  it('cancels what runs, and says whether it ran', async () => {
    const registry = new JobRegistry();
    const { channel, isCancelled } = await manualJob(registry, 'one');
    expect(isCancelled()).toBe(false);
    expect(registry.cancel('one')).toBe(true);
    expect(isCancelled()).toBe(true);
    channel.push(end('failed'));
    channel.close();
    await settle();
    expect(registry.cancel('one')).toBe(false);
    expect(registry.cancel('unknown')).toBe(false);
  });

  it('forgets the oldest finished jobs, and none that runs', async () => {
    const registry = new JobRegistry();
    for (let index = 0; index < 25; index += 1) {
      const { channel } = await manualJob(registry, `job-${index}`, index + 1);
      channel.push(end());
      channel.close();
      await settle();
    }
    const running = await manualJob(registry, 'running', 0);
    const ids = registry.list().map(({ id }) => id);
    expect(ids).toHaveLength(21);
    expect(ids[0]).toBe('job-24');
    expect(ids).not.toContain('job-4');
    expect(ids).toContain('running');
    running.channel.close();
  });
});

describe('PlanShelf', () => {
  it('[AP4] gives a plan by its digest until it has expired', async () => {
    const session = testSession();
    const shelf = new PlanShelf();
    const planned = await plan(session, chart);
    shelf.put(planned);
    const { digest, expiresAt } = planned.view;
    expect(shelf.take(digest, expiresAt)).toBe(planned);
    expect(shelf.take('0'.repeat(64), expiresAt)).toBeUndefined();
    expect(shelf.take(digest, expiresAt + 1)).toBeUndefined();
    // Forgotten, not only refused: it holds secrets.
    expect(shelf.take(digest, expiresAt)).toBeUndefined();
  });

  it('[AP1] takes a plan with the same effect for the same plan, with the later expiry', async () => {
    const session = testSession();
    const shelf = new PlanShelf();
    const first = await plan(session, chart);
    session.advance(60_000);
    const second = await plan(session, chart);
    expect(second.view.digest).toBe(first.view.digest);
    shelf.put(first);
    shelf.put(second);
    expect(shelf.take(first.view.digest, first.view.expiresAt + 1)).toBe(second);
  });

  it('[AP1] keeps plans of different effect apart, and lets the oldest go', async () => {
    const session = testSession();
    await apply(session, chart);
    const shelf = new PlanShelf(2);
    const plans = [
      await plan(session, chart, { color: 'blue' }),
      await plan(session, chart, { color: 'green' }),
      await plan(session, chart, { color: 'black' }),
    ];
    for (const one of plans) shelf.put(one);
    expect(new Set(plans.map(({ view }) => view.digest)).size).toBe(3);
    expect(plans.map((one) => shelf.take(one.view.digest, 0) === one)).toEqual([false, true, true]);
  });
});
