// Makes a fresh checkout runnable, with nothing but Node's own modules: installs packages, builds
// the studio, finds a browser. Each part leaves a stamp and is skipped while its inputs are unchanged.
//
//   node scripts/setup.mjs start   packages + build
//   node scripts/setup.mjs build   packages + build
//   node scripts/setup.mjs test    packages + real Helm binaries + a Chromium
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const goal = process.argv[2] ?? 'build';

/** What the built studio depends on; anything else may change without a new build. */
const buildInputs = [
  'app',
  'components',
  'lib',
  'public',
  'install',
  'next.config.mjs',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
];

if (goal !== 'start' && goal !== 'build' && goal !== 'test')
  stop(`unknown goal ${goal}: use start, build or test`);
checkNodeVersion();
installPackages();
if (goal === 'test') {
  await unpackHelm();
  findOrInstallChromium();
} else {
  buildStudio();
}

function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Plane Studio needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

function installPackages() {
  const stampFile = join(root, 'node_modules', '.plane-studio-packages');
  const stamp = hashOf([process.version, read('package.json'), read('package-lock.json'), read('.npmrc')]);
  if (isStamped(stampFile, stamp)) return;
  run('npm', ['ci', '--include=dev', '--omit=peer', '--no-fund', '--no-audit'], 'installing packages');
  writeFileSync(stampFile, stamp);
}

function buildStudio() {
  const stampFile = join(root, '.next', '.plane-studio-build');
  const stamp = hashOf([
    process.version,
    ...buildInputs.flatMap((path) =>
      filesUnder(join(root, path)).flatMap((file) => [relative(root, file), readFileSync(file)]),
    ),
  ]);
  if (isStamped(stampFile, stamp) && existsSync(join(root, '.next', 'standalone', 'server.js'))) return;
  rmSync(stampFile, { force: true });
  run(
    process.execPath,
    [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    'building the studio',
  );
  // `output: standalone` leaves these two out; the server looks for them beside itself.
  cpSync(join(root, '.next', 'static'), join(root, '.next', 'standalone', '.next', 'static'), {
    recursive: true,
  });
  if (existsSync(join(root, 'public')))
    cpSync(join(root, 'public'), join(root, '.next', 'standalone', 'public'), { recursive: true });
  writeFileSync(stampFile, stamp);
}

async function unpackHelm() {
  const { unpackOracleBinaries } = await import('./oracle-binaries.mjs');
  await unpackOracleBinaries();
}

/** Finds a Chromium, or installs Debian's, or Playwright's own; says so when none can be had. */
function findOrInstallChromium() {
  if (chromiumPath()) return;
  const isRoot = process.getuid?.() === 0;
  const apt = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  if (spawnSync('sh', ['-c', 'command -v apt-get']).status === 0) {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    process.stderr.write('plane-studio: installing Chromium\n');
    spawnSync(apt[0], [...apt.slice(1), 'update'], { stdio: 'ignore', env: environment });
    spawnSync(apt[0], [...apt.slice(1), 'install', '-y', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
    if (chromiumPath()) return;
  }
  spawnSync(
    process.execPath,
    [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', '--with-deps', 'chromium'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

function chromiumPath() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return known.find((path) => path && existsSync(path));
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  const info = lstatSync(path);
  if (info.isFile()) return [path];
  if (!info.isDirectory()) return [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

function run(command, args, purpose) {
  process.stderr.write(`plane-studio: ${purpose}\n`);
  try {
    execFileSync(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    });
  } catch (error) {
    stop(`${purpose} failed${error.status === undefined ? '' : ` with exit code ${error.status}`}`);
  }
}

function isStamped(file, stamp) {
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

function read(name) {
  const file = join(root, name);
  return existsSync(file) ? readFileSync(file) : '';
}

function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update('\0').update(part);
  return hash.digest('hex');
}

function stop(message) {
  process.stderr.write(`plane-studio: ${message}\n`);
  process.exit(1);
}
