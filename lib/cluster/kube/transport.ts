import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { ClusterError } from '../errors';
import { errorOfAnswer, errorOfConnection } from './status-error';

/** One request to the API server. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the server's address, without query. */
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  /** Default: application/json. */
  contentType?: string;
  /** Default: application/json. */
  accept?: string;
}

/** An answer of 2xx. */
export interface ApiAnswer {
  body: unknown;
  /** The texts of its `Warning` headers. */
  warnings: readonly string[];
}

/** How patient a transport is, all in milliseconds. */
export interface Patience {
  /** How long one request may take. Default: 35 s; a webhook may take 30. */
  request: number;
  /** How long to repeat requests that fail for a passing reason. Default: 30 s. */
  total: number;
  /** The first pause; it doubles up to 5 s. Default: 100 ms. */
  pause: number;
}

export const defaultPatience: Patience = { request: 35_000, total: 30_000, pause: 100 };
const longestPause = 5000;
/** A failing webhook answers 500 for ever: that is not worth the whole patience. */
const internalErrorTries = 4;

/**
 * Sends requests with the credentials of one context and repeats those that fail for a passing reason,
 * as long as the server asks (`Retry-After`) or with growing pauses. Throws `ClusterError`s that name
 * method and path only: no header and no body ever enters a message.
 */
export class Transport {
  readonly #config: KubeConfig;
  readonly #server: URL;
  readonly #patience: Patience;
  // The client's own agents open a connection for every request.
  readonly #httpAgent = new HttpAgent({ keepAlive: true });
  readonly #httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 24 });
  #skew = 0;

  constructor(config: KubeConfig, server: string, patience: Partial<Patience> = {}) {
    this.#config = config;
    this.#server = new URL(server);
    this.#patience = { ...defaultPatience, ...patience };
  }

  /** The server's address, without user information. */
  get server(): string {
    return this.#server.origin;
  }

  /** The server's clock, by the `Date` of its last answer. */
  serverTime(): number {
    return Date.now() + this.#skew;
  }

  async send(request: ApiRequest): Promise<ApiAnswer> {
    const text = await this.sendForText(request);
    return { body: text.text === '' ? {} : parseBody(text.text), warnings: text.warnings };
  }

  /** Like `send`, for answers that are no JSON. */
  async sendForText(request: ApiRequest): Promise<{ text: string; warnings: readonly string[] }> {
    const until = Date.now() + this.#patience.total;
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.#try(request);
      if ('text' in outcome) return outcome;
      const { error, retryAfter } = outcome;
      if (!error.isTransient || (error.status === 500 && tries >= internalErrorTries)) throw error;
      const pause = retryAfter ?? Math.min(this.#patience.pause * 2 ** (tries - 1), longestPause);
      if (Date.now() + pause > until) throw error;
      await sleep(pause);
    }
  }

  async #try(request: ApiRequest): Promise<Outcome> {
    let answer: IncomingMessage;
    let text: string;
    try {
      answer = await this.open(request, this.#patience.request);
      text = await readAll(answer);
    } catch (error) {
      const mapped = error instanceof ClusterError ? error : errorOfConnection(error, this.server);
      return { error: mapped, retryAfter: undefined };
    }
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) return { text, warnings: warningsOf(answer) };
    const error = errorOfAnswer(status, parseBody(text), request);
    return { error, retryAfter: retryAfterOf(answer) };
  }

  /** Sends once and returns the answer with its body unread. Throws whatever the system throws. */
  async open(request: ApiRequest, timeout: number): Promise<IncomingMessage> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const options = await this.#options(request, { timeout, length: Buffer.byteLength(body ?? '') });
    return new Promise((resolve, reject) => {
      const send = this.#server.protocol === 'http:' ? httpRequest : httpsRequest;
      const sent = send(options, (answer) => {
        const date = Date.parse(answer.headers.date ?? '');
        // The header counts whole seconds: less than that is no skew.
        if (!Number.isNaN(date)) this.#skew = Math.abs(date - Date.now()) < 1500 ? 0 : date - Date.now();
        resolve(answer);
      });
      sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async #options(
    request: ApiRequest,
    { timeout, length }: { timeout: number; length: number },
  ): Promise<RequestOptions> {
    const query = new URLSearchParams(request.query).toString();
    const options: RequestOptions = {
      method: request.method,
      protocol: this.#server.protocol,
      hostname: this.#server.hostname.replace(/^\[|\]$/g, ''),
      port: this.#server.port,
      path: `${this.#server.pathname.replace(/\/$/, '')}${request.path}${query === '' ? '' : `?${query}`}`,
      timeout,
      headers: {
        accept: request.accept ?? 'application/json',
        'user-agent': 'plane-studio',
        // Node sends the body of a DELETE without its length unless told.
        ...(request.body === undefined
          ? {}
          : { 'content-type': request.contentType ?? 'application/json', 'content-length': length }),
      },
    };
    // As kubectl's proxy: what is not encrypted gets no credentials.
    if (this.#server.protocol === 'http:') return { ...options, agent: this.#httpAgent };
    try {
      await this.#config.applyToHTTPSOptions(options);
    } catch {
      // What a credential plugin says may hold what it was given.
      throw new ClusterError('unauthorized', 'the credentials of this context cannot be obtained', {
        suggestion: 'Run kubectl with this context once, to see what its credential plugin says.',
      });
    }
    const isProxied = this.#config.getCurrentCluster()?.proxyUrl !== undefined;
    return isProxied ? options : { ...options, agent: this.#httpsAgent };
  }
}

type Outcome =
  { text: string; warnings: readonly string[] } | { error: ClusterError; retryAfter: number | undefined };

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // Without an encoding, chunks of an HTTP body are Buffers.
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  if (!answer.complete) throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** `299 - "text"`, several with commas between them. */
function warningsOf(answer: IncomingMessage): string[] {
  const header = answer.headers.warning;
  if (typeof header !== 'string') return [];
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replace(/\\(.)/g, '$1'),
  );
}

/** Seconds, or a date. */
function retryAfterOf(answer: IncomingMessage): number | undefined {
  const header = answer.headers['retry-after'];
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) * 1000 : undefined;
}
