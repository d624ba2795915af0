import {
  existsSync,
  lstatSync,
  readdirSync,
  readlinkSync,
  readFileSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  ChartError,
  loadChartArchive,
  loadChartDirectory,
  type Chart,
  type ChartFile,
  type HelmProfile,
} from '../lib/helm';

/**
 * Returns the chart at `path`, a directory or a packed .tgz. Symbolic links are followed, as Helm does;
 * a link that leads back to one of its own parents is an error. Throws a `ChartError` with Helm's message.
 */
export function readChart(given: string, profile: HelmProfile): Chart {
  const path = resolve(given);
  if (statSync(path).isDirectory()) {
    const chartFile = join(path, 'Chart.yaml');
    if (profile !== '3.17' && !existsSync(chartFile)) {
      throw new ChartError(
        'chart-metadata',
        `unable to detect chart at ${chartFile}: open ${chartFile}: no such file or directory`,
      );
    }
    return loadChartDirectory(readDirectory(path, '', new Set()), { profile });
  }
  const bytes = readFileSync(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    if (/\.ya?ml$/.test(path)) {
      throw new ChartError(
        'chart-archive',
        `file '${path}' seems to be a YAML file, but expected a gzipped archive`,
      );
    }
    throw new ChartError(
      'chart-archive',
      `file '${path}' does not appear to be a gzipped archive; got 'application/octet-stream'`,
    );
  }
  return loadChartArchive(bytes, { profile });
}

function readDirectory(root: string, below: string, parents: ReadonlySet<string>): ChartFile[] {
  const directory = join(root, below);
  const real = realpathSync(directory);
  if (parents.has(real))
    throw new ChartError('chart-file', `symbolic link ${below} leads back to its own parent`);
  const inside = new Set([...parents, real]);
  const files: ChartFile[] = [];
  for (const name of readdirSync(directory)) {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = statBehindLinks(join(root, path));
    if (stats.isDirectory()) files.push(...readDirectory(root, path, inside));
    else if (stats.isFile()) files.push({ path, data: readFileSync(join(root, path)) });
    else
      throw new ChartError(
        'chart-file',
        `cannot load irregular file ${join(root, path)} as it has file mode type bits set`,
      );
  }
  return files;
}

/** A link that leads nowhere is told as Helm tells it. */
function statBehindLinks(path: string): Stats {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats) return stats;
  const target = lstatSync(path).isSymbolicLink() ? resolve(dirname(path), readlinkSync(path)) : path;
  throw new ChartError(
    'chart-file',
    `error evaluating symlink ${path}: lstat ${target}: no such file or directory`,
  );
}
