import { setTimeout as sleep } from 'node:timers/promises';
import type { Cancellation } from '../cancellation';
import type { FollowEvent } from '../cluster';
import { ClusterError, isClusterError } from '../errors';
import { fieldAt, isRecord, textAt, type KubeObject } from '../object';
import { errorOfAnswer, errorOfConnection } from './status-error';
import type { ApiRequest, Transport } from './transport';

/** How long the server shall keep one watch open, in seconds; it ends them itself. */
const watchSeconds = 290;
/** How long a watch may be silent, in milliseconds: the server sends a bookmark every minute. */
const silence = 90_000;
const longestPause = 5000;
const patience = 60_000;

/** A collection as it was at one moment. */
export interface Collection {
  objects: readonly KubeObject[];
  resourceVersion: string;
}

/** What to follow: a collection, and how to read it whole. */
export interface Followed {
  path: string;
  query: Readonly<Record<string, string>>;
  list: () => Promise<Collection>;
}

/**
 * Yields the whole collection, then each change. A watch that ends is resumed where it stood; when the
 * server no longer knows that place (410), the collection is read anew and another snapshot comes.
 */
export async function* followCollection(
  transport: Transport,
  followed: Followed,
  cancellation: Cancellation,
): AsyncGenerator<FollowEvent> {
  let version = '';
  let failingSince: number | undefined;
  let pause = 100;
  while (!cancellation.isCancelled) {
    try {
      if (version === '') {
        const read = await followed.list();
        version = read.resourceVersion;
        yield { type: 'snapshot', objects: read.objects };
      }
      for await (const event of watchOnce(transport, { ...followed, version }, cancellation)) {
        failingSince = undefined;
        pause = 100;
        version = event.version;
        if (event.change) yield event.change;
      }
    } catch (error) {
      if (cancellation.isCancelled) return;
      if (isClusterError(error, 'expired')) {
        version = '';
        continue;
      }
      if (!isClusterError(error) || !error.isTransient) throw error;
      failingSince ??= Date.now();
      if (Date.now() - failingSince > patience) throw error;
      pause = Math.min(pause * 2, longestPause);
    }
    // Also after a watch that ended well: a server that ends them at once must not be flooded.
    if (!cancellation.isCancelled) await sleep(pause);
  }
}

interface WatchStep {
  version: string;
  /** Undefined for a bookmark. */
  change?: FollowEvent;
}

async function* watchOnce(
  transport: Transport,
  { path, query, version }: Followed & { version: string },
  cancellation: Cancellation,
): AsyncGenerator<WatchStep> {
  const request: ApiRequest = {
    method: 'GET',
    path,
    query: {
      ...query,
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: version,
      timeoutSeconds: String(watchSeconds),
    },
  };
  const answer = await transport.open(request, silence).catch((error: unknown) => {
    throw error instanceof ClusterError ? error : errorOfConnection(error, transport.server);
  });
  const release = cancellation.onCancel(() => answer.destroy());
  try {
    const status = answer.statusCode ?? 0;
    if (status !== 200) {
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      throw errorOfAnswer(status, readLine(text) ?? {}, request);
    }
    let rest = '';
    answer.setEncoding('utf8');
    for await (const chunk of answer) {
      rest += String(chunk);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const step = stepOf(readLine(line), request);
        if (step) yield step;
      }
    }
  } catch (error) {
    throw error instanceof ClusterError ? error : errorOfConnection(error, transport.server);
  } finally {
    release();
    answer.destroy();
  }
}

function stepOf(event: unknown, request: ApiRequest): WatchStep | undefined {
  const object = fieldAt(event, 'object');
  const type = textAt(event, 'type');
  if (type === 'ERROR') throw errorOfAnswer(Number(fieldAt(object, 'code') ?? 500), object, request);
  if (!isRecord(object)) return undefined;
  const version = textAt(object, 'metadata', 'resourceVersion');
  if (type === 'BOOKMARK') return { version };
  // The server sends whole objects of the kind that is watched.
  const whole = object as unknown as KubeObject;
  return { version, change: { type: type === 'DELETED' ? 'deleted' : 'changed', object: whole } };
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
