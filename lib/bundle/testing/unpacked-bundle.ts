import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

const oracle = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'oracle');

/** The Helm minors whose real binaries bundles are checked with. */
export const helmMinors = ['3.17', '4.1', '4.2'] as const;

/** Whether the real helm and kubectl are there. */
export const hasTools = helmMinors.every((minor) => existsSync(join(oracle, minor, 'helm')));

/** Unpacks a bundle with tar, as a user would, into a new folder; returns the bundle's own folder. */
export function unpackBundle(bytes: Uint8Array, folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'bundle.tgz'), bytes);
  execFileSync('tar', ['-xzf', 'bundle.tgz'], { cwd: folder });
  const name = readdirSync(folder).find((entry) => entry !== 'bundle.tgz');
  if (name === undefined) throw new Error('the archive is empty');
  return join(folder, name);
}

/** Returns every file below a folder. */
export function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  );
}

/** Returns the objects of YAML texts as canonical texts, sorted; what is no object is left out. */
export function objectsOf(texts: readonly string[]): string[] {
  return texts
    .flatMap((text) => loadAll(text).map((document) => JSON.stringify(document)))
    .filter((text) => text !== 'null')
    .sort();
}

/** Returns the objects in the manifests of a bundle. */
export function bundledObjects(bundle: string): string[] {
  const files = filesBelow(join(bundle, 'manifests')).filter((file) => !file.endsWith('kustomization.yaml'));
  return objectsOf(files.map((file) => readFileSync(file, 'utf8')));
}

/** Returns what a real Helm makes of the bundle's packaged chart, and of its unpacked one, with its values. */
export function helmObjects(
  bundle: string,
  release: { name: string; namespace: string },
  minor: string,
): string[][] {
  const sources = readdirSync(join(bundle, 'chart'));
  return sources.map((source) => {
    const chart = join(bundle, 'chart', source);
    // A bundle holds what an install applies; `helm test` needs a release.
    const flags = ['--skip-tests', '--namespace', release.namespace, '--values', join(bundle, 'values.yaml')];
    const output = execFileSync(join(oracle, minor, 'helm'), ['template', release.name, chart, ...flags], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    return objectsOf([output]);
  });
}

/** Returns what `kubectl kustomize` makes of the bundle's manifests. */
export function kustomizedObjects(bundle: string): string[] {
  const kubectl = join(oracle, '4.2', 'kubectl');
  const folder = join(bundle, 'manifests');
  return objectsOf([execFileSync(kubectl, ['kustomize', folder], { encoding: 'utf8', maxBuffer: 1 << 26 })]);
}
