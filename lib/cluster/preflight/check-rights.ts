import { groupOf, nameOf } from '../object';
import type { Plan } from '../plan/plan';
import type { ClusterSession } from '../session';
import { missingRoles } from './missing-roles';
import { isAllowedBy, neededAccess, type AccessNeeds, type NeededAccess } from './needed-access';
import type { PreflightCheck } from './report';

/** Looks whether every kind of the plan is served, in the version that it is written in. */
export async function checkKinds(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  const resources = await session.cluster.resources();
  const refs = [...plan.view.changes, ...plan.view.hooks].map(({ ref }) => ref);
  const wanted = new Map(refs.map((ref) => [`${ref.apiVersion} ${ref.kind}`, ref]));
  const coming = new Set(
    plan.view.changes
      .filter(({ checkedBy }) => checkedBy === 'none')
      .map(({ ref }) => `${ref.apiVersion} ${ref.kind}`),
  );
  const faults = [...wanted].flatMap(([key, { apiVersion, kind }]): PreflightCheck[] => {
    if (coming.has(key)) return [];
    if (resources.some((one) => one.kind === kind && one.apiVersion === apiVersion)) return [];
    const others = resources.filter(
      (one) => one.kind === kind && groupOf(one.apiVersion) === groupOf(apiVersion),
    );
    const served = others.map((one) => one.apiVersion).join(', ');
    return [
      {
        topic: 'kinds',
        severity: 'error',
        message: `the cluster serves no ${kind} in ${apiVersion}${served === '' ? '' : `, only in ${served}`}`,
        remedy:
          served === ''
            ? 'Install the operator or the CustomResourceDefinition that brings it, or turn the feature off.'
            : 'Use a chart version that is made for this Kubernetes version.',
        objects: refs.filter((ref) => `${ref.apiVersion} ${ref.kind}` === key).map(nameOf),
      },
    ];
  });
  if (faults.length > 0) return faults;
  return [{ topic: 'kinds', severity: 'ok', message: `all ${wanted.size} kinds are served` }];
}

/**
 * Looks whether we may do everything that executing the plan does. One request tells the rules of each
 * namespace; only what they do not allow is asked for one by one.
 */
export async function checkRights(
  session: ClusterSession,
  plan: AccessNeeds,
): Promise<{ checks: PreflightCheck[]; roles: string }> {
  const { cluster } = session;
  const needed = neededAccess(plan, await cluster.resources());
  const namespaces = [...new Set(needed.map(({ namespace }) => namespace))];
  const rules = new Map(
    await Promise.all(
      namespaces.map(async (namespace) => [namespace, await cluster.rules(namespace || 'default')] as const),
    ),
  );
  const open = needed.filter((access) => {
    const known = rules.get(access.namespace);
    // Rules of a namespace say nothing about the whole cluster.
    return access.namespace === '' || !known || !isAllowedBy(known, access);
  });
  const answers = await Promise.all(open.map((access) => cluster.mayI(access)));
  const missing = open.filter((_, index) => answers[index]?.isAllowed === false);
  if (missing.length === 0) {
    const message = `all ${needed.length} permissions that this plan uses are granted`;
    return { checks: [{ topic: 'permissions', severity: 'ok', message }], roles: '' };
  }
  const roles = missingRoles(missing, await cluster.identity());
  return { checks: group(missing).map(describe), roles };
}

function group(missing: readonly NeededAccess[]): NeededAccess[][] {
  const groups = new Map<string, NeededAccess[]>();
  for (const access of missing) {
    const key = `${access.group}/${access.resource}/${access.namespace}/${access.isOptional}`;
    groups.set(key, [...(groups.get(key) ?? []), access]);
  }
  return [...groups.values()];
}

function describe(accesses: readonly NeededAccess[]): PreflightCheck {
  const [first] = accesses;
  const verbs = accesses.map(({ verb }) => verb).join(', ');
  const what = `${first?.resource ?? ''}${first?.group ? `.${first.group}` : ''}`;
  const where = first?.namespace ? ` in namespace ${first.namespace}` : '';
  return {
    topic: 'permissions',
    severity: first?.isOptional ? 'warning' : 'error',
    message: `not allowed to ${verbs} ${what}${where}`,
    remedy: first?.isOptional
      ? 'Without it the studio cannot say why something does not become ready.'
      : 'Let an administrator apply the role below.',
  };
}
