import type { ValuesWork } from './values-work';

interface Answer {
  id: number;
  output?: unknown;
  failed?: boolean;
}

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, { resolve: (output: unknown) => void; reject: (reason: Error) => void }>();

function startWorker(): Worker {
  const started = new Worker(new URL('./values.worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) asked?.reject(new Error('the studio failed on this file'));
    else asked?.resolve(data.output);
  });
  started.addEventListener('error', () => {
    for (const { reject } of waiting.values()) reject(new Error('the studio failed on this file'));
    waiting.clear();
    worker = undefined;
  });
  return started;
}

/**
 * Asks the helper for one piece of work. It starts at the first question, which takes a moment, and
 * lives as long as the page. Rejects with a message for the user when the work fails.
 */
export function askValuesWorker<Kind extends keyof ValuesWork>(
  kind: Kind,
  input: ValuesWork[Kind]['input'],
): Promise<ValuesWork[Kind]['output']> {
  const asked = (worker ??= startWorker());
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    // The worker answers a question of a kind with the output of that kind.
    waiting.set(id, { resolve: resolve, reject });
    asked.postMessage({ id, kind, input });
  });
}
