import { loadAll } from 'js-yaml';
import { renderPlane } from '../index';

/** A rendered object as far as tests look into it. */
export interface RenderedObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
}

/** A container of a pod, as far as tests look into it. */
export interface Container {
  name: string;
  image: string;
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: { name: string; key: string } } }[];
  volumeMounts?: { name: string; mountPath: string }[];
  securityContext?: Record<string, unknown>;
}

/** A pod that the plane runs: the template of a workload, or the pod of `helm test`. */
export interface RenderedPod {
  /** `Kind/name` of the object that holds it. */
  owner: string;
  labels: Record<string, string>;
  spec: Record<string, unknown> & {
    containers: Container[];
    initContainers?: Container[];
    volumes?: { name: string; secret?: { secretName: string } }[];
  };
}

/** Returns the objects of the plane for `values`, hooks included. Throws with Helm's message. */
export function renderedObjects(values: unknown): RenderedObject[] {
  const render = renderPlane(values, { releaseName: 'plane', namespace: 'obs' });
  if (!render.ok) throw new Error(render.message);
  // The chart renders objects only; the API server checks their shape elsewhere.
  return render.objects.flatMap((object) => loadAll(object.text)) as RenderedObject[];
}

interface Template {
  metadata: { labels: Record<string, string> };
  spec: RenderedPod['spec'];
}

/** Returns every pod that these objects would run. */
export function podsOf(objects: readonly RenderedObject[]): RenderedPod[] {
  return objects.flatMap((object) => {
    const owner = `${object.kind}/${object.metadata.name}`;
    const spec = (object.spec ?? {}) as {
      template?: Template;
      jobTemplate?: { spec: { template: Template } };
    };
    const template = spec.template ?? spec.jobTemplate?.spec.template;
    if (template) return [{ owner, labels: template.metadata.labels, spec: template.spec }];
    if (object.kind !== 'Pod') return [];
    return [{ owner, labels: object.metadata.labels ?? {}, spec: object.spec as RenderedPod['spec'] }];
  });
}

/** Returns all containers of a pod, those that prepare it first. */
export function containersOf(pod: RenderedPod): Container[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
}

/** Returns the names of the Secrets that a pod reads, each with the keys it needs where they are named. */
export function secretsOf(pod: RenderedPod): string[] {
  const byVariable = containersOf(pod).flatMap(({ env = [] }) =>
    env.flatMap(({ valueFrom }) => (valueFrom?.secretKeyRef ? [valueFrom.secretKeyRef.name] : [])),
  );
  const byVolume = (pod.spec.volumes ?? []).flatMap(({ secret }) => (secret ? [secret.secretName] : []));
  return [...new Set([...byVariable, ...byVolume])];
}
