import type { EdgeCollector } from './edges';
import type { TopologyNode } from './graph';
import { listAt, textAt, type Manifest } from './manifest';
import { referencesOf } from './nodes';
import type { Workload } from './workload';

/** Adds Secrets, rendered or not, and the volumes that outlive a pod, with lines to who uses them. */
export function addStorage(
  edges: EdgeCollector,
  workloads: readonly Workload[],
  sources: ReadonlyMap<string, Manifest>,
): TopologyNode[] {
  const nodes = new Map<string, TopologyNode>();
  for (const workload of workloads) {
    for (const { kind, name, detail } of referencesOf(workload)) {
      if (kind !== 'Secret') continue;
      const id = `Secret/${name}`;
      const object = sources.get(id)?.object;
      nodes.set(id, {
        id,
        kind: 'secret',
        title: name,
        role: object ? 'Secret' : 'Secret, not in this plane',
        objectKind: 'Secret',
        objects: object ? [object.id] : [],
        ...(object ? { component: object.component } : {}),
      });
      edges.add({
        kind: 'secret',
        from: id,
        to: workload.id,
        ports: [],
        via: [],
        ...(detail ? { detail } : {}),
      });
    }
    for (const volume of volumesOf(workload, sources)) {
      nodes.set(volume.id, volume);
      edges.add({ kind: 'volume', from: workload.id, to: volume.id, ports: [], via: [] });
    }
  }
  return [...nodes.values()];
}

function volumesOf(workload: Workload, sources: ReadonlyMap<string, Manifest>): TopologyNode[] {
  const { manifest, pod, replicas, id } = workload;
  const { component } = manifest.object;
  const templates = listAt(manifest.body, 'spec', 'volumeClaimTemplates').map((claim): TopologyNode => {
    const name = textAt(claim, 'metadata', 'name');
    const storageClass = textAt(claim, 'spec', 'storageClassName');
    return {
      id: `${id}/${name}`,
      kind: 'volume',
      title: `${name}-${manifest.object.name}`,
      role: storageClass === '' ? 'Volume, default storage class' : `Volume, storage class ${storageClass}`,
      component,
      objectKind: 'PersistentVolumeClaim',
      objects: [manifest.object.id],
      storage: textAt(claim, 'spec', 'resources', 'requests', 'storage'),
      replicas: { least: replicas, most: replicas },
    };
  });
  const mounted = listAt(pod, 'volumes').flatMap((volume): TopologyNode[] => {
    const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const path = textAt(volume, 'hostPath', 'path');
    if (path !== '') {
      return [
        {
          id: `host:${path}`,
          kind: 'volume',
          title: path,
          role: 'Path on the node',
          objectKind: '',
          objects: [],
        },
      ];
    }
    if (claim === '') return [];
    const object = sources.get(`PersistentVolumeClaim/${claim}`);
    return [
      {
        id: `PersistentVolumeClaim/${claim}`,
        kind: 'volume',
        title: claim,
        role: object ? 'Volume' : 'Volume, not in this plane',
        component,
        objectKind: 'PersistentVolumeClaim',
        objects: object ? [object.object.id] : [],
        ...(object ? { storage: textAt(object.body, 'spec', 'resources', 'requests', 'storage') } : {}),
      },
    ];
  });
  return [...templates, ...mounted];
}
