import { ClusterError } from '../errors';
import { refOf } from '../object';
import { assess, effectOf } from '../plan/assess';
import type { PlannedDeletion, PlannedObject } from '../plan/plan';
import { readHeads, type RecordHead } from '../record/history';
import type { Run } from './run';

/**
 * Refuses a plan that may not be applied: expired, undecided, blocked, or made for a release or a cluster
 * that has moved since. Throws a `ClusterError` that names what moved. Changes nothing.
 */
export async function checkPlan(run: Run): Promise<void> {
  const { view, steps } = run.plan;
  if (run.session.clock.now() > view.expiresAt) {
    throw new ClusterError('plan-expired', 'the plan is too old to be applied', {
      suggestion: 'Make a new plan and look at it again.',
    });
  }
  const [blocker] = view.blockers;
  if (blocker !== undefined) throw new ClusterError('invalid', blocker);
  const decided = run.options.decisions ?? [];
  const open = view.needs.filter(({ decision }) => !decided.includes(decision));
  if (open.length > 0) {
    throw new ClusterError(
      'undecided',
      `the plan needs a decision: ${open.map((need) => need.decision).join(', ')}`,
      {
        suggestion: open.map(({ message }) => message).join(' '),
      },
    );
  }
  const [history, objects, deletions] = await Promise.all([
    readHeads(run.session, view.target),
    Promise.all(steps.objects.map((planned) => whatMoved(run, planned))),
    Promise.all(steps.deletions.map((planned) => deletionMoved(run, planned))),
  ]);
  const moved = [...releaseMoved(run, history.heads), ...objects.flat(), ...deletions.flat()];
  if (moved.length === 0) return;
  throw new ClusterError(
    'moved',
    `the cluster is no longer what the plan was made for: ${moved.join('; ')}`,
    {
      suggestion: 'Make a new plan and look at it again.',
    },
  );
}

function releaseMoved(run: Run, heads: readonly RecordHead[]): string[] {
  const print = (records: readonly { revision: number; status: string }[]): string =>
    records.map(({ revision, status }) => `${revision} ${status}`).join(', ');
  const seen = run.plan.steps.seen.records;
  // Signs of life move the version of a pending record; its revision and state say enough.
  if (print(seen) === print(heads)) return [];
  const last = heads.at(-1);
  return [last ? `revision ${last.revision} of the release is ${last.status}` : 'the release is gone'];
}

/** AP3: an object moved when its change is no longer the change that the plan shows. */
async function whatMoved(run: Run, planned: PlannedObject): Promise<string[]> {
  const { id, object, seen, effect } = planned;
  const ref = refOf(object);
  // What comes with this plan, or goes into a namespace that it makes, cannot have moved.
  const change = run.plan.view.changes.find((one) => one.id === id);
  if (change && change.checkedBy !== 'server') return [];
  const live = await run.session.cluster.get(ref);
  if ((live?.metadata.resourceVersion ?? '') === seen.resourceVersion) return [];
  const now = await assess(
    run.session,
    { object, ref },
    { target: run.plan.view.target, missingNamespaces: new Set(), comingKinds: new Set() },
  );
  if (effectOf(now) === effect) return [];
  if (!live) return [`${id} was deleted`];
  if (seen.uid === '') return [`${id} was created`];
  return [`${id} was changed`];
}

async function deletionMoved(run: Run, { id, ref, action, seen }: PlannedDeletion): Promise<string[]> {
  if (action === 'keep') return [];
  const live = await run.session.cluster.get(ref);
  const uid = live?.metadata.uid ?? '';
  // Gone meanwhile is what the plan wants anyway; another object under the name is not.
  return uid === '' || uid === seen.uid ? [] : [`${id} was created anew`];
}
