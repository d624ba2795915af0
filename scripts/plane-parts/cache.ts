// Where built programs live: outside the repository, one folder per content stamp, so that a build
// happens once for a set of versions and several checkouts share it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const finished = '.finished';

/** Returns the folder for everything that is built for tests: below XDG_CACHE_HOME, else ~/.cache. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(base, 'plane-studio');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Returns the folder that `build` filled for exactly these inputs, building it when it is not there.
 * A build that fails or is cut off leaves nothing that a later run would take for finished. Folders
 * of the same name for other inputs (older versions) are removed after a successful build.
 */
export function cachedBuild(name: string, inputs: unknown, build: (folder: string) => void): string {
  const stamp = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
  const target = join(cacheFolder(), `${name}-${stamp}`);
  if (existsSync(join(target, finished))) return target;
  const started = Date.now();
  const workplace = mkdtempSync(join(cacheFolder(), `.building-${name}-`));
  try {
    build(workplace);
    writeFileSync(join(workplace, finished), '');
    rmSync(target, { recursive: true, force: true });
    renameSync(workplace, target);
    process.stderr.write(`plane-studio: ${name} is built (${Math.round((Date.now() - started) / 1000)} s)\n`);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  for (const other of readdirSync(cacheFolder()))
    if (new RegExp(`^${name}-[0-9a-f]{12}$`).test(other) && join(cacheFolder(), other) !== target)
      rmSync(join(cacheFolder(), other), { recursive: true, force: true });
  return target;
}
