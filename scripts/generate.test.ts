import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it('finds every generated file up to date', () => {
  const tsx = join(root, 'node_modules/.bin/tsx');
  expect(execFileSync(tsx, ['scripts/generate.ts', '--check'], { cwd: root, encoding: 'utf8' })).toBe('');
});
