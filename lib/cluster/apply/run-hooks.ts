import type { HookEvent, HookRun, Release } from '../../helm';
import { ClusterError, isClusterError, messageOf } from '../errors';
import { listAt, refOf, textAt } from '../object';
import { helmManager } from '../plan/field-owners';
import type { PlannedHookObject } from '../plan/plan';
import { beforeChange, named, waitUntilGone } from './apply-objects';
import { awaitRollout } from './rollout';
import type { Run } from './run';

/** How much is shown of a hook that failed without asking for it: where the fault usually stands. */
const faultLines = 30;
/** How much is shown where the chart asks for the output. */
const askedLines = 2000;

/**
 * Runs the hooks of one event as Helm does: by weight, then by name, one at a time, each waited for. The
 * record says before each that it runs. Throws what made a hook fail; hooks that succeeded before it and
 * are to be deleted then, are deleted all the same; their output is read first where the chart asks for it.
 */
export async function runHooks(run: Run, event: HookEvent): Promise<void> {
  const hooks = run.plan.steps.hooks
    .filter(({ hook }) => hook.events.includes(event))
    .sort((a, b) => a.hook.weight - b.hook.weight || compareNames(a, b));
  const succeeded: PlannedHookObject[] = [];
  try {
    for (const planned of hooks) {
      await runHook(run, planned, event);
      succeeded.push(planned);
    }
  } finally {
    for (const planned of succeeded.toReversed())
      await deleteBy(run, { planned, event, policy: 'hook-succeeded' });
  }
}

function compareNames(a: PlannedHookObject, b: PlannedHookObject): number {
  const [first, second] = [a.object.metadata.name, b.object.metadata.name];
  return first < second ? -1 : first > second ? 1 : 0;
}

async function runHook(run: Run, planned: PlannedHookObject, event: HookEvent): Promise<void> {
  const { id, object, index } = planned;
  await beforeChange(run);
  await deleteBy(run, { planned, event, policy: 'before-hook-creation' });
  const started_at = new Date(run.session.clock.now()).toISOString();
  await recordRun(run, index, { started_at, phase: 'Running' });
  run.emit({ type: 'hook', id, event, result: 'running' });
  try {
    await run.session.cluster.apply(object, { manager: helmManager, force: true });
    await awaitHook(run, planned);
  } catch (error) {
    await recordRun(run, index, { started_at, completed_at: nowText(run), phase: 'Failed' }).catch(
      () => undefined,
    );
    await showLog(run, planned, planned.hook.logPolicies.includes('hook-failed') ? askedLines : faultLines);
    run.emit({ type: 'hook', id, event, result: 'failed', message: run.mask.text(messageOf(error)) });
    await deleteBy(run, { planned, event, policy: 'hook-failed' }).catch(() => undefined);
    throw isClusterError(error) ? named(error, `${event} hook ${id}`) : error;
  }
  await recordRun(run, index, { started_at, completed_at: nowText(run), phase: 'Succeeded' });
  run.emit({ type: 'hook', id, event, result: 'succeeded' });
  if (planned.hook.logPolicies.includes('hook-succeeded')) await showLog(run, planned, askedLines);
}

/** Jobs complete and pods succeed; every other hook is done once it is there. */
async function awaitHook(run: Run, { object, id }: PlannedHookObject): Promise<void> {
  if (object.kind !== 'Job' && object.kind !== 'Pod') return;
  await awaitRollout(run.session, {
    refs: [refOf(object)],
    timeout: run.timeout,
    cancellation: run.cancellation,
    tell: (_, readiness) =>
      run.emit({ type: 'rollout', id, ...readiness, message: run.mask.text(readiness.message) }),
  });
}

async function deleteBy(
  run: Run,
  { planned, event, policy }: { planned: PlannedHookObject; event: HookEvent; policy: string },
): Promise<void> {
  const { hook, object, id } = planned;
  // Deleting a definition would delete every object of its kind; Helm never does.
  if (!hook.deletePolicies.includes(policy) || object.kind === 'CustomResourceDefinition') return;
  const ref = refOf(object);
  const live = await run.session.cluster.get(ref);
  const uid = live?.metadata.uid;
  if (uid === undefined) return;
  await run.session.cluster.delete(ref, { uid });
  await waitUntilGone(run, { ref, uid, timeout: run.timeout });
  run.emit({ type: 'hook', id, event, result: 'deleted' });
}

async function recordRun(run: Run, index: number, last_run: HookRun): Promise<void> {
  await run.keeper?.update((release): Release => {
    const hooks = release.hooks.map((hook, at) => (at === index ? { ...hook, last_run } : hook));
    return { ...release, hooks };
  });
}

/** Shows what every container of every pod of a hook wrote, as Helm does; other kinds write nothing. */
async function showLog(run: Run, { object, id }: PlannedHookObject, lines: number): Promise<void> {
  if (object.kind !== 'Job' && object.kind !== 'Pod') return;
  const { name, namespace = '' } = object.metadata;
  try {
    const pods = await run.session.cluster.list({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace,
      ...(object.kind === 'Pod'
        ? { fieldSelector: `metadata.name=${name}` }
        : { labelSelector: `batch.kubernetes.io/job-name=${name}` }),
    });
    for (const pod of pods) {
      if (textAt(pod, 'status', 'phase') === 'Pending') continue;
      for (const container of listAt(pod, 'spec', 'containers')) {
        const options = { container: textAt(container, 'name'), lines };
        const text = await run.session.cluster.logs(refOf(pod), options);
        if (text !== '') run.emit({ type: 'log', id, text: run.mask.text(text) });
      }
    }
  } catch (error) {
    // A log is a service; what failed is told anyway.
    if (!(error instanceof ClusterError)) throw error;
  }
}

function nowText(run: Run): string {
  return new Date(run.session.clock.now()).toISOString();
}
