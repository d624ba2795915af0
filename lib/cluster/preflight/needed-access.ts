import type { AccessQuestion, AccessRules, ResourceKind } from '../cluster';
import { groupOf, type ObjectRef } from '../object';
import type { Plan } from '../plan/plan';

/** One thing that executing a plan does, and for which objects. */
export interface NeededAccess extends AccessQuestion {
  /** Whether it only serves to say why something is not ready. */
  isOptional: boolean;
}

/** The parts of a plan that decide what executing it may do; a plan has them all. */
export interface AccessNeeds {
  readonly view: Pick<Plan['view'], 'target' | 'createsNamespace'> & {
    readonly changes: readonly Pick<Plan['view']['changes'][number], 'ref' | 'action'>[];
  };
  readonly steps: Pick<Plan['steps'], 'crds'> & {
    readonly hooks: readonly { hook: { ref: ObjectRef } }[];
  };
}

/**
 * Returns every verb on every resource that executing this plan uses, each once: for its objects, its
 * hooks, its records, and for watching.
 */
export function neededAccess(plan: AccessNeeds, resources: readonly ResourceKind[]): NeededAccess[] {
  const { steps, view } = plan;
  const namespace = view.target.namespace;
  const needed = new Map<string, NeededAccess>();
  const add = (ref: Omit<ObjectRef, 'name'>, verbs: readonly string[], isOptional = false): void => {
    const served = resources.find(
      ({ kind, apiVersion }) => kind === ref.kind && apiVersion === ref.apiVersion,
    );
    // A kind that comes with the plan has no rules yet; its plural is the usual one.
    const resource = served?.resource ?? `${ref.kind.toLowerCase()}s`;
    for (const verb of verbs) {
      const question = {
        verb,
        group: groupOf(ref.apiVersion),
        resource,
        namespace: ref.namespace,
        isOptional,
      };
      const key = `${verb} ${question.group} ${resource} ${ref.namespace}`;
      if (!needed.has(key) || !isOptional) needed.set(key, question);
    }
  };
  for (const change of view.changes) {
    add(change.ref, verbsFor(change.action));
  }
  for (const { hook } of steps.hooks) {
    add(hook.ref, ['get', 'create', 'patch', 'delete', 'list', 'watch']);
  }
  const secrets = { apiVersion: 'v1', kind: 'Secret', namespace };
  add(secrets, ['get', 'list', 'create', 'update', 'delete']);
  if (view.createsNamespace) add({ apiVersion: 'v1', kind: 'Namespace', namespace: '' }, ['get', 'create']);
  if (steps.crds.length > 0) {
    const definitions = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      namespace: '',
    };
    add(definitions, ['get', 'create', 'list', 'watch']);
  }
  add({ apiVersion: 'v1', kind: 'Pod', namespace }, ['list', 'watch'], true);
  add({ apiVersion: 'v1', kind: 'Event', namespace }, ['list', 'watch'], true);
  return [...needed.values()];
}

function verbsFor(action: Plan['view']['changes'][number]['action']): readonly string[] {
  switch (action) {
    case 'create':
      // Server-side apply asks for both when the object is new.
      return ['get', 'patch', 'create', 'list', 'watch'];
    case 'change':
    case 'unchanged':
      return ['get', 'patch', 'list', 'watch'];
    case 'replace':
      return ['get', 'patch', 'create', 'delete', 'list', 'watch'];
    case 'delete':
      return ['get', 'delete'];
    case 'keep':
    case 'gone':
      return ['get'];
  }
}

/** Whether the rules allow one thing in the namespace that they were read for. */
export function isAllowedBy({ rules }: AccessRules, question: AccessQuestion): boolean {
  const has = (list: readonly string[], item: string): boolean => list.includes(item) || list.includes('*');
  return rules.some(
    ({ verbs, groups, resources, names }) =>
      names.length === 0 &&
      has(verbs, question.verb) &&
      has(groups, question.group) &&
      has(resources, question.resource),
  );
}
