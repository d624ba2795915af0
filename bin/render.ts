import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StudioError } from '../lib/base';
import { renderChart, textOfBytes, ValuesError, type Entropy, type RenderOptions } from '../lib/helm';
import { validateValuesText } from '../lib/values';
import { readChart } from './read-chart';
import { parseRenderArguments, renderUsage, type RenderArguments } from './render-arguments';
import { checkValuesText } from './values-problems';

const ownChart = join(
  dirname(fileURLToPath(import.meta.url)),
  '../install/helm/openchoreo-observability-plane',
);

/**
 * Runs `plane-studio render`: prints what `helm template` prints and returns its exit code, 0 or 1; 2
 * for arguments that cannot be understood. Messages go to standard error, as Helm writes them.
 */
export function renderCommand(args: readonly string[]): number {
  const parsed = parseRenderArguments(args);
  if ('problem' in parsed) {
    process.stderr.write(`plane-studio render: ${parsed.problem}\n${renderUsage}`);
    return 2;
  }
  if (parsed.help) {
    process.stdout.write(renderUsage);
    return 0;
  }
  try {
    return render(parsed);
  } catch (error) {
    if (!(error instanceof StudioError) && !isFileError(error)) throw error;
    process.stderr.write(`Error: ${error.message}\n`);
    return 1;
  }
}

function render(parsed: RenderArguments): number {
  const path = parsed.chart ?? ownChart;
  if (!existsSync(path)) {
    process.stderr.write(`Error: path ${JSON.stringify(path)} not found\n`);
    return 1;
  }
  const files = parsed.valueFiles.map((name) => ({ name, text: readValuesFile(name) }));
  // Only the plane's own values have a model to check against.
  if (resolve(path) === resolve(ownChart) && !reportProblems(files)) return 1;
  if (isOwnChart(path) && !checkFiles(files, parsed)) return 1;
  const chart = readChart(path, parsed.helm);
  const result = renderChart(chart, renderOptions(parsed, files));
  for (const warning of result.warnings) process.stderr.write(`${warning}\n`);
  if (!result.ok) {
    process.stderr.write(`Error: ${result.message}\n`);
    return 1;
  }
  process.stdout.write(result.manifest);
  return 0;
}

function isOwnChart(path: string): boolean {
  return realpathSync(path) === realpathSync(ownChart);
}

/** Values of the plane's own chart are checked by its model too, which knows more than the chart's schema. */
function checkFiles(files: readonly { name: string; text: string }[], parsed: RenderArguments): boolean {
  const { set, setString, setFile, setJson, setLiteral } = parsed;
  const isWhole =
    files.length === 1 && [set, setString, setFile, setJson, setLiteral].every((flags) => flags.length === 0);
  // Every file is looked at, so that one run shows all problems.
  return files
    .map(({ name, text }) => checkValuesText(text, name, isWhole).hasErrors)
    .every((hasErrors) => !hasErrors);
}

/** Writes what is wrong with values files as `FILE:LINE:COL: path: message`; returns whether they may be used. */
function reportProblems(files: readonly { name: string; text: string }[]): boolean {
  let isUsable = true;
  for (const { name, text } of files) {
    for (const problem of validateValuesText(text, name).problems) {
      const { line, column } = problem.pos;
      const kind = problem.severity === 'warning' ? 'warning: ' : '';
      const subject = problem.path === '' ? '' : `${problem.path}: `;
      process.stderr.write(`${name}:${line}:${column}: ${kind}${subject}${problem.message}\n`);
      if (problem.severity === 'error') isUsable = false;
    }
  }
  return isUsable;
}

function renderOptions(parsed: RenderArguments, files: { name: string; text: string }[]): RenderOptions {
  return {
    values: {
      files,
      set: parsed.set,
      setString: parsed.setString,
      setFile: parsed.setFile,
      setJson: parsed.setJson,
      setLiteral: parsed.setLiteral,
      readFile: (name) => textOfBytes(readBytes(name)),
    },
    apiVersions: parsed.apiVersions,
    includeCrds: parsed.includeCrds,
    isUpgrade: parsed.isUpgrade,
    skipTests: parsed.skipTests,
    skipHooks: parsed.noHooks,
    skipSchemaValidation: parsed.skipSchemaValidation,
    entropy: realEntropy,
    ...(parsed.name === undefined ? {} : { releaseName: parsed.name }),
    ...(parsed.namespace === undefined ? {} : { namespace: parsed.namespace }),
    ...(parsed.kubeVersion === undefined ? {} : { kubeVersion: parsed.kubeVersion }),
  };
}

const realEntropy: Entropy = { now: () => Date.now(), randomBytes: (count) => randomBytes(count) };

function readValuesFile(name: string): string {
  return textOfBytes(name.trim() === '-' ? readFileSync(0) : readBytes(name));
}

/** Faults are told in the words of Go's os package. */
function readBytes(name: string): Uint8Array {
  try {
    return readFileSync(name);
  } catch (error) {
    if (!isFileError(error)) throw error;
    const what = error.code === 'EISDIR' ? `read ${name}` : `open ${name}`;
    throw new ValuesError('values-file', `${what}: ${fileFaults[error.code] ?? error.message}`);
  }
}

const fileFaults: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  ENOTDIR: 'not a directory',
};

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
