import { describe, expect, it } from 'vitest';
import { apply, chartOf, configMap, testSession } from '../testing/fixture';
import type { ApplyEvent } from './event';

const typesOf = (events: readonly ApplyEvent[], type: ApplyEvent['type']): ApplyEvent[] =>
  events.filter((event) => event.type === type);
const job = (name: string, annotations: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ${name}\n  annotations:\n${annotations}spec: {}\n`;
const hook = (event: string, weight = 0, policy = ''): string =>
  `    helm.sh/hook: ${event}\n    helm.sh/hook-weight: "${weight}"\n${policy && `    helm.sh/hook-delete-policy: ${policy}\n`}`;

describe('hooks', () => {
  const hooks = chartOf({
    'a.yaml': configMap('a'),
    'late.yaml': job('late', hook('pre-install', 5)),
    'early.yaml': job('early', hook('pre-install', -5, 'hook-succeeded')),
    'after.yaml': job('after', hook('post-install', 0, 'before-hook-creation,hook-failed')),
  });

  it('run by weight, before and behind the objects, and are deleted by their policy', async () => {
    const session = testSession();
    const { events } = await apply(session, hooks);
    const applied = session.cluster.calls.filter((call) => /^(apply|delete)/.test(call));
    expect(applied).toEqual([
      'apply Job/early',
      'apply Job/late',
      'delete Job/early',
      'apply ConfigMap/a',
      'apply Job/after',
    ]);
    expect(typesOf(events, 'hook')).toMatchObject([
      { result: 'running' },
      { result: 'succeeded' },
      { result: 'running' },
      { result: 'succeeded' },
      { result: 'deleted' },
      { result: 'running' },
      { result: 'succeeded' },
    ]);
  });

  it('that fail end the apply, and the record says so', async () => {
    const session = testSession();
    session.cluster.settle = (object) => {
      if (object.metadata.name !== 'late')
        return object.kind === 'Job'
          ? { ...object, status: { conditions: [{ type: 'Complete', status: 'True' }] } }
          : object;
      return { ...object, status: { conditions: [{ type: 'Failed', status: 'True', message: 'no luck' }] } };
    };
    const { finished } = await apply(session, hooks);
    expect(finished).toMatchObject({ outcome: 'failed', code: 'not-ready' });
    expect(finished.message).toContain('pre-install hook Job.batch/demo/late');
    expect(finished.message).toContain('no luck');
    expect(session.cluster.names()).toEqual(['Job/late']);
  });
});

describe('the output of hooks', () => {
  const hook = (policy: string): string =>
    `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: prepare\n  annotations:\n    helm.sh/hook: pre-install\n    helm.sh/hook-delete-policy: hook-succeeded\n${policy}spec: {}\n`;
  const withHook = (policy: string) =>
    chartOf({
      'hook.yaml': hook(policy && `    helm.sh/hook-output-log-policy: ${policy}\n`),
      's.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: very-secret\n',
    });

  async function outputOf(policy: string, succeeds: boolean): Promise<string[]> {
    const session = testSession();
    const { cluster } = session;
    cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    cluster.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'prepare-x',
        namespace: 'demo',
        labels: { 'batch.kubernetes.io/job-name': 'prepare' },
      },
      spec: { containers: [{ name: 'main' }, { name: 'side' }] },
      status: { phase: 'Succeeded' },
    });
    cluster.output.set('prepare-x/main', 'used very-secret\n').set('prepare-x/side', 'beside\n');
    if (!succeeds)
      cluster.settle = (object) => ({
        ...object,
        status: { conditions: [{ type: 'Failed', status: 'True' }] },
      });
    const { events } = await apply(session, withHook(policy));
    return events.flatMap((event) => {
      if (event.type === 'log') return [event.text];
      return event.type === 'hook' ? [event.result] : [];
    });
  }

  it('[AP15] is shown when the chart asks for it, before the hook is deleted, without secrets', async () => {
    expect(await outputOf('hook-succeeded', true)).toEqual([
      'running',
      'succeeded',
      'used (hidden)\n',
      'beside\n',
      'deleted',
    ]);
    expect(await outputOf('', true)).toEqual(['running', 'succeeded', 'deleted']);
    expect(await outputOf('hook-failed', true)).toEqual(['running', 'succeeded', 'deleted']);
  });

  it('[AP15] is shown of every hook that fails', async () => {
    const failed = ['running', 'used (hidden)\n', 'beside\n', 'failed'];
    expect(await outputOf('', false)).toEqual(failed);
    expect(await outputOf('hook-failed', false)).toEqual(failed);
  });
});
