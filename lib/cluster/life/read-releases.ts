import type { ChartMetadataRecord, Release } from '../../helm';
import { chartMetadata } from '../../plane';
import { isClusterError } from '../errors';
import { listHeads, readHeads, readRelease, type RecordHead } from '../record/history';
import { pendingOperation } from '../record/operation';
import type { ClusterSession, ReleaseTarget } from '../session';
import type { LoadedRelease, ReleaseSummary, RevisionSummary } from './views';

/** Returns all releases of a namespace, or of all namespaces, by name; damaged records are left out. */
export async function listReleases(session: ClusterSession, namespace = ''): Promise<ReleaseSummary[]> {
  const heads = await listHeads(session, namespace);
  const lasts = new Map<string, RecordHead>();
  // Heads come in the order of their revisions: the last one of each release stays.
  for (const head of heads) lasts.set(`${head.namespace}/${head.releaseName}`, head);
  const found = await Promise.all(
    [...lasts.values()].map(async (head) => {
      const target = { releaseName: head.releaseName, namespace: head.namespace };
      try {
        return [
          summaryOf(session, { target, head, release: await readRelease(session, target, head.revision) }),
        ];
      } catch (error) {
        if (isClusterError(error, 'record', 'no-release')) return [];
        throw error;
      }
    }),
  );
  return found.flat().sort((a, b) => compareTexts(nameOf(a), nameOf(b)));
}

/** Returns what a record says about its release. */
export function summaryOf(
  session: ClusterSession,
  { target, head, release }: { target: ReleaseTarget; head: RecordHead; release: Release },
): ReleaseSummary {
  const pending = pendingOperation(session, head, release.info.last_deployed);
  const chart = chartOf(release.chart.metadata);
  return {
    target,
    revision: head.revision,
    status: head.status,
    updated: release.info.last_deployed,
    description: release.info.description,
    chart,
    isPlane: chart.name === chartMetadata.name,
    ...(pending ? { pending } : {}),
  };
}

/** Returns the revisions of a release, newest first; none when there is no such release. */
export async function readHistory(
  session: ClusterSession,
  target: ReleaseTarget,
): Promise<RevisionSummary[]> {
  const { heads } = await readHeads(session, target);
  const releases = await Promise.all(heads.map(({ revision }) => readIfWhole(session, target, revision)));
  return releases
    .filter((release) => release !== undefined)
    .map(revisionOf)
    .sort((a, b) => b.revision - a.revision);
}

async function readIfWhole(
  session: ClusterSession,
  target: ReleaseTarget,
  revision: number,
): Promise<Release | undefined> {
  try {
    return await readRelease(session, target, revision);
  } catch (error) {
    // Pruned meanwhile, or damaged: the others are worth showing.
    if (isClusterError(error, 'record', 'no-release')) return undefined;
    throw error;
  }
}

/** Returns a record as one line of a history. */
export function revisionOf(release: Release): RevisionSummary {
  return {
    revision: release.version,
    status: release.info.status,
    updated: release.info.last_deployed,
    description: release.info.description,
    chart: chartOf(release.chart.metadata),
    applyMethod: release.apply_method === 'ssa' ? 'ssa' : 'csa',
  };
}

/**
 * Returns the user's values of a release, to be put into a form: of the given revision, else of the
 * deployed one, else of the last. Holds secrets as the user gave them. Throws `no-release`.
 */
export async function loadRelease(
  session: ClusterSession,
  target: ReleaseTarget,
  revision?: number,
): Promise<LoadedRelease> {
  const { deployed, last } = await readHeads(session, target);
  const release = await readRelease(session, target, revision ?? deployed?.revision ?? last?.revision ?? 1);
  const chart = chartOf(release.chart.metadata);
  return {
    target,
    revision: release.version,
    status: release.info.status,
    chart,
    isPlane: chart.name === chartMetadata.name,
    values: release.config ?? {},
  };
}

function chartOf({ name, version, appVersion }: ChartMetadataRecord): ReleaseSummary['chart'] {
  return { name, version, appVersion: appVersion ?? '' };
}

function nameOf({ target }: ReleaseSummary): string {
  return `${target.namespace}/${target.releaseName}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
