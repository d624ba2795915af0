import { messageOf, isClusterError } from '../errors';
import { nameOf } from '../object';
import type { Plan } from '../plan/plan';
import type { ClusterSession } from '../session';
import { checkNamespace, checkQuota } from './check-namespace';
import { checkCapacity, checkStorage } from './check-nodes';
import { checkKinds, checkRights } from './check-rights';
import type { PreflightCheck, PreflightReport, PreflightTopic } from './report';

/**
 * Looks at everything that could stand between this plan and a plane that runs. Changes nothing. What
 * cannot be looked at is a warning; throws a `ClusterError` only when the cluster does not answer at all.
 */
export async function runPreflight(session: ClusterSession, plan: Plan): Promise<PreflightReport> {
  const [version, kinds, namespace, rights, storage, quota, capacity] = await Promise.all([
    checkVersion(session, plan),
    looked('kinds', checkKinds(session, plan)),
    looked('namespace', checkNamespace(session, plan)),
    checkRights(session, plan),
    looked('storage', checkStorage(session, plan)),
    looked('quota', checkQuota(session, plan)),
    looked('capacity', checkCapacity(session, plan)),
  ]);
  const checks = [
    ...version,
    ...kinds,
    ...namespace,
    ...rights.checks,
    ...storage,
    ...quota,
    ...capacity,
    ...checkOwnership(plan),
    ...checkLock(plan),
  ];
  return {
    checks,
    isReady: checks.every(({ severity }) => severity !== 'error'),
    missingRoles: rights.roles,
  };
}

/** The chart's kubeVersion was compared when it was rendered: a plan exists only for a version that fits. */
async function checkVersion(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  const { gitVersion } = await session.cluster.version();
  const wanted = plan.steps.release?.chart.metadata.kubeVersion;
  const fits = typeof wanted === 'string' && wanted !== '' ? `; the chart wants ${wanted}` : '';
  return [{ topic: 'api-version', severity: 'ok', message: `Kubernetes ${gitVersion}${fits}` }];
}

function checkOwnership({ view }: Plan): PreflightCheck[] {
  const owned = view.changes.filter(({ owner, action }) => owner !== undefined && action !== 'keep');
  if (owned.length === 0) {
    return [{ topic: 'ownership', severity: 'ok', message: 'no object belongs to another owner' }];
  }
  return owned.map(({ ref, owner }) => ({
    topic: 'ownership',
    severity: owner?.release === undefined ? 'warning' : 'error',
    message:
      owner?.release === undefined
        ? `${nameOf(ref)} exists and belongs to no release (written by ${owner?.managers.join(', ') || 'nobody known'})`
        : `${nameOf(ref)} belongs to release ${owner.release}`,
    remedy:
      owner?.release === undefined
        ? 'Let this release take ownership of it, or delete it first.'
        : 'Use another name or namespace; taking ownership would break the other release.',
    objects: [nameOf(ref)],
  }));
}

function checkLock({ view }: Plan): PreflightCheck[] {
  const { pending } = view;
  if (!pending) return [{ topic: 'lock', severity: 'ok', message: 'nobody else works on the release' }];
  const what = `revision ${pending.revision} is ${pending.status} since ${pending.since} by ${pending.holder}`;
  switch (pending.state) {
    case 'alive':
      return [{ topic: 'lock', severity: 'error', message: what, remedy: 'Wait until it has ended.' }];
    case 'dead':
      return [
        {
          topic: 'lock',
          severity: 'warning',
          message: `${what}, which gives no sign of life`,
          remedy: 'Applying marks it as failed and goes on from what is there.',
        },
      ];
    case 'unknown':
      return [
        {
          topic: 'lock',
          severity: 'warning',
          message: what,
          remedy: 'Make sure that no Helm works on it, then decide to take it over.',
        },
      ];
  }
}

async function looked(topic: PreflightTopic, checks: Promise<PreflightCheck[]>): Promise<PreflightCheck[]> {
  try {
    return await checks;
  } catch (error) {
    if (!isClusterError(error, 'forbidden')) throw error;
    return [{ topic, severity: 'warning', message: `cannot be looked at: ${messageOf(error)}` }];
  }
}
