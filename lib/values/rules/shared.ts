import type { Group } from '../model/tree';
import { valueAt } from '../paths';
import type { PlaneValues } from '../schema';
import { sections } from '../tree';
import { compareQuantities, parseQuantity } from '../types/quantity';
import { conflict, missing, questionable, type Report, type Rule } from './rule';

/** Rules that hold for every component, found by the shape of the model. */

/** Returns whether the component that `path` belongs to is part of the plane. */
export function isInstalled(values: PlaneValues, path: string): boolean {
  if (path.startsWith('hyperdx.mongodb')) return values.hyperdx.enabled && values.hyperdx.mongodb.enabled;
  if (path.startsWith('clickstack.initSQL')) return values.clickstack.initSQL.enabled;
  if (path.startsWith('migration')) {
    const { validation, cleanup } = values.migration;
    return validation.enabled || cleanup.enabled;
  }
  const component = path.split('.')[0];
  // ClickHouse's image is also the one that other pods wait with, so it counts without a server.
  if (path === 'clickstack.image') return true;
  return valueAt(values, `${component}.enabled`) !== false;
}

function groupsWhere(accepts: (group: Group) => boolean): readonly Group[] {
  const found: Group[] = [];
  const visit = (group: Group): void => {
    if (accepts(group)) found.push(group);
    for (const child of group.children) if (child.node === 'group') visit(child);
  };
  sections.forEach(visit);
  return found;
}

const resourceBlocks = groupsWhere((group) => group.layout === 'resources').map((group) => group.path);
const imageBlocks = groupsWhere((group) => group.layout === 'image').map((group) => group.path);
const podBlocks = groupsWhere((group) => group.children.some((child) => child.key === 'serviceAccount')).map(
  (group) => group.path,
);

function text(values: PlaneValues, path: string): string {
  const value = valueAt(values, path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A container whose limit is below its request is refused by the API server. */
export const limitsNotBelowRequests: Rule = (values, report) => {
  for (const block of resourceBlocks) {
    if (!isInstalled(values, block)) continue;
    for (const resource of ['cpu', 'memory']) {
      const request = text(values, `${block}.requests.${resource}`);
      const limit = text(values, `${block}.limits.${resource}`);
      const [least, most] = [parseQuantity(request), parseQuantity(limit)];
      if (!least || !most || compareQuantities(most, least) >= 0) continue;
      const fault = conflict(
        `the limit ${limit} is below the request ${request}`,
        `Use at least ${request}.`,
      );
      report(`${block}.limits.${resource}`, fault);
    }
  }
};

/** An image needs a tag or a digest; a tag that moves gives different nodes different software. */
export const imagesNamed: Rule = (values, report) => {
  for (const block of imageBlocks) {
    if (!isInstalled(values, block)) continue;
    const tag = text(values, `${block}.tag`);
    if (text(values, `${block}.digest`) !== '') continue;
    // The observer's empty tag means the chart's own version.
    if (tag === '' && block !== 'observer.image')
      report(`${block}.tag`, missing('the image has neither tag nor digest'));
    if (tag === 'latest') {
      report(
        `${block}.tag`,
        questionable('latest may be another version at every start', 'Name a version.'),
        'warning',
      );
    }
  }
};

/** Two workloads may share an account that exists, but the chart cannot create it twice. */
export const serviceAccountsDistinct: Rule = (values, report) => {
  const created = new Map<string, string>();
  for (const block of podBlocks) {
    if (!isInstalled(values, block)) continue;
    const account = `${block}.serviceAccount`;
    const creates = valueAt(values, `${account}.create`) === true;
    const name = text(values, `${account}.name`);
    const owner = created.get(name);
    if (creates && name !== '') {
      if (owner === undefined) created.set(name, block);
      else
        report(
          `${account}.name`,
          conflict(`${owner} already creates the service account ${name}`, `Turn off ${account}.create.`),
        );
    }
    const annotated =
      Object.keys((valueAt(values, `${account}.annotations`) as object | undefined) ?? {}).length > 0;
    if (!creates && annotated) {
      report(
        `${account}.annotations`,
        questionable('has no effect: the account is not created by the chart'),
        'warning',
      );
    }
  }
};

/** A scaler needs a range, something to measure, and a request to measure against. */
export const autoscalingSound: Rule = (values, report) => {
  for (const component of ['gateway', 'observer'] as const) {
    const { enabled, autoscaling, resources, replicas } = values[component];
    if (!enabled || !autoscaling.enabled) continue;
    const path = `${component}.autoscaling`;
    if (autoscaling.minReplicas > autoscaling.maxReplicas) {
      report(
        `${path}.maxReplicas`,
        conflict(`is below the ${autoscaling.minReplicas} replicas that always run`),
      );
    }
    if (autoscaling.targetCPU === 0 && autoscaling.targetMemory === 0) {
      report(`${path}.targetCPU`, missing('neither CPU nor memory has a target'));
    }
    if (autoscaling.targetCPU > 0 && resources.requests.cpu === '') {
      report(`${path}.targetCPU`, missing('the target needs a CPU request to be measured against'));
    }
    if (autoscaling.targetMemory > 0 && resources.requests.memory === '') {
      report(`${path}.targetMemory`, missing('the target needs a memory request to be measured against'));
    }
    if (replicas > 1)
      report(`${component}.replicas`, questionable('has no effect: the scaler sets the replicas'), 'warning');
  }
};

/** Reports ports that are used twice, on the later of the two. */
export function reportSharedPorts(
  ports: readonly { path?: string; port: number; use: string }[],
  report: Report,
): void {
  const taken = new Map<number, string>();
  for (const { path, port, use } of ports) {
    const other = taken.get(port);
    if (other === undefined) taken.set(port, use);
    else if (path !== undefined) report(path, conflict(`port ${port} is already used for ${other}`));
  }
}

/** Reports a value that is ignored because a Secret of the user holds it. */
export function reportShadowed(
  secret: { name: string; field: string },
  given: Readonly<Record<string, string>>,
  report: Report,
): void {
  if (secret.name === '') return;
  for (const [path, value] of Object.entries(given)) {
    if (value === '') continue;
    const fault = questionable(
      `has no effect: the Secret ${secret.name} holds it`,
      `Clear it, or clear ${secret.field}.`,
    );
    report(path, fault, 'warning');
  }
}

/** Reports variables that are set twice, or that the chart sets from a field of its own. */
export function reportVariables(
  variables: readonly { path: string; name: string }[],
  owned: Readonly<Record<string, string>>,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const { path, name } of variables) {
    if (seen.has(name)) report(path, conflict(`${name} is set twice`, 'Remove one.'));
    seen.add(name);
    const field = Object.hasOwn(owned, name) ? owned[name] : undefined;
    if (field !== undefined)
      report(path, conflict(`${name} is set by the chart`, `Use ${field}.`), 'warning');
  }
}
