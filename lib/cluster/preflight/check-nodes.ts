import { isClusterError } from '../errors';
import { fieldAt, listAt, mapAt, nameOf, refOf, textAt, type KubeObject } from '../object';
import type { Plan } from '../plan/plan';
import type { ClusterSession } from '../session';
import { claimOf, podsOf } from './pods-of-plan';
import { printAmount, quantityOf } from './quantities';
import type { PreflightCheck } from './report';

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** Looks whether the storage classes that claims ask for are there. */
export async function checkStorage(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  const objects = plan.steps.objects.map(({ object }) => object);
  const claims = [
    ...podsOf(objects).flatMap((pods) =>
      pods.claims.map(({ storageClass }) => ({ storageClass, object: pods.object })),
    ),
    ...objects
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map((object) => ({ storageClass: claimOf(object).storageClass, object })),
  ];
  if (claims.length === 0) return [];
  const classes = await listOrUndefined(session, 'storage.k8s.io/v1', 'StorageClass');
  if (!classes) {
    return [
      {
        topic: 'storage',
        severity: 'warning',
        message: 'storage classes cannot be listed',
        remedy: 'Check that the class of the values exists.',
      },
    ];
  }
  const names = classes.map(({ metadata }) => metadata.name);
  const hasDefault = classes.some(({ metadata }) => metadata.annotations?.[defaultClass] === 'true');
  const faults = claims.flatMap(({ storageClass, object }): PreflightCheck[] => {
    const owner = nameOf(refOf(object));
    // An empty name asks for a volume that somebody made by hand.
    if (storageClass === '') return [];
    if (storageClass === undefined && hasDefault) return [];
    if (storageClass !== undefined && names.includes(storageClass)) return [];
    const message =
      storageClass === undefined
        ? `${owner} asks for the default storage class, and there is none`
        : `${owner} asks for storage class ${storageClass}, which does not exist`;
    const remedy = `Set the storage class to one of: ${names.join(', ') || 'none; install a provisioner first'}.`;
    return [{ topic: 'storage', severity: 'error', message, remedy, objects: [owner] }];
  });
  if (faults.length > 0) return faults;
  return [
    {
      topic: 'storage',
      severity: 'ok',
      message: `storage classes exist for all ${claims.length} kinds of claims`,
    },
  ];
}

/** Looks whether the nodes are large enough for each pod, and together for all of them. */
export async function checkCapacity(session: ClusterSession, plan: Plan): Promise<PreflightCheck[]> {
  const nodes = await listOrUndefined(session, 'v1', 'Node');
  if (!nodes) {
    return [
      {
        topic: 'capacity',
        severity: 'warning',
        message: 'nodes cannot be listed',
        remedy: 'Check that the cluster has room for what the values ask for.',
      },
    ];
  }
  const usable = nodes.filter(isUsable);
  if (usable.length === 0) {
    return [
      {
        topic: 'capacity',
        severity: 'error',
        message: 'no node is ready and takes pods',
        remedy: 'Add a node, or uncordon one.',
      },
    ];
  }
  const groups = podsOf(plan.steps.objects.map(({ object }) => object));
  const faults: PreflightCheck[] = [];
  const total: Record<string, number> = {};
  for (const { object, count, requests } of groups) {
    for (const [name, amount] of Object.entries(requests)) total[name] = (total[name] ?? 0) + amount * count;
    const fits = usable.some((node) =>
      Object.entries(requests).every(([name, amount]) => amount <= allocatable(node, name)),
    );
    if (fits) continue;
    const owner = nameOf(refOf(object));
    const asked = Object.entries(requests).map(([name, amount]) => `${printAmount(name, amount)} ${name}`);
    faults.push({
      topic: 'capacity',
      severity: 'error',
      message: `no node is large enough for a pod of ${owner}: it asks for ${asked.join(' and ')}`,
      remedy: 'Ask for less in the values, or add a larger node.',
      objects: [owner],
    });
  }
  for (const [name, amount] of Object.entries(total)) {
    const there = usable.reduce((sum, node) => sum + allocatable(node, name), 0);
    if (amount <= there) continue;
    faults.push({
      topic: 'capacity',
      severity: 'warning',
      message: `all pods together ask for ${printAmount(name, amount)} ${name}; the ${usable.length} nodes have ${printAmount(name, there)}`,
      remedy: 'Ask for less in the values, or add nodes.',
    });
  }
  if (faults.length > 0) return faults;
  const asked = ['cpu', 'memory']
    .map((name) => `${printAmount(name, total[name] ?? 0)} ${name}`)
    .join(' and ');
  return [
    {
      topic: 'capacity',
      severity: 'ok',
      message: `${usable.length} nodes can hold the plane: it asks for ${asked}`,
    },
  ];
}

function isUsable(node: KubeObject): boolean {
  const isReady = listAt(node, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  );
  const blocks = listAt(node, 'spec', 'taints').some((taint) =>
    /^No(Schedule|Execute)$/.test(textAt(taint, 'effect')),
  );
  return isReady && !blocks && fieldAt(node, 'spec', 'unschedulable') !== true;
}

function allocatable(node: KubeObject, resource: string): number {
  const value = mapAt(node, 'status', 'allocatable')[resource];
  // What a node does not report is nothing that it limits, but for devices.
  return value === undefined && !resource.includes('/') ? Infinity : quantityOf(value);
}

async function listOrUndefined(
  session: ClusterSession,
  apiVersion: string,
  kind: string,
): Promise<readonly KubeObject[] | undefined> {
  try {
    return await session.cluster.list({ apiVersion, kind, namespace: '' });
  } catch (error) {
    if (isClusterError(error, 'forbidden')) return undefined;
    throw error;
  }
}
