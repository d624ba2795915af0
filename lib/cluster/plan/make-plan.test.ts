import { describe, expect, it } from 'vitest';
import { ClusterError } from '../errors';
import { apply, chartOf, configMap, plan, run, target, testSession } from '../testing/fixture';
import { makePlan } from './make-plan';
import { maskedText } from './plan';

const service = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: z\nspec:\n  ports: []\n';
function failOn(call: string) {
  return (made: string) => (made === call ? new ClusterError('forbidden', 'not allowed') : undefined);
}

const secret = `apiVersion: v1
kind: Secret
metadata:
  name: keys
data:
  {{- $old := (lookup "v1" "Secret" .Release.Namespace "keys").data | default dict }}
  password: {{ get $old "password" | default (randAlphaNum 20 | b64enc) }}
`;

describe('makePlan', () => {
  it('[AP1] plans an install as creations, with a digest that means the same effect', async () => {
    const chart = chartOf({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
    const first = await plan(testSession(), chart);
    const second = await plan(testSession(), chart);
    expect(first.view.counts).toMatchObject({ create: 2, change: 0, delete: 0 });
    expect(first.view).toMatchObject({
      operation: 'install',
      revision: 1,
      createsNamespace: true,
      isEmpty: false,
    });
    expect(first.view.changes.map(({ checkedBy }) => checkedBy)).toEqual(['stand-in', 'stand-in']);
    expect(second.view.digest).toBe(first.view.digest);
    expect((await plan(testSession(), chart, { color: 'blue' })).view.digest).not.toBe(first.view.digest);
  });

  it('[AP2] answers lookups, so that what the cluster has is kept', async () => {
    const session = testSession();
    const chart = chartOf({ 'keys.yaml': secret });
    await apply(session, chart);
    const again = await plan(session, chart);
    expect(again.view.isEmpty).toBe(true);
  });

  it('[AP11] shows no value of a Secret, wherever it turns up, but that it changes', async () => {
    const session = testSession();
    const given = (color: string): string =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: very-secret-${color}\n`;
    const chart = chartOf({
      's.yaml': given('{{ .Values.color }}'),
      'c.yaml': configMap('c', 'url: http://u:very-secret-{{ .Values.color }}@h'),
      'NOTES.txt': 'log in with very-secret-{{ .Values.color }}',
    });
    await apply(session, chart);
    const { view } = await plan(session, chart, { color: 'blue' });
    const text = JSON.stringify(view);
    expect(text).not.toContain('very-secret');
    expect(view.changes.map(({ ref, action }) => `${ref.kind} ${action}`)).toEqual([
      'Secret change',
      'ConfigMap change',
    ]);
    expect(view.changes[0]?.fields).toEqual([
      { path: 'stringData.password', before: maskedText, after: maskedText, isMasked: true, manager: 'helm' },
    ]);
    expect(view.changes[1]?.fields).toMatchObject([{ path: 'data.url', isMasked: true }]);
  });

  it('names each field that changes, and who owns it', async () => {
    const session = testSession();
    const chart = chartOf({ 'a.yaml': configMap('a') });
    await apply(session, chart);
    const { view } = await plan(session, chart, { color: 'blue' });
    expect(view.changes[0]?.fields).toEqual([
      { path: 'data.color', before: 'red', after: 'blue', isMasked: false, manager: 'helm' },
    ]);
  });

  it('finds conflicts with their owner, and asks for a decision', async () => {
    const session = testSession();
    const chart = chartOf({ 'a.yaml': configMap('a') });
    await apply(session, chart);
    await session.cluster.apply(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', namespace: 'demo' },
        data: { color: 'black' },
      },
      { manager: 'gitops', force: true },
    );
    const { view } = await plan(session, chart, { color: 'blue' });
    expect(view.changes[0]?.conflicts).toEqual([{ field: '.data.color', manager: 'gitops' }]);
    expect(view.needs).toMatchObject([{ decision: 'force-conflicts', objects: ['ConfigMap/a'] }]);
  });

  it('finds objects that belong to somebody else', async () => {
    const session = testSession();
    session.cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    session.cluster.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'demo' } });
    const { view } = await plan(session, chartOf({ 'a.yaml': configMap('a') }));
    expect(view.changes[0]).toMatchObject({ action: 'change', owner: { managers: ['kubectl'] } });
    expect(view.needs).toMatchObject([{ decision: 'take-ownership' }]);
  });

  it('[AP5] deletes what is no longer rendered, keeps what says so, and leaves what is somebody else’s', async () => {
    const session = testSession();
    const keep = '  annotations:\n    helm.sh/resource-policy: keep\n';
    const all = {
      'a.yaml': configMap('a'),
      'b.yaml': configMap('b'),
      'k.yaml': configMap('k', 'x: y', keep),
      'o.yaml': configMap('o'),
    };
    await apply(session, chartOf(all));
    const other = session.cluster.peek('ConfigMap', 'o');
    const annotations = { 'meta.helm.sh/release-name': 'other', 'meta.helm.sh/release-namespace': 'demo' };
    if (other) session.cluster.put({ ...other, metadata: { ...other.metadata, annotations } });
    const { view } = await plan(session, chartOf({ 'a.yaml': configMap('a') }));
    expect(view.changes.map(({ ref, action, reason }) => [ref.name, action, reason])).toEqual([
      ['a', 'unchanged', undefined],
      ['b', 'delete', undefined],
      ['k', 'keep', 'its annotation helm.sh/resource-policy is keep'],
      ['o', 'keep', 'belongs to release demo/other now'],
    ]);
  });

  it('[AP5] deletes what a failed revision made, which Helm forgets', async () => {
    const session = testSession();
    await apply(session, chartOf({ 'a.yaml': configMap('a') }));
    const broken = await plan(
      session,
      chartOf({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b'), 'z.yaml': service }),
    );
    session.cluster.fail = failOn('apply Service/z');
    expect((await run(session, broken)).finished.outcome).toBe('failed');
    session.cluster.fail = () => undefined;
    expect(session.cluster.names()).toEqual(['ConfigMap/a', 'ConfigMap/b']);
    const { view } = await plan(session, chartOf({ 'a.yaml': configMap('a') }));
    expect(view.changes.map(({ ref, action }) => `${ref.name} ${action}`)).toEqual([
      'a unchanged',
      'z gone',
      'b delete',
    ]);
  });

  it('returns Helm’s message when the chart does not render', async () => {
    const result = await makePlan(testSession(), { target, chart: chartOf({ 'a.yaml': '{{ fail "no" }}' }) });
    expect(result).toMatchObject({ ok: false, code: 'render' });
    if (!result.ok) expect(result.message).toContain('no');
  });
});
