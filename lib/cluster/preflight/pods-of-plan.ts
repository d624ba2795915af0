import { fieldAt, isRecord, listAt, mapAt, numberAt, textAt, type KubeObject } from '../object';
import { quantityOf } from './quantities';

/** The pods that one object of a plan makes. */
export interface PodGroup {
  object: KubeObject;
  /** How many run at once. */
  count: number;
  spec: unknown;
  /** What one pod asks for, by resource. */
  requests: Readonly<Record<string, number>>;
  /** Sizes of the claims that each pod gets, by storage class; an empty class is the default. */
  claims: readonly { storageClass: string | undefined; bytes: number }[];
}

/** Returns the pods that objects make; DaemonSets count one pod, since nodes decide. */
export function podsOf(objects: readonly KubeObject[]): PodGroup[] {
  return objects.flatMap((object) => {
    const spec =
      fieldAt(object, 'spec', 'template', 'spec') ??
      fieldAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ??
      (object.kind === 'Pod' ? object.spec : undefined);
    if (!isRecord(spec)) return [];
    const isCounted = object.kind === 'Deployment' || object.kind === 'StatefulSet';
    const count = isCounted ? numberAt(object, ['spec', 'replicas'], 1) : 1;
    return [{ object, count, spec, requests: requestsOf(spec), claims: claimsOf(object) }];
  });
}

/** What the scheduler reserves: the sum of the containers, or the largest init container if that is more. */
function requestsOf(spec: Record<string, unknown>): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const container of listAt(spec, 'containers')) {
    for (const [name, value] of Object.entries(requested(container))) sum[name] = (sum[name] ?? 0) + value;
  }
  for (const container of listAt(spec, 'initContainers')) {
    for (const [name, value] of Object.entries(requested(container)))
      sum[name] = Math.max(sum[name] ?? 0, value);
  }
  return sum;
}

function requested(container: unknown): Record<string, number> {
  const limits = mapAt(container, 'resources', 'limits');
  const requests = { ...limits, ...mapAt(container, 'resources', 'requests') };
  return Object.fromEntries(Object.entries(requests).map(([name, value]) => [name, quantityOf(value)]));
}

function claimsOf(object: KubeObject): PodGroup['claims'] {
  return listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => claimOf(claim));
}

/** Returns what a claim, or the template of one, asks for. */
export function claimOf(claim: unknown): { storageClass: string | undefined; bytes: number } {
  const name = fieldAt(claim, 'spec', 'storageClassName');
  return {
    storageClass: typeof name === 'string' ? textAt(claim, 'spec', 'storageClassName') : undefined,
    bytes: quantityOf(fieldAt(claim, 'spec', 'resources', 'requests', 'storage')),
  };
}
