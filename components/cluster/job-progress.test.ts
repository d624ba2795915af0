import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '@/lib/cluster';
import { addEvent, countProgress, noProgress, progressText } from './job-progress';

const target = { releaseName: 'plane', namespace: 'obs' };
const started: ApplyEvent = {
  at: 1,
  type: 'started',
  operation: 'install',
  target,
  revision: 1,
  digest: 'd',
  objects: ['Secret/a', 'Deployment.apps/b'],
};
const run = (...events: ApplyEvent[]) => events.reduce(addEvent, noProgress);

describe('the picture of an operation', () => {
  it('knows every object from the start', () => {
    expect(run(started).objects.map(({ result }) => result)).toEqual(['waiting', 'waiting']);
  });

  it('counts what is applied and what is ready', () => {
    const progress = run(
      started,
      { at: 2, type: 'object', id: 'Secret/a', result: 'created' },
      { at: 3, type: 'object', id: 'Deployment.apps/b', result: 'created' },
      { at: 4, type: 'rollout', id: 'Deployment.apps/b', state: 'waiting', message: '0 of 1 pods are ready' },
    );
    expect(countProgress(progress)).toEqual({ total: 2, applied: 2, ready: 1, failed: 0 });
  });

  it('says of an uninstall what was deleted, and gone only when somebody looked', () => {
    const deleted = run(
      started,
      { at: 2, type: 'object', id: 'Secret/a', result: 'kept' },
      { at: 3, type: 'object', id: 'Deployment.apps/b', result: 'deleted' },
    );
    expect(progressText('uninstall', deleted)).toBe('1 of 1 deleted · 1 kept');
    const gone = addEvent(deleted, {
      at: 4,
      type: 'rollout',
      id: 'Deployment.apps/b',
      state: 'ready',
      message: 'gone',
    });
    expect(progressText('uninstall', gone)).toBe('1 of 1 deleted · 1 gone · 1 kept');
    expect(progressText('install', run(started))).toBe('0 of 2 applied · 0 ready');
  });

  it('keeps an object that no plan named', () => {
    const progress = run(started, { at: 2, type: 'object', id: 'Job.batch/c', result: 'deleted' });
    expect(progress.objects.map(({ id }) => id)).toContain('Job.batch/c');
  });

  it('says why an object failed', () => {
    const progress = run(started, {
      at: 2,
      type: 'object',
      id: 'Secret/a',
      result: 'failed',
      message: 'forbidden',
    });
    expect(progress.lines.at(-1)).toEqual({
      at: 2,
      tone: 'bad',
      text: 'Secret/a failed',
      detail: 'forbidden',
    });
    expect(countProgress(progress).failed).toBe(1);
  });
});
