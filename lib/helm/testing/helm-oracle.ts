import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encodeUtf8 } from '../../base';
import {
  loadChartDirectory,
  renderChart,
  type ChartFile,
  type HelmProfile,
  type RenderOptions,
  type UserValues,
} from '..';
import { StudioError } from '../../base';

/** The Helm versions that the tests compare with. */
export const profiles: readonly HelmProfile[] = ['3.17', '4.1', '4.2'];

/** A chart as texts by path. */
export type ChartTexts = Readonly<Record<string, string>>;

/** One comparison: a chart and what `helm template` is told about it. */
export interface OracleCase {
  chart: ChartTexts;
  /** Values files, in order. */
  values?: readonly string[];
  set?: readonly string[];
  setString?: readonly string[];
  setJson?: readonly string[];
  setLiteral?: readonly string[];
  name?: string;
  namespace?: string;
  kubeVersion?: string;
  apiVersions?: readonly string[];
  includeCrds?: boolean;
  isUpgrade?: boolean;
  skipTests?: boolean;
}

/** What a renderer said: its output, or its message. */
export type Verdict = { ok: true; text: string } | { ok: false; message: string };

/** Returns the path of a real Helm for a profile, or undefined when none was installed. */
export function findHelm(profile: HelmProfile): string | undefined {
  const directory = process.env.HELM_ORACLE_DIR ?? join(process.cwd(), 'node_modules/.cache/oracle');
  const path = join(directory, profile, 'helm');
  return existsSync(path) ? path : undefined;
}

/** Whether every profile has a real Helm. */
export function hasOracle(): boolean {
  return profiles.every((profile) => findHelm(profile) !== undefined);
}

/** Runs `act` with a directory of its own, which is removed afterwards. */
export function withFolder<Result>(act: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'helm-oracle-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes texts by path below `folder`. */
export function writeTexts(folder: string, texts: ChartTexts): void {
  for (const [path, text] of Object.entries(texts)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Returns what the real Helm of a profile makes of a case. */
export function askHelm(profile: HelmProfile, test: OracleCase): Verdict {
  return withFolder((folder) => {
    writeTexts(join(folder, 'chart'), test.chart);
    return runHelm(
      profile,
      [test.name ?? 'release-name', join(folder, 'chart'), ...flagsOf(test, folder)],
      folder,
    );
  });
}

/** Runs `helm template` with the arguments; `folder` holds Helm's own files. */
export function runHelm(profile: HelmProfile, args: readonly string[], folder: string): Verdict {
  const helm = findHelm(profile);
  if (helm === undefined) throw new Error(`no helm for ${profile}`);
  const result = spawnSync(helm, ['template', ...args], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    env: {
      ...process.env,
      HOME: folder,
      HELM_CACHE_HOME: join(folder, '.cache'),
      HELM_CONFIG_HOME: join(folder, '.config'),
      HELM_DATA_HOME: join(folder, '.data'),
    },
  });
  if (result.status === 0) return { ok: true, text: result.stdout };
  const at = result.stderr.search(/^Error: /m);
  const message = at < 0 ? result.stderr : result.stderr.slice(at + 'Error: '.length);
  // Paths of the temporary folder are no part of the verdict.
  return { ok: false, message: message.replaceAll(`${folder}/`, '').replace(/\n$/, '') };
}

function flagsOf(test: OracleCase, folder: string): string[] {
  const flags: string[] = [];
  for (const [i, text] of (test.values ?? []).entries()) {
    writeFileSync(join(folder, `values-${i}.yaml`), text);
    flags.push('-f', join(folder, `values-${i}.yaml`));
  }
  for (const text of test.set ?? []) flags.push('--set', text);
  for (const text of test.setString ?? []) flags.push('--set-string', text);
  for (const text of test.setJson ?? []) flags.push('--set-json', text);
  for (const text of test.setLiteral ?? []) flags.push('--set-literal', text);
  if (test.namespace !== undefined) flags.push('-n', test.namespace);
  if (test.kubeVersion !== undefined) flags.push('--kube-version', test.kubeVersion);
  for (const version of test.apiVersions ?? []) flags.push('--api-versions', version);
  if (test.includeCrds) flags.push('--include-crds');
  if (test.isUpgrade) flags.push('--is-upgrade');
  if (test.skipTests) flags.push('--skip-tests');
  return flags;
}

/** Returns what this engine makes of a case. */
export function askEngine(profile: HelmProfile, test: OracleCase): Verdict {
  try {
    const chart = loadChartDirectory(chartFiles(test.chart), { profile });
    const result = renderChart(chart, engineOptions(test));
    return result.ok ? { ok: true, text: result.manifest } : { ok: false, message: result.message };
  } catch (error) {
    if (error instanceof StudioError) return { ok: false, message: error.message };
    throw error;
  }
}

/** Returns the files of a chart given as texts. */
export function chartFiles(chart: ChartTexts): ChartFile[] {
  return Object.entries(chart).map(([path, text]) => ({ path, data: encodeUtf8(text) }));
}

function engineOptions(test: OracleCase): RenderOptions {
  const values: UserValues = {
    files: (test.values ?? []).map((text, i) => ({ name: `values-${i}.yaml`, text })),
    set: test.set ?? [],
    setString: test.setString ?? [],
    setJson: test.setJson ?? [],
    setLiteral: test.setLiteral ?? [],
  };
  const { name, namespace, kubeVersion, apiVersions, includeCrds, isUpgrade, skipTests } = test;
  return {
    values,
    ...(name === undefined ? {} : { releaseName: name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(kubeVersion === undefined ? {} : { kubeVersion }),
    ...(apiVersions === undefined ? {} : { apiVersions }),
    includeCrds: includeCrds ?? false,
    isUpgrade: isUpgrade ?? false,
    skipTests: skipTests ?? false,
  };
}
