import type { ForeignOwner } from './plan';
import type { KubeObject } from '../object';
import type { ReleaseTarget } from '../session';

const managedBy = 'app.kubernetes.io/managed-by';
const releaseName = 'meta.helm.sh/release-name';
const releaseNamespace = 'meta.helm.sh/release-namespace';

/** Returns a copy of `object` that says which release owns it, as Helm marks what it applies. */
export function withOwnership(object: KubeObject, target: ReleaseTarget): KubeObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [managedBy]: 'Helm' },
      annotations: {
        ...metadata.annotations,
        [releaseName]: target.releaseName,
        [releaseNamespace]: target.namespace,
      },
    },
  };
}

/** Returns who holds a live object instead of the release; undefined when the release does. */
export function foreignOwner(live: KubeObject, target: ReleaseTarget): ForeignOwner | undefined {
  const { labels = {}, annotations = {} } = live.metadata;
  const name = annotations[releaseName];
  const namespace = annotations[releaseNamespace];
  const isOurs =
    labels[managedBy] === 'Helm' && name === target.releaseName && namespace === target.namespace;
  if (isOurs) return undefined;
  const managers = new Set((live.metadata.managedFields ?? []).map(({ manager }) => manager ?? 'unknown'));
  const isOther = name !== undefined && (name !== target.releaseName || namespace !== target.namespace);
  return { managers: [...managers], ...(isOther ? { release: `${namespace ?? ''}/${name}` } : {}) };
}

/** Whether Helm must leave the object alone when it is no longer rendered, or uninstalled. */
export function isKept(object: KubeObject | undefined): boolean {
  return object?.metadata.annotations?.['helm.sh/resource-policy']?.trim().toLowerCase() === 'keep';
}
