// Builds Go programs from the module proxy, without a checkout of their repositories.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, cachedBuild } from './cache';

/** A Go program: a package of a published module, or a main file of ours that uses such modules. */
export interface GoProgram {
  /** Name of the folder in the cache and of the binary. */
  name: string;
  /** Modules the build requires, `path@version`. */
  require: string[];
  /** `old => new version`, where a module's own go.mod points into its repository. Default: none. */
  replace?: string[];
  /** The package to build. Default: the folder of `main`. */
  package?: string;
  /** A Go main file of ours. */
  main?: string;
  /** `-X` settings for the linker. Default: none. */
  variables?: Record<string, string>;
}

/** The lowest Go that the pinned modules accept. */
export const neededGo = '1.26';

/** Returns why Go programs cannot be built here, or undefined when they can. */
export function reasonWithoutGo(): string | undefined {
  const answer = spawnSync('go', ['env', 'GOVERSION', 'GOTOOLCHAIN'], { encoding: 'utf8' });
  if (answer.status !== 0) return 'Go is not installed';
  const [version = '', toolchain = ''] = answer.stdout.split('\n');
  // With toolchain switching on, an older Go fetches the one that the modules name.
  if (toolchain === 'local' && minorOf(version.replace(/^go/, '')) < minorOf(neededGo))
    return `Go ${neededGo} or newer is needed, this is ${version}`;
  return undefined;
}

/** Returns the path of the program's binary, building it on first use. Throws when the build fails. */
export function buildGoProgram(program: GoProgram): string {
  // A main file counts by what it says, not by where this checkout lies: several checkouts share the cache.
  const inputs = program.main ? { ...program, main: readFileSync(program.main, 'utf8') } : program;
  const folder = cachedBuild(program.name, inputs, (workplace) => {
    announce(`building ${program.name} from Go modules (once; kept in the cache)`);
    writeFileSync(join(workplace, 'go.mod'), goMod(program));
    if (program.main) copyFileSync(program.main, join(workplace, 'main.go'));
    const variables = Object.entries(program.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
    runBuild(workplace, [
      'go',
      'build',
      '-mod=mod',
      '-trimpath',
      `-ldflags=-s -w ${variables.join(' ')}`,
      '-o',
      join(workplace, 'bin', program.name),
      program.package ?? '.',
    ]);
  });
  return join(folder, 'bin', program.name);
}

/** Runs a command of a build in `folder`, at low priority; throws with its last lines when it fails. */
export function runBuild(folder: string, command: string[], environment: Record<string, string> = {}): void {
  const answer = spawnSync('nice', ['-n', '10', ...command], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 << 20,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: goFlags(), ...environment },
  });
  if (answer.status === 0) return;
  const last = `${answer.stdout}${answer.stderr}`.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${command.slice(0, 2).join(' ')} in ${folder} failed:\n${last}`);
}

/** Where the go command keeps a published module: its go.mod file and its sources. */
export interface DownloadedModule {
  GoMod: string;
  Dir: string;
}

/** Downloads a module, `path@version`, unless the go command has it already. */
export function downloadModule(module: string): DownloadedModule {
  const answer = execFileSync('go', ['mod', 'download', '-json', module], {
    cwd: cacheFolder(),
    encoding: 'utf8',
  });
  // The fields are part of the documented output of `go mod download -json`.
  return JSON.parse(answer) as DownloadedModule;
}

/** Says on standard error what takes time. */
export function announce(text: string): void {
  process.stderr.write(`plane-studio: ${text}\n`);
}

function goMod(program: GoProgram): string {
  const requires = program.require.map((module) => `require ${module.replace('@', ' ')}`);
  const replaces = (program.replace ?? []).map((line) => `replace ${line}`);
  return [`module plane-studio.invalid/${program.name}`, `go ${neededGo}`, ...requires, ...replaces, ''].join(
    '\n',
  );
}

/** The caller's GOFLAGS win; otherwise as many compilers as there are processors. */
function goFlags(): string {
  const given = process.env.GOFLAGS ?? '';
  return given.includes('-p=') ? given : `${given} -p=${availableParallelism()}`.trim();
}

function minorOf(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}
