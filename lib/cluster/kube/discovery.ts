import type { ResourceKind } from '../cluster';
import { fieldAt, listAt, textAt } from '../object';
import type { Transport } from './transport';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';

/**
 * Returns every kind that the server serves, from its two aggregated documents; from one document per
 * group and version where it is older than Kubernetes 1.27 and has none.
 */
export async function discoverResources(transport: Transport): Promise<ResourceKind[]> {
  const answers = await Promise.all(
    ['/api', '/apis'].map((path) => transport.send({ method: 'GET', path, accept: aggregated })),
  );
  const lists = await Promise.all(
    answers.map(async ({ body }) =>
      textAt(body, 'kind') === 'APIGroupDiscoveryList' ? ofAggregated(body) : ofVersions(transport, body),
    ),
  );
  return lists.flat();
}

function ofAggregated(body: unknown): ResourceKind[] {
  return listAt(body, 'items').flatMap((group) =>
    listAt(group, 'versions').flatMap((version) => {
      const apiVersion = joined(textAt(group, 'metadata', 'name'), textAt(version, 'version'));
      return listAt(version, 'resources').map((resource) => ({
        apiVersion,
        kind: textAt(resource, 'responseKind', 'kind'),
        resource: textAt(resource, 'resource'),
        isNamespaced: textAt(resource, 'scope') === 'Namespaced',
        verbs: listAt(resource, 'verbs').map(String),
      }));
    }),
  );
}

async function ofVersions(transport: Transport, body: unknown): Promise<ResourceKind[]> {
  const core = listAt(body, 'versions').map((version) => ({
    apiVersion: String(version),
    path: `/api/${String(version)}`,
  }));
  const groups = listAt(body, 'groups').flatMap((group) =>
    listAt(group, 'versions').map((version) => {
      const apiVersion = textAt(version, 'groupVersion');
      return { apiVersion, path: `/apis/${apiVersion}` };
    }),
  );
  const lists = await Promise.all(
    [...core, ...groups].map(async ({ apiVersion, path }) => {
      // An aggregated API whose server is down must not hide the others.
      const answer = await transport.send({ method: 'GET', path }).catch(() => undefined);
      return listAt(answer?.body, 'resources')
        .filter((resource) => !textAt(resource, 'name').includes('/'))
        .map((resource) => ({
          apiVersion,
          kind: textAt(resource, 'kind'),
          resource: textAt(resource, 'name'),
          isNamespaced: fieldAt(resource, 'namespaced') === true,
          verbs: listAt(resource, 'verbs').map(String),
        }));
    }),
  );
  return lists.flat();
}

function joined(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
