import type { Release } from '../../helm';
import type { ReleaseHistory } from '../record/history';
import { readRelease } from '../record/history';
import type { ClusterSession, ReleaseTarget } from '../session';
import { compareForDeletion, objectsOfManifest } from './documents';
import type { ListedObject, ScopeOf } from './object-list';
import { placeOf } from './object-list';
import { componentOf } from '../../plane';
import { idOf } from '../object';
import { foreignOwner, isKept } from './ownership';
import type { DeletionPicture } from './view-change';
import type { ComponentId } from '../../plane';

/** An object that some revision made and the plan no longer has. */
export interface Removal extends DeletionPicture {
  id: string;
  source: string;
  component: ComponentId;
}

/**
 * Returns the releases whose objects may still be there: the deployed revision and everything tried after
 * it. Helm looks at the deployed one only, and so forgets what a failed upgrade created (AP5).
 */
export async function readPrevious(
  session: ClusterSession,
  target: ReleaseTarget,
  history: ReleaseHistory,
): Promise<Release[]> {
  const from = history.deployed?.revision ?? 0;
  const heads = history.heads.filter(
    ({ revision, status }) => revision >= from && status !== 'uninstalled' && status !== 'superseded',
  );
  return Promise.all(heads.map(({ revision }) => readRelease(session, target, revision)));
}

/**
 * Returns what becomes of objects of `previous` that are not in `wanted`, in Helm's order of deletion.
 * Kept are those with the resource policy and those that belong to somebody else by now.
 */
export async function findRemovals(
  session: ClusterSession,
  previous: readonly Release[],
  { target, wanted, scopeOf }: { target: ReleaseTarget; wanted: readonly ListedObject[]; scopeOf: ScopeOf },
): Promise<Removal[]> {
  const ids = new Set(wanted.map(({ id }) => id));
  const goes = new Map<string, Omit<Removal, 'action' | 'reason' | 'live' | 'owner'> & { keeps: boolean }>();
  for (const release of previous) {
    for (const { source, object } of objectsOfManifest(release.manifest)) {
      const ref = placeOf(object, target, scopeOf);
      const id = idOf(ref);
      if (!ids.has(id))
        goes.set(id, { id, ref, source, component: componentOf(source, ''), keeps: isKept(object) });
    }
  }
  const removals = await Promise.all(
    [...goes.values()].map(async ({ keeps, ...removal }): Promise<Removal> => {
      const live = await session.cluster.get(removal.ref);
      const owner = live && foreignOwner(live, target);
      return {
        ...removal,
        live,
        owner,
        ...fateOf({ isThere: live !== undefined, keeps: keeps || isKept(live), owner }),
      };
    }),
  );
  return removals.sort((a, b) => compareForDeletion(a.ref.kind, b.ref.kind));
}

function fateOf(object: {
  isThere: boolean;
  keeps: boolean;
  owner: DeletionPicture['owner'];
}): Pick<DeletionPicture, 'action' | 'reason'> {
  if (!object.isThere) return { action: 'gone', reason: undefined };
  if (object.keeps) return { action: 'keep', reason: 'its annotation helm.sh/resource-policy is keep' };
  if (object.owner) {
    const { release } = object.owner;
    return {
      action: 'keep',
      reason: release ? `belongs to release ${release} now` : 'belongs to no release any more',
    };
  }
  return { action: 'delete', reason: undefined };
}
