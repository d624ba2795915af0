import { ClusterError } from '../errors';
import { listAt, type KubeObject } from '../object';
import type { PlannedDeletion } from '../plan/plan';
import type { Run } from './run';

/** How often to look, in milliseconds: at first, and when it takes long. */
const pauses = { first: 50, longest: 1000 };

/**
 * AP16: waits until every object that the plan deletes is gone, as `helm uninstall --wait`, and tells what
 * each still waits for. Throws `not-ready` with what holds them when time is up, `cancelled` when
 * cancelled, and whatever the cluster throws.
 */
export async function awaitRemoval(run: Run): Promise<void> {
  let left = run.plan.steps.deletions.filter(({ action }) => action === 'delete');
  if (left.length === 0) return;
  run.enter('removal');
  for (const { id } of left) run.noteGone(id, false);
  const told = new Map<string, string>();
  const until = run.session.clock.now() + run.timeout;
  for (let pause = pauses.first; ; pause = Math.min(pause * 2, pauses.longest)) {
    const looks = await Promise.all(
      left.map(async (planned) => ({ planned, held: await holdOf(run, planned) })),
    );
    for (const { planned, held } of looks) {
      if (told.get(planned.id) === held) continue;
      told.set(planned.id, held);
      const isGone = held === '';
      run.noteGone(planned.id, isGone);
      const readiness = isGone
        ? ({ state: 'ready', message: 'gone' } as const)
        : ({ state: 'waiting', message: held, reason: 'progressing' } as const);
      run.emit({ type: 'rollout', id: planned.id, ...readiness });
    }
    const open = looks.filter(({ held }) => held !== '');
    if (open.length === 0) return;
    left = open.map(({ planned }) => planned);
    if (run.session.clock.now() >= until) throw notGone(run, open);
    await run.session.clock.sleep(pause, run.cancellation);
    run.cancellation.check();
  }
}

/** Returns what an object that was deleted still waits for; nothing when it, the very object, is gone. */
async function holdOf(run: Run, { ref, seen }: PlannedDeletion): Promise<string> {
  const live = await run.session.cluster.get(ref);
  if (!live || live.metadata.uid !== seen.uid) return '';
  return holdersOf(live);
}

function holdersOf(live: KubeObject): string {
  const finalizers = listAt(live, 'metadata', 'finalizers').map(String);
  return finalizers.length === 0
    ? 'is being deleted'
    : `is being deleted, held by finalizer${finalizers.length === 1 ? '' : 's'} ${finalizers.join(', ')}`;
}

function notGone(run: Run, open: readonly { planned: PlannedDeletion; held: string }[]): ClusterError {
  const list = open.map(({ planned, held }) => `${planned.id} (${held})`);
  const seconds = Math.round(run.timeout / 1000);
  return new ClusterError(
    'not-ready',
    `${list.length} of the objects are still there after ${seconds} s: ${list.join('; ')}`,
    { suggestion: 'Once what holds them has let go, uninstall again: that finishes the work.' },
  );
}
