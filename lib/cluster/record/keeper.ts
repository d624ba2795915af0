import { recordSecret, RecordError, userLabels, type Release } from '../../helm';
import { ClusterError, isClusterError } from '../errors';
import { refOf, type KubeObject } from '../object';
import type { ClusterSession } from '../session';
import { operationAnnotations } from './operation';

/**
 * Holds the record of one running operation: creates it, which is the lock; rewrites it; gives signs of
 * life. Every write names the version that it replaces, so that an operation that was taken over finds out
 * with its next write (AP7). Writes go one after the other.
 */
export class RecordKeeper {
  readonly #session: ClusterSession;
  readonly #operation: string;
  #release: Release;
  #version = '';
  #queue: Promise<unknown> = Promise.resolve();
  #lastBeat = 0;

  constructor(session: ClusterSession, release: Release, operation: string) {
    this.#session = session;
    this.#release = release;
    this.#operation = operation;
  }

  get release(): Release {
    return this.#release;
  }

  /** Milliseconds since the record was last written, by our clock. */
  get silence(): number {
    return this.#session.clock.now() - this.#lastBeat;
  }

  /** Creates the record. Throws `locked` when the revision exists: somebody else began it. */
  async create(): Promise<void> {
    const secret = this.#secret(true, true);
    try {
      this.#wrote(await this.#session.cluster.create(secret));
    } catch (error) {
      if (!isClusterError(error, 'already-exists')) throw error;
      // A repeated request finds what the first one made.
      const live = await this.#session.cluster.get(refOf(secret));
      if (!live || !this.#isOurs(live)) {
        throw new ClusterError(
          'locked',
          `revision ${this.#release.version} of ${this.#release.name} was begun by somebody else meanwhile`,
          { subject: String(this.#release.version), suggestion: 'Make a new plan when it has ended.' },
        );
      }
      this.#wrote(live);
    }
  }

  /** Makes an existing record, last read as `version`, ours. Throws `locked` when it changed since. */
  async take(version: string, change: (release: Release) => Release): Promise<void> {
    this.#version = version;
    await this.update(change);
  }

  /** Rewrites the record with what `change` makes of it; `isLast` ends the signs of life. */
  async update(change: (release: Release) => Release, isLast = false): Promise<void> {
    return this.#inTurn(async () => {
      this.#release = change(this.#release);
      await this.#write(this.#secret(false, !isLast));
    });
  }

  /** Gives a sign of life. Throws `locked` when the record is no longer ours. */
  async beat(): Promise<void> {
    return this.#inTurn(() => this.#write(this.#secret(false, true)));
  }

  async #write(secret: KubeObject): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const versioned = {
        ...secret,
        metadata: { ...secret.metadata, resourceVersion: this.#version },
      };
      try {
        this.#wrote(await this.#session.cluster.replace(versioned));
        return;
      } catch (error) {
        if (!isClusterError(error, 'changed', 'not-found') || tries >= 3) throw error;
        // Either a repeated request met its own first try, or somebody took the release over.
        const live = await this.#session.cluster.get(refOf(secret));
        if (!live || !this.#isOurs(live)) {
          throw new ClusterError(
            'locked',
            `revision ${this.#release.version} of ${this.#release.name} was taken over by somebody else`,
            { subject: String(this.#release.version) },
          );
        }
        this.#wrote(live);
      }
    }
  }

  #secret(isNew: boolean, isRunning: boolean): KubeObject {
    const seconds = Math.floor(this.#session.cluster.serverTime() / 1000);
    try {
      const secret = recordSecret(this.#release, { seconds, isNew });
      const signs = {
        [operationAnnotations.holder]: this.#session.holder,
        [operationAnnotations.beat]: String(Math.floor(this.#session.cluster.serverTime())),
      };
      const annotations = {
        [operationAnnotations.operation]: this.#operation,
        ...(isRunning ? signs : {}),
      };
      return { ...secret, metadata: { ...secret.metadata, annotations } };
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      const suggestion = error.suggestion === undefined ? {} : { suggestion: error.suggestion };
      throw new ClusterError('record', error.message, suggestion);
    }
  }

  #isOurs(live: KubeObject): boolean {
    return live.metadata.annotations?.[operationAnnotations.operation] === this.#operation;
  }

  #wrote(live: KubeObject): void {
    this.#version = live.metadata.resourceVersion ?? '';
    this.#lastBeat = this.#session.clock.now();
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act, act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/**
 * Rewrites the record of another revision with what `change` makes of it, if it still is the version that
 * was read; labels of the user stay. Throws `changed` otherwise.
 */
export async function rewriteRecord(
  session: ClusterSession,
  read: { secret: KubeObject; release: Release },
  change: (release: Release) => Release,
): Promise<void> {
  const { metadata } = read.secret;
  const secret = recordSecret(change(read.release), {
    seconds: Math.floor(session.cluster.serverTime() / 1000),
    isNew: false,
    labels: userLabels(metadata.labels),
  });
  const resourceVersion = metadata.resourceVersion ?? '';
  await session.cluster.replace({ ...secret, metadata: { ...secret.metadata, resourceVersion } });
}
