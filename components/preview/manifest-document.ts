import type { ComponentId, PlaneObject } from '@/lib/plane';
import type { Finding } from '@/lib/plane/findings';

/** The components in the order of the page, with the names that people use. */
export const components: readonly { id: ComponentId; title: string }[] = [
  { id: 'clickstack', title: 'ClickStack' },
  { id: 'gateway', title: 'Gateway' },
  { id: 'hyperdx', title: 'HyperDX' },
  { id: 'observer', title: 'Observer' },
  { id: 'collectors', title: 'Collectors' },
  { id: 'migration', title: 'Migration' },
  { id: 'monitoring', title: 'Monitoring' },
  { id: 'shared', title: 'Shared' },
];

/** A text of one or more objects, and where each of them begins. */
export interface ManifestDocument {
  text: string;
  /** The first line (1-based) of each object, ascending. */
  starts: readonly { line: number; object: PlaneObject }[];
}

/** What the editor shows: everything, a component, one object, or what is not there. */
export type Selection =
  | { kind: 'all' }
  | { kind: 'absent' }
  | { kind: 'component'; component: ComponentId }
  | { kind: 'object'; id: string };

/**
 * Returns what is selected. An empty `object` follows the section: a section that is a component shows
 * it, any other shows everything. An object that is not there falls back the same way.
 */
export function selectionOf(
  view: { object: string; section: string },
  objects: readonly PlaneObject[],
): Selection {
  if (view.object === 'all' || view.object === 'absent') return { kind: view.object };
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
  if (selection.kind === 'absent') return [];
  if (selection.kind === 'object') return objects.filter((object) => object.id === selection.id);
  const groups = components.filter(({ id }) => selection.kind === 'all' || id === selection.component);
  return groups.flatMap(({ id }) => componentObjects(objects, id));
}

/** Returns the name of a selection in the address and in the tree. */
export function selectionId(selection: Selection): string {
  if (selection.kind === 'object') return selection.id;
  return selection.kind === 'component' ? selection.component : selection.kind;
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
  'PodMonitor',
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

/** Returns the object at a line of a document, and the line in that object's own text; both from 1. */
export function objectLineAt(
  document: ManifestDocument,
  line: number,
): { object: PlaneObject; line: number } | undefined {
  const start = document.starts.findLast((one) => one.line <= line);
  if (!start) return undefined;
  return { object: start.object, line: line - start.line + 1 + leftOut(start.object) };
}

/** Returns the line of a document that shows a line of an object; undefined when the object is not in it. */
export function documentLineOf(document: ManifestDocument, id: string, line: number): number | undefined {
  const start = document.starts.find(({ object }) => object.id === id);
  return start && start.line + line - 1 - leftOut(start.object);
}

/** How many lines at the start of an object's text a document leaves out. */
function leftOut({ text }: PlaneObject): number {
  return text.startsWith('---\n') ? 1 : 0;
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
