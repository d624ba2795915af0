// A real ClickHouse engine without a server package: chdb from PyPI, in a virtual environment of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedBuild } from './cache';
import { announce, runBuild } from './go-build';
import { freePorts } from './ports';
import { startProgram, waitUntil } from './processes';
import { root } from './suite';

/** Carries ClickHouse 26.9; the chart's image is the long-term release before it. */
const chdbVersion = '4.4.0';

/** A ClickHouse engine behind HTTP. */
export interface ClickHouse {
  url: string;
  /** Runs one statement and returns what it prints. Throws with the engine's message. */
  run(statement: string): Promise<string>;
  /** Runs one query and returns its rows as objects. */
  rows(query: string): Promise<Record<string, unknown>[]>;
  /** Makes every statement fail until called with false. */
  setOutage(on: boolean): void;
  stop(): Promise<void>;
}

/** Returns why the engine cannot be had here, or undefined when it can. */
export function reasonWithoutPython(): string | undefined {
  const answer = spawnSync('python3', ['-c', 'import ensurepip, venv'], { encoding: 'utf8' });
  return answer.status === 0 ? undefined : 'Python 3 with venv is not installed';
}

/** Returns the folder of the virtual environment with the engine, making it on first use. */
export function installClickHouse(): string {
  return cachedBuild('chdb', { chdbVersion }, (workplace) => {
    announce('installing chdb, the embedded ClickHouse (once; kept in the cache)');
    // Packages in a plain folder instead of a virtual environment: that one could not be moved.
    const target = join(workplace, 'packages');
    runBuild(workplace, ['python3', '-m', 'venv', 'pip']);
    runBuild(workplace, ['pip/bin/pip', 'install', '--quiet', '--target', target, `chdb==${chdbVersion}`]);
    rmSync(join(workplace, 'pip'), { recursive: true });
  });
}

/** Starts an empty engine whose data lives in `folder`. */
export async function startClickHouse(packages: string, folder: string): Promise<ClickHouse> {
  const [port = 0] = await freePorts(1);
  const data = join(folder, 'clickhouse');
  mkdirSync(data, { recursive: true });
  const server = startProgram({
    name: 'clickhouse',
    command: 'python3',
    args: [join(root, 'scripts', 'plane-parts', 'clickhouse-server.py'), String(port), data],
    folder,
    env: { PYTHONPATH: join(packages, 'packages') },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(server, async () => (await fetch(`${url}/ping`)).ok);
  const ask = async (statement: string, format: string): Promise<string> => {
    const answer = await fetch(`${url}/?default_format=${format}`, { method: 'POST', body: statement });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${text.trim()}\nin: ${statement.slice(0, 600)}`);
    return text;
  };
  return {
    url,
    run: (statement) => ask(statement, 'TabSeparatedRaw'),
    rows: async (query) => {
      const text = await ask(query, 'JSONEachRow');
      // Each line of this format is one object.
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    setOutage: (on) => {
      const file = join(folder, 'outage');
      if (on) writeFileSync(file, '');
      else rmSync(file, { force: true });
    },
    stop: () => server.stop(),
  };
}
