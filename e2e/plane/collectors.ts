// The collectors' configuration, as files that the real collector accepts and runs on this machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../scripts/plane-parts/ports';
import { type RunningProgram, startProgram, waitUntil } from '../../scripts/plane-parts/processes';
import {
  type KubernetesObject,
  type Values,
  objectNamed,
  renderObjects,
  textOf,
} from '../../scripts/plane-parts/rendered-chart';
import { otelcol } from './gateway';
import { type KubernetesApi } from './kubernetes-api';

/** What the DaemonSet sets for the collector's process. */
export const collectorsEnvironment = {
  K8S_NODE_NAME: 'node-a',
  K8S_NODE_IP: '127.0.0.1',
  OTLP_TOKEN: 'test-token',
};

/** Returns the text of the collectors' configuration; undefined when the plane has none. */
export function collectorsConfig(objects: readonly KubernetesObject[]): string | undefined {
  const isTheirs = ({ kind, metadata }: KubernetesObject): boolean =>
    kind === 'ConfigMap' && /(^|-)collectors$/.test(metadata.name);
  const found = objects.find(isTheirs);
  return found && textOf(found, 'config.yaml');
}

/** Returns the configuration with what a pod mounts replaced by folders of this machine. */
export function withLocalFolders(config: string, folder: string): string {
  return (
    config
      .replaceAll('/etc/otelcol/tls/', `${folder}/`)
      .replaceAll('/var/log/pods', join(folder, 'pods'))
      .replaceAll('/var/lib/otelcol', join(folder, 'state'))
      .replace('root_path: /hostfs', 'root_path: /')
      // The kubelet is asked with the token of an account, whose files only a pod has.
      .replace('auth_type: serviceAccount\n    endpoint:', 'auth_type: none\n    endpoint:')
  );
}

/** A collector of a node. */
export interface RunningCollector {
  /** Address of OTLP over HTTP, without a scheme. */
  http: string;
  log(): string;
  /** Its own metrics, as Prometheus reads them. */
  metrics(): Promise<string>;
  stop(): Promise<void>;
}

/** Where a collector runs: its node's folder, whom it asks about pods, and where it sends to. */
export interface Node {
  folder: string;
  api: KubernetesApi;
  /** URL of the gateway. */
  gateway: string;
}

/** Starts the collector of `values` on a node, and returns when it is healthy. */
export async function startCollector(node: Node, values: Values): Promise<RunningCollector> {
  const config = collectorsConfig(await renderObjects(values));
  if (config === undefined) throw new Error('these values have no collectors');
  const [grpcPort = 0, httpPort = 0, healthPort = 0, metricsPort = 0] = await freePorts(4);
  mkdirSync(join(node.folder, 'state'), { recursive: true });
  const generated = join(node.folder, `collector-${grpcPort}.yaml`);
  const local = join(node.folder, `collector-${grpcPort}-local.json`);
  const service = /endpoint: (https?:\/\/\S*otlp-gateway\S*)/.exec(config)?.[1] ?? '';
  writeFileSync(generated, withLocalFolders(config, node.folder).replaceAll(service, node.gateway));
  writeFileSync(local, JSON.stringify(localSettings({ grpcPort, httpPort, healthPort, metricsPort })));
  const collector: RunningProgram = startProgram({
    name: `collector-${grpcPort}`,
    command: otelcol,
    args: [`--config=${generated}`, `--config=${local}`],
    folder: node.folder,
    env: { ...collectorsEnvironment, KUBECONFIG: node.api.kubeconfig },
  });
  await waitUntil(collector, async () => (await fetch(`http://127.0.0.1:${healthPort}/`)).ok);
  return {
    http: `127.0.0.1:${httpPort}`,
    log: () => collector.log(),
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    stop: () => collector.stop(),
  };
}

/** What differs from a pod: ports, and a kubeconfig instead of the account's token. */
function localSettings(at: Record<'grpcPort' | 'httpPort' | 'healthPort' | 'metricsPort', number>): unknown {
  return {
    extensions: { health_check: { endpoint: `127.0.0.1:${at.healthPort}` } },
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `127.0.0.1:${at.grpcPort}` },
          http: { endpoint: `127.0.0.1:${at.httpPort}` },
        },
      },
    },
    processors: { k8s_attributes: { auth_type: 'kubeConfig' } },
    service: {
      telemetry: {
        metrics: {
          readers: [{ pull: { exporter: { prometheus: { host: '127.0.0.1', port: at.metricsPort } } } }],
        },
      },
    },
  };
}

/** Returns the DaemonSet of rendered objects. */
export function daemonSetOf(objects: readonly KubernetesObject[]): KubernetesObject {
  return objectNamed(objects, 'DaemonSet', /collectors$/);
}
