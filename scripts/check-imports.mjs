// Holds the import rules, and proves that they can fail: a forbidden import is planted in a copy of
// the rooms and must be reported. (The tool has been seen to check zero modules and succeed.)
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const rooms = ['app', 'components', 'lib', 'bin'];

const real = cruise(root);
if (real.modules < 50) fail(`only ${real.modules} modules were checked`);
if (real.violations.length > 0) fail(real.violations.join('\n'));

const copy = mkdtempSync(join(tmpdir(), 'plane-studio-imports-'));
try {
  for (const name of [...rooms, 'package.json', 'tsconfig.json', '.dependency-cruiser.mjs'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(
    join(copy, 'lib', 'helm', 'planted.ts'),
    "export { defaultValues as planted } from '../values';\n",
  );
  const planted = cruise(copy);
  if (!planted.violations.some((line) => line.includes('room-helm') && line.includes('planted')))
    fail('the planted forbidden import was not reported');
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`import rules hold for ${real.modules} modules; the planted violation is reported\n`);

/** Returns the number of modules looked at and one line per violation. */
function cruise(folder) {
  const cli = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  let output;
  try {
    output = execFileSync(
      process.execPath,
      [cli, ...rooms, '--config', '.dependency-cruiser.mjs', '--output-type', 'json'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'inherit'] },
    );
  } catch (error) {
    // The tool exits with the number of violations; its report is on stdout all the same.
    if (!error.stdout) throw error;
    output = error.stdout;
  }
  const { modules, summary } = JSON.parse(output);
  const ours = modules.filter((module) => !module.source.includes('node_modules') && !module.coreModule);
  return {
    modules: ours.length,
    violations: summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`),
  };
}

function fail(message) {
  process.stderr.write(`import rules: ${message}\n`);
  process.exit(1);
}
