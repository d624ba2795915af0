import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const lines = readFileSync(join(root, 'docs', 'defects.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line));

it('docs/defects.md names a test for each of the 29 defects', () => {
  expect(lines.map((line) => Number(line.split('|')[1]))).toEqual(
    Array.from({ length: 29 }, (_, n) => n + 1),
  );
});

it.each(lines.map((line) => [line.split('|')[1]?.trim(), line] as const))(
  'the tests of defect %s are there',
  (_, line) => {
    const cited = [...line.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? '');
    const proofs = cited.slice(cited.findIndex((text) => text.endsWith('.test.ts')));
    let file = '';
    for (const text of proofs) {
      if (text.endsWith('.test.ts')) file = readFileSync(join(root, text), 'utf8');
      else expect(file.replaceAll("\\'", "'"), text).toContain(text);
    }
  },
);
