import { isClusterError } from '../errors';
import { fieldAt, isRecord, listAt, nameOf, refOf, textAt, type KubeObject } from '../object';
import type { Plan } from '../plan/plan';
import type { ClusterSession } from '../session';
import { podsOf, type PodGroup } from './pods-of-plan';
import { printAmount, quantityOf } from './quantities';
import type { PreflightCheck } from './report';

/** Looks whether the namespace is there, and whether it would admit the plan's pods. */
export async function checkNamespace(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  const name = plan.view.target.namespace;
  const live = await readNamespace(session, name);
  if (live === 'unknown') {
    const message = `namespace ${name} cannot be looked at`;
    return [{ topic: 'namespace', severity: 'warning', message, remedy: 'It is taken to exist.' }];
  }
  if (!live) {
    if (plan.view.createsNamespace) {
      return [{ topic: 'namespace', severity: 'ok', message: `namespace ${name} will be created` }];
    }
    const remedy = `Create it: kubectl create namespace ${name}.`;
    return [{ topic: 'namespace', severity: 'error', message: `namespace ${name} does not exist`, remedy }];
  }
  if (live.metadata.deletionTimestamp !== undefined) {
    const message = `namespace ${name} is being deleted`;
    return [
      {
        topic: 'namespace',
        severity: 'error',
        message,
        remedy: 'Wait until it is gone, or use another one.',
      },
    ];
  }
  const there: PreflightCheck = { topic: 'namespace', severity: 'ok', message: `namespace ${name} exists` };
  return [there, podSecurity(live, podsOf(plan.steps.objects.map(({ object }) => object)))];
}

async function readNamespace(
  session: ClusterSession,
  name: string,
): Promise<KubeObject | undefined | 'unknown'> {
  try {
    return await session.cluster.get({ apiVersion: 'v1', kind: 'Namespace', namespace: '', name });
  } catch (error) {
    if (isClusterError(error, 'forbidden')) return 'unknown';
    throw error;
  }
}

function podSecurity(namespace: KubeObject, pods: readonly PodGroup[]): PreflightCheck {
  const level = namespace.metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? 'privileged';
  if (level === 'privileged') {
    return { topic: 'pod-security', severity: 'ok', message: 'the namespace admits every pod' };
  }
  const faults = pods.flatMap(({ object, spec }) => {
    const found = violations(spec, level === 'restricted');
    return found.length === 0 ? [] : [{ object, found }];
  });
  if (faults.length === 0) {
    return {
      topic: 'pod-security',
      severity: 'ok',
      message: `all pods fit the level ${level} of the namespace`,
    };
  }
  const texts = faults.map(({ object, found }) => `${nameOf(refOf(object))} (${found.join(', ')})`);
  return {
    topic: 'pod-security',
    severity: 'error',
    message: `the namespace enforces ${level} and would refuse pods of ${texts.join('; ')}`,
    remedy: 'Change the security context, or relabel the namespace with pod-security.kubernetes.io/enforce.',
    objects: faults.map(({ object }) => nameOf(refOf(object))),
  };
}

/** What the Pod Security Standards object to, as far as charts usually get it wrong. */
function violations(spec: unknown, isRestricted: boolean): string[] {
  const found = new Set<string>();
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (fieldAt(spec, field) === true) found.add(field);
  for (const volume of listAt(spec, 'volumes'))
    if (isRecord(fieldAt(volume, 'hostPath'))) found.add('hostPath volume');
  const pod = fieldAt(spec, 'securityContext');
  for (const container of [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]) {
    const own = fieldAt(container, 'securityContext');
    if (fieldAt(own, 'privileged') === true) found.add('privileged');
    for (const port of listAt(container, 'ports')) if (fieldAt(port, 'hostPort')) found.add('hostPort');
    if (!isRestricted) continue;
    if (fieldAt(own, 'allowPrivilegeEscalation') !== false)
      found.add('allowPrivilegeEscalation is not false');
    if (!listAt(own, 'capabilities', 'drop').includes('ALL')) found.add('capabilities are not dropped');
    if ((fieldAt(own, 'runAsNonRoot') ?? fieldAt(pod, 'runAsNonRoot')) !== true)
      found.add('runAsNonRoot is not true');
    const profile = textAt(own, 'seccompProfile', 'type') || textAt(pod, 'seccompProfile', 'type');
    if (profile !== 'RuntimeDefault' && profile !== 'Localhost') found.add('no seccomp profile');
  }
  return [...found];
}

/** Looks whether the namespace's quotas leave room for what the plan creates. */
export async function checkQuota(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  if (plan.view.createsNamespace) return [];
  const namespace = plan.view.target.namespace;
  const quotas = await session.cluster.list({ apiVersion: 'v1', kind: 'ResourceQuota', namespace });
  if (quotas.length === 0) return [{ topic: 'quota', severity: 'ok', message: 'the namespace has no quota' }];
  const wanted = wantedOfQuota(plan);
  const short = quotas.flatMap((quota) => lacks(quota, wanted));
  if (short.length === 0)
    return [{ topic: 'quota', severity: 'ok', message: 'the quota leaves enough room' }];
  return [
    {
      topic: 'quota',
      severity: 'error',
      message: `the quota leaves too little: ${short.join('; ')}`,
      remedy: 'Ask for less in the values, or raise the ResourceQuota.',
    },
  ];
}

/** What new objects add; what exists is counted as used already. */
function wantedOfQuota(plan: Plan): Map<string, number> {
  const isNew = new Set(plan.steps.objects.filter(({ action }) => action === 'create').map(({ id }) => id));
  const objects = plan.steps.objects.filter(({ id }) => isNew.has(id)).map(({ object }) => object);
  const wanted = new Map<string, number>();
  const add = (name: string, amount: number): void => void wanted.set(name, (wanted.get(name) ?? 0) + amount);
  for (const { count, requests, claims } of podsOf(objects)) {
    add('pods', count);
    for (const [name, amount] of Object.entries(requests)) {
      add(`requests.${name}`, amount * count);
      if (name === 'cpu' || name === 'memory') add(name, amount * count);
    }
    add('persistentvolumeclaims', claims.length * count);
    for (const claim of claims) add('requests.storage', claim.bytes * count);
  }
  for (const { kind } of objects) {
    const counted: Readonly<Record<string, string>> = {
      Service: 'services',
      Secret: 'secrets',
      ConfigMap: 'configmaps',
    };
    const name = counted[kind];
    if (name !== undefined) add(name, 1);
  }
  return wanted;
}

function lacks(quota: KubeObject, wanted: ReadonlyMap<string, number>): string[] {
  return [...wanted].flatMap(([name, amount]) => {
    const hard = fieldAt(quota, 'status', 'hard', name) ?? fieldAt(quota, 'spec', 'hard', name);
    if (hard === undefined) return [];
    const left = quantityOf(hard) - quantityOf(fieldAt(quota, 'status', 'used', name));
    if (amount <= left) return [];
    return [
      `${name}: ${printAmount(name, amount)} asked for, ${printAmount(name, left)} left in ${quota.metadata.name}`,
    ];
  });
}
