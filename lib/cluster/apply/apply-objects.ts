import { ClusterError, isClusterError, messageOf } from '../errors';
import { refOf, type KubeObject } from '../object';
import { ranksOf } from '../plan/documents';
import { hasClientSideFields, helmManager, migratedFields } from '../plan/field-owners';
import type { PlannedObject } from '../plan/plan';
import type { Run } from './run';

/** How long to wait for an object to be gone before it is made anew, in milliseconds. */
const deletionTimeout = 60_000;
/** How long without a sign of life before one is given ahead of a change; see AP8. */
const longSilence = 30_000;

/**
 * Applies the plan's objects in Helm's order, objects of one kind at once. Stops at the first failure,
 * after what was under way has ended; throws it.
 */
export async function applyObjects(run: Run): Promise<ReadonlyMap<string, KubeObject>> {
  const { objects } = run.plan.steps;
  const applied = new Map<string, KubeObject>();
  const ranks = ranksOf(
    objects.map(({ object }) => object.kind),
    '4.2',
  );
  for (const kind of [...ranks.keys()]) {
    const group = objects.filter(({ object }) => object.kind === kind);
    const results = await Promise.allSettled(
      group.map(async (planned) => {
        const live = await applyOne(run, planned);
        if (live) applied.set(planned.id, live);
      }),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
  return applied;
}

async function applyOne(run: Run, planned: PlannedObject): Promise<KubeObject | undefined> {
  const { id, action } = planned;
  if (action === 'unchanged' && !planned.migrates && !isAdopted(run, id)) {
    run.note(id, 'unchanged');
    return undefined;
  }
  await beforeChange(run);
  try {
    if (action === 'replace') await removeForReplacement(run, planned);
    if (planned.migrates && action !== 'replace') await handOverFields(run, planned);
    const force = planned.migrates || (run.options.decisions ?? []).includes('force-conflicts');
    const { object, warnings } = await run.session.cluster.apply(planned.object, {
      manager: helmManager,
      force: force && hasConflictsToForce(run, planned),
    });
    for (const message of warnings) run.emit({ type: 'warning', id, message: run.mask.text(message) });
    run.note(id, resultOf(planned));
    return object;
  } catch (error) {
    run.note(id, 'failed', messageOf(error));
    if (!isClusterError(error)) throw error;
    throw named(error, `apply ${id}`);
  }
}

function resultOf({ action }: PlannedObject): 'created' | 'changed' | 'unchanged' | 'replaced' {
  if (action === 'create') return 'created';
  if (action === 'replace') return 'replaced';
  return action === 'unchanged' ? 'unchanged' : 'changed';
}

function isAdopted(run: Run, id: string): boolean {
  return run.plan.view.changes.some((change) => change.id === id && change.owner !== undefined);
}

/** Force is used only where the plan named conflicts; a conflict that came later must be seen first. */
function hasConflictsToForce(run: Run, { id }: PlannedObject): boolean {
  return run.plan.view.changes.some((change) => change.id === id && change.conflicts.length > 0);
}

/** Stops a run that was cancelled, or that has slept so long that somebody may have taken over. */
export async function beforeChange(run: Run): Promise<void> {
  run.cancellation.check();
  if (run.keeper && run.keeper.silence > longSilence) await run.keeper.beat();
}

/**
 * Gives Helm's client-side fields to its server-side apply. The version that is read is the version that
 * is replaced, so nothing of another writer is lost; after a change in between it reads again.
 */
async function handOverFields(run: Run, planned: PlannedObject): Promise<void> {
  const ref = refOf(planned.object);
  for (let tries = 0; ; tries += 1) {
    const live = await run.session.cluster.get(ref);
    if (!live || !hasClientSideFields(live)) return;
    try {
      await run.session.cluster.patch(ref, [
        { op: 'replace', path: '/metadata/managedFields', value: migratedFields(live) },
        { op: 'replace', path: '/metadata/resourceVersion', value: live.metadata.resourceVersion },
      ]);
      return;
    } catch (error) {
      if (!isClusterError(error, 'changed') || tries >= 5) throw error;
    }
  }
}

/** Pods of a StatefulSet stay and are adopted by the new one; everything else goes with its dependents. */
async function removeForReplacement(run: Run, planned: PlannedObject): Promise<void> {
  const ref = refOf(planned.object);
  const propagation = ref.kind === 'StatefulSet' ? 'Orphan' : 'Foreground';
  await run.session.cluster.delete(ref, { propagation, uid: planned.seen.uid });
  await waitUntilGone(run, { ref, uid: planned.seen.uid, timeout: deletionTimeout });
}

/** Waits until an object is gone. Throws when it still is there after `timeout`. */
export async function waitUntilGone(
  run: Run,
  { ref, uid, timeout }: { ref: ReturnType<typeof refOf>; uid: string; timeout: number },
): Promise<void> {
  const until = run.session.clock.now() + timeout;
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    const live = await run.session.cluster.get(ref);
    if (!live || live.metadata.uid !== uid) return;
    if (run.session.clock.now() > until) {
      const finalizers = live.metadata.finalizers;
      const held = Array.isArray(finalizers) ? `, held by finalizers ${finalizers.join(', ')}` : '';
      throw new ClusterError(
        'invalid',
        `${ref.kind}/${ref.name} is not gone after ${timeout / 1000} s${held}`,
      );
    }
    await run.session.clock.sleep(pause, run.cancellation);
    run.cancellation.check();
  }
}

/** Deletes what the plan deletes, in its order: exactly the objects that it saw. */
export async function deleteObjects(run: Run): Promise<void> {
  for (const { id, ref, action, seen } of run.plan.steps.deletions) {
    if (action !== 'delete') {
      run.note(id, action === 'keep' ? 'kept' : 'gone');
      continue;
    }
    await beforeChange(run);
    try {
      const isDeleted = await run.session.cluster.delete(ref, { uid: seen.uid });
      run.note(id, isDeleted ? 'deleted' : 'gone');
    } catch (error) {
      run.note(id, 'failed', messageOf(error));
      if (!isClusterError(error)) throw error;
      throw named(error, `delete ${id}`);
    }
  }
}

/** Returns an error of the same kind whose message begins with the act that failed. */
export function named(error: ClusterError, act: string): ClusterError {
  const { status, suggestion, subject } = error;
  return new ClusterError(error.code, `${act}: ${error.message}`, {
    cause: error,
    conflicts: error.conflicts,
    causes: error.causes,
    isTransient: error.isTransient,
    ...(status === undefined ? {} : { status }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(subject === undefined ? {} : { subject }),
  });
}
