import type { Cancellation } from '../cancellation';
import type {
  AccessQuestion,
  AccessRules,
  AppliedObject,
  ApplyObjectOptions,
  Cluster,
  DeleteOptions,
  FollowEvent,
  JsonPatchOperation,
  ListQuery,
  ResourceKind,
} from '../cluster';
import { ClusterError } from '../errors';
import {
  fieldAt,
  idOf,
  isRecord,
  refOf,
  type KubeObject,
  type ManagedFields,
  type ObjectRef,
} from '../object';
import { canonicalJson } from '../plan/field-changes';
import { withoutDropped } from '../plan/field-owners';

const kinds: readonly [apiVersion: string, kind: string, isNamespaced: boolean][] = [
  ['v1', 'Namespace', false],
  ['v1', 'Secret', true],
  ['v1', 'ConfigMap', true],
  ['v1', 'ServiceAccount', true],
  ['v1', 'Service', true],
  ['v1', 'Pod', true],
  ['v1', 'Event', true],
  ['v1', 'Node', false],
  ['v1', 'ResourceQuota', true],
  ['v1', 'PersistentVolumeClaim', true],
  ['apps/v1', 'Deployment', true],
  ['apps/v1', 'StatefulSet', true],
  ['batch/v1', 'Job', true],
  ['storage.k8s.io/v1', 'StorageClass', false],
  ['policy/v1', 'PodDisruptionBudget', true],
  ['networking.k8s.io/v1', 'NetworkPolicy', true],
];

/**
 * A cluster in memory: server-side apply with owners and conflicts, versions, dry runs, watches. Workloads
 * become ready at once unless `settle` says otherwise. `calls` lists every request that could change
 * something; `fail` may refuse any request.
 */
export class FakeCluster implements Cluster {
  readonly place = { source: 'memory', context: 'memory', server: 'https://memory' } as const;
  readonly calls: string[] = [];
  /** Returns what goes wrong with a request, e.g. `apply ConfigMap/a`. Default: nothing. */
  fail: (call: string) => ClusterError | undefined = () => undefined;
  /** Returns what controllers make of an object. Default: everything is ready. */
  settle: (object: KubeObject) => KubeObject = becomeReady;
  /** Verbs on resources that are not allowed, as `create deployments`. */
  readonly forbidden = new Set<string>();
  /** What containers wrote, by pod and container: `pod/main`. */
  readonly output = new Map<string, string>();
  /** Added to the server's clock, in milliseconds. */
  clockAhead = 0;
  readonly #now: () => number;
  readonly #objects = new Map<string, KubeObject>();
  readonly #followers = new Set<(event: FollowEvent) => void>();
  #version = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } });
  }

  /** Puts an object there as if somebody else had; `manager` owns its fields. */
  put(object: KubeObject, manager = 'kubectl'): KubeObject {
    const owned = {
      ...object,
      metadata: { ...object.metadata, managedFields: [ownership(object, manager, 'Update')] },
    };
    return this.#store(owned);
  }

  /** Returns the object with a name, without going through the port. */
  peek(kind: string, name: string): KubeObject | undefined {
    return [...this.#objects.values()].find((one) => one.kind === kind && one.metadata.name === name);
  }

  /** Returns `Kind/name` of everything, records and namespaces left out, sorted. */
  names(): string[] {
    return [...this.#objects.values()]
      .filter(({ kind, type }) => kind !== 'Namespace' && type !== 'helm.sh/release.v1')
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
      .sort();
  }

  async version() {
    return Promise.resolve({ gitVersion: 'v1.35.0', major: '1', minor: '35', platform: 'memory' });
  }

  async identity() {
    return Promise.resolve({ username: 'tester', groups: [] });
  }

  async resources(): Promise<readonly ResourceKind[]> {
    return Promise.resolve(
      kinds.map(([apiVersion, kind, isNamespaced]) => ({
        apiVersion,
        kind,
        isNamespaced,
        resource: kind === 'NetworkPolicy' ? 'networkpolicies' : `${kind.toLowerCase()}s`,
        verbs: [],
      })),
    );
  }

  refreshResources(): void {}

  async get(ref: ObjectRef): Promise<KubeObject | undefined> {
    this.#check(`get ${ref.kind}/${ref.name}`);
    return Promise.resolve(this.#objects.get(idOf(ref)));
  }

  async list(query: ListQuery): Promise<readonly KubeObject[]> {
    this.#check(`list ${query.kind}`);
    return Promise.resolve([...this.#objects.values()].filter((object) => matches(object, query)));
  }

  async *follow(query: ListQuery, cancellation: Cancellation): AsyncIterable<FollowEvent> {
    const queue: FollowEvent[] = [{ type: 'snapshot', objects: await this.list(query) }];
    let wake: () => void = () => undefined;
    const follower = (event: FollowEvent): void => {
      if (event.type !== 'snapshot' && matches(event.object, query)) queue.push(event);
      wake();
    };
    this.#followers.add(follower);
    const release = cancellation.onCancel(() => wake());
    try {
      while (!cancellation.isCancelled) {
        const event = queue.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      release();
      this.#followers.delete(follower);
    }
  }

  async apply(object: KubeObject, options: ApplyObjectOptions): Promise<AppliedObject> {
    const { name } = object.metadata;
    if (!options.dryRun) this.#call(`apply ${object.kind}/${name}`);
    else this.#check(`dry-run ${object.kind}/${name}`);
    this.#mustHaveNamespace(object);
    const id = idOf(refOf(object));
    const live = this.#objects.get(id);
    const entry = ownership(object, options.manager, 'Apply');
    const others = (live?.metadata.managedFields ?? []).filter(
      (one) => !(one.manager === options.manager && one.operation === 'Apply'),
    );
    if (live && !options.force) throwConflicts(live, object, others);
    const had = live?.metadata.managedFields?.find((one) => !others.includes(one))?.fieldsV1 ?? {};
    const kept = live
      ? withoutDropped(live, had, [entry.fieldsV1, ...others.map((one) => one.fieldsV1)])
      : undefined;
    const merged = merge(kept, object) as KubeObject;
    const managedFields = [entry, ...others];
    const next = { ...merged, metadata: { ...merged.metadata, managedFields } };
    if (live && canonicalJson(withoutVersion(live)) === canonicalJson(withoutVersion(next))) {
      return Promise.resolve({ object: live, warnings: [] });
    }
    return Promise.resolve({ object: options.dryRun ? next : this.#store(this.settle(next)), warnings: [] });
  }

  async create(object: KubeObject, options: { dryRun?: boolean } = {}): Promise<KubeObject> {
    if (!options.dryRun) this.#call(`create ${object.kind}/${object.metadata.name}`);
    this.#mustHaveNamespace(object);
    if (this.#objects.has(idOf(refOf(object)))) {
      throw new ClusterError('already-exists', `${object.metadata.name} already exists`, { status: 409 });
    }
    return Promise.resolve(options.dryRun ? object : this.#store(object));
  }

  async replace(object: KubeObject, options: { dryRun?: boolean } = {}): Promise<KubeObject> {
    if (!options.dryRun) this.#call(`replace ${object.kind}/${object.metadata.name}`);
    const live = this.#objects.get(idOf(refOf(object)));
    if (!live) throw new ClusterError('not-found', `${object.metadata.name} not found`, { status: 404 });
    if (live.metadata.resourceVersion !== object.metadata.resourceVersion) {
      throw new ClusterError('changed', 'the object has been modified', { status: 409 });
    }
    return Promise.resolve(options.dryRun ? object : this.#store(object));
  }

  async patch(ref: ObjectRef, operations: readonly JsonPatchOperation[]): Promise<KubeObject> {
    this.#call(`patch ${ref.kind}/${ref.name}`);
    const live = this.#objects.get(idOf(ref));
    if (!live) throw new ClusterError('not-found', `${ref.name} not found`);
    const fields = operations.find(({ path }) => path === '/metadata/managedFields');
    // The only patch that the product sends.
    const managedFields = (fields && 'value' in fields ? fields.value : []) as ManagedFields[];
    return Promise.resolve(this.#store({ ...live, metadata: { ...live.metadata, managedFields } }));
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<boolean> {
    this.#call(`delete ${ref.kind}/${ref.name}`);
    const id = idOf(ref);
    const live = this.#objects.get(id);
    if (!live || (options.uid !== undefined && live.metadata.uid !== options.uid))
      return Promise.resolve(false);
    if (Array.isArray(live.metadata.finalizers)) {
      const deletionTimestamp = new Date(this.#now()).toISOString();
      this.#store({ ...live, metadata: { ...live.metadata, deletionTimestamp } });
    } else this.remove(live.kind, live.metadata.name);
    return Promise.resolve(true);
  }

  /** Removes the object with a name as if somebody else had let it go. */
  remove(kind: string, name: string): void {
    const live = this.peek(kind, name);
    if (!live) return;
    this.#objects.delete(idOf(refOf(live)));
    for (const follower of this.#followers) follower({ type: 'deleted', object: live });
  }

  async rules(): Promise<AccessRules> {
    return Promise.resolve({ rules: [], isIncomplete: true });
  }

  async mayI({ verb, resource }: AccessQuestion) {
    return Promise.resolve({ isAllowed: !this.forbidden.has(`${verb} ${resource}`), reason: '' });
  }

  async logs(pod: ObjectRef, { container = '' }: { container?: string }): Promise<string> {
    return Promise.resolve(this.output.get(`${pod.name}/${container}`) ?? '');
  }

  serverTime(): number {
    return this.#now() + this.clockAhead;
  }

  #store(object: KubeObject): KubeObject {
    const id = idOf(refOf(object));
    const live = this.#objects.get(id);
    this.#version += 1;
    const version = String(this.#version);
    const uid = live?.metadata.uid ?? `uid-${version}`;
    const stored = { ...object, metadata: { ...object.metadata, uid, resourceVersion: version } };
    this.#objects.set(id, stored);
    for (const follower of this.#followers) follower({ type: 'changed', object: stored });
    return stored;
  }

  #call(call: string): void {
    this.#check(call);
    this.calls.push(call);
  }

  #check(call: string): void {
    const error = this.fail(call);
    if (error) throw error;
  }

  #mustHaveNamespace({ metadata }: KubeObject): void {
    const { namespace } = metadata;
    if (namespace === undefined || this.#objects.has(`Namespace/${namespace}`)) return;
    throw new ClusterError('not-found', `namespaces "${namespace}" not found`, { status: 404 });
  }
}

/** Lists are owned as a whole, which is enough for tests. */
function fieldSet(value: unknown): unknown {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [`f:${key}`, fieldSet(item)]));
}

function ownership(object: KubeObject, manager: string, operation: 'Apply' | 'Update'): ManagedFields {
  const { labels, annotations } = object.metadata;
  const { apiVersion: _version, kind: _kind, metadata: _meta, status: _status, ...rest } = object;
  const metadata = { ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}) };
  return {
    manager,
    operation,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldSet(labels || annotations ? { ...rest, metadata } : rest),
  };
}

function throwConflicts(live: KubeObject, object: KubeObject, others: readonly ManagedFields[]): void {
  const conflicts = others.flatMap((entry) =>
    leaves(entry.fieldsV1).flatMap((path) => {
      const wanted = fieldAt(object, ...path);
      const isSame = canonicalJson(wanted) === canonicalJson(fieldAt(live, ...path));
      return wanted === undefined || isSame
        ? []
        : [{ field: `.${path.join('.')}`, manager: entry.manager ?? '' }];
    }),
  );
  if (conflicts.length === 0) return;
  throw new ClusterError('conflict', `Apply failed with ${conflicts.length} conflicts`, {
    status: 409,
    conflicts,
  });
}

function leaves(fields: unknown, path: readonly string[] = []): string[][] {
  if (!isRecord(fields) || Object.keys(fields).length === 0) return path.length === 0 ? [] : [[...path]];
  return Object.entries(fields).flatMap(([key, inner]) => leaves(inner, [...path, key.slice(2)]));
}

function merge(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after;
  const merged = { ...before };
  for (const [key, value] of Object.entries(after)) merged[key] = merge(before[key], value);
  return merged;
}

function withoutVersion(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: '', uid: '' } };
}

function matches(object: KubeObject, query: ListQuery): boolean {
  if (object.kind !== query.kind || object.apiVersion !== query.apiVersion) return false;
  if (query.namespace !== '' && object.metadata.namespace !== query.namespace) return false;
  const labels = object.metadata.labels ?? {};
  return (query.labelSelector ?? '')
    .split(',')
    .filter(Boolean)
    .every((part) => {
      const [name = '', value] = part.split('=');
      return labels[name] === value;
    });
}

function becomeReady(object: KubeObject): KubeObject {
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet': {
      const replicas = fieldAt(object, 'spec', 'replicas') ?? 1;
      const counts = {
        replicas,
        updatedReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
      };
      return { ...object, status: { observedGeneration: 1, ...counts } };
    }
    case 'Job':
      return { ...object, status: { conditions: [{ type: 'Complete', status: 'True' }], succeeded: 1 } };
    default:
      return object;
  }
}
