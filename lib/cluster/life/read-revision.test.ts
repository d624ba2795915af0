import { describe, expect, it } from 'vitest';
import { maskedText } from '../plan/plan';
import { apply, chartOf, configMap, target, testSession } from '../testing/fixture';
import { findDrift } from './find-drift';
import { compareRevisions, readRevision } from './read-revision';

const secret = (value: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: very-secret-${value}\n`;
const values = 'color: red\nsize: 1\n';

describe('compareRevisions', () => {
  it('says which values and which fields of which objects differ, in either direction', async () => {
    const session = testSession();
    await apply(session, chartOf({ 'a.yaml': configMap('a'), 'b.yaml': configMap('b', 'x: y') }, values));
    await apply(session, chartOf({ 'a.yaml': configMap('a'), 'c.yaml': configMap('c', 'x: y') }, values), {
      color: 'blue',
    });
    const there = await compareRevisions(session, target, { from: 1, to: 2 });
    expect([there.from.revision, there.to.revision]).toEqual([1, 2]);
    expect(there.values).toEqual([{ path: 'color', after: 'blue', isMasked: false }]);
    expect(there.objects).toEqual([
      {
        id: 'ConfigMap/demo/a',
        change: 'changed',
        fields: [{ path: 'data.color', before: 'red', after: 'blue', isMasked: false }],
      },
      { id: 'ConfigMap/demo/b', change: 'removed', fields: [] },
      { id: 'ConfigMap/demo/c', change: 'added', fields: [] },
    ]);
    const back = await compareRevisions(session, target, { from: 2, to: 1 });
    expect(back.values).toEqual([{ path: 'color', before: 'blue', isMasked: false }]);
    expect(back.objects.map(({ id, change }) => `${id} ${change}`)).toEqual([
      'ConfigMap/demo/a changed',
      'ConfigMap/demo/c removed',
      'ConfigMap/demo/b added',
    ]);
  });

  it('finds no difference between a revision and itself', async () => {
    const session = testSession();
    await apply(session, chartOf({ 'a.yaml': configMap('a') }));
    expect(await compareRevisions(session, target, { from: 1, to: 1 })).toMatchObject({
      values: [],
      objects: [],
    });
  });

  it('[AP11] shows that a secret changed, and neither of its values', async () => {
    const session = testSession();
    const password = 'very-secret-value';
    const chart = chartOf(
      { 's.yaml': secret('{{ .Values.color }}'), 'a.yaml': configMap('a', 'x: y') },
      values,
    );
    await apply(session, chart, { color: 'one', clickstack: { credentials: { password } } });
    await apply(session, chart, { color: 'two', clickstack: { credentials: { password: `${password}2` } } });
    const comparison = await compareRevisions(session, target, { from: 1, to: 2 });
    expect(comparison.objects).toEqual([
      {
        id: 'Secret/demo/s',
        change: 'changed',
        fields: [{ path: 'stringData.password', before: maskedText, after: maskedText, isMasked: true }],
      },
    ]);
    expect(comparison.values).toContainEqual({
      path: 'clickstack.credentials.password',
      before: maskedText,
      after: maskedText,
      isMasked: true,
    });
    expect(JSON.stringify(comparison)).not.toContain('very-secret');
    expect(JSON.stringify(await readRevision(session, target, 2))).not.toContain('very-secret');
  });

  it('refuses a revision that is not there', async () => {
    const session = testSession();
    await apply(session, chartOf({ 'a.yaml': configMap('a') }));
    await expect(compareRevisions(session, target, { from: 1, to: 7 })).rejects.toMatchObject({
      code: 'no-release',
    });
  });
});

describe('findDrift', () => {
  it('[AP12] proposes a value only where rendering with it gives what is live', async () => {
    const session = testSession();
    const chart = chartOf(
      {
        'a.yaml': configMap(
          'a',
          'color: {{ .Values.color }}\n  loud: {{ upper .Values.color }}\n  fixed: text',
        ),
      },
      values,
    );
    await apply(session, chart);
    const live = session.cluster.peek('ConfigMap', 'a');
    if (!live) throw new Error('nothing was applied');
    session.cluster.put({ ...live, data: { color: 'black', loud: 'shouted', fixed: 'other' } });
    const { objects } = await findDrift(session, { target, chart });
    expect(objects[0]?.fields.map(({ path, accept }) => [path, accept])).toEqual([
      ['data.color', { path: 'color', set: 'black' }],
      // `upper` of no color is lower case, and no value stands for a constant.
      ['data.loud', undefined],
      ['data.fixed', undefined],
    ]);
  });
});
