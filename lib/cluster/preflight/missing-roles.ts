import { fromPlain, writeYaml } from '../../helm';
import type { Identity } from '../cluster';
import type { NeededAccess } from './needed-access';

/**
 * Returns, as YAML, a Role for each namespace and a ClusterRole for the rest that grant exactly `missing`,
 * with their bindings to `identity`; empty when nothing is missing.
 */
export function missingRoles(missing: readonly NeededAccess[], identity: Identity): string {
  const namespaces = [...new Set(missing.map(({ namespace }) => namespace))].sort();
  return namespaces
    .flatMap((namespace) => rolesFor(namespace, missing, identity))
    .map((object) => `---\n${writeYaml(fromPlain(object))}\n`)
    .join('');
}

function rolesFor(namespace: string, missing: readonly NeededAccess[], identity: Identity): unknown[] {
  const isCluster = namespace === '';
  const name = 'plane-studio';
  const metadata = isCluster ? { name } : { name, namespace };
  const kind = isCluster ? 'ClusterRole' : 'Role';
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind,
      metadata,
      rules: rulesFor(missing.filter((access) => access.namespace === namespace)),
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: `${kind}Binding`,
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
      subjects: [subjectOf(identity)],
    },
  ];
}

/** One rule for all resources of a group that lack the same verbs. */
function rulesFor(missing: readonly NeededAccess[]): unknown[] {
  const byResource = new Map<string, { group: string; resource: string; verbs: Set<string> }>();
  for (const { group, resource, verb } of missing) {
    const key = `${group}/${resource}`;
    const entry = byResource.get(key) ?? { group, resource, verbs: new Set() };
    entry.verbs.add(verb);
    byResource.set(key, entry);
  }
  const rules = new Map<string, { apiGroups: string[]; resources: string[]; verbs: string[] }>();
  for (const { group, resource, verbs } of byResource.values()) {
    const list = [...verbs].sort();
    const key = `${group} ${list.join()}`;
    const rule = rules.get(key) ?? { apiGroups: [group], resources: [], verbs: list };
    rule.resources.push(resource);
    rules.set(key, rule);
  }
  return [...rules.values()].map((rule) => ({ ...rule, resources: rule.resources.sort() }));
}

function subjectOf({ username }: Identity): unknown {
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username);
  if (account) return { kind: 'ServiceAccount', namespace: account[1] ?? '', name: account[2] ?? '' };
  return { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: username };
}
