// Programs that tests start and that must be gone afterwards, whatever happens. Each runs in a process
// group of its own and is listed in a file; a run that died without cleaning up is cleaned up by the
// next one.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from './cache';

/** A program that runs until `stop`. */
export interface RunningProgram {
  name: string;
  /** Everything it wrote to standard output and standard error. */
  log(): string;
  hasExited(): boolean;
  /** Ends its process group: politely, after five seconds by force. Safe to call twice. */
  stop(): Promise<void>;
}

/** What to run. */
export interface ProgramStart {
  name: string;
  command: string;
  args: string[];
  /** Folder for its log; also what tells our processes from others when cleaning up. */
  folder: string;
  /** Added to the environment. Default: nothing. */
  env?: Record<string, string>;
}

/** What a run leaves in the cache so that a later one can clean up after it. */
interface RunRecord {
  owner: number;
  groups: number[];
  folder: string;
}

const running = new Set<RunningProgram & { group: number; folder: string }>();

/** Starts a program in the background and returns at once; it may still be about to fail. */
export function startProgram(start: ProgramStart): RunningProgram {
  const logFile = join(start.folder, `${start.name}.log`);
  const log = openSync(logFile, 'a');
  const child = spawn(start.command, start.args, {
    cwd: start.folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...start.env },
  });
  closeSync(log);
  const group = child.pid;
  if (group === undefined) throw new Error(`start ${start.name}: ${start.command} cannot be run`);
  const program = {
    name: start.name,
    group,
    folder: start.folder,
    log: () => readFileSync(logFile, 'utf8'),
    hasExited: () => hasExited(child),
    stop: async () => {
      await endGroup(group, child);
      running.delete(program);
      record();
    },
  };
  running.add(program);
  record();
  return program;
}

/** Waits until `isReady` holds; throws with the program's last lines when it exits or time is up. */
export async function waitUntil(
  program: RunningProgram,
  isReady: () => Promise<boolean>,
  seconds = 120,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    if (program.hasExited()) break;
    if (await isReady().catch(() => false)) return;
    await sleep(200);
  }
  const reason = program.hasExited() ? 'exited' : `was not ready after ${seconds} s`;
  throw new Error(`${program.name} ${reason}:\n${program.log().trim().split('\n').slice(-20).join('\n')}`);
}

/** Stops everything that was started, last first, and removes the folders it worked in. */
export async function stopAll(): Promise<void> {
  const folders = new Set([...running].map((program) => program.folder));
  for (const program of [...running].reverse()) await program.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** Makes interrupts end the programs too; returns nothing. The process then exits with 130 or 143. */
export function stopAllOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      void stopAll().finally(() => process.exit(code));
    });
}

/** Ends what runs that died left behind, and removes their folders. */
export function cleanUpAfterDeadRuns(): void {
  for (const file of readdirSync(recordFolder())) {
    const path = join(recordFolder(), file);
    // Written by `record` below; a file that was cut off is removed like any other.
    let left: RunRecord | undefined;
    try {
      left = JSON.parse(readFileSync(path, 'utf8')) as RunRecord;
    } catch {
      rmSync(path, { force: true });
      continue;
    }
    if (isAlive(left.owner)) continue;
    // Process numbers are used again: only a leader that still works in our folder is ours.
    for (const group of left.groups) if (worksIn(group, left.folder)) signalGroup(group, 'SIGKILL');
    rmSync(left.folder, { recursive: true, force: true });
    rmSync(path, { force: true });
  }
}

function record(): void {
  const path = join(recordFolder(), `${process.pid}.json`);
  const [first] = running;
  if (!first) return rmSync(path, { force: true });
  const left: RunRecord = {
    owner: process.pid,
    groups: [...running].map((program) => program.group),
    folder: first.folder,
  };
  writeFileSync(path, JSON.stringify(left));
}

function recordFolder(): string {
  const folder = join(cacheFolder(), 'running');
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function endGroup(group: number, child: ChildProcess): Promise<void> {
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; waited < 5000 && !hasExited(child); waited += 100) await sleep(100);
  signalGroup(group, 'SIGKILL');
  while (!hasExited(child)) await sleep(20);
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Gone already.
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
  } catch {
    return false;
  }
}
