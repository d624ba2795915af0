// As much of the Kubernetes API as the collector's k8s_attributes asks for: lists and watches of objects
// that a test gives. The real API server proves the account's rights, in the cluster suite.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../scripts/plane-parts/ports';

/** Objects by the last part of the path that lists them, such as `pods`. */
export type ObjectsByResource = Readonly<Record<string, readonly object[]>>;

/** A server that answers like an API server. */
export interface KubernetesApi {
  /** Path of a kubeconfig for it. */
  kubeconfig: string;
  /** Paths that were asked for, without queries. */
  asked(): string[];
  close(): Promise<void>;
}

const kinds: Readonly<Record<string, string>> = {
  pods: 'Pod',
  namespaces: 'Namespace',
  nodes: 'Node',
  replicasets: 'ReplicaSet',
  deployments: 'Deployment',
  statefulsets: 'StatefulSet',
  daemonsets: 'DaemonSet',
  jobs: 'Job',
  cronjobs: 'CronJob',
};

/** Serves `objects` and writes a kubeconfig into `folder`. */
export async function serveKubernetesApi(folder: string, objects: ObjectsByResource): Promise<KubernetesApi> {
  const paths = new Set<string>();
  const [port = 0] = await freePorts(1);
  const server = createServer((request, response) => {
    paths.add(new URL(request.url ?? '/', 'http://localhost').pathname);
    answer(request, response, objects);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const kubeconfig = join(folder, 'kubeconfig.json');
  const name = 'test';
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name, cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name, user: {} }],
      contexts: [{ name, context: { cluster: name, user: name } }],
      'current-context': name,
    }),
  );
  return {
    kubeconfig,
    asked: () => [...paths].sort(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, objects: ObjectsByResource): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const parts = url.pathname.split('/');
  const resource = parts.at(-1) ?? '';
  const kind = kinds[resource];
  if (kind === undefined) {
    response.writeHead(404).end('{}');
    return;
  }
  const apiVersion = parts[1] === 'api' ? 'v1' : `${parts[2]}/${parts[3]}`;
  // Some watchers want no more than the metadata.
  const partial = /as=PartialObjectMetadata/.test(request.headers.accept ?? '');
  const type = partial
    ? { apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata' }
    : { apiVersion, kind };
  const items = (objects[resource] ?? []).map((object) => ({ ...object, ...type }));
  response.writeHead(200, { 'content-type': 'application/json' });
  if (url.searchParams.get('watch') !== 'true' && url.searchParams.get('watch') !== '1') {
    const list = { ...type, kind: `${type.kind}List`, metadata: { resourceVersion: '1' }, items };
    response.end(JSON.stringify(list));
    return;
  }
  response.flushHeaders();
  if (url.searchParams.get('sendInitialEvents') !== 'true') return;
  // A list in the form of a watch ends with a bookmark.
  const bookmark = {
    ...type,
    metadata: { resourceVersion: '1', annotations: { 'k8s.io/initial-events-end': 'true' } },
  };
  const events = [
    ...items.map((object) => ({ type: 'ADDED', object })),
    { type: 'BOOKMARK', object: bookmark },
  ];
  for (const event of events) response.write(`${JSON.stringify(event)}\n`);
}
