import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  bytesOfText,
  loadChartDirectory,
  textOfBytes,
  renderChart,
  type ChartFile,
  type HelmProfile,
  type RenderOptions,
  type UserValues,
} from '..';
import { StudioError } from '../../base';
import { failValues } from '../values/errors';

/** The Helm versions that the tests compare with. */
export const profiles: readonly HelmProfile[] = ['3.17', '4.1', '4.2'];

/** A chart as Go strings by path: a lone surrogate U+DC80 to U+DCFF stands for a byte outside of UTF-8. */
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
  /** Files beside the chart that `setFile` names, and those flags. */
  files?: ChartTexts;
  setFile?: readonly string[];
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
    writeFileSync(target, bytesOfText(text));
  }
}

/** Returns what the real Helm of a profile makes of a case. */
export function askHelm(profile: HelmProfile, test: OracleCase): Verdict {
  return withFolder((folder) => {
    writeTexts(join(folder, 'chart'), test.chart);
    writeTexts(folder, test.files ?? {});
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
    cwd: folder,
    maxBuffer: 512 * 1024 * 1024,
    env: {
      ...process.env,
      HOME: folder,
      HELM_CACHE_HOME: join(folder, '.cache'),
      HELM_CONFIG_HOME: join(folder, '.config'),
      HELM_DATA_HOME: join(folder, '.data'),
    },
  });
  if (result.status === 0) return { ok: true, text: textOfBytes(result.stdout) };
  const stderr = textOfBytes(result.stderr);
  const at = stderr.search(/^Error: /m);
  const message = at < 0 ? stderr : stderr.slice(at + 'Error: '.length);
  // Paths of the temporary folder are no part of the verdict.
  return { ok: false, message: message.replaceAll(`${folder}/`, '').replace(/\n$/, '') };
}

function flagsOf(test: OracleCase, folder: string): string[] {
  const flags: string[] = [];
  for (const [i, text] of (test.values ?? []).entries()) {
    writeFileSync(join(folder, `values-${i}.yaml`), bytesOfText(text));
    flags.push('-f', join(folder, `values-${i}.yaml`));
  }
  for (const text of test.set ?? []) flags.push('--set', text);
  for (const text of test.setString ?? []) flags.push('--set-string', text);
  for (const text of test.setJson ?? []) flags.push('--set-json', text);
  for (const text of test.setLiteral ?? []) flags.push('--set-literal', text);
  for (const text of test.setFile ?? []) flags.push('--set-file', text);
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
  return Object.entries(chart).map(([path, text]) => ({ path, data: bytesOfText(text) }));
}

function engineOptions(test: OracleCase): RenderOptions {
  const values: UserValues = {
    files: (test.values ?? []).map((text, i) => ({ name: `values-${i}.yaml`, text })),
    set: test.set ?? [],
    setString: test.setString ?? [],
    setJson: test.setJson ?? [],
    setLiteral: test.setLiteral ?? [],
    setFile: test.setFile ?? [],
    readFile: (name) =>
      test.files?.[name] ?? failValues('values-file', `open ${name}: no such file or directory`),
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
