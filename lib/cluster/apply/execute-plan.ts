import { bytesToHex } from '@noble/hashes/utils.js';
import { Cancellation } from '../cancellation';
import { ClusterError, isClusterError, messageOf } from '../errors';
import { refOf } from '../object';
import { planRollback, planUninstall } from '../plan/plan-rollback';
import type { Plan } from '../plan/plan';
import { SecretMask } from '../plan/secret-mask';
import { beatInterval } from '../record/operation';
import type { ClusterSession } from '../session';
import { applyObjects, beforeChange, deleteObjects } from './apply-objects';
import { checkPlan } from './check-plan';
import type { ApplyEvent, ApplyOutcome } from './event';
import { EventChannel } from './event-channel';
import type { ExecuteOptions } from './options';
import { takesTime } from './readiness';
import { awaitRollout } from './rollout';
import { awaitRemoval } from './removal';
import { Run } from './run';
import { runHooks } from './run-hooks';
import {
  beginRecord,
  beginUninstall,
  concludeRecord,
  concludeUninstall,
  finishRecord,
} from './write-records';

/**
 * Executes exactly the plan and returns what happens as it happens. The work begins at once and goes on
 * whether or not anybody reads. Never throws: the last event, `finished`, says how it ended, and the
 * release's record says the same. Refuses, with nothing changed, a plan that is expired or undecided, or
 * whose release or objects have moved.
 */
export function executePlan(
  session: ClusterSession,
  plan: Plan,
  options: ExecuteOptions = {},
): AsyncIterable<ApplyEvent> {
  const channel = new EventChannel<ApplyEvent>();
  const cancellation = (options.cancellation ?? new Cancellation()).child();
  const run = new Run(session, { plan, options, mask: maskOf(plan) }, { cancellation, channel });
  void finish(run, channel);
  return channel;
}

async function finish(run: Run, channel: EventChannel<ApplyEvent>): Promise<void> {
  const { view } = run.plan;
  run.emit({
    type: 'started',
    operation: view.operation,
    target: view.target,
    revision: view.revision,
    digest: view.digest,
    objects: [...run.plan.steps.objects, ...run.plan.steps.deletions].map(({ id }) => id),
  });
  let ending = await perform(run);
  if (ending.outcome === 'failed' && run.options.rollBackOnFailure) ending = await undo(run, channel, ending);
  const { outcome, message, code } = ending;
  run.emit({
    type: 'finished',
    outcome,
    message: run.mask.text(message),
    ...(code === undefined ? {} : { code }),
    recordStatus: run.keeper?.release.info.status ?? '',
    revision: view.revision,
    summary: run.summary(),
    notes: outcome === 'succeeded' ? view.notes : '',
  });
  channel.close();
}

interface Ending {
  outcome: ApplyOutcome;
  message: string;
  code?: string;
}

/** Does the work and returns how it ended; the record then says the same, if it can be reached. */
async function perform(run: Run): Promise<Ending> {
  const { operation, target, revision } = run.plan.view;
  const operationId = bytesToHex(run.session.entropy.randomBytes(16));
  const beating = new Cancellation();
  run.session.running.add(operationId);
  try {
    run.enter('check');
    await checkPlan(run);
    if (operation === 'uninstall') {
      await beginUninstall(run, operationId);
      void beat(run, beating);
      await uninstall(run);
    } else {
      await createNamespace(run);
      await beginRecord(run, operationId);
      void beat(run, beating);
      await installOrUpgrade(run, operation);
    }
    const done = {
      install: 'installed',
      upgrade: 'upgraded',
      rollback: 'rolled back',
      uninstall: 'uninstalled',
    };
    const at = operation === 'uninstall' ? '' : ` as revision ${revision}`;
    return { outcome: 'succeeded', message: `${target.releaseName} is ${done[operation]}${at}` };
  } catch (error) {
    beating.cancel('over');
    return await endingOf(run, error);
  } finally {
    beating.cancel('over');
    run.session.running.delete(operationId);
  }
}

async function installOrUpgrade(run: Run, operation: 'install' | 'upgrade' | 'rollback'): Promise<void> {
  await applyCrds(run);
  run.enter('pre-hooks');
  await runHooks(run, `pre-${operation}`);
  run.enter('objects');
  await applyObjects(run);
  run.enter('deletions');
  await deleteObjects(run);
  if (run.options.wait ?? true) {
    run.enter('rollout');
    await awaitRollout(run.session, {
      refs: run.plan.steps.objects
        .filter(({ object }) => takesTime(object))
        .map(({ object }) => refOf(object)),
      timeout: run.timeout,
      cancellation: run.cancellation,
      tell: (id, readiness) => {
        run.noteReadiness(id, readiness.state === 'ready');
        run.emit({ type: 'rollout', id, ...readiness, message: run.mask.text(readiness.message) });
      },
    });
  }
  run.enter('post-hooks');
  await runHooks(run, `post-${operation}`);
  run.cancellation.check();
  run.enter('record');
  await concludeRecord(run);
}

async function uninstall(run: Run): Promise<void> {
  run.enter('pre-hooks');
  await runHooks(run, 'pre-delete');
  run.enter('deletions');
  await deleteObjects(run);
  if (run.options.wait ?? true) await awaitRemoval(run);
  run.enter('post-hooks');
  await runHooks(run, 'post-delete');
  run.enter('record');
  await concludeUninstall(run);
}

async function createNamespace(run: Run): Promise<void> {
  const { createsNamespace, target } = run.plan.view;
  if (!createsNamespace) return;
  run.enter('namespace');
  const name = target.namespace;
  // The label that `helm install --create-namespace` sets.
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { name } } };
  await run.session.cluster.create(namespace).catch((error: unknown) => {
    if (!isClusterError(error, 'already-exists')) throw error;
  });
}

async function applyCrds(run: Run): Promise<void> {
  const { crds } = run.plan.steps;
  if (crds.length === 0) return;
  run.enter('crds');
  for (const crd of crds) {
    await beforeChange(run);
    await run.session.cluster.create(crd).catch((error: unknown) => {
      if (!isClusterError(error, 'already-exists')) throw error;
    });
  }
  await awaitRollout(run.session, {
    refs: crds.map((crd) => refOf(crd)),
    timeout: run.timeout,
    cancellation: run.cancellation,
    tell: (id, readiness) => run.emit({ type: 'rollout', id, ...readiness }),
  });
  run.session.cluster.refreshResources();
}

/** Gives signs of life until told to stop; cancels the run when the release was taken over. */
async function beat(run: Run, stop: Cancellation): Promise<void> {
  for (;;) {
    await run.session.clock.sleep(beatInterval, stop);
    if (stop.isCancelled) return;
    try {
      await run.keeper?.beat();
    } catch (error) {
      if (!isClusterError(error, 'locked')) continue;
      run.cancellation.cancel(messageOf(error));
      return;
    }
  }
}

/** Says how a run ended that did not succeed, and writes it into the record. */
async function endingOf(run: Run, error: unknown): Promise<Ending> {
  const code = isClusterError(error) ? error.code : 'bug';
  const advice = isClusterError(error) && error.suggestion !== undefined ? `. ${error.suggestion}` : '';
  const said = `${messageOf(error)}${advice}`;
  if (!run.keeper) return { outcome: code === 'cancelled' ? 'cancelled' : 'refused', message: said, code };
  if (code === 'locked') {
    return { outcome: 'lost', message: `${said}: this run stopped and left the record alone`, code };
  }
  const { operation, target, revision } = run.plan.view;
  if (operation === 'uninstall') {
    // Nobody works on it any more: the next uninstall need not wait.
    await run.keeper.update((release) => release, true).catch(() => undefined);
    return { outcome: code === 'cancelled' ? 'cancelled' : 'failed', message: said, code };
  }
  const verb = { install: 'Install', upgrade: 'Upgrade', rollback: 'Rollback' }[operation];
  try {
    await finishRecord(
      run,
      'failed',
      `${verb} ${JSON.stringify(target.releaseName)} failed: ${messageOf(error)}`,
    );
  } catch (second) {
    const state = `revision ${revision} still says ${run.plan.steps.release?.info.status ?? 'pending'}`;
    const message = `${said}; ${state} (${messageOf(second)}). Apply again: the next plan goes on from what is there.`;
    return { outcome: 'lost', message, code };
  }
  return { outcome: code === 'cancelled' ? 'cancelled' : 'failed', message: said, code };
}

/** Rolls back to the deployed revision, or removes a first install, as `helm upgrade --rollback-on-failure`. */
async function undo(run: Run, channel: EventChannel<ApplyEvent>, ending: Ending): Promise<Ending> {
  const { target, deployedRevision } = run.plan.view;
  run.enter('rollback');
  run.emit({ type: 'rollback', toRevision: deployedRevision ?? 0 });
  try {
    const result =
      deployedRevision === undefined
        ? await planUninstall(run.session, { target })
        : await planRollback(run.session, { target, revision: deployedRevision });
    if (!result.ok) return ending;
    const decisions = result.plan.view.needs.map(({ decision }) => decision);
    const options: ExecuteOptions = { ...run.options, decisions, rollBackOnFailure: false };
    const inner = new Run(
      run.session,
      { plan: result.plan, options, mask: run.mask },
      { cancellation: new Cancellation(), channel },
    );
    const undone = await perform(inner);
    const how = deployedRevision === undefined ? 'removed' : `rolled back to revision ${deployedRevision}`;
    if (undone.outcome !== 'succeeded') {
      return { ...ending, message: `${ending.message}; rolling back failed too: ${undone.message}` };
    }
    run.keeper = inner.keeper;
    return { ...ending, message: `${ending.message}; ${how}` };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { ...ending, message: `${ending.message}; rolling back failed too: ${error.message}` };
  }
}

function maskOf({ steps }: Plan): SecretMask {
  const mask = new SecretMask();
  for (const { object } of [...steps.objects, ...steps.hooks]) mask.addSecret(object);
  return mask;
}
