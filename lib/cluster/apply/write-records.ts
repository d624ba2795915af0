import { isPending, recordName, revisionsToPrune, type Release, type ReleaseState } from '../../helm';
import { ClusterError, isClusterError } from '../errors';
import { decodeRecord, listHeads, recordRef } from '../record/history';
import { RecordKeeper, rewriteRecord } from '../record/keeper';
import type { Run } from './run';

/**
 * Takes the release: marks a dead operation as failed, creates the record of this one, and deletes the
 * oldest revisions beyond the limit. Throws `locked` when somebody else was faster.
 */
export async function beginRecord(run: Run, operation: string): Promise<void> {
  const { steps } = run.plan;
  if (!steps.release) return;
  await failDeadOperation(run);
  const now = new Date(run.session.clock.now()).toISOString();
  const release: Release = { ...steps.release, info: { ...steps.release.info, last_deployed: now } };
  const keeper = new RecordKeeper(run.session, release, operation);
  await keeper.create();
  run.keeper = keeper;
  tellRecord(run, release);
  await pruneHistory(run);
}

/** AP9: a pending revision that the plan found dead, or was told to take over, becomes failed. */
async function failDeadOperation(run: Run): Promise<void> {
  const { pending, target } = run.plan.view;
  if (!pending) return;
  const secret = await run.session.cluster.get(recordRef(target, pending.revision));
  if (!secret) return;
  const release = decodeRecord(secret);
  if (!isPending(release.info.status)) return;
  const description = `Taken over: ${pending.holder} left it ${release.info.status}`;
  try {
    await rewriteRecord(run.session, { secret, release }, (old) => ({
      ...old,
      info: { ...old.info, status: 'failed', description },
    }));
  } catch (error) {
    if (!isClusterError(error, 'changed')) throw error;
    throw new ClusterError(
      'locked',
      `revision ${pending.revision} is alive: ${pending.holder} wrote to it just now`,
      {
        suggestion: 'Wait until it has ended.',
      },
    );
  }
  run.emit({ type: 'record', revision: pending.revision, status: 'failed', description });
}

async function pruneHistory(run: Run): Promise<void> {
  const { target } = run.plan.view;
  const heads = await listHeads(run.session, target.namespace, target.releaseName);
  for (const revision of revisionsToPrune(heads, run.plan.steps.maxHistory)) {
    // An old record too many harms nobody.
    await run.session.cluster.delete(recordRef(target, revision)).catch(ignoreClusterError);
  }
}

/**
 * Writes that the operation succeeded, then that older deployed revisions are superseded. In this order
 * there is no moment without a deployed revision; Helm takes the newest of two (AP10).
 */
export async function concludeRecord(run: Run): Promise<void> {
  const { operation, target } = run.plan.view;
  const words = { install: 'Install complete', upgrade: 'Upgrade complete', rollback: '', uninstall: '' }[
    operation
  ];
  const description = run.options.description ?? words;
  await finishRecord(run, 'deployed', description === '' ? undefined : description);
  const heads = await listHeads(run.session, target.namespace, target.releaseName);
  const revision = run.keeper?.release.version ?? 0;
  const older = heads.filter((head) => head.revision < revision && head.status === 'deployed');
  for (const head of older) await supersede(run, head.revision);
}

async function supersede(run: Run, revision: number): Promise<void> {
  const ref = recordRef(run.plan.view.target, revision);
  for (let tries = 0; tries < 5; tries += 1) {
    const secret = await run.session.cluster.get(ref);
    if (!secret) return;
    const release = decodeRecord(secret);
    if (release.info.status !== 'deployed') return;
    try {
      await rewriteRecord(run.session, { secret, release }, (old) => ({
        ...old,
        info: { ...old.info, status: 'superseded' },
      }));
      run.emit({ type: 'record', revision, status: 'superseded', description: release.info.description });
      return;
    } catch (error) {
      if (!isClusterError(error, 'changed')) throw error;
    }
  }
}

/** Writes the last state of this operation's record and ends its signs of life. */
export async function finishRecord(run: Run, status: ReleaseState, description?: string): Promise<void> {
  const { keeper } = run;
  if (!keeper) return;
  await keeper.update(
    (release) => ({
      ...release,
      info: { ...release.info, status, description: run.mask.text(description ?? release.info.description) },
    }),
    true,
  );
  tellRecord(run, keeper.release);
}

/** Takes the newest record for an uninstall: from here on the release is being removed. */
export async function beginUninstall(run: Run, operation: string): Promise<void> {
  const { target } = run.plan.view;
  const heads = await listHeads(run.session, target.namespace, target.releaseName);
  const last = heads.at(-1);
  if (!last) throw new ClusterError('no-release', `release ${target.releaseName} is gone`);
  const secret = await run.session.cluster.get(recordRef(target, last.revision));
  if (!secret) throw new ClusterError('moved', `${recordName(target.releaseName, last.revision)} is gone`);
  const keeper = new RecordKeeper(run.session, decodeRecord(secret), operation);
  const deleted = new Date(run.session.clock.now()).toISOString();
  await keeper.take(secret.metadata.resourceVersion ?? '', (release) => ({
    ...release,
    info: {
      ...release.info,
      status: 'uninstalling',
      deleted,
      description: 'Deletion in progress (or silently failed)',
    },
  }));
  run.keeper = keeper;
  tellRecord(run, keeper.release);
}

/** Deletes all records, oldest first, so that what is left of a cut-off run still names the release. */
export async function concludeUninstall(run: Run): Promise<void> {
  const { target } = run.plan.view;
  if (run.plan.steps.keepHistory) return finishRecord(run, 'uninstalled', 'Uninstallation complete');
  const heads = await listHeads(run.session, target.namespace, target.releaseName);
  for (const { revision } of heads) await run.session.cluster.delete(recordRef(target, revision));
  run.emit({
    type: 'record',
    revision: heads.at(-1)?.revision ?? 0,
    status: 'uninstalled',
    description: 'records deleted',
  });
}

function tellRecord(run: Run, { version, info }: Release): void {
  run.emit({
    type: 'record',
    revision: version,
    status: info.status,
    description: run.mask.text(info.description),
  });
}

function ignoreClusterError(error: unknown): void {
  if (!isClusterError(error)) throw error;
}
