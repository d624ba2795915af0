// Runs one of the suites that need real components, and sums it up the way every suite here does:
// a JSON file with {passed, failed, skipped} and one last line.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(fileURLToPath(import.meta.url), '..', '..', '..');

/** What a suite counted. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Runs the vitest suite in e2e/`name` with `environment`, and returns what it counted. Arguments of the
 * command line (file or test name filters) are passed on.
 */
export async function runSuite(name: string, environment: Record<string, string>): Promise<Counts> {
  const report = join(root, 'test-results', `${name}-report.json`);
  mkdirSync(join(root, 'test-results'), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join('e2e', name, 'vitest.config.ts');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await new Promise<number>((resolve) => {
    const args = [vitest, 'run', '--config', config, ...reporters, ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  const counts = readReport(report);
  // A runner that fails without a failed test (a crash, a broken file) must not pass for a success.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** Returns the counts of a suite that cannot run here: every test file is skipped. */
export function skipSuite(name: string, reason: string): Counts {
  console.log(`${name} tests skipped: ${reason}`);
  const files = readdirSync(join(root, 'e2e', name), { recursive: true, encoding: 'utf8' });
  return { passed: 0, failed: 0, skipped: files.filter((file) => file.endsWith('.test.ts')).length };
}

/** Writes test-results/`name`.json, prints the last line and sets the exit code. */
export function concludeSuite(name: string, counts: Counts): void {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  writeFileSync(join(root, 'test-results', `${name}.json`), JSON.stringify(counts));
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

function readReport(file: string): Counts {
  try {
    // The shape of vitest's JSON reporter.
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numPendingTests: number;
      numTodoTests: number;
      testResults: { status: string; assertionResults: unknown[] }[];
    };
    const broken = report.testResults.filter(
      (one) => one.status === 'failed' && !one.assertionResults.length,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
