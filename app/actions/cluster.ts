'use server';

import { randomUUID } from 'node:crypto';
import { StudioError } from '@/lib/base';
import {
  checkRequest,
  compareRevisions,
  describeConnection,
  executePlan,
  findDrift,
  isClusterError,
  listReleases,
  loadRelease,
  makePlan,
  planRollback as planRollbackOf,
  planUninstall as planUninstallOf,
  readHistory,
  readStatus,
  runPreflight,
  type ClusterSession,
  type Connection,
  type Decision,
  type DriftReport,
  type JobEvent,
  type JobSummary,
  type PlanResult,
  type ReleaseStatus,
  type ReleaseSummary,
  type RevisionComparison,
  type RevisionSummary,
} from '@/lib/cluster';
import { planeChart } from '@/lib/plane';
import { secretTexts } from '@/lib/plane/secret-value-paths';
import {
  isValid,
  mergeWithDefaults,
  sensitivePaths,
  valueAt,
  withoutValue,
  type YamlMap,
} from '@/lib/values';
import type {
  Answer,
  ApplyAsked,
  ClusterOffer,
  Place,
  PlanAsked,
  PlanShown,
  ReleaseValues,
} from '@/components/cluster/contract';
import { requireSession, requireWriteAccess } from '../access/guard';
import { answer, contextOf, countOf, partsOf, profileOf, targetOf, tokenOf } from '../cluster/answer';
import { clusterServer, readContexts, sessionOf } from '../cluster/server';

/** Returns what can be connected to, and whether anything may be changed. */
export async function offer(): Promise<Answer<ClusterOffer>> {
  return answer(async () => {
    const { isReadOnly } = await requireSession();
    const contexts = await readContexts();
    return {
      contexts: contexts.map(({ name, server, isCurrent }) => ({ name, server, isCurrent })),
      isReadOnly,
    };
  });
}

/** Connects to a context anew: the kubeconfig is read again, so renewed credentials count. */
export async function connect(context: string): Promise<Answer<Connection>> {
  return answer(async () => {
    await requireSession();
    return describeConnection(await sessionOf(contextOf(context), true));
  });
}

/** Plans an install or upgrade of the plane with these values, and looks for what stands in its way. */
export async function plan(asked: PlanAsked): Promise<Answer<PlanShown>> {
  return answer(async () => {
    await requireSession();
    const { context, target, profile, overrides } = partsOf(asked);
    // The chart has rules of its own, but the model's name the field.
    if (!isValid(mergeWithDefaults(overrides)))
      throw new StudioError('values', 'the values have errors', { suggestion: 'The form names them.' });
    const session = await sessionOf(contextOf(context));
    const request = {
      target: targetOf(target),
      chart: planeChart(profileOf(profile)),
      overrides,
      secretValues: secretTexts(overrides),
    };
    try {
      return await shown(session, () => makePlan(session, request));
    } catch (error) {
      // Who may not even read the records learns all that is missing at once, not one refusal at a time.
      if (!isClusterError(error, 'forbidden')) throw error;
      return { view: undefined, refusal: error.message, preflight: await checkRequest(session, request) };
    }
  });
}

/** Plans to go back to a revision. */
export async function planRollback(asked: Place & { revision: number }): Promise<Answer<PlanShown>> {
  return answer(async () => {
    await requireSession();
    const { context, target, revision } = partsOf(asked);
    return shown(await sessionOf(contextOf(context)), (session) =>
      planRollbackOf(session, { target: targetOf(target), revision: countOf(revision) }),
    );
  });
}

/** Plans to remove the release. */
export async function planUninstall(asked: Place & { keepHistory: boolean }): Promise<Answer<PlanShown>> {
  return answer(async () => {
    await requireSession();
    const { context, target, keepHistory } = partsOf(asked);
    return shown(await sessionOf(contextOf(context)), (session) =>
      planUninstallOf(session, { target: targetOf(target), keepHistory: keepHistory === true }),
    );
  });
}

/** Executes a plan that was shown. It runs on when the page is closed; `follow` tells how it goes. */
export async function apply(asked: ApplyAsked): Promise<Answer<JobSummary>> {
  return answer(async () => {
    await requireWriteAccess();
    const { context, digest, decisions, wait, rollBackOnFailure } = partsOf(asked);
    const session = await sessionOf(contextOf(context));
    const { shelf, jobs } = clusterServer();
    const taken = shelf.take(tokenOf(digest), session.clock.now());
    if (!taken || taken.view.context !== session.cluster.place.context)
      throw new StudioError('plan-expired', 'this plan is no longer known', { suggestion: 'Plan again.' });
    const { job, isNew } = jobs.start({
      id: randomUUID(),
      view: taken.view,
      now: session.clock.now(),
      run: (cancellation) =>
        executePlan(session, taken, {
          decisions: decisionsOf(decisions),
          wait: wait !== false,
          rollBackOnFailure: rollBackOnFailure === true,
          cancellation,
        }),
    });
    if (!isNew && job.digest !== taken.view.digest)
      throw new StudioError('locked', 'another operation on this release is running', {
        suggestion: 'Wait until it has ended, then plan again.',
      });
    return job;
  });
}

/** Returns the operations on a context, the newest first. */
export async function jobs(context: string): Promise<Answer<readonly JobSummary[]>> {
  return answer(async () => {
    await requireSession();
    const wanted = contextOf(context);
    return clusterServer()
      .jobs.list()
      .filter((job) => job.context === wanted);
  });
}

/** Streams the events of an operation, those that were and those to come. Any number of pages may follow. */
export async function follow(asked: { job: string; from: number }): Promise<AsyncIterable<JobEvent>> {
  await requireSession();
  const { job, from } = partsOf(asked);
  return clusterServer().jobs.attach(tokenOf(job), countOf(from));
}

/** Asks an operation to stop. What was applied stays, and its record says so. */
export async function cancel(job: string): Promise<Answer<null>> {
  return answer(async () => {
    await requireWriteAccess();
    clusterServer().jobs.cancel(tokenOf(job));
    return null;
  });
}

/** Returns the releases of all namespaces that we may read. */
export async function releases(context: string): Promise<Answer<readonly ReleaseSummary[]>> {
  return answer(async () => {
    await requireSession();
    return listReleases(await sessionOf(contextOf(context)));
  });
}

/** Returns the release with the live state of its objects; null when there is none. */
export async function status(place: Place): Promise<Answer<ReleaseStatus | null>> {
  return answer(() => about(place, (session, target) => readStatus(session, target), null));
}

/** Returns the revisions of the release, oldest first. */
export async function history(place: Place): Promise<Answer<readonly RevisionSummary[]>> {
  return answer(async () => {
    const revisions = await about(place, (session, target) => readHistory(session, target), []);
    return [...revisions].sort((left, right) => left.revision - right.revision);
  });
}

/** Returns what differs between two revisions. */
export async function compare(
  asked: Place & { from: number; to: number },
): Promise<Answer<RevisionComparison>> {
  return answer(async () => {
    await requireSession();
    const { context, target, from, to } = partsOf(asked);
    const session = await sessionOf(contextOf(context));
    return compareRevisions(session, targetOf(target), { from: countOf(from), to: countOf(to) });
  });
}

/** Returns what differs live from the release; an absent release has not drifted. */
export async function drift(place: Place): Promise<Answer<DriftReport>> {
  return answer(async () => {
    await requireSession();
    const { context, target } = partsOf(place);
    return findDrift(await sessionOf(contextOf(context)), {
      target: targetOf(target),
      chart: planeChart('4.2'),
    });
  });
}

/** Returns the values of the running release without those that are secret: the cluster keeps them. */
export async function load(place: Place): Promise<Answer<ReleaseValues>> {
  return answer(async () => {
    await requireSession();
    const { context, target } = partsOf(place);
    const release = await loadRelease(await sessionOf(contextOf(context)), targetOf(target));
    const given = partsOf(release.values);
    const leftOut = sensitivePaths().filter((path) => !isNothing(valueAt(given, path)));
    const values: YamlMap = leftOut.reduce<YamlMap>((rest, path) => withoutValue(rest, path), { ...given });
    return {
      revision: release.revision,
      isPlane: release.isPlane,
      chartName: release.chart.name,
      values,
      leftOut,
    };
  });
}

async function shown(
  session: ClusterSession,
  make: (session: ClusterSession) => Promise<PlanResult>,
): Promise<PlanShown> {
  const result = await make(session);
  if (!result.ok) throw new StudioError(result.code, result.message);
  clusterServer().shelf.put(result.plan);
  return { view: result.plan.view, preflight: await runPreflight(session, result.plan) };
}

async function about<Value, Absent>(
  place: Place,
  read: (session: ClusterSession, target: Place['target']) => Promise<Value>,
  absent: Absent,
): Promise<Value | Absent> {
  await requireSession();
  const { context, target } = partsOf(place);
  try {
    return await read(await sessionOf(contextOf(context)), targetOf(target));
  } catch (error) {
    if (isClusterError(error, 'no-release')) return absent;
    throw error;
  }
}

const knownDecisions: readonly Decision[] = ['force-conflicts', 'take-ownership', 'replace', 'take-over'];

function decisionsOf(value: unknown): readonly Decision[] {
  return Array.isArray(value) ? knownDecisions.filter((decision) => value.includes(decision)) : [];
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
