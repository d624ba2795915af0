import type { Cancellation } from '../cancellation';
import { ClusterError, isClusterError } from '../errors';
import { idOf, refOf, textAt, type KubeObject, type ObjectRef } from '../object';
import type { ClusterSession } from '../session';
import type { Readiness } from './event';
import { awaitedKinds, readinessOf } from './readiness';
import { explainReadiness } from './reasons';

/** How often to look where we may not watch, in milliseconds. */
const pollInterval = 2000;

/** What to wait for, how long, and whom to tell. */
export interface RolloutWatch {
  refs: readonly ObjectRef[];
  /** In milliseconds. */
  timeout: number;
  cancellation: Cancellation;
  /** Told of each object's state when it changes. */
  tell: (id: string, readiness: Readiness) => void;
}

/**
 * Waits until every object is ready. Returns at once when there is nothing to wait for. Throws
 * `not-ready` with the reasons when one fails or time is up, `cancelled` when cancelled, and whatever
 * the cluster throws when it cannot be watched.
 */
export async function awaitRollout(session: ClusterSession, watch: RolloutWatch): Promise<void> {
  const refs = watch.refs.filter(({ kind }) => awaitedKinds.includes(kind));
  if (refs.length === 0) return;
  const stop = watch.cancellation.child();
  const view = new LiveView(session, refs, stop);
  const told = new Map<string, string>();
  const until = session.clock.now() + watch.timeout;
  try {
    for (;;) {
      watch.cancellation.check();
      const states = view.states();
      for (const { id, readiness } of states) {
        const text = `${readiness.state} ${readiness.message}`;
        if (told.get(id) === text || readiness === unread) continue;
        told.set(id, text);
        watch.tell(id, readiness);
      }
      const failed = states.filter(({ readiness }) => readiness.state === 'failed');
      if (failed.length > 0) throw notReady('will not become ready', failed);
      const open = states.filter(({ readiness }) => readiness.state !== 'ready');
      if (open.length === 0) return;
      const left = until - session.clock.now();
      if (left <= 0) throw notReady(`are not ready after ${Math.round(watch.timeout / 1000)} s`, open);
      await view.change(left);
    }
  } finally {
    stop.cancel('done');
  }
}

const unread: Readiness = { state: 'waiting', message: 'being looked up' };

interface ObjectState {
  id: string;
  readiness: Readiness;
}

function notReady(what: string, states: readonly ObjectState[]): ClusterError {
  const list = states.map(({ id, readiness }) => `${id} (${readiness.message})`);
  return new ClusterError('not-ready', `${list.length} of the objects ${what}: ${list.join('; ')}`);
}

/** The objects of a rollout, their pods and warnings, as they are right now. */
class LiveView {
  readonly #session: ClusterSession;
  readonly #refs: readonly ObjectRef[];
  readonly #stop: Cancellation;
  readonly #objects = new Map<string, KubeObject>();
  readonly #pods = new Map<string, KubeObject>();
  readonly #events = new Map<string, KubeObject>();
  readonly #pending = new Set<string>();
  #wake: (() => void) | undefined;
  #hasChanged = false;
  #failure: Error | undefined;

  constructor(session: ClusterSession, refs: readonly ObjectRef[], stop: Cancellation) {
    this.#session = session;
    this.#refs = refs;
    this.#stop = stop;
    for (const query of collectionsOf(refs)) {
      const key = `${query.apiVersion}/${query.kind}/${query.namespace}`;
      this.#pending.add(key);
      void this.#follow(query, this.#objects, key).catch((error: unknown) => this.#poll(query, key, error));
    }
    for (const namespace of new Set(refs.map((ref) => ref.namespace).filter(Boolean))) {
      // Reasons are a service: who may not see pods or events waits without them.
      const pods = { apiVersion: 'v1', kind: 'Pod', namespace };
      void this.#follow(pods, this.#pods, '').catch(() => undefined);
      const events = { apiVersion: 'v1', kind: 'Event', namespace, fieldSelector: 'type=Warning' };
      void this.#follow(events, this.#events, '').catch(() => undefined);
    }
  }

  /** The state of every object; those whose collection was not read yet wait. */
  states(): ObjectState[] {
    if (this.#failure !== undefined) throw this.#failure;
    const surroundings = { pods: [...this.#pods.values()], events: [...this.#events.values()] };
    return this.#refs.map((ref) => {
      const id = idOf(ref);
      const isRead = !this.#pending.has(`${ref.apiVersion}/${ref.kind}/${ref.namespace}`);
      const object = this.#objects.get(id);
      if (!isRead) return { id, readiness: unread };
      if (!object) return { id, readiness: { state: 'waiting', message: 'does not exist' } };
      return { id, readiness: explainReadiness(object, readinessOf(object), surroundings) };
    });
  }

  /** Returns when something changed, or after `milliseconds`. */
  async change(milliseconds: number): Promise<void> {
    const nap = this.#stop.child();
    this.#wake = () => nap.cancel('changed');
    if (!this.#hasChanged) await this.#session.clock.sleep(milliseconds, nap);
    this.#hasChanged = false;
    this.#wake = undefined;
    nap.cancel('over');
  }

  async #follow(
    query: { apiVersion: string; kind: string; namespace: string; fieldSelector?: string },
    into: Map<string, KubeObject>,
    key: string,
  ): Promise<void> {
    for await (const event of this.#session.cluster.follow(query, this.#stop)) {
      if (event.type === 'snapshot') {
        for (const [id, object] of into)
          if (object.kind === query.kind && isIn(object, query.namespace)) into.delete(id);
        for (const object of event.objects) into.set(idOf(refOf(object)), object);
        this.#pending.delete(key);
      } else if (event.type === 'changed') {
        into.set(idOf(refOf(event.object)), event.object);
      } else if (!isFinishedJob(event.object)) {
        // A finished Job may be cleaned up while others still roll out.
        into.delete(idOf(refOf(event.object)));
      }
      this.#changed();
    }
  }

  async #poll(
    query: { apiVersion: string; kind: string; namespace: string },
    key: string,
    error: unknown,
  ): Promise<void> {
    if (!isClusterError(error, 'forbidden')) return this.#fail(error);
    const refs = this.#refs.filter(
      ({ kind, namespace }) => kind === query.kind && namespace === query.namespace,
    );
    try {
      while (!this.#stop.isCancelled) {
        for (const ref of refs) {
          const object = await this.#session.cluster.get(ref);
          if (object) this.#objects.set(idOf(ref), object);
          else this.#objects.delete(idOf(ref));
        }
        this.#pending.delete(key);
        this.#changed();
        await this.#session.clock.sleep(pollInterval, this.#stop);
      }
    } catch (second) {
      this.#fail(second);
    }
  }

  #fail(error: unknown): void {
    if (this.#stop.isCancelled) return;
    this.#failure = error instanceof Error ? error : new Error(String(error));
    this.#changed();
  }

  #changed(): void {
    this.#hasChanged = true;
    this.#wake?.();
  }
}

function collectionsOf(
  refs: readonly ObjectRef[],
): { apiVersion: string; kind: string; namespace: string }[] {
  const found = new Map(
    refs.map(({ apiVersion, kind, namespace }) => [
      `${apiVersion}/${kind}/${namespace}`,
      { apiVersion, kind, namespace },
    ]),
  );
  return [...found.values()];
}

function isIn(object: KubeObject, namespace: string): boolean {
  return namespace === '' || object.metadata.namespace === namespace;
}

function isFinishedJob(object: KubeObject): boolean {
  return object.kind === 'Job' && textAt(object, 'status', 'completionTime') !== '';
}
