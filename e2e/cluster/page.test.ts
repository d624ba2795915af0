// The page against a real cluster, as a user goes through it: connect, preflight, plan, apply, watch, change,
// roll back, uninstall. Needs the built studio and a Chromium; the build is made when it is missing.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { dump, load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import playwrightConfig from '../../playwright.config';
import { chartFolder } from '../../scripts/plane-parts/rendered-chart';
import { freePorts } from '../../scripts/plane-parts/ports';
import { createRestrictedNamespace, deleteNamespace, runHelm, runKubectl } from './api-server';

const root = join(import.meta.dirname, '..', '..');
const namespace = 'page';
const long = 180_000;
const gatewayLabel = 'app.kubernetes.io/name=otlp-gateway';

let folder = '';
let server: ChildProcess | undefined;
let browser: Browser | undefined;
let page: Page;
let base = '';
let adminToken = '';
/** What the user types as a password: it may go to the cluster, and nowhere else. */
const marked = 'marked-9f2c41-secret';
/** What the server wrote to its own output. */
let written = '';
/** Everything that the browser was sent. */
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-page-'));
  spawnSync(process.execPath, ['scripts/setup.mjs', 'build'], { cwd: root, stdio: 'inherit' });
  await createRestrictedNamespace(namespace);
  const kubeconfig = await kubeconfigWithGuest();
  const [port = 0] = await freePorts(1);
  base = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, ['scripts/serve.mjs', '--port', String(port)], {
    cwd: root,
    env: { ...process.env, KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const output of [server.stdout, server.stderr])
    output?.on('data', (part: Buffer) => (written += part.toString()));
  await vi.waitUntil(isUp, { timeout: long, interval: 200 });
  browser = await chromium.launch(playwrightConfig.use?.launchOptions ?? {});
  page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  page.setDefaultTimeout(60_000);
  page.on('response', (response) => {
    void response.text().then(
      (text) => received.push(text),
      () => undefined,
    );
  });
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  await runKubectl('delete', 'clusterrolebinding', 'page-guest', '--ignore-not-found');
  await deleteNamespace(namespace);
  rmSync(folder, { recursive: true, force: true });
});

const isUp = (): Promise<boolean> =>
  fetch(`${base}/health`).then(
    (answer) => answer.ok,
    () => false,
  );

/** The test's kubeconfig with one more context: an account that may look, and change nothing. */
async function kubeconfigWithGuest(): Promise<string> {
  await runKubectl('create', 'serviceaccount', 'guest', '-n', namespace);
  await runKubectl(
    'create',
    'clusterrolebinding',
    'page-guest',
    '--clusterrole=view',
    `--serviceaccount=${namespace}:guest`,
  );
  const token = (await runKubectl('create', 'token', 'guest', '-n', namespace)).trim();
  interface Kubeconfig {
    contexts: { name: string; context: { cluster: string; user: string } }[];
    users: { name: string; user: { token?: string } }[];
    'current-context': string;
  }
  // A kubeconfig that this project's own scripts wrote.
  const config = load(readFileSync(process.env['KUBECONFIG'] ?? '', 'utf8')) as Kubeconfig;
  adminToken = config.users[0]?.user.token ?? '';
  const cluster = config.contexts[0]?.context.cluster ?? '';
  config.users.push({ name: 'guest', user: { token } });
  config.contexts.push({ name: 'guest', context: { cluster, user: 'guest' } });
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, dump(config));
  return file;
}

const release = (): string => `${base}/?section=releases&name=plane&namespace=${namespace}`;
const button = (name: string | RegExp) => page.getByRole('button', { name });

async function plan(): Promise<void> {
  await button(/^Plan (changes|again)$/).click();
  await page
    .getByText(/exactly this is applied|is open|in the way/)
    .first()
    .waitFor();
}

async function applyPlan(): Promise<void> {
  await button(/^(Apply \d+|Uninstall plane)/).click();
  await page.getByRole('region', { name: 'Operation' }).waitFor();
}

const succeeded = async (): Promise<void> => {
  await page.locator('section[data-outcome="succeeded"]').waitFor();
};

describe.sequential('the page on a cluster', () => {
  it('connects, and shows where it is and as whom', async () => {
    await page.goto(release());
    await page.getByText('connected', { exact: true }).waitFor();
    expect(await page.getByText('admin', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('names every missing permission, with a role that would grant it', async () => {
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption('guest');
    await page.getByText(`system:serviceaccount:${namespace}:guest`).waitFor();
    await plan();
    const preflight = page.getByRole('region', { name: 'Preflight' });
    await preflight
      .getByText(/in the way/)
      .first()
      .waitFor();
    await preflight.getByText('A role that grants exactly what is missing').click();
    const role = (await preflight.locator('pre').textContent()) ?? '';
    expect(role).toMatch(/kind: Role/);
    expect(role).toContain('statefulsets');
    await page.getByRole('combobox', { name: 'Cluster' }).selectOption({ index: 0 });
    await page.getByText('admin', { exact: true }).first().waitFor();
  });

  it('plans and applies the minimal plane, and takes the operation up again after a reload', async () => {
    await page.getByText('Minimal', { exact: true }).click();
    await plan();
    await applyPlan();
    await page.reload();
    await page
      .getByRole('region', { name: 'Operation' })
      .or(page.getByRole('button', { name: 'Plan changes' }))
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Status' }).click();
    await expect
      .poll(
        async () => {
          await button('Look again').click();
          return page.getByText('deployed', { exact: true }).count();
        },
        { timeout: long },
      )
      .toBeGreaterThan(0);
    const listed = await runHelm(['list', '-n', namespace, '-o', 'json']);
    expect(listed.output).toContain('"status":"deployed"');
    expect(listed.output).toContain('"revision":"1"');
  });

  it('loads the values of the release into the form', async () => {
    await page.goto(release() + '&pane=status');
    await button('Load its values into the form').click();
    await page.getByText(/is in the form/).waitFor();
    expect(await page.getByRole('radio', { name: 'Minimal' }).isChecked()).toBe(true);
  });

  it('shows what a changed value would change, field by field', async () => {
    await page.goto(`${release().replace('section=releases', 'section=gateway')}`);
    await page.getByText('Minimal', { exact: true }).click();
    await page.locator('[id="field-gateway-replicas"]').fill('2');
    await page.goto(`${release().replace('section=releases', 'section=hyperdx')}`);
    await page.getByRole('combobox', { name: 'Find a field' }).fill('hyperdx.secrets.apiKey');
    await page.getByRole('option').first().click();
    await page.locator('[id="field-hyperdx-secrets-apiKey"]').fill(marked);
    // What was looked for stands where the places are until it is cleared.
    await page.getByRole('combobox', { name: 'Find a field' }).fill('');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await plan();
    const change = page.getByRole('button', { name: /change Deployment otlp-gateway/ });
    await change.click();
    await page.getByRole('row', { name: /spec\.replicas/ }).waitFor();
    await applyPlan();
    await succeeded();
    expect(
      await runKubectl(
        'get',
        'deployment',
        'otlp-gateway',
        '-n',
        namespace,
        '-o',
        'jsonpath={.spec.replicas}',
      ),
    ).toBe('2');
  });

  it('shows on the picture how the parts are doing', async () => {
    await page.getByRole('tab', { name: 'Status' }).click();
    await button('Show it on the picture').click();
    const gateway = page.locator('[data-node="Deployment/otlp-gateway"]');
    await gateway.getByRole('img', { name: /^ready/ }).waitFor();
    await page.getByRole('button', { name: 'Release', exact: true }).click();
  });

  it('compares revisions and goes back to the first', async () => {
    await page.getByRole('tab', { name: 'History' }).click();
    await page
      .getByRole('region', { name: 'Values' })
      .getByRole('row', { name: /gateway/ })
      .waitFor();
    await button('Plan to roll back to revision 1').click();
    await page.getByText(/exactly this is applied/).waitFor();
    await applyPlan();
    await succeeded();
    const history = await runHelm(['history', 'plane', '-n', namespace, '-o', 'json']);
    expect(history.output).toContain('Rollback to 1');
  });

  it('finds drift, and by whom', async () => {
    await runKubectl('scale', 'deployment', 'otlp-gateway', '-n', namespace, '--replicas=4');
    await page.getByRole('tab', { name: 'Drift' }).click();
    const row = page.getByRole('row', { name: /spec\.replicas/ });
    await row.waitFor();
    expect(await row.textContent()).toContain('4');
    await row.getByRole('button', { name: 'Accept' }).click();
    await page
      .getByRole('link', { name: 'Gateway' })
      .or(page.getByRole('button', { name: /^Gateway/ }))
      .first()
      .click();
    await expect.poll(() => page.locator('[id="field-gateway-replicas"]').inputValue()).toBe('4');
  });

  it('says why a part is not ready, as the cluster tells it', async () => {
    const [pod = ''] = (
      await runKubectl('get', 'pods', '-n', namespace, '-l', gatewayLabel, '-o', 'name')
    ).split('\n');
    const waiting = { reason: 'ImagePullBackOff', message: 'no such host: registry.invalid' };
    const container = { ready: false, restartCount: 0, imageID: '', state: { waiting } };
    const names = await runKubectl('get', pod, '-n', namespace, '-o', 'jsonpath={.spec.containers[*].name}');
    const containerStatuses = names.split(' ').map((name) => ({ name, image: 'gateway:1', ...container }));
    const conditions = [{ type: 'Ready', status: 'False' }];
    const patch = JSON.stringify({ status: { conditions, containerStatuses } });
    await runKubectl('patch', pod, '-n', namespace, '--subresource=status', '--type=merge', '-p', patch);
    await page.goto(release() + '&pane=status');
    await expect
      .poll(
        async () => {
          await button('Look again').click();
          return page.getByText(/cannot get image gateway:1: no such host/).count();
        },
        { timeout: long },
      )
      .toBe(1);
  });

  it('uninstalls, and says what stays', async () => {
    await page.goto(release() + '&pane=status');
    await button('Plan to uninstall').click();
    await page.getByRole('region', { name: 'What stays' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Wait until everything is gone' }).isChecked()).toBe(
      true,
    );
    await applyPlan();
    await succeeded();
    expect((await runHelm(['list', '-n', namespace, '-q'])).output.trim()).toBe('');
    // Waited for: nothing has to be looked for again.
    expect(await runKubectl('get', 'deployment,statefulset,service', '-n', namespace, '-o', 'name')).toBe('');
  });

  it('takes over objects that exist and belong to nobody, once that was decided', async () => {
    await runKubectl('create', 'configmap', 'otlp-gateway', '-n', namespace, '--from-literal=own=kept');
    await page.goto(release());
    await page.getByText('Minimal', { exact: true }).click();
    await plan();
    await page.getByText('One decision is open.').waitFor();
    expect(await button(/^Apply \d+/).isDisabled()).toBe(true);
    await page
      .getByRole('region', { name: 'Preflight' })
      .getByText(/belongs to no release/)
      .waitFor();
    await page.getByRole('checkbox', { name: /become part of it/ }).check();
    await applyPlan();
    await succeeded();
    const adopted = await runKubectl('get', 'configmap', 'otlp-gateway', '-n', namespace, '-o', 'json');
    expect(JSON.parse(adopted)).toMatchObject({
      data: { own: 'kept' },
      metadata: { annotations: { 'meta.helm.sh/release-name': 'plane' } },
    });
  });

  it('goes on with a release that Helm installed', async () => {
    expect((await runHelm(['uninstall', 'plane', '-n', namespace, '--wait'])).code).toBe(0);
    const flags = ['-n', namespace, '--set', 'global.installationMode=minimal'];
    const installed = await runHelm(['install', 'plane', chartFolder, ...flags]);
    expect(installed.errors).not.toContain('Error');
    await page.goto(release() + '&pane=status');
    await button('Load its values into the form').click();
    await page.getByText(/is in the form/).waitFor();
    await page.getByRole('tab', { name: 'Plan and apply' }).click();
    await plan();
    await page.getByText('Upgrade plane as revision 2').waitFor();
    // Nothing is asked: the objects are this release's already.
    await page.getByText(/exactly this is applied/).waitFor();
    await applyPlan();
    await succeeded();
    const history = await runHelm(['history', 'plane', '-n', namespace, '-o', 'json']);
    expect(history.output).toContain('Upgrade complete');
    expect((await runHelm(['upgrade', 'plane', chartFolder, ...flags])).code).toBe(0);
  });

  it('never gives away a credential or a secret that was typed in', async () => {
    expect(adminToken.length).toBeGreaterThan(8);
    expect(received.length).toBeGreaterThan(20);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    for (const text of [...received, stored, page.url(), written]) {
      expect(text.includes(adminToken)).toBe(false);
      expect(text.includes(marked)).toBe(false);
    }
  });
});
