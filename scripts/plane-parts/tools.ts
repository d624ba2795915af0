// The real helm and kubectl: the ones that come with a development package, else those on the PATH.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './suite';

/** Helm versions that tests may use; the newest is the default. */
export const helmVersions = ['3.17', '4.1', '4.2'] as const;
export type HelmVersion = (typeof helmVersions)[number];

/** Returns the command that runs `helm` of a minor version. */
export function helm(version: HelmVersion = '4.2'): string {
  return bundled(version, 'helm');
}

/** Returns the command that runs the newest `kubectl`. */
export function kubectl(): string {
  return bundled('4.2', 'kubectl');
}

function bundled(version: HelmVersion, name: string): string {
  const path = join(root, 'node_modules', '.cache', 'oracle', version, name);
  return existsSync(path) ? path : name;
}
