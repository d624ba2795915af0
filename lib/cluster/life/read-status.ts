import type { Readiness } from '../apply/event';
import { readinessOf, takesTime } from '../apply/readiness';
import { explainReadiness } from '../apply/reasons';
import type { ComponentId } from '../../plane';
import { ClusterError, isClusterError } from '../errors';
import type { KubeObject } from '../object';
import { objectsOfManifest } from '../plan/documents';
import { listObjects, readScopes } from '../plan/object-list';
import { maskFor } from '../plan/plan-rollback';
import { readHeads, readRelease } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { summaryOf } from './read-releases';
import type { ObjectHealth, ReleaseStatus } from './views';

/**
 * Returns a release and the live state of each of its objects: of the deployed revision, else of the
 * last. Throws `no-release` when there is none.
 */
export async function readStatus(session: ClusterSession, target: ReleaseTarget): Promise<ReleaseStatus> {
  const { deployed, last } = await readHeads(session, target);
  if (!last) {
    throw new ClusterError(
      'no-release',
      `there is no release ${target.releaseName} in namespace ${target.namespace}`,
    );
  }
  const [release, lastRelease, scopeOf] = await Promise.all([
    readRelease(session, target, (deployed ?? last).revision),
    readRelease(session, target, last.revision),
    readScopes(session, []),
  ]);
  const mask = maskFor([release]);
  const listed = listObjects(objectsOfManifest(release.manifest), target, scopeOf);
  const [lives, pods, events] = await Promise.all([
    Promise.all(listed.map(({ ref }) => session.cluster.get(ref))),
    listQuietly(session, { apiVersion: 'v1', kind: 'Pod', namespace: target.namespace }),
    listQuietly(session, {
      apiVersion: 'v1',
      kind: 'Event',
      namespace: target.namespace,
      fieldSelector: 'type=Warning',
    }),
  ]);
  const objects = listed.map(({ id, ref, component }, index): ObjectHealth => {
    const live = lives[index];
    const readiness = healthOf(live, { pods, events });
    return {
      id,
      ref,
      component,
      isPresent: live !== undefined,
      ...readiness,
      message: mask.text(readiness.message),
    };
  });
  return {
    summary: summaryOf(session, { target, head: last, release: lastRelease }),
    objects,
    components: worstOf(objects),
    notes: mask.text(release.info.notes ?? ''),
  };
}

function healthOf(
  live: KubeObject | undefined,
  around: { pods: readonly KubeObject[]; events: readonly KubeObject[] },
): Readiness {
  if (!live) return { state: 'failed', message: 'does not exist any more' };
  if (!takesTime(live)) return { state: 'ready', message: 'exists' };
  return explainReadiness(live, readinessOf(live), around);
}

async function listQuietly(
  session: ClusterSession,
  query: Parameters<ClusterSession['cluster']['list']>[0],
): Promise<readonly KubeObject[]> {
  try {
    return await session.cluster.list(query);
  } catch (error) {
    // Reasons are a service; who may not read them still sees states.
    if (isClusterError(error, 'forbidden')) return [];
    throw error;
  }
}

function worstOf(objects: readonly ObjectHealth[]): ReleaseStatus['components'] {
  const order: readonly Readiness['state'][] = ['ready', 'waiting', 'failed'];
  const worst: Partial<Record<ComponentId, Readiness['state']>> = {};
  for (const { component, state } of objects) {
    const before = worst[component];
    if (before === undefined || order.indexOf(state) > order.indexOf(before)) worst[component] = state;
  }
  return worst;
}
