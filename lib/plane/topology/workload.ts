import { listAt, mapAt, podTemplateOf, selects, textAt, type Manifest, type Yaml } from './manifest';

/** An object that runs pods, with its Services. */
export interface Workload {
  /** The id of its node, or of its group when it is drawn as several replicas. */
  id: string;
  manifest: Manifest;
  pod: Yaml;
  labels: Yaml;
  containers: readonly Yaml[];
  initContainers: readonly Yaml[];
  /** The Services that select its pods. */
  services: readonly Manifest[];
  replicas: number;
}

// Beyond this, replicas are a number on one node: a picture of dozens of equal boxes shows nothing.
const mostDrawnReplicas = 9;

/** Returns the workloads of a plane in the order of its objects. Test pods, which Helm runs on request, are none. */
export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  const services = manifests.filter(({ object }) => object.kind === 'Service');
  return manifests.flatMap((manifest) => {
    const template = podTemplateOf(manifest);
    if (template === undefined || isTest(manifest)) return [];
    const labels = mapAt(template, 'metadata', 'labels');
    return [
      {
        id: idOf(manifest),
        manifest,
        pod: mapAt(template, 'spec'),
        labels,
        containers: listAt(template, 'spec', 'containers'),
        initContainers: listAt(template, 'spec', 'initContainers'),
        services: services.filter(({ body }) => selects(mapAt(body, 'spec', 'selector'), labels)),
        replicas: replicasOf(manifest),
      },
    ];
  });
}

/** Whether each replica of a workload is a node of its own. */
export function isDrawnAsReplicas({ manifest, replicas }: Workload): boolean {
  return manifest.object.kind === 'StatefulSet' && replicas > 1 && replicas <= mostDrawnReplicas;
}

/** Returns the id of the node of a replica. */
export function replicaId({ id }: Workload, ordinal: number): string {
  return `${id}#${ordinal}`;
}

/**
 * Returns a workload's name. The name of a Job may end in a digest of what it does, because its template
 * never changes; its name label stays.
 */
export function nameOf({ object, body }: Manifest): string {
  const label = textAt(body, 'metadata', 'labels', 'app.kubernetes.io/name');
  return object.kind === 'Job' && label !== '' && object.name.startsWith(label) ? label : object.name;
}

function idOf(manifest: Manifest): string {
  const { object } = manifest;
  return object.kind === 'Job' ? `Job/${nameOf(manifest)}` : object.id;
}

function replicasOf({ object, body }: Manifest): number {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return 1;
  const text = textAt(body, 'spec', 'replicas');
  return text === '' ? 1 : Number(text);
}

function isTest({ object, body }: Manifest): boolean {
  return object.isHook && /\btest\b/.test(textAt(body, 'metadata', 'annotations', 'helm.sh/hook'));
}
