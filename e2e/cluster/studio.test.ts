// What the studio does beside Helm, on a real API server: permissions and their mending, drift, ownership,
// a studio that is killed, two at once, secrets.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../scripts/plane-parts/run-program';
import { root } from '../../scripts/plane-parts/suite';
import { kubectl } from '../../scripts/plane-parts/tools';
import { findDrift, makePlan, planRollback, runPreflight } from '../../lib/cluster';
import { openSession } from '../../lib/cluster/kube';
import { deleteNamespace, runHelm, runKubectl } from './api-server';
import { smallChart, smallChartFiles } from './small-chart';
import { applyNow, planIn, readObjects, readRecords, runPlan, writeFiles } from './studio';

const session = openSession();
const chart = smallChart();
const cli = [join(root, 'bin', 'plane-studio.mjs')];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-life-'));
  writeFiles(join(folder, 'small'), smallChartFiles());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a user with too few rights', () => {
  const namespace = 'studio-rights';
  const target = { releaseName: 'small', namespace };
  beforeAll(() => runKubectl('create', 'namespace', namespace));
  afterAll(() => deleteNamespace(namespace));

  it('is told what is missing, and the role that the preflight writes is enough for the apply', async () => {
    const account = `system:serviceaccount:${namespace}:deployer`;
    await runKubectl('create', 'serviceaccount', 'deployer', '-n', namespace);
    await runKubectl(
      'create',
      'role',
      'viewer',
      '-n',
      namespace,
      '--verb=get,list',
      '--resource=*.*,secrets,configmaps',
    );
    await runKubectl(
      'create',
      'rolebinding',
      'viewer',
      '-n',
      namespace,
      '--role=viewer',
      `--serviceaccount=${namespace}:deployer`,
    );
    const token = (await runKubectl('create', 'token', 'deployer', '-n', namespace)).trim();
    const limited = openSession({ kubeconfig: await kubeconfigWith(token) });
    expect((await limited.cluster.identity()).username).toBe(account);
    const plan = planIn(await makePlan(session, { target, chart }));
    const before = await runPreflight(limited, plan);
    expect(before.isReady).toBe(false);
    expect(before.checks.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/not allowed to .*create.* deployments\.apps in namespace studio-rights/),
    );
    const applied = await runProgram(kubectl(), ['apply', '-f', '-'], { input: before.missingRoles });
    expect(applied.errors).toBe('');
    const after = await runPreflight(limited, plan);
    expect(
      after.checks.filter(({ topic, severity }) => topic === 'permissions' && severity !== 'ok'),
    ).toEqual([]);
    const own = planIn(await makePlan(limited, { target, chart }));
    const { finished } = await runPlan(limited, own);
    expect(finished).toMatchObject({ outcome: 'succeeded' });
  });

  it('gets a clear refusal without a valid token, which appears nowhere', async () => {
    const token = 'marked-token-7f3a9c';
    const nobody = openSession({ kubeconfig: await kubeconfigWith(token) });
    const error = await nobody.cluster.version().then(
      // Reading the version needs no rights on most servers; listing does.
      () => nobody.cluster.identity().catch((reason: unknown) => reason),
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'unauthorized' });
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain(token);
  });
});

describe('a running release', () => {
  const namespace = 'studio-drift';
  const target = { releaseName: 'small', namespace };
  beforeAll(() => applyNow(session, { target, chart, overrides: { replicas: 2 } }));
  afterAll(() => deleteNamespace(namespace));

  it('that nobody touched has not drifted', async () => {
    expect((await findDrift(session, { target, chart })).objects).toEqual([]);
  });

  it('that was changed says what, by whom, and which value would keep it', async () => {
    await runKubectl('scale', 'deployment/small', '-n', namespace, '--replicas=3');
    await runKubectl(
      'patch',
      'configmap/small',
      '-n',
      namespace,
      '--type=merge',
      '-p',
      '{"data":{"color":"black"}}',
    );
    await runKubectl('delete', 'configmap/extra', '-n', namespace);
    const { objects } = await findDrift(session, { target, chart });
    expect(
      objects.map(({ id, isMissing, fields }) => [
        id,
        isMissing,
        fields.map(({ path, before, after, manager, accept }) => ({ path, before, after, manager, accept })),
      ]),
    ).toEqual([
      [
        `ConfigMap/${namespace}/small`,
        false,
        [
          {
            path: 'data.color',
            before: 'black',
            after: 'red',
            manager: 'kubectl-patch',
            accept: { path: 'color', set: 'black' },
          },
        ],
      ],
      [`ConfigMap/${namespace}/extra`, true, []],
      [
        `Deployment.apps/${namespace}/small`,
        false,
        [
          {
            path: 'spec.replicas',
            before: 3,
            after: 2,
            manager: 'kubectl',
            accept: { path: 'replicas', set: 3 },
          },
        ],
      ],
    ]);
  });

  it('is put back by rolling back to the deployed revision, after the conflicts were agreed to', async () => {
    const plan = planIn(await planRollback(session, { target, revision: 1 }));
    expect(plan.view.needs.map(({ decision }) => decision)).toEqual(['force-conflicts']);
    expect((await runPlan(session, plan, { decisions: [] })).finished).toMatchObject({
      outcome: 'refused',
      code: 'undecided',
    });
    expect((await runPlan(session, plan)).finished.outcome).toBe('succeeded');
    expect((await findDrift(session, { target, chart })).objects).toEqual([]);
  });

  it('does not become ready where a quota forbids its pods, and says why', async () => {
    await runKubectl('create', 'quota', 'none', '-n', namespace, '--hard=pods=2');
    const plan = planIn(await makePlan(session, { target, chart, overrides: { replicas: 5 } }));
    // Hooks need a pod too; what is asked here is about the rollout.
    const withoutHooks = planIn(
      await makePlan(session, { target, chart, overrides: { replicas: 5 }, skipHooks: true }),
    );
    expect(plan.view.hooks).toHaveLength(1);
    const { events, finished } = await runPlan(session, withoutHooks, {
      timeout: 15_000,
      rollBackOnFailure: true,
    });
    expect(finished).toMatchObject({ outcome: 'failed', code: 'not-ready', recordStatus: 'deployed' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'rollout', reason: 'quota' }));
    expect(finished.message).toContain('rolled back to revision');
    await runKubectl('delete', 'quota', 'none', '-n', namespace);
    expect((await findDrift(session, { target, chart })).objects).toEqual([]);
  });

  it('replaces what cannot change in place only when that was decided', async () => {
    const files = smallChartFiles();
    const changed = files['templates/deployment.yaml']?.replaceAll('app: small', 'app: other') ?? '';
    writeFiles(join(folder, 'changed'), { ...files, 'templates/deployment.yaml': changed });
    const { readChart } = await import('../../bin/read-chart');
    const request = { target, chart: readChart(join(folder, 'changed'), '4.2') };
    const plan = planIn(await makePlan(session, request));
    expect(plan.view.needs).toMatchObject([{ decision: 'replace', objects: ['Deployment/small'] }]);
    expect(plan.view.changes.find(({ action }) => action === 'replace')?.reason).toContain('spec.selector');
    expect((await runPlan(session, plan, { decisions: [] })).finished.outcome).toBe('refused');
    expect((await runPlan(session, plan)).finished.outcome).toBe('succeeded');
  });
});

describe('objects that exist', () => {
  const namespace = 'studio-adopt';
  const target = { releaseName: 'small', namespace };
  beforeAll(() => runKubectl('create', 'namespace', namespace));
  afterAll(() => deleteNamespace(namespace));

  it('become part of the release when that was decided, and Helm goes on with them', async () => {
    await runKubectl(
      'create',
      'configmap',
      'small',
      '-n',
      namespace,
      '--from-literal=color=red',
      '--from-literal=own=kept',
    );
    const plan = planIn(await makePlan(session, { target, chart }));
    expect(plan.view.needs.map(({ decision }) => decision)).toContain('take-ownership');
    expect((await runPlan(session, plan)).finished.outcome).toBe('succeeded');
    expect(await runKubectl('get', 'configmap/small', '-n', namespace, '-o', 'jsonpath={.data.own}')).toBe(
      'kept',
    );
    const upgraded = await runHelm(['upgrade', 'small', join(folder, 'small'), '-n', namespace]);
    expect(upgraded.errors).toBe('');
    expect(upgraded.code).toBe(0);
  });
});

describe('two at once', () => {
  const namespace = 'studio-two';
  const target = { releaseName: 'small', namespace };
  beforeAll(() => applyNow(session, { target, chart }));
  afterAll(() => deleteNamespace(namespace));

  it('one studio wins, and the other is refused with the reason', async () => {
    const other = openSession();
    const plans = await Promise.all([
      makePlan(session, { target, chart, overrides: { color: 'blue' } }),
      makePlan(other, { target, chart, overrides: { color: 'green' } }),
    ]);
    const ended = await Promise.all([runPlan(session, planIn(plans[0])), runPlan(other, planIn(plans[1]))]);
    const outcomes = ended.map(({ finished }) => finished);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'succeeded']);
    expect(outcomes.find(({ outcome }) => outcome === 'refused')?.message).toMatch(
      /begun by somebody else|no longer what the plan/,
    );
    expect((await readRecords(namespace, 'small')).map(({ status }) => status)).toEqual([
      'superseded',
      'deployed',
    ]);
  });

  it('Helm refuses while the studio works, and the studio refuses what Helm moved', async () => {
    const stale = planIn(await makePlan(session, { target, chart, overrides: { color: 'gold' } }));
    expect(
      (await runHelm(['upgrade', 'small', join(folder, 'small'), '-n', namespace, '--set', 'color=white']))
        .code,
    ).toBe(0);
    expect((await runPlan(session, stale)).finished).toMatchObject({ outcome: 'refused', code: 'moved' });
    const fresh = planIn(await makePlan(session, { target, chart, overrides: { color: 'gold' } }));
    const running = runPlan(session, fresh);
    const refused = await waitForPending(namespace).then(() =>
      runHelm(['upgrade', 'small', join(folder, 'small'), '-n', namespace]),
    );
    // On a fast machine the studio may be done before Helm looks.
    if (refused.code !== 0) expect(refused.errors).toContain('another operation');
    expect((await running).finished.outcome).toBe('succeeded');
  });
});

describe('a studio that is killed', () => {
  const namespace = 'studio-killed';
  const target = { releaseName: 'small', namespace };
  afterAll(() => deleteNamespace(namespace));

  it('leaves a record that says so, and the next apply finishes the work', async () => {
    await applyNow(session, { target, chart });
    const values = join(folder, 'values.json');
    writeFileSync(values, JSON.stringify({ color: 'blue', extra: false }));
    const flags = [
      '--name',
      'small',
      '-n',
      namespace,
      '--chart',
      join(folder, 'small'),
      '-f',
      values,
      '--yes',
    ];
    const child = spawn(process.execPath, [...cli, 'apply', ...flags], { cwd: root, stdio: 'ignore' });
    await waitForPending(namespace);
    child.kill('SIGKILL');
    expect((await readRecords(namespace, 'small')).at(-1)).toMatchObject({
      revision: 2,
      status: 'pending-upgrade',
    });

    const early = planIn(
      await makePlan(session, { target, chart, overrides: { color: 'blue', extra: false } }),
    );
    expect(early.view).toMatchObject({ pending: { state: 'alive' } });
    expect(early.view.blockers).toHaveLength(1);
    const plan = await planWhenDead();
    const { finished } = await runPlan(session, plan);
    expect(finished).toMatchObject({ outcome: 'succeeded', revision: 3 });
    expect((await readRecords(namespace, 'small')).map(({ status }) => status)).toEqual([
      'superseded',
      'failed',
      'deployed',
    ]);
    expect(await readObjects(namespace)).not.toContain('ConfigMap/extra');
  });

  async function planWhenDead() {
    for (;;) {
      const plan = planIn(
        await makePlan(session, { target, chart, overrides: { color: 'blue', extra: false } }),
      );
      if (plan.view.pending?.state === 'dead') return plan;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
});

describe('the command line', () => {
  const namespace = 'studio-cli';
  afterAll(() => deleteNamespace(namespace));
  const studio = (...args: string[]) =>
    runProgram(process.execPath, [...cli, ...args, '--name', 'plane', '-n', namespace]);

  it('plans, applies, shows and removes the plane, with exit codes for scripts and no secret in its output', async () => {
    const values = join(folder, 'plane.yaml');
    const secret = 'marked-password-5d1e';
    writeFileSync(
      values,
      `global:\n  installationMode: minimal\nclickstack:\n  credentials:\n    password: ${secret}\n`,
    );
    const planned = await studio('plan', '-f', values, '--detailed-exitcode', '--preflight');
    expect(planned.code).toBe(2);
    expect(planned.output).toMatch(/\d+ to create/);
    const applied = await studio('apply', '-f', values, '--yes', '--json');
    expect(applied.code).toBe(0);
    const last: unknown = JSON.parse(applied.output.trim().split('\n').at(-1) ?? '');
    expect(last).toMatchObject({ type: 'finished', outcome: 'succeeded' });
    expect((await studio('plan', '-f', values, '--detailed-exitcode')).code).toBe(0);
    const status = await studio('status');
    expect(status.code).toBe(0);
    const history = await studio('history');
    expect(history.output).toContain('Install complete');
    const refused = await studio('uninstall');
    expect(refused.code).toBe(1);
    const removed = await studio('uninstall', '--yes');
    expect(removed.output).toContain('stays:');
    expect(removed.code).toBe(0);
    const all = [planned, applied, status, history, removed]
      .map(({ output, errors }) => output + errors)
      .join('');
    expect(all).not.toContain(secret);
    expect(all).not.toContain(Buffer.from(secret).toString('base64'));
    expect((await studio('status')).code).toBe(1);
    expect((await studio('apply', '--timeout', 'soon')).code).toBe(2);
  });
});

/** A kubeconfig for the test's cluster with another token. */
async function kubeconfigWith(token: string): Promise<string> {
  const text = await runKubectl('config', 'view', '--raw', '--minify', '--flatten', '-o', 'json');
  // kubectl's own shape of a kubeconfig.
  const config = JSON.parse(text) as { users: { user: unknown }[] };
  for (const user of config.users) user.user = { token };
  const file = join(folder, `kubeconfig-${token.slice(-6)}`);
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

async function waitForPending(namespace: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const records = await readRecords(namespace, 'small');
    if (records.at(-1)?.status.startsWith('pending')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no operation began');
}
