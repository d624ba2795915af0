import { describe, expect, it } from 'vitest';
import { ClusterError } from '../errors';
import type { KubeObject } from '../object';
import { apply, chartOf, configMap, plan, testSession, type TestSession } from '../testing/fixture';
import type { PreflightCheck, PreflightTopic } from './report';
import { runPreflight } from './run-preflight';

const pod = (more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  replicas: 3
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
${more}      containers:
        - name: main
          resources: {requests: {cpu: "2", memory: 4Gi}}
`;
const claim = (storageClass: string): string =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\nspec:\n${storageClass}  resources: {requests: {storage: 10Gi}}\n`;
const node = (name: string, cpu: string, more: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name },
  status: { conditions: [{ type: 'Ready', status: 'True' }], allocatable: { cpu, memory: '64Gi' } },
  ...more,
});
const namespaceOf = (labels: Record<string, string> = {}, more: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'demo', labels, ...more },
});
const storageClass = (name: string, isDefault = false): KubeObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name,
    annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) },
  },
});

/** A cluster with a namespace and a node with room. */
function roomySession(): TestSession {
  const session = testSession();
  session.cluster.put(namespaceOf());
  session.cluster.put(node('large', '32'));
  return session;
}

async function look(session: TestSession, templates: Record<string, string>, topic: PreflightTopic) {
  const report = await runPreflight(session, await plan(session, chartOf(templates)));
  const checks = report.checks.filter((check) => check.topic === topic);
  return { report, checks, first: checks[0] };
}
const fault = (message: RegExp, remedy: RegExp, severity: PreflightCheck['severity'] = 'error') => ({
  severity,
  message: expect.stringMatching(message) as string,
  remedy: expect.stringMatching(remedy) as string,
});

describe('runPreflight', () => {
  it('finds nothing in the way of a plan that fits, and says what it looked at', async () => {
    const session = roomySession();
    session.cluster.put(storageClass('fast', true));
    const planned = await plan(session, chartOf({ 'app.yaml': pod(), 'data.yaml': claim('') }));
    const report = await runPreflight(session, planned);
    expect(report.checks.map(({ topic, severity }) => `${topic} ${severity}`)).toEqual([
      'api-version ok',
      'kinds ok',
      'namespace ok',
      'pod-security ok',
      'permissions ok',
      'storage ok',
      'quota ok',
      'capacity ok',
      'ownership ok',
      'lock ok',
    ]);
    expect(report).toMatchObject({ isReady: true, missingRoles: '' });
    expect(session.cluster.calls).toEqual([]);
  });

  it('names a kind that the cluster does not serve, and in which version it does', async () => {
    const object = (apiVersion: string, kind: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x\n`;
    const session = roomySession();
    const { checks } = await look(
      session,
      {
        'old.yaml': object('apps/v1beta1', 'Deployment'),
        'monitor.yaml': object('example.org/v1', 'Monitor'),
      },
      'kinds',
    );
    expect(checks).toMatchObject([
      fault(/serves no Deployment in apps\/v1beta1, only in apps\/v1/, /chart version/),
      fault(/serves no Monitor in example.org\/v1$/, /Install the operator/),
    ]);
    expect(checks[1]?.objects).toEqual(['Monitor/x']);
  });

  it('says what becomes of the namespace', async () => {
    const templates = { 'a.yaml': configMap('a') };
    expect((await look(testSession(), templates, 'namespace')).first).toMatchObject({
      severity: 'ok',
      message: 'namespace demo will be created',
    });
    const going = testSession();
    going.cluster.put(namespaceOf({}, { deletionTimestamp: '2026-01-01T00:00:00Z' }));
    expect((await look(going, templates, 'namespace')).first).toMatchObject(
      fault(/is being deleted/, /Wait until it is gone/),
    );
    const blind = roomySession();
    const planned = await plan(blind, chartOf(templates));
    blind.cluster.fail = (call) =>
      call === 'get Namespace/demo' ? new ClusterError('forbidden', 'no') : undefined;
    const { checks } = await runPreflight(blind, planned);
    expect(checks.find(({ topic }) => topic === 'namespace')).toMatchObject(
      fault(/cannot be looked at/, /taken to exist/, 'warning'),
    );
  });

  it('names every missing permission, and writes the role that grants exactly those', async () => {
    const session = roomySession();
    for (const one of ['create deployments', 'patch deployments', 'list events', 'create secrets'])
      session.cluster.forbidden.add(one);
    const { report, checks } = await look(session, { 'app.yaml': pod() }, 'permissions');
    expect(checks).toMatchObject([
      fault(/not allowed to patch, create deployments\.apps in namespace demo/, /role below/),
      fault(/not allowed to create secrets in namespace demo/, /role below/),
      fault(/not allowed to list events in namespace demo/, /cannot say why/, 'warning'),
    ]);
    expect(report.isReady).toBe(false);
    expect(report.missingRoles).toContain('kind: Role\n');
    expect(report.missingRoles).toContain('kind: RoleBinding\n');
    expect(report.missingRoles).toMatch(/deployments\n\s+verbs:\n\s+- create\n\s+- patch\n/);
    expect(report.missingRoles).not.toMatch(/- delete|- get\n|"\*"/);
  });

  it('names pods that the namespace would refuse, and why', async () => {
    const templates = { 'app.yaml': pod('      hostNetwork: true\n') };
    const restricted = roomySession();
    restricted.cluster.put(namespaceOf({ 'pod-security.kubernetes.io/enforce': 'restricted' }));
    expect((await look(restricted, templates, 'pod-security')).first).toMatchObject(
      fault(
        /enforces restricted and would refuse pods of Deployment\/app \(hostNetwork, .*runAsNonRoot is not true/,
        /relabel the namespace/,
      ),
    );
    const baseline = roomySession();
    baseline.cluster.put(namespaceOf({ 'pod-security.kubernetes.io/enforce': 'baseline' }));
    expect((await look(baseline, templates, 'pod-security')).first?.message).toMatch(/\(hostNetwork\)$/);
  });

  it('names a storage class that is not there, or that there is no default', async () => {
    const session = roomySession();
    session.cluster.put(storageClass('slow'));
    expect(
      (await look(session, { 'data.yaml': claim('  storageClassName: fast\n') }, 'storage')).first,
    ).toMatchObject(fault(/asks for storage class fast, which does not exist/, /one of: slow/));
    expect((await look(session, { 'data.yaml': claim('') }, 'storage')).first).toMatchObject(
      fault(/asks for the default storage class, and there is none/, /one of: slow/),
    );
    expect(
      (await look(session, { 'data.yaml': claim('  storageClassName: slow\n') }, 'storage')).first,
    ).toMatchObject({ severity: 'ok' });
  });

  it('says by how much a quota is too small', async () => {
    const session = roomySession();
    session.cluster.put({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'demo' },
      status: { hard: { 'requests.cpu': '8', pods: '10' }, used: { 'requests.cpu': '3', pods: '1' } },
    });
    expect((await look(session, { 'app.yaml': pod() }, 'quota')).first).toMatchObject(
      fault(/requests\.cpu: 6 asked for, 5 left in small$/, /raise the ResourceQuota/),
    );
  });

  it('names pods that fit on no node, and when all together are too much', async () => {
    const session = testSession();
    session.cluster.put(namespaceOf());
    session.cluster.put(node('busy', '32', { spec: { unschedulable: true } }));
    const templates = { 'app.yaml': pod() };
    expect((await look(session, templates, 'capacity')).first).toMatchObject(
      fault(/no node is ready and takes pods/, /uncordon/),
    );
    session.cluster.put(node('tiny', '1'));
    expect((await look(session, templates, 'capacity')).checks).toMatchObject([
      fault(
        /no node is large enough for a pod of Deployment\/app: it asks for 2 cpu and 4Gi memory/,
        /larger node/,
      ),
      fault(/all pods together ask for 6 cpu; the 1 nodes have 1/, /add nodes/, 'warning'),
    ]);
    session.cluster.put(node('middle', '4'));
    expect((await look(session, templates, 'capacity')).checks).toMatchObject([
      fault(/all pods together ask for 6 cpu/, /add nodes/, 'warning'),
    ]);
  });

  it('names objects that somebody else holds: nobody known may be adopted, another release not', async () => {
    const session = roomySession();
    const object = (name: string, annotations: Record<string, string>): KubeObject => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'demo', annotations },
    });
    session.cluster.put(object('a', {}));
    session.cluster.put(
      object('b', { 'meta.helm.sh/release-name': 'other', 'meta.helm.sh/release-namespace': 'demo' }),
    );
    const { checks } = await look(
      session,
      { 'a.yaml': configMap('a'), 'b.yaml': configMap('b') },
      'ownership',
    );
    expect(checks).toMatchObject([
      fault(
        /ConfigMap\/a exists and belongs to no release \(written by kubectl\)/,
        /take ownership/,
        'warning',
      ),
      fault(/ConfigMap\/b belongs to release demo\/other/, /another name or namespace/),
    ]);
  });

  it('[AP9] says who holds the release, and what to do about it', async () => {
    const session = roomySession();
    session.cluster.fail = (call) =>
      call.startsWith('replace Secret') ? new ClusterError('unreachable', 'cut off') : undefined;
    const templates = { 'a.yaml': configMap('a') };
    await apply(session, chartOf(templates));
    session.cluster.fail = () => undefined;
    const other = testSession(session, 'studio-b');
    expect((await look(other, templates, 'lock')).first).toMatchObject(
      fault(/revision 1 is pending-install since .* by studio-a$/, /Wait until it has ended/),
    );
    session.cluster.clockAhead = 60_000;
    expect((await look(other, templates, 'lock')).first).toMatchObject(
      fault(/gives no sign of life/, /marks it as failed/, 'warning'),
    );
    const record = session.cluster.peek('Secret', 'sh.helm.release.v1.demo.v1');
    if (record) session.cluster.put({ ...record, metadata: { ...record.metadata, annotations: {} } });
    expect((await look(other, templates, 'lock')).first).toMatchObject(
      fault(/by Helm$/, /Make sure that no Helm works on it/, 'warning'),
    );
  });

  it('is a warning, not a failure, where it may not look', async () => {
    const session = roomySession();
    const planned = await plan(session, chartOf({ 'app.yaml': pod(), 'data.yaml': claim('') }));
    session.cluster.fail = (call) =>
      /^list (Node|StorageClass|ResourceQuota)$/.test(call) ? new ClusterError('forbidden', 'no') : undefined;
    const { checks, isReady } = await runPreflight(session, planned);
    expect(checks.filter(({ severity }) => severity === 'warning').map(({ topic }) => topic)).toEqual([
      'storage',
      'quota',
      'capacity',
    ]);
    expect(isReady).toBe(true);
  });
});
