/**
 * Writes every file that is derived from another. `tsx scripts/generate.ts` writes them,
 * `tsx scripts/generate.ts --check` changes nothing and exits 1 with the list of stale ones.
 * A generator exports targets; add them to the table below.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chartModuleTarget } from './generate-chart-module';
import { findingsTarget } from './generate-findings-reference';
import { valuesTargets } from './generate-values';

/** One generated file: where it is, from the root of the repository, and its whole text. */
export interface GeneratedFile {
  path: string;
  text: () => string;
}

const targets: readonly GeneratedFile[] = [...valuesTargets, chartModuleTarget, findingsTarget];

function generate(root: string, check: boolean): number {
  const stale = targets.filter(({ path, text }) => {
    const file = join(root, path);
    const now = text();
    if (existsSync(file) && readFileSync(file, 'utf8') === now) return false;
    if (!check) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, now);
    }
    return true;
  });
  for (const { path } of stale) console.log(`${check ? 'stale' : 'wrote'} ${path}`);
  if (check && stale.length > 0) {
    console.error(`${stale.length} generated file(s) are stale: run npx tsx scripts/generate.ts`);
    return 1;
  }
  return 0;
}

process.exitCode = generate(join(import.meta.dirname, '..'), process.argv.includes('--check'));
