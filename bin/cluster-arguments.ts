import { readFileSync } from 'node:fs';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { StudioError } from '../lib/base';
import { openSession } from '../lib/cluster/kube';
import { isClusterError, type ClusterSession, type ReleaseTarget } from '../lib/cluster';
import type { HelmProfile } from '../lib/helm';
import { defaultTarget } from '../lib/plane';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;

/** The options of every command that works on a cluster. */
const shared = {
  context: text,
  kubeconfig: text,
  name: { type: 'string', default: defaultTarget.releaseName },
  namespace: { type: 'string', short: 'n', default: defaultTarget.namespace },
  json: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** The options of commands that render a chart. */
export const renderOptions = {
  values: { ...texts, short: 'f' },
  set: texts,
  'set-string': texts,
  'set-json': texts,
  chart: text,
  helm: { type: 'string', default: '4.2' },
} as const;

/** The options of commands that execute a plan. */
export const executeOptions = {
  yes: { type: 'boolean', short: 'y', default: false },
  'no-wait': flag,
  wait: flag,
  timeout: { type: 'string', default: '5m' },
  'rollback-on-failure': flag,
  'force-conflicts': flag,
  'take-ownership': flag,
  replace: flag,
  'take-over': flag,
  'history-max': { type: 'string', default: '10' },
  description: text,
} as const;

export const sharedUsage = `
      --context NAME     context of the kubeconfig (default: the current one)
      --kubeconfig FILE  default: $KUBECONFIG, else ~/.kube/config, else in-cluster
      --name NAME        release name (default ${defaultTarget.releaseName})
  -n, --namespace NS     namespace (default ${defaultTarget.namespace})
      --json             machine-readable output
`;

export const renderUsage = `
  -f, --values FILE      values file, "-" for standard input; later files win; repeatable
      --set, --set-string, --set-json K=V    as in Helm; repeatable
      --chart PATH       another chart than the plane's: a directory or a .tgz
      --helm VERSION     Helm to follow: 3.17, 4.1 or 4.2 (default 4.2)
`;

export const executeUsage = `
  -y, --yes              do not ask
      --no-wait          do not wait until everything is ready, or gone after an uninstall
      --timeout TIME     how long to wait for hooks and for that (default 5m)
      --rollback-on-failure  go back to the deployed revision when it fails
      --force-conflicts  take fields that other managers own
      --take-ownership   adopt objects that exist and belong to nobody or to another release
      --replace          delete and create anew what cannot change in place
      --take-over        mark a pending operation of Helm as failed and go on
      --history-max N    how many revisions to keep (default 10; 0: all)
      --description TEXT shown in the history
`;

/** A command's arguments that make no sense; exit code 2. */
export class ArgumentError extends Error {}

/** Parses the arguments of a command with `options` beside the shared ones. Throws an `ArgumentError`. */
export function parseClusterArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...shared, ...options } });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** What the shared options say. */
export interface SharedValues {
  context?: string | undefined;
  kubeconfig?: string | undefined;
  name: string;
  namespace: string;
}

/** Opens the cluster that the shared options name. */
export function openFor({ context, kubeconfig }: SharedValues): ClusterSession {
  return openSession({
    ...(context === undefined ? {} : { context }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  });
}

/** Returns the release that the shared options name. */
export function targetOf({ name, namespace }: SharedValues): ReleaseTarget {
  return { releaseName: name, namespace };
}

/** Returns the Helm version that an option names. Throws an `ArgumentError`. */
export function profileOf(version: string): HelmProfile {
  if (version === '3.17' || version === '4.1' || version === '4.2') return version;
  throw new ArgumentError(`--helm must be 3.17, 4.1 or 4.2, not ${version}`);
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Returns a duration such as `90s` or `1h30m` in milliseconds. Throws an `ArgumentError`. */
export function millisecondsOf(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) {
    throw new ArgumentError(`--timeout must be a duration such as 90s or 5m, not ${duration}`);
  }
  return parts.reduce((sum, [, amount = '0', unit = '']) => sum + Number(amount) * (units[unit] ?? 0), 0);
}

/** Returns a whole number that is not negative. Throws an `ArgumentError`. */
export function countOf(option: string, value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new ArgumentError(`--${option} must be a whole number, not ${value}`);
}

/** Returns values files with their names; `-` is standard input. */
export function readValuesFiles(names: readonly string[] = []): { name: string; text: string }[] {
  return names.map((name) => ({
    name,
    text: name === '-' ? readFileSync(0, 'utf8') : readFileSync(name, 'utf8'),
  }));
}

/**
 * Runs a command and returns its exit code: what `act` returns; 1 for errors of the cluster, of a chart or
 * of a file, with one line each; 2 for arguments that make no sense, with the usage.
 */
export async function runCommand(name: string, usage: string, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof ArgumentError) {
      process.stderr.write(`plane-studio ${name}: ${error.message}\n${usage}`);
      return 2;
    }
    if (!(error instanceof StudioError) && !isFileError(error)) throw error;
    process.stderr.write(`plane-studio ${name}: ${error.message}\n`);
    if (isClusterError(error) && error.suggestion !== undefined)
      process.stderr.write(`${error.suggestion}\n`);
    return 1;
  }
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
