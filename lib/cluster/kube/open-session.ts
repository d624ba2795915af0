import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { existsSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import type { Cancellation } from '../cancellation';
import { ClusterError } from '../errors';
import type { Clock, ClusterSession } from '../session';
import { ApiCluster } from './api-cluster';
import { Transport, type Patience } from './transport';

/** Which cluster to open. */
export interface OpenOptions {
  /** Path of a kubeconfig. Default: `KUBECONFIG`, else the one in the home directory, else in-cluster. */
  kubeconfig?: string;
  /** Default: the kubeconfig's current context. */
  context?: string;
  /** How long to wait and repeat. Default: `defaultPatience`. */
  patience?: Partial<Patience>;
}

/** A context by name, as the page may know it. */
export interface ContextName {
  name: string;
  /** The server's address without user information. */
  server: string;
  /** The namespace that the context names; empty for none. */
  namespace: string;
  isCurrent: boolean;
}

/** Returns the contexts that can be opened, in the kubeconfig's order. Throws a `ClusterError` (`kubeconfig`). */
export function listContexts(options: Pick<OpenOptions, 'kubeconfig'> = {}): ContextName[] {
  const config = loadConfig(options.kubeconfig);
  return config.getContexts().map(({ name, cluster, namespace }) => ({
    name,
    server: originOf(config.getCluster(cluster)?.server),
    namespace: namespace ?? '',
    isCurrent: name === config.getCurrentContext(),
  }));
}

/**
 * Opens a context. Sends nothing: whether the server answers shows with the first request. Throws a
 * `ClusterError` (`kubeconfig`) when the file or the context cannot be used.
 */
export function openSession(options: OpenOptions = {}): ClusterSession {
  const config = loadConfig(options.kubeconfig);
  if (options.context !== undefined) {
    if (!config.getContextObject(options.context)) {
      const known = config.getContexts().map(({ name }) => name);
      throw new ClusterError(
        'kubeconfig',
        `the kubeconfig has no context ${JSON.stringify(options.context)}`,
        {
          suggestion: `It has: ${known.join(', ') || 'none'}.`,
        },
      );
    }
    config.setCurrentContext(options.context);
  }
  const server = config.getCurrentCluster()?.server;
  if (server === undefined || originOf(server) === '') {
    throw new ClusterError('kubeconfig', 'no cluster is configured', {
      suggestion: 'Set KUBECONFIG, or choose a context of the kubeconfig.',
    });
  }
  const transport = new Transport(config, server, options.patience);
  const context = config.getCurrentContext();
  const source = context === 'inClusterContext' ? 'in-cluster' : 'kubeconfig';
  return {
    cluster: new ApiCluster(transport, { source, context, server: transport.server }),
    clock,
    entropy: { now: () => Date.now(), randomBytes: (count) => randomBytes(count) },
    holder,
    running,
  };
}

function loadConfig(path: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    if (path === undefined) config.loadFromDefault();
    else if (existsSync(path)) config.loadFromFile(path);
    else throw new Error('missing');
  } catch {
    // A YAML error quotes the text around it, which may be a token.
    throw new ClusterError('kubeconfig', `the kubeconfig ${path ?? ''} cannot be read`.replace('  ', ' '), {
      suggestion: 'Check that the file exists and that kubectl can use it.',
    });
  }
  return config;
}

function originOf(server: string | undefined): string {
  try {
    return new URL(server ?? '').origin;
  } catch {
    return '';
  }
}

/** One name and one set for all sessions of this process: see `ClusterSession`. Process numbers come again. */
const holder = `plane-studio on ${hostname()}, process ${process.pid} (${randomBytes(4).toString('hex')})`;
const running = new Set<string>();

const clock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, cancellation?: Cancellation) =>
    new Promise((resolve) => {
      const timer = setTimeout(finish, milliseconds);
      const release = cancellation?.onCancel(finish);
      function finish(): void {
        clearTimeout(timer);
        release?.();
        resolve();
      }
    }),
};
