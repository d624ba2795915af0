import { fields, sections, valueAt, type Field, type Group, type PlaneValues } from '../../values';
import { isInstalled } from '../../values/rules/shared';

/** The parts that every component repeats, found by the shape of the model: new components are in at once. */

const groups: readonly Group[] = sections.flatMap(withGroupsBelow);

function withGroupsBelow(group: Group): Group[] {
  return [
    group,
    ...group.children.flatMap((child) => (child.node === 'group' ? withGroupsBelow(child) : [])),
  ];
}

function pathsWhere(accepts: (group: Group) => boolean): readonly string[] {
  return groups.filter(accepts).map((group) => group.path);
}

const hasChild = (group: Group, key: string): boolean => group.children.some((child) => child.key === key);

/** Paths of all requests and limits: `gateway.resources`. */
export const resourceBlocks = pathsWhere((group) => group.layout === 'resources');

/** Paths of all images: `gateway.image`. */
export const imageBlocks = pathsWhere((group) => group.layout === 'image');

/** Paths of all workloads, by the service account that each has: `gateway`, `hyperdx.mongodb`. */
export const workloadBlocks = pathsWhere((group) => hasChild(group, 'serviceAccount'));

/** Paths of all ingresses: `gateway.ingress`. */
export const ingressBlocks = pathsWhere((group) => group.key === 'ingress' && hasChild(group, 'tlsSecret'));

/** Paths of all scalers: `gateway.autoscaling`. */
export const scalerBlocks = pathsWhere(
  (group) => group.key === 'autoscaling' && hasChild(group, 'maxReplicas'),
);

/** Paths of all disruption budgets: `gateway.podDisruptionBudget`. */
export const budgetBlocks = pathsWhere((group) => group.key === 'podDisruptionBudget');

/** All leaves whose values are secret. */
export const secretFields: readonly Field[] = fields().filter((field) => field.sensitive);

/** Returns those of `blocks` whose component is part of the plane. */
export function installed(values: PlaneValues, blocks: readonly string[]): readonly string[] {
  return blocks.filter((block) => isInstalled(values, block));
}

/** Returns the path of what `path` is a part of: `gateway.image` is a part of `gateway`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), 0));
}

/** Returns what people call the component at `path`: the titles of its groups below the section. */
export function nameOf(path: string): string {
  if (path.startsWith('hyperdx.mongodb')) return 'MongoDB';
  if (path.startsWith('clickstack.initSQL')) return 'the schema Job';
  const section = sections.find(({ id }) => path === id || path.startsWith(`${id}.`));
  if (section?.id === 'clickstack') return 'ClickHouse';
  const title = section?.title ?? path;
  return title === 'HyperDX' ? title : `the ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

/** Returns how many ClickHouse servers the installation mode asks for, and the field that says so. */
export function serverCount({ global, clickstack }: PlaneValues): { count: number; path: string } {
  const mode = global.installationMode;
  return { count: clickstack.enabled ? clickstack.replicas[mode] : 0, path: `clickstack.replicas.${mode}` };
}

/** Returns how many pods of the workload at `block` run at least. */
export function podCount(values: PlaneValues, block: string): number {
  if (block === 'clickstack') return serverCount(values).count;
  if (valueAt(values, `${block}.autoscaling.enabled`) === true) {
    return Number(valueAt(values, `${block}.autoscaling.minReplicas`));
  }
  const replicas = valueAt(values, `${block}.replicas`);
  return typeof replicas === 'number' ? replicas : 1;
}

/** Whether the plane is meant for production: the mode that a laptop does not run. */
export function isProduction({ global }: PlaneValues): boolean {
  return global.installationMode === 'standard';
}
