import { JobRegistry, PlanShelf, type ClusterSession } from '@/lib/cluster';
import type { ContextName } from '@/lib/cluster/kube';

/** What the server keeps between requests: open clusters, plans that were shown, operations that run. */
interface ClusterServer {
  readonly sessions: Map<string, ClusterSession>;
  readonly shelf: PlanShelf;
  readonly jobs: JobRegistry;
}

// Every bundle of the server has modules of its own, but operations must be one set for all of them.
const shared = globalThis as typeof globalThis & { planeStudioClusters?: ClusterServer };

/** Returns what this process keeps. */
export function clusterServer(): ClusterServer {
  shared.planeStudioClusters ??= { sessions: new Map(), shelf: new PlanShelf(), jobs: new JobRegistry() };
  return shared.planeStudioClusters;
}

/** Returns the contexts of the kubeconfig, or the one of the pod that the studio runs in. */
export async function readContexts(): Promise<readonly ContextName[]> {
  const { listContexts } = await import('@/lib/cluster/kube');
  return listContexts();
}

/** Returns the session of a context, opening it when `isNew` or when there is none. Throws a `ClusterError`. */
export async function sessionOf(context: string, isNew = false): Promise<ClusterSession> {
  const { sessions } = clusterServer();
  const known = sessions.get(context);
  if (known && !isNew) return known;
  // The client is large and only needed by those who connect.
  const { openSession } = await import('@/lib/cluster/kube');
  const opened = openSession({ context });
  sessions.set(context, opened);
  return opened;
}
