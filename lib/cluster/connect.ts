import type { Connection } from './connection';
import { isClusterError } from './errors';
import type { ClusterSession } from './session';

/**
 * Asks a cluster who it is and who we are. Throws a `ClusterError` when it cannot be reached or does not
 * accept the credentials.
 */
export async function describeConnection(session: ClusterSession): Promise<Connection> {
  const { cluster, clock } = session;
  const started = clock.now();
  const [version, identity, namespaces] = await Promise.all([
    cluster.version(),
    cluster.identity(),
    listNamespaces(session),
  ]);
  return {
    place: cluster.place,
    version,
    identity,
    namespaces,
    clockSkew: clock.now() - cluster.serverTime(),
    milliseconds: clock.now() - started,
  };
}

async function listNamespaces({ cluster }: ClusterSession): Promise<readonly string[] | undefined> {
  try {
    const found = await cluster.list({ apiVersion: 'v1', kind: 'Namespace', namespace: '', headsOnly: true });
    return found.map(({ metadata }) => metadata.name).sort();
  } catch (error) {
    if (isClusterError(error, 'forbidden')) return undefined;
    throw error;
  }
}
