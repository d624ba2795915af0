import { StudioError } from '@/lib/base';
import type { Answer } from '@/components/cluster/contract';
import { nameFault } from '@/components/shell/name-fault';
import { helmProfiles, type HelmProfile } from '@/components/shell/view-state';
import type { ReleaseTarget } from '@/lib/cluster';

/** Returns what `work` returns as an answer; faults of the user, the cluster and the release are answers too. */
export async function answer<Value>(work: () => Promise<Value>): Promise<Answer<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { message, suggestion } = error;
    // A class parameter is lost by instanceof; every code is a text.
    const code = String(error.code);
    return { ok: false, code, message, ...(suggestion === undefined ? {} : { suggestion }) };
  }
}

// What a browser sends is not what TypeScript says: each part is looked at before it is used.

/** Returns the parts of a request; a request that is no map has none. */
export function partsOf(request: unknown): Readonly<Record<string, unknown>> {
  return typeof request === 'object' && request !== null ? { ...request } : {};
}

/** Returns a context's name. */
export function contextOf(value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= 1000) return value;
  throw new StudioError('request', 'the request names no context');
}

/** Returns a release's name and namespace, both as Kubernetes and Helm accept them. */
export function targetOf(value: unknown): ReleaseTarget {
  const { releaseName, namespace } = partsOf(value);
  if (typeof releaseName !== 'string' || nameFault(releaseName, 53) !== undefined)
    throw new StudioError('request', 'the release name is not a name that Helm accepts');
  if (typeof namespace !== 'string' || nameFault(namespace, 63) !== undefined)
    throw new StudioError('request', 'the namespace is not a name that Kubernetes accepts');
  return { releaseName, namespace };
}

/** Returns the Helm version whose rules a plan follows. */
export function profileOf(value: unknown): HelmProfile {
  const known = helmProfiles.find((profile) => profile === value);
  if (!known) throw new StudioError('request', 'this Helm version is not known');
  return known;
}

/** Returns a revision or a position: a whole number from 0. */
export function countOf(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new StudioError('request', 'the request names no revision');
}

/** Returns an id or a digest. */
export function tokenOf(value: unknown): string {
  if (typeof value === 'string' && /^[\w-]{1,128}$/.test(value)) return value;
  throw new StudioError('request', 'the request names nothing that the studio knows');
}
