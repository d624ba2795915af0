import type { NodeResources, TopologyGroup, TopologyNode } from './graph';
import { listAt, mapAt, selects, textAt, type Manifest, type Yaml } from './manifest';
import { productOf } from './protocols';
import { isDrawnAsReplicas, nameOf, replicaId, type Workload } from './workload';

/** Returns the nodes of a workload: itself, or each of its replicas in a group. */
export function nodesOfWorkload(
  workload: Workload,
  manifests: readonly Manifest[],
): { nodes: TopologyNode[]; group?: TopologyGroup } {
  const { id, manifest } = workload;
  const { component, kind } = manifest.object;
  const objects = objectsOf(workload, manifests);
  const resources = resourcesOf(workload.containers);
  const storage = storageOf(manifest);
  const image = textAt(workload.containers[0], 'image');
  const role = roleOf(workload);
  const shared = {
    role,
    component,
    objectKind: kind,
    objects,
    image,
    ...(resources ? { resources } : {}),
    ...(storage === '' ? {} : { storage }),
  };
  if (isDrawnAsReplicas(workload)) {
    const members = Array.from({ length: workload.replicas }, (_, ordinal) => ordinal);
    const nodes = members.map((ordinal) => ({
      ...shared,
      kind: 'replica' as const,
      id: replicaId(workload, ordinal),
      title: `${manifest.object.name}-${ordinal}`,
      group: id,
    }));
    const title = manifest.object.name;
    return { nodes, group: { id, title, role, component, objects, members: nodes.map((node) => node.id) } };
  }
  const replicas = replicaRange(workload, manifests);
  const node: TopologyNode = {
    ...shared,
    kind: 'workload',
    id,
    title: nameOf(manifest),
    ...(replicas ? { replicas } : {}),
  };
  return { nodes: [node] };
}

/** Returns what a workload is: the products in its pods, and when it runs if not always. */
function roleOf({ manifest, containers }: Workload): string {
  const { kind } = manifest.object;
  const products = [...new Set(containers.map((container) => productOf(textAt(container, 'image'))))];
  const keeps = containers.some((container) =>
    listAt(container, 'ports').some((port) => /^(keeper|raft)/.test(textAt(port, 'name'))),
  );
  const what = keeps && !products.includes('ClickHouse Keeper') ? [...products, 'Keeper'] : products;
  if (kind === 'Job') return `${what.join(', ')}, runs once`;
  if (kind === 'CronJob') return `${what.join(', ')}, at ${textAt(manifest.body, 'spec', 'schedule')}`;
  if (kind === 'DaemonSet') return `${what.join(', ')}, on every node`;
  return what.join(', ');
}

function replicaRange(workload: Workload, manifests: readonly Manifest[]): TopologyNode['replicas'] {
  const { object } = workload.manifest;
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return undefined;
  const scaler = manifests.find((one) => scales(one, workload));
  if (!scaler) return { least: workload.replicas, most: workload.replicas };
  return {
    least: Number(textAt(scaler.body, 'spec', 'minReplicas')) || 1,
    most: Number(textAt(scaler.body, 'spec', 'maxReplicas')) || 1,
  };
}

function scales({ object, body }: Manifest, { manifest }: Workload): boolean {
  return (
    object.kind === 'HorizontalPodAutoscaler' &&
    textAt(body, 'spec', 'scaleTargetRef', 'kind') === manifest.object.kind &&
    textAt(body, 'spec', 'scaleTargetRef', 'name') === manifest.object.name
  );
}

function storageOf({ body }: Manifest): string {
  const claims = listAt(body, 'spec', 'volumeClaimTemplates');
  return claims.map((claim) => textAt(claim, 'spec', 'resources', 'requests', 'storage')).join(', ');
}

/** Returns the resources of a pod's container; of several, those of the first, which is the one that works. */
function resourcesOf(containers: readonly Yaml[]): NodeResources | undefined {
  const resources = mapAt(containers[0], 'resources');
  const quantities = (part: string) =>
    Object.fromEntries(Object.keys(mapAt(resources, part)).map((key) => [key, textAt(resources, part, key)]));
  const result = { requests: quantities('requests'), limits: quantities('limits') };
  return Object.keys(result.requests).length + Object.keys(result.limits).length > 0 ? result : undefined;
}

/** Returns the ids of the objects that belong to a workload, its own first. */
function objectsOf(workload: Workload, manifests: readonly Manifest[]): string[] {
  const { manifest, pod, labels, services } = workload;
  const names = new Set(referencesOf(workload).map(({ kind, name }) => `${kind}/${name}`));
  const account = textAt(pod, 'serviceAccountName');
  const belongs = (one: Manifest): boolean => {
    const { kind, id, name } = one.object;
    switch (kind) {
      case 'ConfigMap':
      case 'Secret':
      case 'PersistentVolumeClaim':
        return names.has(id);
      case 'ServiceAccount':
        return account === name;
      case 'PodDisruptionBudget':
        return selects(mapAt(one.body, 'spec', 'selector', 'matchLabels'), labels);
      case 'NetworkPolicy':
        return selects(mapAt(one.body, 'spec', 'podSelector', 'matchLabels'), labels);
      case 'HorizontalPodAutoscaler':
        return scales(one, workload);
      default:
        return false;
    }
  };
  const others = manifests.filter((one) => one !== manifest && belongs(one));
  return [manifest, ...services, ...others].map(({ object }) => object.id);
}

/** A ConfigMap, Secret or claim that a pod names. */
export interface Reference {
  kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  name: string;
  /** The key of the entry, the mount path, or empty for all of it. */
  detail: string;
}

/** Returns what a pod names: in variables, in volumes, and for pulling its images. */
export function referencesOf({ pod, containers, initContainers }: Workload): Reference[] {
  const references: Reference[] = [];
  const add = (kind: Reference['kind'], name: string, detail = '') => {
    if (name !== '') references.push({ kind, name, detail });
  };
  for (const container of [...initContainers, ...containers]) {
    for (const from of listAt(container, 'envFrom')) {
      add('ConfigMap', textAt(from, 'configMapRef', 'name'));
      add('Secret', textAt(from, 'secretRef', 'name'));
    }
    for (const variable of listAt(container, 'env')) {
      const from = mapAt(variable, 'valueFrom');
      add('ConfigMap', textAt(from, 'configMapKeyRef', 'name'), textAt(from, 'configMapKeyRef', 'key'));
      add('Secret', textAt(from, 'secretKeyRef', 'name'), textAt(from, 'secretKeyRef', 'key'));
    }
  }
  for (const volume of listAt(pod, 'volumes')) {
    for (const part of [volume, ...listAt(volume, 'projected', 'sources')]) {
      add('ConfigMap', textAt(part, 'configMap', 'name'));
      add('Secret', textAt(part, 'secret', 'secretName') || textAt(part, 'secret', 'name'));
    }
    add('PersistentVolumeClaim', textAt(volume, 'persistentVolumeClaim', 'claimName'));
  }
  for (const pull of listAt(pod, 'imagePullSecrets')) add('Secret', textAt(pull, 'name'), 'image pulls');
  return references;
}
