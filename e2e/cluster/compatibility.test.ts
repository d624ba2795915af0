// Releases between the studio and real Helm of each version: what either writes, the other goes on with,
// and neither sees a change that nobody made.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helmVersions, type HelmVersion } from '../../scripts/plane-parts/tools';
import {
  loadRelease,
  makePlan,
  planRollback,
  planUninstall,
  readHistory,
  readStatus,
} from '../../lib/cluster';
import { openSession } from '../../lib/cluster/kube';
import { planeChart } from '../../lib/plane';
import { chartFolder } from '../../scripts/plane-parts/rendered-chart';
import { deleteNamespace, runHelm, runKubectl } from './api-server';
import { smallChart, smallChartFiles, smallObjects } from './small-chart';
import { applyNow, planIn, readObjects, readRecords, readVersions, runPlan, writeFiles } from './studio';

const session = openSession();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-compatibility-'));
  writeFiles(join(folder, 'small'), smallChartFiles());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(helmVersions)('with Helm %s', (version) => {
  const helm = (...args: string[]): Promise<string> => runOf(version, args);

  describe('after an apply of the studio', () => {
    const namespace = `studio-first-${version.replace('.', '-')}`;
    const target = { releaseName: 'small', namespace };
    const of = ['small', '-n', namespace];
    beforeAll(() => applyNow(session, { target, chart: smallChart(version), overrides: { color: 'blue' } }));
    afterAll(() => deleteNamespace(namespace));

    it('helm list, status, history and get show the release', async () => {
      expect(JSON.parse(await helm('list', '-n', namespace, '-o', 'json'))).toMatchObject([
        { name: 'small', revision: '1', status: 'deployed', chart: 'small-1.0.0', app_version: '7' },
      ]);
      expect(await helm('status', ...of)).toContain('STATUS: deployed');
      expect(JSON.parse(await helm('history', ...of, '-o', 'json'))).toMatchObject([
        { revision: 1, status: 'deployed', description: 'Install complete' },
      ]);
      expect(JSON.parse(await helm('get', 'values', ...of, '-o', 'json'))).toEqual({ color: 'blue' });
      expect(await helm('get', 'hooks', ...of)).toContain('small-hook');
      expect(await helm('get', 'manifest', ...of)).toContain('# Source: small/templates/deployment.yaml');
      expect(await helm('get', 'all', ...of)).toContain('REVISION: 1');
    });

    it('helm upgrade without changes changes no object and renders the same manifest', async () => {
      const before = await readVersions(namespace);
      const manifest = await helm('get', 'manifest', ...of);
      await helm('upgrade', ...of, join(folder, 'small'), '--reuse-values');
      expect(await readVersions(namespace)).toEqual(before);
      expect(await helm('get', 'manifest', ...of)).toEqual(manifest);
    });

    it('helm upgrade, rollback to our revision and uninstall work', async () => {
      await helm('upgrade', ...of, join(folder, 'small'), '--set', 'color=green,extra=false');
      expect(await readObjects(namespace)).not.toContain('ConfigMap/extra');
      await helm('rollback', ...of, '1');
      expect(await readObjects(namespace)).toEqual(smallObjects);
      expect(await colorOf(namespace)).toBe('blue');
      await helm('uninstall', ...of);
      expect(await readObjects(namespace)).toEqual([]);
      expect(await readRecords(namespace, 'small')).toEqual([]);
    });
  });

  describe('after helm install', () => {
    const namespace = `helm-first-${version.replace('.', '-')}`;
    const target = { releaseName: 'small', namespace };
    const chart = smallChart(version);
    beforeAll(() =>
      helm(
        'install',
        'small',
        join(folder, 'small'),
        '-n',
        namespace,
        '--create-namespace',
        '--set',
        'color=blue',
      ),
    );
    afterAll(() => deleteNamespace(namespace));

    it('the studio loads its values and its health', async () => {
      expect(await loadRelease(session, target)).toMatchObject({ revision: 1, values: { color: 'blue' } });
      const { summary, objects } = await readStatus(session, target);
      expect(summary).toMatchObject({ revision: 1, status: 'deployed', isPlane: false });
      expect(objects.map(({ isPresent }) => isPresent)).toEqual(smallObjects.map(() => true));
    });

    it('the same values plan no change, and applying them touches nothing', async () => {
      const before = await readVersions(namespace);
      const plan = planIn(await makePlan(session, { target, chart, overrides: { color: 'blue' } }));
      expect(plan.view.changes.map(({ id, action, fields }) => [id, action, fields])).toEqual(
        plan.view.changes.map(({ id }) => [id, 'unchanged', []]),
      );
      expect(plan.view.needs).toEqual([]);
      const { finished } = await runPlan(session, plan);
      expect(finished.outcome).toBe('succeeded');
      const after = await readVersions(namespace);
      // Fields that Helm 3 wrote client-side are handed over, which counts as a version of the object.
      if (version !== '3.17') expect(after).toEqual(before);
      expect(Object.keys(after)).toEqual(Object.keys(before));
    });

    it('the studio upgrades, and what is no longer rendered goes field by field', async () => {
      await runKubectl('label', 'configmap/small', '-n', namespace, 'kept=by-somebody-else');
      const overrides = { color: 'green', extra: false };
      const plan = planIn(await makePlan(session, { target, chart, overrides }));
      expect(plan.view.counts).toMatchObject({ change: 2, delete: 1, unchanged: 3 });
      const { finished } = await runPlan(session, plan);
      expect(finished.outcome).toBe('succeeded');
      expect(await colorOf(namespace)).toBe('green');
      const labels = await runKubectl(
        'get',
        'configmap/small',
        '-n',
        namespace,
        '-o',
        'jsonpath={.metadata.labels}',
      );
      expect(labels).toContain('by-somebody-else');
      expect(await readObjects(namespace)).not.toContain('ConfigMap/extra');
    });

    it('helm upgrades after us, and we plan no change after helm', async () => {
      await helm('upgrade', 'small', join(folder, 'small'), '-n', namespace, '--set', 'color=gold');
      const plan = planIn(await makePlan(session, { target, chart, overrides: { color: 'gold' } }));
      expect(plan.view.counts).toMatchObject({ unchanged: 6, change: 0, create: 0, delete: 0 });
      expect(plan.view.needs).toEqual([]);
    });

    it('the studio rolls back to the revision that Helm made, and uninstalls', async () => {
      const { finished } = await runPlan(
        session,
        planIn(await planRollback(session, { target, revision: 1 })),
      );
      expect(finished.outcome).toBe('succeeded');
      expect(await colorOf(namespace)).toBe('blue');
      expect(await readObjects(namespace)).toEqual(smallObjects);
      const [last] = await readHistory(session, target);
      expect(last).toMatchObject({ status: 'deployed', description: 'Rollback to 1' });
      expect(await helm('status', 'small', '-n', namespace)).toContain('STATUS: deployed');
      const gone = await runPlan(session, planIn(await planUninstall(session, { target })));
      expect(gone.finished.outcome).toBe('succeeded');
      expect(await readObjects(namespace)).toEqual([]);
      expect(JSON.parse(await helm('list', '-n', namespace, '-o', 'json'))).toEqual([]);
    });
  });

  it('the plane itself goes back and forth without a change', async () => {
    const namespace = `plane-both-${version.replace('.', '-')}`;
    const target = { releaseName: 'plane', namespace };
    const overrides = { global: { installationMode: 'minimal' } };
    try {
      await applyNow(session, { target, chart: planeChart(version), overrides });
      const before = await readVersions(namespace);
      await helm('upgrade', 'plane', chartFolder, '-n', namespace, '--reuse-values');
      expect(await readVersions(namespace)).toEqual(before);
      const plan = planIn(await makePlan(session, { target, chart: planeChart(version), overrides }));
      expect(plan.view.changes.filter(({ action }) => action !== 'unchanged')).toEqual([]);
    } finally {
      await deleteNamespace(namespace);
    }
  });
});

async function runOf(version: HelmVersion, args: readonly string[]): Promise<string> {
  const answer = await runHelm(args, { version });
  if (answer.code !== 0) throw new Error(`helm ${args.slice(0, 2).join(' ')}: ${answer.errors.trim()}`);
  return answer.output;
}

async function colorOf(namespace: string): Promise<string> {
  return runKubectl('get', 'configmap/small', '-n', namespace, '-o', 'jsonpath={.data.color}');
}
