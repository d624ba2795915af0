// Runs the checks of the project, in order, and sums them up in one line.
//
//   node scripts/test.mjs          everything: checks, unit and parity tests, build, browser tests
//   node scripts/test.mjs check    only what needs no build and no browser
//
// Every step runs even when an earlier one failed, so that one run shows all there is to mend. The
// sum is also written to test-results/summary.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const results = join(root, 'test-results');
const only = process.argv[2];
const tool = (...path) => join(root, 'node_modules', ...path);
const node = process.execPath;

const checks = [
  ['types', [node, tool('typescript', 'bin', 'tsc'), '--noEmit']],
  ['purity', [node, 'scripts/check-purity.mjs']],
  [
    'lint',
    [
      node,
      tool('eslint', 'bin', 'eslint.js'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      tool('.cache', 'eslint'),
    ],
  ],
  ['format', [node, tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  ['import rules', [node, 'scripts/check-imports.mjs']],
  ['generated files', [node, tool('tsx', 'dist', 'cli.mjs'), 'scripts/generate.ts', '--check']],
];
const suites = [
  [
    'unit tests',
    [
      node,
      tool('vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=test-results/unit.json',
    ],
    countVitest,
  ],
  ['build', [node, 'scripts/setup.mjs', 'build']],
  ['browser tests', [node, tool('@playwright', 'test', 'cli.js'), 'test'], countPlaywright],
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, command, count] of only === 'check' ? checks : [...checks, ...suites]) {
  const started = Date.now();
  const { status } = spawnSync(command[0], command.slice(1), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  const counted = count?.() ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  // A runner that fails without a failed test (a crash, an empty run) must not pass for a success.
  if (status !== 0 && counted.failed === 0) counted.failed = 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
writeFileSync(join(results, 'summary.json'), JSON.stringify(total));
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;

function countVitest() {
  const report = readReport('unit.json');
  if (!report) return undefined;
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function countPlaywright() {
  const report = readReport('e2e.json');
  if (!report) return undefined;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

function readReport(name) {
  try {
    return JSON.parse(readFileSync(join(results, name), 'utf8'));
  } catch {
    return undefined;
  }
}
