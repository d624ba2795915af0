// What a page holds, its workers included. A worker is a target of its own: its heap is asked for through the
// page's session, with messages wrapped in messages, as Playwright has no sessions for workers.
import type { Page } from '@playwright/test';

/** Bytes that scripts hold once everything unreachable was collected. */
export interface Heaps {
  page: number;
  workers: number;
}

/** Returns a function that reads the heaps of `page` and of the workers it runs then. Call it before `goto`. */
export async function watchHeaps(page: Page): Promise<() => Promise<Heaps>> {
  const session = await page.context().newCDPSession(page);
  const workers = new Set<string>();
  const waiting = new Map<number, (answer: unknown) => void>();
  let lastId = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });

  const askWorker = async (sessionId: string, method: string): Promise<unknown> => {
    const id = (lastId += 1);
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    try {
      return await answer;
    } finally {
      waiting.delete(id);
    }
  };

  const read = async (ask: (method: string) => Promise<unknown>): Promise<number> => {
    for (let round = 0; round < 3; round += 1) await ask('HeapProfiler.collectGarbage');
    return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
  };

  return async () => {
    const ofPage = await read(async (method) =>
      method === 'Runtime.getHeapUsage'
        ? session.send('Runtime.getHeapUsage')
        : session.send('HeapProfiler.collectGarbage'),
    );
    let ofWorkers = 0;
    for (const worker of workers) ofWorkers += await read((method) => askWorker(worker, method));
    return { page: ofPage, workers: ofWorkers };
  };
}
