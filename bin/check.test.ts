import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checkCommand } from './check';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-check-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command on a file with `text`; the file's name is shortened to `F` in what it prints. */
function check(text: string, ...args: string[]): { code: number; out: string; err: string } {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, text);
  const printed = { out: '', err: '' };
  const record = (stream: keyof typeof printed) => (chunk: string | Uint8Array) => {
    printed[stream] += String(chunk);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(record('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(record('err')),
  ];
  try {
    const code = checkCommand(['-f', file, ...args]);
    return { code, out: printed.out.replaceAll(file, 'F'), err: printed.err };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

const minimal = 'global:\n  installationMode: minimal\n';

it('prints place, severity, id, path, message and the fix, and exits 1 on errors', () => {
  const { code, out, err } = check(
    `${minimal}gateway:\n  resources:\n    limits:\n      memory: 128Mi\nhyperdx:\n  replicas: nine\n`,
  );
  expect(code).toBe(1);
  expect(out).toContain(
    'F:6:15: error: PS701: gateway.resources.limits.memory: the limit 128Mi is below the request 256Mi. Raise the limit to 256Mi (gateway.resources.limits.memory: "256Mi").\n',
  );
  expect(out).toMatch(/^F:8:13: error: wrong-type: hyperdx\.replicas: /m);
  expect(err).toMatch(/^2 errors, \d+ warnings?, \d+ advice\n$/);
});

it('exits 0 on warnings, 1 with --strict, 0 again when they are ignored', () => {
  expect(check(minimal).code).toBe(0);
  expect(check(minimal, '--strict').code).toBe(1);
  expect(check(minimal, '--strict', '--ignore', 'PS401').code).toBe(0);
});

it('never prints a secret, and says where it stands', () => {
  const text = `${minimal}clickstack:\n  credentials:\n    password: marked-secret\n`;
  const { out } = check(text, '--json');
  const { results } = JSON.parse(out) as { results: { id: string; line: number; column: number }[] };
  expect(results.find(({ id }) => id === 'PS501')).toMatchObject({ line: 5, column: 15 });
  expect(out).not.toContain('marked-secret');
});

it('checks disk and queue against the stated ingest', () => {
  expect(check(minimal, '--ingest', '500').out).toMatch(/PS801: clickstack\.storage\.minimalSize: /);
  expect(check(minimal, '--ingest', '1').out).not.toMatch(/PS80/);
});

it('says so when the text is no YAML, the rule unknown or the file away', () => {
  expect(check('gateway: [').out).toMatch(/^F:1:\d+: error: yaml-syntax: /);
  expect(check('', '--ignore', 'PS000')).toMatchObject({ code: 2 });
  expect(check('', '-f', join(folder, 'absent.yaml'))).toMatchObject({ code: 1 });
});
