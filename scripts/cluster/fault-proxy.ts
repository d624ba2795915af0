// A proxy in front of an API server that misbehaves on demand: delays, cuts connections before or after
// the server has done the work, answers with errors, ends watches. Plain HTTP on loopback, in front of
// `kubectl proxy`, so that it works with any kubeconfig.
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as a fault may choose it. `index` counts requests since the faults were set. */
export interface SeenRequest {
  index: number;
  method: string;
  path: string;
  isWatch: boolean;
}

/** What goes wrong with a request. */
export type Fault =
  /** The answer comes late. */
  | { kind: 'delay'; milliseconds: number }
  /** The connection is cut before the server sees the request. */
  | { kind: 'cut-before' }
  /** The server carries the request out; the answer never arrives. */
  | { kind: 'cut-after' }
  /** The answer is cut in the middle. */
  | { kind: 'cut-inside' }
  /** The proxy answers in the server's place. */
  | { kind: 'status'; status: number; reason?: string; retryAfter?: number }
  /** A watch ends as soon as it has begun. */
  | { kind: 'end-watch' }
  /** A watch says that its place is too old. */
  | { kind: 'expire-watch' };

/** A proxy that runs. */
export interface FaultProxy {
  url: string;
  /** Requests since the faults were set. */
  seen: readonly SeenRequest[];
  /** Sets what goes wrong from now on, and counts from 0 again. */
  setFaults(choose: (request: SeenRequest) => Fault | undefined): void;
  stop(): Promise<void>;
}

/** Starts a proxy in front of `upstream`, the address of a `kubectl proxy`. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  let choose: (request: SeenRequest) => Fault | undefined = () => undefined;
  const target = new URL(upstream);
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const method = incoming.method ?? 'GET';
    const one = { index: seen.length, method, path, isWatch: /[?&]watch=true/.test(path) };
    seen.push(one);
    void answer(target, { incoming, outgoing, fault: choose(one) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    setFaults: (next) => {
      seen.length = 0;
      choose = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  fault: Fault | undefined;
}

async function answer(target: URL, { incoming, outgoing, fault }: Exchange): Promise<void> {
  const body = await readBody(incoming).catch(() => undefined);
  if (body === undefined) return;
  if (fault?.kind === 'cut-before') return void outgoing.destroy();
  if (fault?.kind === 'status') return sendStatus(outgoing, fault);
  if (fault?.kind === 'expire-watch') return expireWatch(outgoing);
  if (fault?.kind === 'delay') await sleep(fault.milliseconds);
  const forwarded = request(
    {
      hostname: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...incoming.headers, host: target.host },
    },
    (reply) => {
      if (fault?.kind === 'cut-after') {
        reply.resume();
        reply.on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      if (fault?.kind === 'end-watch') {
        reply.destroy();
        outgoing.end();
        return;
      }
      if (fault?.kind === 'cut-inside') {
        reply.once('data', (chunk: Buffer) => {
          outgoing.write(chunk.subarray(0, Math.ceil(chunk.length / 2)));
          setTimeout(() => outgoing.destroy(), 20);
          reply.destroy();
        });
        return;
      }
      reply.pipe(outgoing);
      outgoing.on('close', () => reply.destroy());
    },
  );
  forwarded.on('error', () => outgoing.destroy());
  outgoing.on('close', () => forwarded.destroy());
  forwarded.end(body);
}

function sendStatus(outgoing: ServerResponse, fault: Extract<Fault, { kind: 'status' }>): void {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: `injected ${fault.status}`,
    reason: fault.reason ?? '',
    code: fault.status,
  };
  outgoing.writeHead(fault.status, {
    'content-type': 'application/json',
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
  });
  outgoing.end(JSON.stringify(status));
}

function expireWatch(outgoing: ServerResponse): void {
  const object = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    reason: 'Expired',
    code: 410,
    message: 'too old resource version',
  };
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // Without an encoding, chunks of an HTTP body are Buffers.
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
