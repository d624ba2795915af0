import { renderChart } from '../../helm';
import { refOf, type ObjectRef } from '../object';
import { listDocuments, readScopes } from '../plan/object-list';
import { objectsOfCrds } from '../plan/documents';
import type { PlanRequest } from '../plan/request';
import type { ClusterSession } from '../session';
import { checkRights } from './check-rights';
import type { PreflightReport } from './report';

/**
 * Returns which permissions an install would need, for an account that may not even read what a plan is
 * made from. Nothing of the cluster is read but kinds and rules; `lookup` finds nothing. A chart that does
 * not render is judged by the release's records alone.
 */
export async function checkRequest(session: ClusterSession, request: PlanRequest): Promise<PreflightReport> {
  const { target, chart, overrides, values } = request;
  const version = await session.cluster.version();
  const rendered = renderChart(chart, {
    ...target,
    kubeVersion: version.gitVersion,
    ...(overrides === undefined ? {} : { overrides }),
    ...(values ? { values } : {}),
  });
  const crds = rendered.ok && !request.skipCrds ? objectsOfCrds(rendered.crds) : [];
  const scopeOf = await readScopes(session, crds);
  const refsOf = (documents: Parameters<typeof listDocuments>[0]): ObjectRef[] =>
    listDocuments(documents, target, scopeOf).map(({ object }) => refOf(object));
  const objects = rendered.ok ? refsOf(rendered.documents) : [];
  const hooks = rendered.ok && !request.skipHooks ? refsOf(rendered.hooks) : [];
  const { checks, roles } = await checkRights(session, {
    view: {
      target,
      createsNamespace: false,
      changes: objects.map((ref) => ({ ref, action: 'create' as const })),
    },
    steps: { crds, hooks: hooks.map((ref) => ({ hook: { ref } })) },
  });
  return { checks, isReady: checks.every(({ severity }) => severity !== 'error'), missingRoles: roles };
}
