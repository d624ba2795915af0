// Why something is not ready, or not gone: what a kubelet, the scheduler, a controller or a finalizer says
// travels through the server's watch into the stream and into the status.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../lib/base';
import {
  Cancellation,
  executePlan,
  makePlan,
  planUninstall,
  readStatus,
  type NotReadyReason,
} from '../../lib/cluster';
import { openSession } from '../../lib/cluster/kube';
import { loadChartDirectory } from '../../lib/helm';
import { deleteNamespace, runKubectl } from './api-server';
import { applyNow, planIn, runPlan } from './studio';

const session = openSession();
const namespace = 'studio-reasons';
const target = { releaseName: 'reasons', namespace };

const claim = `      volumes:
        - name: data
          persistentVolumeClaim: {claimName: data}
`;
/** `schedulerName: nobody`: the pod stays as it is made, so that the test can be its kubelet. */
const workload = (name: string, pod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 0
${pod}      containers:
        - {name: main, image: registry.invalid/main:1}
`;
const templates: Readonly<Record<string, string>> = {
  'image.yaml': workload('image', '      schedulerName: nobody\n'),
  'backoff.yaml': workload('backoff', '      schedulerName: nobody\n'),
  'crash.yaml': workload('crash', '      schedulerName: nobody\n'),
  'nowhere.yaml': workload('nowhere', '      nodeSelector: {no-node: has-this}\n'),
  'unbound.yaml': workload('unbound', claim),
  'claim.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: ""
  resources: {requests: {storage: 1Gi}}
`,
  // The last one that is applied: the quota is full by then.
  'quota.yaml': workload('zz-quota', '').replace('spec:\n', 'spec:\n  replicas: 40\n'),
};
const chart = loadChartDirectory([
  { path: 'Chart.yaml', data: encodeUtf8('apiVersion: v2\nname: reasons\nversion: 1.0.0\n') },
  ...Object.entries(templates).map(([name, text]) => ({ path: `templates/${name}`, data: encodeUtf8(text) })),
]);

const waiting = (reason: string, message: string): object => ({ waiting: { reason, message } });
/** What a kubelet writes about the container of a pod. */
const verdicts: Readonly<Record<string, object>> = {
  image: { state: waiting('ErrImagePull', 'no such host: registry.invalid') },
  backoff: { state: waiting('ImagePullBackOff', 'Back-off pulling image') },
  crash: {
    restartCount: 4,
    state: waiting('CrashLoopBackOff', 'back-off 40s restarting failed container'),
    lastState: { terminated: { exitCode: 3, reason: 'Error', message: 'starting\nno database\n' } },
  },
};
const expected: Readonly<Record<string, [NotReadyReason, RegExp]>> = {
  image: ['image-pull', /cannot get image registry\.invalid\/main:1: no such host/],
  backoff: ['image-pull', /Back-off pulling image/],
  crash: ['crash-loop', /ends with code 3 again and again \(4 restarts\): no database/],
  nowhere: ['unschedulable', /node affinity|node selector/],
  unbound: ['unbound-claim', /unbound|persistentvolumeclaim/i],
  'zz-quota': ['quota', /exceeded quota: few-pods/],
};

beforeAll(async () => {
  await runKubectl('create', 'namespace', namespace);
  await runKubectl('create', 'quota', 'few-pods', '-n', namespace, '--hard=pods=20');
});
afterAll(() => deleteNamespace(namespace));

/** Writes the status of the pod of each workload, as a kubelet would; returns whether all pods are there. */
async function beKubelet(): Promise<boolean> {
  const found = await Promise.all(
    Object.entries(verdicts).map(async ([app, verdict]) => {
      const pods = await runKubectl('get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'name');
      const [pod] = pods.split('\n').filter(Boolean);
      if (pod === undefined) return false;
      const status = {
        name: 'main',
        image: 'registry.invalid/main:1',
        imageID: '',
        ready: false,
        restartCount: 0,
      };
      const patch = JSON.stringify({ status: { containerStatuses: [{ ...status, ...verdict }] } });
      await runKubectl('patch', pod, '-n', namespace, '--subresource=status', '--type=merge', '-p', patch);
      return true;
    }),
  );
  return found.every(Boolean);
}

describe('what is not ready', () => {
  it('says why in the stream as it happens, in the record, and in the status afterwards', async () => {
    const plan = planIn(await makePlan(session, { target, chart }));
    const cancellation = new Cancellation();
    const reasons = new Map<string, [reason: string | undefined, message: string]>();
    let isWritten = false;
    const isAllSaid = (): boolean =>
      Object.entries(expected).every(([name, [reason]]) => reasons.get(name)?.[0] === reason);
    const events = executePlan(session, plan, { cancellation, timeout: 120_000 });
    let outcome = '';
    for await (const event of events) {
      if (event.type === 'phase' && event.phase === 'rollout')
        void (async () => {
          while (!(isWritten = await beKubelet())) await new Promise((resolve) => setTimeout(resolve, 200));
        })();
      if (event.type === 'rollout') {
        reasons.set(event.id.replace(/^.*\//, ''), [event.reason, event.message]);
        if (isAllSaid()) cancellation.cancel('seen enough');
      }
      if (event.type === 'finished') outcome = event.outcome;
    }
    expect(isWritten).toBe(true);
    for (const [name, [reason, message]] of Object.entries(expected)) {
      expect([name, reasons.get(name)?.[0]]).toEqual([name, reason]);
      expect(reasons.get(name)?.[1]).toMatch(message);
    }
    expect(outcome).toBe('cancelled');

    const { objects } = await readStatus(session, target);
    const seen = new Map(objects.map(({ ref, reason }) => [`${ref.kind}/${ref.name}`, reason]));
    for (const [name, [reason]] of Object.entries(expected))
      expect(seen.get(`Deployment/${name}`)).toBe(reason);
    expect(seen.get('PersistentVolumeClaim/data')).toBe('unbound-claim');
  });

  it('is named with its reason when time is up, and the record says so', async () => {
    const plan = planIn(await makePlan(session, { target, chart }));
    const { finished } = await runPlan(session, plan, { timeout: 3000 });
    expect(finished).toMatchObject({ outcome: 'failed', code: 'not-ready', recordStatus: 'failed' });
    expect(finished.message).toContain('no database');
    expect(finished.summary.notReady).toContain(`Deployment.apps/${namespace}/crash`);
  });
});

describe('what is not gone', () => {
  const held = { releaseName: 'held', namespace };
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: held\n  finalizers: [example.org/wait]\n';
  const heldChart = loadChartDirectory([
    { path: 'Chart.yaml', data: encodeUtf8('apiVersion: v2\nname: held\nversion: 1.0.0\n') },
    { path: 'templates/held.yaml', data: encodeUtf8(text) },
  ]);

  it('says what holds it, and the uninstall ends when that lets go', async () => {
    await applyNow(session, { target: held, chart: heldChart });
    const plan = planIn(await planUninstall(session, { target: held }));
    const told: string[] = [];
    let outcome = '';
    for await (const event of executePlan(session, plan, {})) {
      if (event.type === 'rollout') {
        told.push(event.message);
        if (event.state === 'waiting')
          await runKubectl(
            'patch',
            'configmap/held',
            '-n',
            namespace,
            '--type=merge',
            '-p',
            '{"metadata":{"finalizers":null}}',
          );
      }
      if (event.type === 'finished') outcome = event.outcome;
    }
    expect(told).toEqual(['is being deleted, held by finalizer example.org/wait', 'gone']);
    expect(outcome).toBe('succeeded');
  });
});
