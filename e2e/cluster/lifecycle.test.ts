// A life of the plane under real Helm: install, change, refuse what cannot change, uninstall.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KubernetesObject, chartFolder } from '../../scripts/plane-parts/rendered-chart';
import { helmVersions } from '../../scripts/plane-parts/tools';
import { simulatedNode } from '../../scripts/cluster/simulation';
import {
  type ApiServer,
  connectToApiServer,
  createRestrictedNamespace,
  deleteNamespace,
  runHelm,
  runKubectl,
} from './api-server';

const standard = { global: { installationMode: 'standard' } };
const minimal = { global: { installationMode: 'minimal' } };
const waiting = ['--wait', '--timeout', '8m'];

// Images are never pulled here: only simulated nodes make such pods ready.
const nodes = await runKubectl('get', 'nodes', '-o', 'json');
const isSimulated = nodes.includes(simulatedNode);

describe.runIf(isSimulated)('the plane under Helm', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await connectToApiServer();
  });
  afterAll(() => server.close());

  describe.each([
    ['standard', standard, 3],
    ['minimal', minimal, 1],
  ])('%s', (mode, values, servers) => {
    const namespace = `plane-${mode}`;
    beforeAll(() => createRestrictedNamespace(namespace));
    afterAll(() => deleteNamespace(namespace));

    it('installs, and everything becomes ready', async () => {
      const installed = await helm(
        ['install', 'plane', chartFolder, '--namespace', namespace, ...waiting, '--wait-for-jobs'],
        values,
      );
      expect(installed).toContain('STATUS: deployed');
      const pods = await server.list('v1', 'Pod', namespace);
      expect(pods.filter((pod) => /^clickstack-\d$/.test(pod.metadata.name))).toHaveLength(servers);
      const claims = await server.list('v1', 'PersistentVolumeClaim', namespace);
      expect(claims).toHaveLength(servers + 1);
    });

    it('an upgrade without changes changes nothing', async () => {
      const before = await fingerprint(server, namespace);
      await helm(['upgrade', 'plane', chartFolder, '--namespace', namespace, ...waiting], values);
      expect(await fingerprint(server, namespace)).toEqual(before);
    });

    it('a changed schema and a changed retention run a new Job', async () => {
      const [before] = await server.list('batch/v1', 'Job', namespace);
      const schema =
        'CREATE TABLE IF NOT EXISTS telemetry.audit (At DateTime) ENGINE = MergeTree ORDER BY At;';
      const changed = { ...values, clickstack: { initSQL: { schema }, retention: { logs: '48h' } } };
      await helm(
        ['upgrade', 'plane', chartFolder, '--namespace', namespace, ...waiting, '--wait-for-jobs'],
        changed,
      );
      const jobs = await server.list('batch/v1', 'Job', namespace);
      expect(jobs).toHaveLength(1);
      expect(jobs[0]?.metadata.name).not.toBe(before?.metadata.name);
    });

    it('refuses another size of volume, with the reason and before anything is touched', async () => {
      const before = await fingerprint(server, namespace);
      const storage = { size: '300Gi', minimalSize: '80Gi' };
      const refused = await runHelm(['upgrade', 'plane', chartFolder, '--namespace', namespace], {
        values: { ...values, clickstack: { storage } },
      });
      expect(refused.code).not.toBe(0);
      expect(refused.errors).toMatch(
        /clickstack\.storage: the running clickstack has a volume of \d+Gi and this asks for/,
      );
      expect(await fingerprint(server, namespace)).toEqual(before);
    });

    it('refuses to change between one server and several', async () => {
      // With no values at all Helm would take those of the last release.
      const other = mode === 'minimal' ? standard : minimal;
      const refused = await runHelm(['upgrade', 'plane', chartFolder, '--namespace', namespace], {
        values: other,
      });
      expect(refused.code).not.toBe(0);
      expect(refused.errors).toContain(
        'tables of one server and replicated tables do not change into each other',
      );
    });

    it('uninstall leaves only the claims with the data and the passwords that open it', async () => {
      await helm(['uninstall', 'plane', '--namespace', namespace, ...waiting]);
      expect(await leftovers(server, namespace)).toEqual(
        [
          ...Array.from({ length: servers }, (_, n) => `PersistentVolumeClaim/data-clickstack-${n}`),
          'PersistentVolumeClaim/data-hyperdx-mongodb-0',
          'Secret/clickstack-credentials',
          'Secret/hyperdx-mongodb',
        ].sort(),
      );
    });
  });

  it('collectors run on every node, in a namespace of their own beside a restricted plane', async () => {
    const [namespace, apart] = ['plane-collecting', 'plane-collecting-nodes'];
    await createRestrictedNamespace(namespace);
    const collecting = {
      ...minimal,
      gateway: { auth: { enabled: true } },
      collectors: { enabled: true, namespace: { name: apart }, kubeletStats: { enabled: true } },
    };
    await helm(['install', 'plane', chartFolder, '--namespace', namespace, ...waiting], collecting);
    const pods = await server.list('v1', 'Pod', apart);
    expect(pods).toHaveLength(3);
    // The token was made up once, and both namespaces have it.
    const tokens = await Promise.all([namespace, apart].map((place) => secretData(server, place)));
    const tokenOf = (secrets: unknown): unknown =>
      (secrets as [string, unknown][]).find(([name]) => name === 'otlp-gateway-token')?.[1];
    expect(tokenOf(tokens[0])).toBeDefined();
    expect(tokenOf(tokens[1])).toEqual(tokenOf(tokens[0]));
    const account = `--as=system:serviceaccount:${apart}:collectors`;
    const may = (verb: string, what: string): Promise<string> =>
      runKubectl('auth', 'can-i', verb, ...what.split(' '), account, '--all-namespaces').then(
        (text) => text.trim(),
        () => 'no',
      );
    // What k8s_attributes and kubeletstats ask for.
    for (const what of ['pods', 'namespaces', 'nodes', 'replicasets.apps', 'jobs.batch'])
      for (const verb of ['get', 'list', 'watch'])
        expect(await may(verb, what), `${verb} ${what}`).toBe('yes');
    expect(await may('get', 'nodes --subresource=stats')).toBe('yes');
    for (const [verb, what] of [
      ['list', 'secrets'],
      ['create', 'pods'],
      ['get', 'nodes --subresource=proxy'],
    ] as const)
      expect(await may(verb, what), `${verb} ${what}`).toBe('no');
    await helm(['uninstall', 'plane', '--namespace', namespace, ...waiting]);
    // The namespace was the chart's, and with it everything in it.
    await runKubectl('wait', '--for=delete', `namespace/${apart}`, '--timeout=120s');
    expect(
      await runKubectl(
        'get',
        'clusterroles,clusterrolebindings',
        '-l',
        'app.kubernetes.io/instance=plane',
        '-o',
        'name',
      ),
    ).toBe('');
    await deleteNamespace(namespace);
  });

  it('the migration writes, compares, lists, and deletes only when it is confirmed', async () => {
    const namespace = 'plane-migrating';
    await createRestrictedNamespace(namespace);
    const openSearch = { address: 'http://search:9200', password: 'p' };
    const comparing = {
      ...minimal,
      observer: { openSearch },
      migration: {
        shadowWrite: { enabled: true },
        validation: { enabled: true },
        cleanup: { enabled: true },
      },
    };
    await helm(
      ['install', 'plane', chartFolder, '--namespace', namespace, ...waiting, '--wait-for-jobs'],
      comparing,
    );
    const jobs = await server.list('batch/v1', 'Job', namespace);
    expect(jobs.map((job) => job.metadata.name.replace(/-[0-9a-f]{10}$/, '')).sort()).toEqual([
      'clickstack-init',
      'migration-cleanup',
      'migration-validation',
    ]);
    const account = `--as=system:serviceaccount:${namespace}:migration`;
    const may = (verb: string): Promise<string> =>
      runKubectl('auth', 'can-i', verb, 'services', account, '-n', namespace).then(
        (text) => text.trim(),
        () => 'no',
      );
    expect([await may('list'), await may('delete')]).toEqual(['yes', 'no']);
    const before = await fingerprint(server, namespace);
    const refused = await runHelm(['upgrade', 'plane', chartFolder, '--namespace', namespace], {
      values: { ...comparing, migration: { cleanup: { enabled: true, confirmed: true } } },
    });
    expect(refused.errors).toContain(
      'migration.cleanup.explicitFlag: nothing is deleted before the namespace',
    );
    expect(await fingerprint(server, namespace)).toEqual(before);
    const confirmed = { enabled: true, confirmed: true, explicitFlag: namespace, archiveIndices: false };
    await helm(['upgrade', 'plane', chartFolder, '--namespace', namespace, ...waiting, '--wait-for-jobs'], {
      ...minimal,
      migration: { cleanup: confirmed },
    });
    expect([await may('list'), await may('delete')]).toEqual(['yes', 'yes']);
    await helm(['uninstall', 'plane', '--namespace', namespace, ...waiting]);
    await deleteNamespace(namespace);
  });

  it('more gateways, and more servers where there are several, come with an upgrade', async () => {
    const namespace = 'plane-growing';
    await createRestrictedNamespace(namespace);
    await helm(['install', 'plane', chartFolder, '--namespace', namespace, ...waiting], {});
    const grown = { clickstack: { replicas: { standard: 5 } }, gateway: { replicas: 3 } };
    await helm(
      ['upgrade', 'plane', chartFolder, '--namespace', namespace, ...waiting, '--wait-for-jobs'],
      grown,
    );
    const pods = (await server.list('v1', 'Pod', namespace)).map((pod) => pod.metadata.name);
    expect(pods.filter((name) => /^clickstack-\d$/.test(name))).toHaveLength(5);
    await deleteNamespace(namespace);
  });

  it('two planes fit one namespace', async () => {
    const namespace = 'plane-twins';
    await createRestrictedNamespace(namespace);
    await helm(['install', 'first', chartFolder, '--namespace', namespace, ...waiting], minimal);
    await helm(['install', 'second', chartFolder, '--namespace', namespace, ...waiting], {
      global: { installationMode: 'minimal', namePrefix: 'second' },
    });
    await deleteNamespace(namespace);
  });

  it.each(helmVersions)('Helm %s installs, upgrades and rolls back', async (version) => {
    const namespace = `plane-helm-${version.replace('.', '-')}`;
    await createRestrictedNamespace(namespace);
    const run = async (args: string[], values?: unknown): Promise<void> => {
      const answer = await runHelm([...args, '--namespace', namespace, ...waiting], { values, version });
      expect(answer.code, answer.errors).toBe(0);
    };
    await run(['install', 'plane', chartFolder], minimal);
    const passwords = await secretData(server, namespace);
    await run(['upgrade', 'plane', chartFolder], { ...minimal, gateway: { replicas: 2 } });
    await run(['rollback', 'plane', '1']);
    expect(await secretData(server, namespace)).toEqual(passwords);
    await deleteNamespace(namespace);
  });
});

async function helm(args: readonly string[], values?: unknown): Promise<string> {
  const answer = await runHelm(args, { values });
  if (answer.code !== 0) throw new Error(`helm ${args[0]}: ${answer.errors.trim()}`);
  expect(answer.errors).not.toMatch(/would violate PodSecurity|unknown field|deprecated/);
  return answer.output;
}

/** Names and generations of what the plane runs, and what its Secrets hold. */
async function fingerprint(server: ApiServer, namespace: string): Promise<unknown> {
  const kinds = [
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['batch/v1', 'Job'],
  ] as const;
  const workloads = await Promise.all(kinds.map(([version, kind]) => server.list(version, kind, namespace)));
  return {
    // The server counts generations of every object with a spec.
    workloads: workloads
      .flat()
      .map((one) => [one.metadata.name, (one.metadata as { generation?: number }).generation]),
    secrets: await secretData(server, namespace),
  };
}

async function secretData(server: ApiServer, namespace: string): Promise<unknown> {
  const secrets = await server.list('v1', 'Secret', namespace);
  return secrets
    .filter((secret) => !secret.metadata.name.startsWith('sh.helm.release'))
    .map((secret) => [secret.metadata.name, secret.data]);
}

/** What is left of the plane, without what every namespace has. */
async function leftovers(server: ApiServer, namespace: string): Promise<string[]> {
  const kinds = [
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['v1', 'Service'],
    ['v1', 'ServiceAccount'],
    ['v1', 'PersistentVolumeClaim'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
    ['rbac.authorization.k8s.io/v1', 'Role'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ] as const;
  const lists = await Promise.all(
    kinds.map(async ([version, kind]) => {
      const objects: KubernetesObject[] = await server.list(version, kind, namespace);
      return objects.map((object) => `${kind}/${object.metadata.name}`);
    }),
  );
  const always = ['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default'];
  return lists
    .flat()
    .filter((name) => !always.includes(name))
    .sort();
}
