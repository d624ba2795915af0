import { describe, expect, it } from 'vitest';
import { planUninstall } from '../plan/plan-rollback';
import { apply, chartOf, configMap, planIn, records, run, target, testSession } from '../testing/fixture';

const held = configMap('held', 'color: red', '  finalizers: [demo/wait]\n');
const chart = chartOf({ 'a.yaml': configMap('a'), 'held.yaml': held });

/** A release with an object that a finalizer holds, and the plan that removes it. */
async function heldRelease() {
  const session = testSession();
  await apply(session, chart);
  return { session, planned: planIn(await planUninstall(session, { target })) };
}

describe('uninstall', () => {
  it('[AP16] waits until everything is gone, and says what holds it', async () => {
    const { session, planned } = await heldRelease();
    let looks = 0;
    session.cluster.fail = (call) => {
      if (
        call === 'get ConfigMap/held' &&
        session.cluster.peek('ConfigMap', 'held')?.metadata.deletionTimestamp
      )
        looks += 1;
      if (looks === 4) session.cluster.remove('ConfigMap', 'held');
      return undefined;
    };
    const { events, finished } = await run(session, planned);
    expect(
      events.flatMap((event) => (event.type === 'rollout' ? [`${event.id}: ${event.message}`] : [])),
    ).toEqual([
      'ConfigMap/demo/a: gone',
      'ConfigMap/demo/held: is being deleted, held by finalizer demo/wait',
      'ConfigMap/demo/held: gone',
    ]);
    expect(finished).toMatchObject({
      outcome: 'succeeded',
      summary: { deleted: ['ConfigMap/demo/a', 'ConfigMap/demo/held'], notGone: [] },
    });
    expect(await records(session)).toEqual([]);
  });

  it('[AP16] fails when time is up, keeps the record, and finishes when done again', async () => {
    const { session, planned } = await heldRelease();
    const { finished } = await run(session, planned, { timeout: 5000 });
    expect(finished).toMatchObject({
      outcome: 'failed',
      code: 'not-ready',
      summary: { deleted: ['ConfigMap/demo/a'], notGone: ['ConfigMap/demo/held'] },
    });
    expect(finished.message).toContain('held by finalizer demo/wait');
    expect(finished.message).toContain('uninstall again');
    expect(await records(session)).toEqual(['1 uninstalling']);
    session.cluster.remove('ConfigMap', 'held');
    const again = planIn(await planUninstall(session, { target }));
    expect((await run(session, again)).finished.outcome).toBe('succeeded');
    expect(await records(session)).toEqual([]);
  });

  it('does not wait when told not to, as helm uninstall without --wait', async () => {
    const { session, planned } = await heldRelease();
    const { events, finished } = await run(session, planned, { wait: false });
    expect(finished.outcome).toBe('succeeded');
    expect(events.some(({ type }) => type === 'rollout')).toBe(false);
    expect(session.cluster.names()).toEqual(['ConfigMap/held']);
    expect(await records(session)).toEqual([]);
  });
});
