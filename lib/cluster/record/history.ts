import {
  lastDeployed,
  newest,
  recordName,
  recordSelector,
  releaseOfSecret,
  RecordError,
  type Release,
  type ReleaseState,
} from '../../helm';
import { ClusterError } from '../errors';
import type { KubeObject, ObjectRef } from '../object';
import type { ClusterSession, ReleaseTarget } from '../session';

/** A revision by the labels of its record: what Helm itself goes by. */
export interface RecordHead {
  revision: number;
  status: ReleaseState;
  releaseName: string;
  namespace: string;
  resourceVersion: string;
  annotations: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
}

/** All revisions of a release, oldest first, and the two that count. */
export interface ReleaseHistory {
  heads: readonly RecordHead[];
  last: RecordHead | undefined;
  deployed: RecordHead | undefined;
}

/** Returns the revisions of a release; none when it does not exist. Reads labels only. */
export async function readHeads(session: ClusterSession, target: ReleaseTarget): Promise<ReleaseHistory> {
  const heads = await listHeads(session, target.namespace, target.releaseName);
  return { heads, last: newest(heads), deployed: lastDeployed(heads) };
}

/** Returns the heads of all releases in a namespace, or of one; everywhere when `namespace` is empty. */
export async function listHeads(
  session: ClusterSession,
  namespace: string,
  releaseName?: string,
): Promise<RecordHead[]> {
  const secrets = await session.cluster.list({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace,
    labelSelector: recordSelector(releaseName),
    headsOnly: true,
  });
  return secrets
    .map(headOf)
    .filter((head) => head !== undefined)
    .sort((a, b) => a.revision - b.revision);
}

function headOf({ metadata }: KubeObject): RecordHead | undefined {
  const { labels = {}, annotations = {} } = metadata;
  const revision = Number(labels.version);
  if (!Number.isInteger(revision) || labels.name === undefined) return undefined;
  return {
    revision,
    // Helm writes its own states only; what is none of them is shown as it is.
    status: (labels.status ?? 'unknown') as ReleaseState,
    releaseName: labels.name,
    namespace: metadata.namespace ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    annotations,
    labels,
  };
}

/** Names the Secret of a revision. */
export function recordRef(target: ReleaseTarget, revision: number): ObjectRef {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: target.namespace,
    name: recordName(target.releaseName, revision),
  };
}

/** Returns the release of a revision. Throws `no-release` when there is none, `record` when it is broken. */
export async function readRelease(
  session: ClusterSession,
  target: ReleaseTarget,
  revision: number,
): Promise<Release> {
  const secret = await session.cluster.get(recordRef(target, revision));
  if (!secret) {
    throw new ClusterError(
      'no-release',
      `release ${target.releaseName} has no revision ${revision} in namespace ${target.namespace}`,
    );
  }
  return decodeRecord(secret);
}

/** Returns the release in a Secret. Throws a `ClusterError` (`record`). */
export function decodeRecord(secret: KubeObject): Release {
  try {
    return releaseOfSecret(secret);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    throw new ClusterError('record', `Secret ${secret.metadata.name}: ${error.message}`, {
      subject: secret.metadata.name,
      suggestion: 'Delete this Secret by hand if the revision is not needed any more.',
    });
  }
}
