// The command line where something is already: objects of nobody, and a release that Helm installed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../scripts/plane-parts/run-program';
import { root } from '../../scripts/plane-parts/suite';
import { deleteNamespace, runHelm, runKubectl } from './api-server';
import { smallChartFiles } from './small-chart';
import { readRecords, writeFiles } from './studio';

const cli = [join(root, 'bin', 'plane-studio.mjs')];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-adopt-'));
  writeFiles(join(folder, 'small'), smallChartFiles());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line, where something is already', () => {
  const namespace = 'studio-cli-adopt';
  const small = ['--name', 'small', '-n', namespace];
  const studio = (...args: string[]) =>
    runProgram(process.execPath, [...cli, ...args, '--chart', join(folder, 'small'), ...small]);
  beforeAll(() => runKubectl('create', 'namespace', namespace));
  afterAll(() => deleteNamespace(namespace));

  it('takes ownership when told to, as helm --take-ownership', async () => {
    await runKubectl('create', 'configmap', 'small', '-n', namespace, '--from-literal=own=kept');
    const refused = await studio('apply', '--yes', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.output.trim().split('\n').at(-1) ?? '')).toMatchObject({
      type: 'finished',
      outcome: 'refused',
      code: 'undecided',
    });
    expect(await readRecords(namespace, 'small')).toEqual([]);
    const taken = await studio('apply', '--yes', '--take-ownership');
    expect(taken.errors).toBe('');
    expect(taken.code).toBe(0);
    expect(await runKubectl('get', 'configmap/small', '-n', namespace, '-o', 'jsonpath={.data.own}')).toBe(
      'kept',
    );
  });

  it('goes on with a release that Helm installed, and takes nothing without being told', async () => {
    expect((await runHelm(['uninstall', 'small', '-n', namespace, '--wait'])).code).toBe(0);
    const installed = await runHelm(['install', 'small', join(folder, 'small'), '-n', namespace]);
    expect(installed.code).toBe(0);
    const applied = await studio('apply', '--yes', '--set', 'color=blue');
    expect(applied.errors).toBe('');
    expect(applied.code).toBe(0);
    expect((await readRecords(namespace, 'small')).map(({ status }) => status)).toEqual([
      'superseded',
      'deployed',
    ]);
  });
});
