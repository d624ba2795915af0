/** The target that embeds the chart, so that the page renders the very files that Helm installs. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { GeneratedFile } from './generate';

const chartFolder = join(import.meta.dirname, '..', 'install', 'helm', 'openchoreo-observability-plane');

/** The files of the chart that Helm would package, as one module of `lib/plane`. */
export const chartModuleTarget: GeneratedFile = {
  path: 'lib/plane/chart.generated.ts',
  text: () => {
    const entries = filesBelow(chartFolder)
      .map((file) => relative(chartFolder, file))
      .filter((path) => path !== '.helmignore')
      .sort()
      .map(
        (path) =>
          `  ${JSON.stringify(path)}: ${JSON.stringify(readFileSync(join(chartFolder, path), 'utf8'))},\n`,
      );
    return [
      '// Generated from install/helm/openchoreo-observability-plane: change the chart, then run `npm run generate`.\n',
      '\n/** The chart of the plane: text of each file by its path inside the chart. */\n',
      `export const chartFiles: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`,
    ].join('');
  },
};

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
