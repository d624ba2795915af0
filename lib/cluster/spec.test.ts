import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The rules that titles of tests below a folder cite, as `[AP1]` or `[AP1, AP4]`. */
function citedBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [
      ...readFileSync(join(root, folder, file), 'utf8').matchAll(/\bit\(\s*['"`]\[([^\]]+)\]/g),
    ])
    .flatMap(([, list = '']) => list.split(', '));
}

it('every rule of SPEC.md is cited by the title of a test, and no test cites another', () => {
  const text = readFileSync(join(root, 'lib/cluster/SPEC.md'), 'utf8');
  const rules = [...text.matchAll(/^- \*\*(AP\d+)\*\*/gm)].map(([, rule = '']) => rule);
  const cited = new Set(citedBelow('lib/cluster'));
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
  expect([...cited].filter((rule) => !rules.includes(rule))).toEqual([]);
});
