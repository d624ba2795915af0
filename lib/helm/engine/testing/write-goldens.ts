import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { HelmProfile } from '../../value';
import { filesOf, goldensPath, readCases, readValuesText } from './probes';

/**
 * Writes the goldens of the probes with the real Helm binaries. Run it with tsx, and the directory
 * that holds `3.17/helm` and `4.2/helm` as its argument.
 */

const profiles: readonly HelmProfile[] = ['3.17', '4.2'];

function render(helm: string, probe: string): string {
  const chart = mkdtempSync(join(tmpdir(), 'probe-'));
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'values.yaml': readValuesText(),
    ...filesOf(probe),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(chart, path)), { recursive: true });
    writeFileSync(join(chart, path), text);
  }
  const home = {
    NODE_ENV: 'test' as const,
    HOME: chart,
    HELM_CONFIG_HOME: chart,
    HELM_CACHE_HOME: chart,
    HELM_DATA_HOME: chart,
  };
  const run = spawnSync(helm, ['template', 'r', chart], { encoding: 'utf8', env: home });
  rmSync(chart, { recursive: true });
  if (run.status === 0) return run.stdout.replace('---\n# Source: c/templates/m.yaml\n', '').trim();
  return run.stderr
    .replace(/^Error: /m, '')
    .replace(/\n\nUse --debug flag to render out invalid YAML\n?$/, '')
    .trim();
}

const binaries = process.argv[2];
if (!binaries) throw new Error('give the directory of the helm binaries');
const goldens: Record<string, Partial<Record<HelmProfile, string>>> = {};
for (const probe of readCases()) {
  const entry: Partial<Record<HelmProfile, string>> = {};
  for (const profile of profiles) entry[profile] = render(join(binaries, profile, 'helm'), probe);
  goldens[probe] = entry;
}
writeFileSync(goldensPath, `${JSON.stringify(goldens, null, 1)}\n`);
