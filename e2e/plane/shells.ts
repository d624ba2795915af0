// Runs the chart's scripts under the shells that images have, with programs of our own on the PATH.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, runProgram } from '../../scripts/plane-parts/run-program';

/** A shell: its name and the command that runs it. */
export type Shell = readonly [name: string, command: readonly string[]];

const known: readonly Shell[] = [
  ['dash', ['dash']],
  ['busybox sh', ['busybox', 'sh']],
];

/** The shells that this machine has. */
export const shells: readonly Shell[] = known.filter(
  ([, [program = '', ...args]]) => spawnSync(program, [...args, '-c', 'true']).status === 0,
);

/** A folder in which a script runs. */
export interface Bench {
  /** Puts a fake program on the PATH. It counts its calls in $calls and logs its arguments. */
  fake(name: string, body: string): void;
  /** Returns every call of a fake program, one a line. */
  calls(): string;
  /** Runs a script to its end. */
  run(text: string, environment: Readonly<Record<string, string>>): Promise<Ended>;
}

/** Returns a bench in `folder` for one shell. */
export function benchFor(folder: string, [, [program = '', ...args]]: Shell): Bench {
  const log = join(folder, 'calls');
  return {
    fake: (name, body) => {
      const lines = ['#!/bin/sh', `echo "${name} $*" >>${log}`, `calls=$(grep -c "^${name} " ${log})`, body];
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
      chmodSync(join(folder, name), 0o755);
    },
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    run: (text, environment) => {
      const file = join(folder, 'script.sh');
      writeFileSync(file, text);
      const settings = { PATH: `${folder}:${process.env.PATH ?? ''}`, WAIT_INTERVAL: '0.2' };
      return runProgram(program, [...args, file], { env: { ...settings, ...environment } });
    },
  };
}

/** Returns what ShellCheck has to say about scripts by name; empty when it has nothing to say. */
export async function shellcheckFindings(scripts: Readonly<Record<string, string>>): Promise<string[]> {
  const program = process.env.PLANE_STUDIO_SHELLCHECK ?? 'shellcheck';
  const findings: string[] = [];
  for (const [name, text] of Object.entries(scripts).filter(([file]) => file.endsWith('.sh'))) {
    const answer = await runProgram(program, ['--shell=sh', '-'], { input: text });
    if (answer.code !== 0) findings.push(`${name}: ${answer.output}${answer.errors}`);
  }
  return findings;
}
