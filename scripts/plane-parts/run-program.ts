// Programs that run to their end, several at a time.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What a program said and how it ended. */
export interface Ended {
  /** The exit code; -1 when a signal ended it or it could not be started. */
  code: number;
  output: string;
  errors: string;
}

/** Options of `runProgram`. */
export interface ProgramOptions {
  /** Given on standard input. Default: nothing. */
  input?: string;
  /** Added to the environment. Default: nothing. */
  env?: Record<string, string>;
  /** Default: this process's folder. */
  cwd?: string;
}

/** Runs a program to its end; never throws because of what it says. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env: { ...process.env, ...options.env },
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.once('error', (error) => resolve({ code: -1, output, errors: `${errors}${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? -1, output, errors }));
    // A program that does not read its input closes the pipe; what matters is how it ends.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Returns `work` of each item in order, with as many at a time as there are processors. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    // The iterator is shared: each worker takes the next item.
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
