import type { ComponentId, PlaneObject } from '@/lib/plane';
import type { Finding } from '@/lib/plane/findings';

/** The components in the order of the page, with the names that people use. */
export const components: readonly { id: ComponentId; title: string }[] = [
  { id: 'clickstack', title: 'ClickStack' },
  { id: 'gateway', title: 'Gateway' },
  { id: 'hyperdx', title: 'HyperDX' },
  { id: 'observer', title: 'Observer' },
  { id: 'monitoring', title: 'Monitoring' },
  { id: 'shared', title: 'Shared' },
];

/** A text of one or more objects, and where each of them begins. */
export interface ManifestDocument {
  text: string;
  /** The first line (1-based) of each object, ascending. */
  starts: readonly { line: number; object: PlaneObject }[];
}

/** What the editor shows: everything, a component, or one object. */
export type Selection =
  { kind: 'all' } | { kind: 'component'; component: ComponentId } | { kind: 'object'; id: string };

/**
 * Returns what is selected. An empty `object` follows the section: a section that is a component shows
 * it, any other shows everything. An object that is not there falls back the same way.
 */
export function selectionOf(
  view: { object: string; section: string },
  objects: readonly PlaneObject[],
): Selection {
  if (view.object === 'all') return { kind: 'all' };
  const named = components.find(({ id }) => id === view.object);
  if (named) return { kind: 'component', component: named.id };
  if (objects.some((object) => object.id === view.object)) return { kind: 'object', id: view.object };
  const followed = components.find(({ id }) => id === view.section);
  return followed && objects.some((object) => object.component === followed.id)
    ? { kind: 'component', component: followed.id }
    : { kind: 'all' };
}

/** Returns the objects of a selection in the order of the page. */
export function selectedObjects(selection: Selection, objects: readonly PlaneObject[]): PlaneObject[] {
  if (selection.kind === 'object') return objects.filter((object) => object.id === selection.id);
  const groups = components.filter(({ id }) => selection.kind === 'all' || id === selection.component);
  return groups.flatMap(({ id }) => componentObjects(objects, id));
}

// Helm's install order begins with what nobody looks for; here the workloads come first.
const kindOrder = [
  'StatefulSet',
  'Deployment',
  'Job',
  'CronJob',
  'Service',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'Certificate',
  'Issuer',
  'ServiceMonitor',
  'PrometheusRule',
  'ConfigMap',
  'Secret',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
  'ServiceAccount',
];

/** Returns the objects of a component, workloads first; objects of one kind keep Helm's order. */
export function componentObjects(objects: readonly PlaneObject[], component: ComponentId): PlaneObject[] {
  const rank = ({ kind }: PlaneObject) => {
    const index = kindOrder.indexOf(kind);
    return index < 0 ? kindOrder.length : index;
  };
  return objects
    .filter((object) => object.component === component)
    .sort((left, right) => rank(left) - rank(right));
}

/** Returns the text of `objects` as one YAML stream. */
export function manifestDocument(objects: readonly PlaneObject[]): ManifestDocument {
  const starts: { line: number; object: PlaneObject }[] = [];
  let text = '';
  let line = 1;
  for (const object of objects) {
    if (text !== '') {
      text += '---\n';
      line += 1;
    }
    const body = object.text.replace(/^---\n/, '').replace(/\n*$/, '\n');
    starts.push({ line, object });
    text += body;
    line += body.split('\n').length - 1;
  }
  return { text, starts };
}

/** Returns the lines of a document at which findings show, each with the finding. */
export function markedLines(
  document: ManifestDocument,
  findings: readonly Finding[],
): readonly { line: number; finding: Finding }[] {
  const starts = new Map(document.starts.map(({ line, object }) => [object.id, line]));
  return findings.flatMap((finding) =>
    finding.places.flatMap(({ object, lines }) => {
      const start = starts.get(object);
      return start === undefined ? [] : lines.map((line) => ({ line: start + line - 1, finding }));
    }),
  );
}

/** Returns the object that the line `line` of a document belongs to. */
export function objectAtLine(document: ManifestDocument, line: number): PlaneObject | undefined {
  return document.starts.findLast((start) => start.line <= line)?.object ?? document.starts[0]?.object;
}

// The names that kubectl accepts for a kind; engineers read them faster than the long ones.
const shortNames: Record<string, string> = {
  ConfigMap: 'cm',
  CronJob: 'cj',
  DaemonSet: 'ds',
  Deployment: 'deploy',
  HorizontalPodAutoscaler: 'hpa',
  Ingress: 'ing',
  Job: 'job',
  NetworkPolicy: 'netpol',
  PersistentVolumeClaim: 'pvc',
  Pod: 'pod',
  PodDisruptionBudget: 'pdb',
  Secret: 'secret',
  Service: 'svc',
  ServiceAccount: 'sa',
  StatefulSet: 'sts',
};

/** Returns kubectl's short name of a kind. */
export function shortKind(kind: string): string {
  return shortNames[kind] ?? kind.toLowerCase();
}
