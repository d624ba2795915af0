import { listAt, mapAt, textAt, type Manifest } from './manifest';
import type { Workload } from './workload';

/** Where a host name of the cluster leads. */
export interface Destination {
  workload: Workload;
  service: Manifest;
  /** The replica, when the name is that of one pod. */
  ordinal?: number;
}

/** Returns the workload of this plane behind a host name, or undefined when the name leads elsewhere. */
export type HostResolver = (host: string) => Destination | undefined;

/**
 * Returns a resolver of the DNS names that Kubernetes gives Services and the pods of StatefulSets:
 * `service`, `service.namespace[.svc[.domain]]`, and the same behind `pod.`.
 */
export function hostResolver(workloads: readonly Workload[]): HostResolver {
  const services = new Map<string, { workload: Workload; service: Manifest }>();
  for (const workload of workloads) {
    for (const service of workload.services) {
      services.set(textAt(service.body, 'metadata', 'name'), { workload, service });
    }
  }
  return (host) => {
    const labels = host.split('.');
    const [first = '', second = ''] = labels;
    const pod = services.get(second);
    const ordinal = pod && ordinalOf(first, pod.workload);
    if (pod && ordinal !== undefined) return { ...pod, ordinal };
    const found = services.get(first);
    if (!found) return undefined;
    const namespace = textAt(found.service.body, 'metadata', 'namespace');
    const isHere = labels.length === 1 || namespace === '' || second === namespace;
    const isService = labels.length <= 2 || labels[2] === 'svc';
    return isHere && isService ? found : undefined;
  };
}

function ordinalOf(name: string, { manifest, replicas }: Workload): number | undefined {
  if (manifest.object.kind !== 'StatefulSet') return undefined;
  const rest = name.startsWith(`${manifest.object.name}-`) ? name.slice(manifest.object.name.length + 1) : '';
  const ordinal = /^\d+$/.test(rest) ? Number(rest) : -1;
  return ordinal >= 0 && ordinal < replicas ? ordinal : undefined;
}

/** Returns the name of a port of a Service; empty when it has none. */
export function portNameOf({ body }: Manifest, port: number): string {
  const found = listAt(body, 'spec', 'ports').find((one) => textAt(one, 'port') === String(port));
  return textAt(found, 'name');
}

/** Returns the port of the pods behind a port of a Service. */
export function targetPortOf({ body }: Manifest, port: number, { containers }: Workload): number {
  const found = listAt(body, 'spec', 'ports').find((one) => textAt(one, 'port') === String(port));
  const target = textAt(found, 'targetPort');
  if (/^\d+$/.test(target)) return Number(target);
  const named = containers
    .flatMap((container) => listAt(container, 'ports'))
    .find((one) => target !== '' && textAt(one, 'name') === target);
  return Number(textAt(named, 'containerPort')) || port;
}

/** Whether a Service has no address of its own and only names its pods. */
export function isHeadless({ body }: Manifest): boolean {
  return textAt(mapAt(body, 'spec'), 'clusterIP') === 'None';
}
