import type { Cancellation } from '../cancellation';
import type {
  AccessAnswer,
  AccessQuestion,
  AccessRules,
  AppliedObject,
  ApplyObjectOptions,
  Cluster,
  ClusterPlace,
  DeleteOptions,
  FollowEvent,
  Identity,
  JsonPatchOperation,
  ListQuery,
  ResourceKind,
  ServerVersion,
} from '../cluster';
import { ClusterError, isClusterError } from '../errors';
import { fieldAt, isRecord, listAt, refOf, textAt, type KubeObject, type ObjectRef } from '../object';
import { discoverResources } from './discovery';
import type { Transport } from './transport';
import { followCollection, type Collection } from './watch';

const pageSize = 500;

/** The port `Cluster` on a real API server. */
export class ApiCluster implements Cluster {
  readonly place: ClusterPlace;
  readonly #transport: Transport;
  #resources: Promise<readonly ResourceKind[]> | undefined;

  constructor(transport: Transport, place: ClusterPlace) {
    this.#transport = transport;
    this.place = place;
  }

  async version(): Promise<ServerVersion> {
    const { body } = await this.#transport.send({ method: 'GET', path: '/version' });
    return {
      gitVersion: textAt(body, 'gitVersion'),
      major: textAt(body, 'major'),
      minor: textAt(body, 'minor'),
      platform: textAt(body, 'platform'),
    };
  }

  async identity(): Promise<Identity> {
    const review = await this.#ask('authentication.k8s.io/v1', 'selfsubjectreviews', {
      kind: 'SelfSubjectReview',
    });
    return {
      username: textAt(review, 'status', 'userInfo', 'username'),
      groups: listAt(review, 'status', 'userInfo', 'groups').map(String),
    };
  }

  async resources(): Promise<readonly ResourceKind[]> {
    // A failure must not be remembered.
    this.#resources ??= discoverResources(this.#transport).catch((error: unknown) => {
      this.#resources = undefined;
      throw error;
    });
    return this.#resources;
  }

  refreshResources(): void {
    this.#resources = undefined;
  }

  async get(ref: ObjectRef): Promise<KubeObject | undefined> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) return undefined;
    try {
      return asObject((await this.#transport.send({ method: 'GET', path })).body, ref);
    } catch (error) {
      if (isClusterError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async list(query: ListQuery): Promise<readonly KubeObject[]> {
    const path = await this.#pathOf(query);
    return path === undefined ? [] : (await this.#readCollection(path, query)).objects;
  }

  async *follow(query: ListQuery, cancellation: Cancellation): AsyncIterable<FollowEvent> {
    const path = await this.#pathOf(query);
    if (path === undefined) return;
    const list = (): Promise<Collection> => this.#readCollection(path, query);
    yield* followCollection(this.#transport, { path, query: selectorsOf(query), list }, cancellation);
  }

  async apply(object: KubeObject, options: ApplyObjectOptions): Promise<AppliedObject> {
    const { body, warnings } = await this.#transport.send({
      method: 'PATCH',
      path: await this.#mustPathOf(object),
      query: {
        fieldManager: options.manager,
        fieldValidation: 'Strict',
        force: String(options.force ?? false),
        ...(options.dryRun ? { dryRun: 'All' } : {}),
      },
      // JSON is YAML.
      contentType: 'application/apply-patch+yaml',
      body: object,
    });
    return { object: asObject(body, object), warnings };
  }

  async create(object: KubeObject, options: { dryRun?: boolean } = {}): Promise<KubeObject> {
    const path = await this.#mustPathOf(object, '');
    const query = {
      fieldManager: 'helm',
      fieldValidation: 'Strict',
      ...(options.dryRun ? { dryRun: 'All' } : {}),
    };
    return asObject((await this.#transport.send({ method: 'POST', path, query, body: object })).body, object);
  }

  async replace(object: KubeObject, options: { dryRun?: boolean } = {}): Promise<KubeObject> {
    const path = await this.#mustPathOf(object);
    const query = { fieldManager: 'helm', ...(options.dryRun ? { dryRun: 'All' } : {}) };
    return asObject((await this.#transport.send({ method: 'PUT', path, query, body: object })).body, object);
  }

  async patch(ref: ObjectRef, operations: readonly JsonPatchOperation[]): Promise<KubeObject> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) throw unknownKind(ref);
    const { body } = await this.#transport.send({
      method: 'PATCH',
      path,
      query: { fieldManager: 'helm' },
      contentType: 'application/json-patch+json',
      body: operations,
    });
    return asObject(body, ref);
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<boolean> {
    const path = await this.#pathOf(ref, ref.name);
    if (path === undefined) return false;
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: options.propagation ?? 'Background',
      ...(options.uid === undefined ? {} : { preconditions: { uid: options.uid } }),
      ...(options.dryRun ? { dryRun: ['All'] } : {}),
    };
    try {
      await this.#transport.send({ method: 'DELETE', path, body });
      return true;
    } catch (error) {
      // Another object of that name has come since: its uid is not the one that was seen.
      const isOther = options.uid !== undefined && isClusterError(error, 'changed');
      if (isOther || isClusterError(error, 'not-found')) return false;
      throw error;
    }
  }

  async rules(namespace: string): Promise<AccessRules> {
    const review = await this.#ask('authorization.k8s.io/v1', 'selfsubjectrulesreviews', {
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    });
    return {
      rules: listAt(review, 'status', 'resourceRules').map((rule) => ({
        verbs: listAt(rule, 'verbs').map(String),
        groups: listAt(rule, 'apiGroups').map(String),
        resources: listAt(rule, 'resources').map(String),
        names: listAt(rule, 'resourceNames').map(String),
      })),
      isIncomplete: fieldAt(review, 'status', 'incomplete') === true,
    };
  }

  async mayI({ verb, group, resource, namespace, name }: AccessQuestion): Promise<AccessAnswer> {
    const review = await this.#ask('authorization.k8s.io/v1', 'selfsubjectaccessreviews', {
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { verb, group, resource, namespace, ...(name ? { name } : {}) } },
    });
    return {
      isAllowed: fieldAt(review, 'status', 'allowed') === true,
      reason: textAt(review, 'status', 'reason'),
    };
  }

  async logs(pod: ObjectRef, options: { container?: string; lines: number }): Promise<string> {
    const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/log`;
    const query = {
      tailLines: String(options.lines),
      ...(options.container ? { container: options.container } : {}),
    };
    try {
      return (await this.#transport.sendForText({ method: 'GET', path, query, accept: '*/*' })).text;
    } catch (error) {
      if (isClusterError(error, 'invalid', 'not-found')) return '';
      throw error;
    }
  }

  serverTime(): number {
    return this.#transport.serverTime();
  }

  async #ask(
    apiVersion: string,
    resource: string,
    review: { kind: string; spec?: unknown },
  ): Promise<unknown> {
    const path = `/apis/${apiVersion}/${resource}`;
    return (
      await this.#transport.send({ method: 'POST', path, body: { apiVersion, metadata: {}, ...review } })
    ).body;
  }

  async #readCollection(path: string, query: ListQuery): Promise<Collection> {
    const objects: KubeObject[] = [];
    let next = '';
    for (;;) {
      const { body } = await this.#transport.send({
        method: 'GET',
        path,
        query: { ...selectorsOf(query), limit: String(pageSize), ...(next === '' ? {} : { continue: next }) },
        ...(query.headsOnly
          ? { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json' }
          : {}),
      });
      for (const item of listAt(body, 'items')) objects.push(asObject(item, query));
      next = textAt(body, 'metadata', 'continue');
      if (next === '') return { objects, resourceVersion: textAt(body, 'metadata', 'resourceVersion') };
    }
  }

  /** The path of an object or, without a name, of its collection; undefined for a kind that is not served. */
  async #pathOf(
    { apiVersion, kind, namespace }: { apiVersion: string; kind: string; namespace: string },
    name = '',
  ): Promise<string | undefined> {
    const served = (await this.resources()).find((one) => one.kind === kind && one.apiVersion === apiVersion);
    if (!served) return undefined;
    const parts = [apiVersion.includes('/') ? '/apis' : '/api', apiVersion];
    if (served.isNamespaced && namespace !== '') parts.push('namespaces', encodeURIComponent(namespace));
    parts.push(served.resource);
    if (name !== '') parts.push(encodeURIComponent(name));
    return parts.join('/');
  }

  async #mustPathOf(object: KubeObject, name = object.metadata.name): Promise<string> {
    const path = await this.#pathOf(refOf(object), name);
    if (path === undefined) throw unknownKind(object);
    return path;
  }
}

function unknownKind({ apiVersion, kind }: { apiVersion: string; kind: string }): ClusterError {
  return new ClusterError('unknown-kind', `the cluster serves no ${kind} in ${apiVersion}`, {
    subject: kind,
    suggestion: 'Install the operator or the CustomResourceDefinition that brings this kind.',
  });
}

function selectorsOf({ labelSelector, fieldSelector }: ListQuery): Record<string, string> {
  return {
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
}

/** Items of a list come without apiVersion and kind. */
function asObject(body: unknown, { apiVersion, kind }: { apiVersion: string; kind: string }): KubeObject {
  if (!isRecord(body))
    throw new ClusterError('unreachable', 'the server sent no object', { isTransient: true });
  // The API server answers with objects of the kind that it was asked for.
  return { ...body, apiVersion, kind } as unknown as KubeObject;
}
