import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HelmProfile } from '../helm';
import { withoutValue, withValue } from '../values';
import { leafChanges, sampleValues, switches } from '../values/testing/arbitrary';
import { renderPlane } from './index';
import { collectorsAlone, production } from './testing/production';

const root = join(import.meta.dirname, '..', '..');
const oracle = join(root, 'node_modules', '.cache', 'oracle');
const chart = join(root, 'install', 'helm', 'openchoreo-observability-plane');
const profiles: readonly HelmProfile[] = ['3.17', '4.1', '4.2'];
const run = promisify(execFile);

/** Secrets that the chart makes up when they are not given; given, both sides print the same. */
const generated = [
  'clickstack.credentials.password',
  'clickstack.credentials.ingest.password',
  'clickstack.credentials.observer.password',
  'clickstack.credentials.ui.password',
  'clickstack.credentials.interserver.password',
  'gateway.auth.token',
  'hyperdx.secrets.sessionSecret',
  'hyperdx.secrets.apiKey',
  'hyperdx.mongodb.auth.password',
];

function withFixedSecrets(overrides: unknown): unknown {
  return generated.reduce((values: unknown, path) => withValue(values, path, 'fixed-for-parity'), overrides);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-parity-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the real Helm prints for values that a file gives; its verdict and message when it fails. */
async function askHelm(profile: HelmProfile, file: string): Promise<string> {
  const args = ['template', 'plane', chart, '--namespace', 'obs', '--values', file];
  const home = { HELM_CONFIG_HOME: folder, HELM_CACHE_HOME: folder, HELM_DATA_HOME: folder };
  try {
    const options = { env: { ...process.env, ...home }, maxBuffer: 1 << 26 };
    return (await run(join(oracle, profile, 'helm'), args, options)).stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

/** Compares every document with every Helm; two processes at a time, as the machine has cores. */
async function expectParity(documents: readonly unknown[]): Promise<void> {
  const queue = documents.flatMap((document, index) =>
    profiles.map((profile) => ({ document, index, profile })),
  );
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const values = withFixedSecrets(next.document);
      const file = join(folder, `${String(next.index)}-${next.profile}.json`);
      writeFileSync(file, JSON.stringify(values));
      const ours = renderPlane(values, { releaseName: 'plane', namespace: 'obs', profile: next.profile });
      const text = ours.ok ? ours.manifest : `Error: ${ours.message}\n`;
      const label = `Helm ${next.profile}: ${JSON.stringify(next.document)}`;
      const helm = await askHelm(next.profile, file);
      expect(text === helm ? 'same' : `${text}\n--- helm ---\n${helm}`, label).toBe('same');
    }
  };
  await Promise.all([work(), work()]);
}

describe.skipIf(!existsSync(join(oracle, '4.2', 'helm')))('the rendered plane equals helm template', () => {
  it('for defaults, minimal and standard', async () => {
    const mode = (installationMode: string) => ({ global: { installationMode } });
    await expectParity([{}, mode('minimal'), mode('standard')]);
  }, 120_000);

  it('for everything that production asks for, and for collectors alone', async () => {
    await expectParity([production, collectorsAlone]);
  }, 120_000);

  it('for every switch flipped, one at a time', async () => {
    await expectParity(switches().map((change) => change.overrides));
  }, 300_000);

  it('for 200 generated values documents', async () => {
    await expectParity(sampleValues(200));
  }, 600_000);
});

describe('every leaf of the values reaches the rendered plane', () => {
  it.each(leafChanges().map((change) => [change.path, change.overrides] as const))(
    '%s',
    (path, overrides) => {
      const changed = renderPlane(overrides);
      if (!changed.ok) throw new Error(changed.message);
      const before = renderPlane(withoutValue(overrides, path));
      // Without a leaf that others need, the chart refuses the values by a guard that reads that leaf.
      if (before.ok) expect(changed.manifest + changed.notes).not.toBe(before.manifest + before.notes);
      else expect(before.message).toContain('templates/guards.yaml');
    },
  );
});
