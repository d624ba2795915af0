// The chart's shell scripts run under the shells that images have, against servers that are there, come
// late, answer wrongly or never: what they say, in which order, and how they end.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { objectNamed, renderObjects } from '../../scripts/plane-parts/rendered-chart';
import { type Ended, runProgram } from '../../scripts/plane-parts/run-program';

const shells = [
  ['dash', ['dash']],
  ['busybox sh', ['busybox', 'sh']],
].filter(([, command]) => spawnSync(command![0]!, [...command!.slice(1), '-c', 'true']).status === 0) as [
  string,
  string[],
][];

let scripts: Record<string, string>;
beforeAll(async () => {
  scripts = objectNamed(await renderObjects({}), 'ConfigMap', 'clickstack-scripts').data ?? {};
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plane-studio-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('at least one shell is here to run them', () => {
  expect(shells.length).toBeGreaterThan(0);
});

describe.each(shells)('under %s', (_name, shell) => {
  /** Puts a fake program on the PATH. It counts its calls in $calls and logs its arguments. */
  const fake = (name: string, body: string): void => {
    const log = join(folder, 'calls');
    const lines = ['#!/bin/sh', `echo "${name} $*" >>${log}`, `calls=$(grep -c "^${name} " ${log})`, body];
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const calls = (): string => readFileSync(join(folder, 'calls'), 'utf8');
  const run = (script: string, env: Record<string, string>): Promise<Ended> => {
    const text = scripts[script];
    if (text === undefined) throw new Error(`the chart has no ${script}`);
    const file = join(folder, script);
    writeFileSync(file, text);
    const path = `${folder}:${process.env.PATH ?? ''}`;
    const settings = {
      PATH: path,
      WAIT_SECONDS: '3',
      WAIT_INTERVAL: '0.2',
      CLICKSTACK_PORT: '9000',
      CLICKSTACK_DATABASE: 'telemetry',
    };
    return runProgram(shell[0]!, [...shell.slice(1), file], { env: { ...settings, ...env } });
  };

  describe('wait-for-schema.sh', () => {
    const tables = { CLICKSTACK_HOST: 'store', CLICKSTACK_TABLES: 'otel_logs otel_traces' };

    it('goes on when every table is there', async () => {
      fake('clickhouse-client', 'printf "otel_logs\\notel_traces\\nother\\n"');
      const ended = await run('wait-for-schema.sh', tables);
      expect(ended).toMatchObject({ code: 0, output: 'the schema is complete: otel_logs otel_traces\n' });
    });

    it('waits for a server and then for tables that come late, naming what is missing', async () => {
      fake(
        'clickhouse-client',
        'case $calls in 1) echo "Connection refused" >&2; exit 210;; 2) echo otel_logs;; *) printf "otel_logs\\notel_traces\\n";; esac',
      );
      const ended = await run('wait-for-schema.sh', tables);
      expect(ended.code).toBe(0);
      expect(ended.output.split('\n')).toEqual([
        'no answer from ClickHouse at store:9000: Connection refused',
        'waiting for tables of telemetry: otel_traces',
        'the schema is complete: otel_logs otel_traces',
        '',
      ]);
    });

    it('does not take a longer name for the table', async () => {
      fake('clickhouse-client', 'printf "otel_logs_old\\notel_traces\\n"');
      const ended = await run('wait-for-schema.sh', { ...tables, WAIT_SECONDS: '1' });
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('gave up after 1 s: waiting for tables of telemetry: otel_logs');
    });

    it('gives up on a server that never answers, with its last words', async () => {
      fake('clickhouse-client', 'echo "Authentication failed" >&2; exit 1');
      const ended = await run('wait-for-schema.sh', { ...tables, WAIT_SECONDS: '1' });
      expect(ended.code).toBe(1);
      expect(ended.errors.trim()).toBe(
        'gave up after 1 s: no answer from ClickHouse at store:9000: Authentication failed',
      );
    });
  });

  describe('init-schema.sh', () => {
    const settings = (): Record<string, string> => {
      writeFileSync(join(folder, 'schema.sql'), 'SELECT 1;\n');
      return {
        CLICKSTACK_HOSTS: 'a b c',
        CLICKSTACK_CLUSTER: 'clickstack',
        CLICKSTACK_OWN: 'true',
        SCHEMA_DIR: folder,
      };
    };

    it('runs the schema once, on the first server, after all of them and Keeper answer', async () => {
      fake('clickhouse-client', 'case "$*" in *"SELECT count"*) echo 1;; *groupArray*) echo "";; esac');
      const ended = await run('init-schema.sh', settings());
      expect(ended).toMatchObject({ code: 0, errors: '' });
      expect(ended.output).toMatch(
        /all servers answer: a b c\n[^]*running schema.sql\n[^]*the schema is complete\n$/,
      );
      const said = calls().split('\n');
      const schema = said.findIndex((call) => call.includes('--queries-file'));
      expect(said[schema]).toContain('--host a ');
      for (const host of ['a', 'b', 'c'])
        for (const question of ['--query SELECT 1', 'system.zookeeper'])
          expect(
            said.findIndex((call) => call.includes(`--host ${host} `) && call.includes(question)),
          ).toBeLessThan(schema);
    });

    it('waits for a server that comes late', async () => {
      fake(
        'clickhouse-client',
        '[ "$calls" -gt 3 ] || { echo "Connection refused" >&2; exit 210; }\ncase "$*" in *groupArray*) echo "";; *) echo 1;; esac',
      );
      const ended = await run('init-schema.sh', settings());
      expect(ended.code).toBe(0);
      expect(ended.output).toContain('waiting for ClickHouse at a: Connection refused');
    });

    it('gives up on Keeper without a majority and runs nothing', async () => {
      fake(
        'clickhouse-client',
        'case "$*" in *system.zookeeper*) echo "No active session" >&2; exit 1;; *) echo 1;; esac',
      );
      const ended = await run('init-schema.sh', { ...settings(), WAIT_SECONDS: '1' });
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('gave up after 1 s: Keeper at a does not answer: No active session');
      expect(calls()).not.toContain('--queries-file');
    });

    it('refuses tables of the wrong engine and runs nothing', async () => {
      fake('clickhouse-client', 'case "$*" in *groupArray*) echo "otel_logs otel_traces";; *) echo 1;; esac');
      const ended = await run('init-schema.sh', settings());
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('wrong engine of tables at a: otel_logs otel_traces');
      expect(calls()).not.toContain('--queries-file');
    });

    it('fails when a statement fails, so that the Job tries again', async () => {
      fake(
        'clickhouse-client',
        'case "$*" in *--queries-file*) echo "Code: 62. Syntax error" >&2; exit 62;; *groupArray*) echo "";; *) echo 1;; esac',
      );
      const ended = await run('init-schema.sh', settings());
      expect(ended.code).toBe(1);
      expect(ended.errors).toMatch(
        /Syntax error[^]*the schema is incomplete: the statement above failed at a/,
      );
    });

    it('removes a retention only where there is one', async () => {
      fake(
        'clickhouse-client',
        'case "$*" in *otel_logs*"TTL %"*) echo 1;; *"TTL %"*) echo 0;; *groupArray*) echo "";; *) echo 1;; esac',
      );
      const ended = await run('init-schema.sh', { ...settings(), KEPT_FOR_EVER: 'otel_logs logs_mv' });
      expect(ended.code).toBe(0);
      expect(calls().match(/REMOVE TTL/g)).toHaveLength(1);
      expect(calls()).toContain('ALTER TABLE telemetry.otel_logs ON CLUSTER clickstack REMOVE TTL');
    });
  });

  describe('start-server.sh', () => {
    const settings = (): Record<string, string> => {
      fake('start', 'echo "started with id $KEEPER_SERVER_ID"');
      return {
        POD_NAME: 'clickstack-2',
        CLICKSTACK_PEERS: 'a b c',
        SERVER_ENTRYPOINT: join(folder, 'start'),
      };
    };

    it('starts with the id of its ordinal when all names resolve', async () => {
      fake('getent', 'exit 0');
      const ended = await run('start-server.sh', settings());
      expect(ended).toMatchObject({ code: 0, output: 'starting server 3\nstarted with id 3\n' });
    });

    it('goes on with a majority when one name never resolves', async () => {
      fake('getent', '[ "$2" != c ]');
      const ended = await run('start-server.sh', { ...settings(), WAIT_SECONDS: '1' });
      expect(ended.code).toBe(0);
      expect(ended.output).toMatch(
        /waiting for the names of c\ngoing on with 2 of 3 servers\nstarting server 3/,
      );
    });

    it('gives up without a majority', async () => {
      fake('getent', '[ "$2" = a ]');
      const ended = await run('start-server.sh', { ...settings(), WAIT_SECONDS: '1' });
      expect(ended.code).toBe(1);
      expect(ended.errors).toContain('gave up after 1 s: only 1 of 3 servers have a name');
    });
  });

  describe('test-plane.sh', () => {
    const plane = {
      CLICKSTACK_URL: 'http://store:8123',
      CLICKSTACK_HOST: 'store',
      CLICKSTACK_TABLES: 'otel_logs logs_mv',
      GATEWAY_URL: 'http://gateway:13133/',
      HYPERDX_URL: 'http://hyperdx:3000/api/health',
      OBSERVER_URL: 'http://observer:8080/health',
      WAIT_SECONDS: '1',
    };

    it('asks every part and reads every table', async () => {
      fake('wget', 'echo ok');
      fake('clickhouse-client', 'exit 0');
      const ended = await run('test-plane.sh', plane);
      expect(ended).toMatchObject({ code: 0, errors: '' });
      expect(ended.output.trim().split('\n')).toEqual([
        'works: ClickHouse answers',
        'works: table otel_logs',
        'works: table logs_mv',
        'works: gateway',
        'works: HyperDX',
        'works: observer',
        'the plane works',
      ]);
      expect(calls()).toMatch(/wget .* http:\/\/store:8123\/ping\n/);
      expect(calls()).toContain('SELECT * FROM telemetry.otel_logs LIMIT 1 FORMAT Null');
    });

    it('asks nothing of parts that do not run', async () => {
      fake('wget', 'echo ok');
      fake('clickhouse-client', 'exit 0');
      const { HYPERDX_URL: _, OBSERVER_URL: __, ...fewer } = plane;
      expect((await run('test-plane.sh', fewer)).output).not.toMatch(/HyperDX|observer/);
    });

    it('waits for a part that comes late', async () => {
      fake('wget', 'case "$*" in *hyperdx*) [ "$calls" -gt 4 ] || exit 8;; esac; echo ok');
      fake('clickhouse-client', 'exit 0');
      const ended = await run('test-plane.sh', { ...plane, WAIT_SECONDS: '10' });
      expect(ended).toMatchObject({ code: 0 });
    });

    it('names every part that does not work and why, and goes on with the others', async () => {
      fake(
        'wget',
        'case "$*" in *gateway*) echo "wget: server returned error: 503" >&2; exit 1;; esac; echo ok',
      );
      fake('clickhouse-client', 'case "$*" in *logs_mv*) echo "Code: 60. Unknown table" >&2; exit 60;; esac');
      const ended = await run('test-plane.sh', plane);
      expect(ended.code).toBe(1);
      expect(ended.output).toContain('failed: table logs_mv: Code: 60. Unknown table');
      expect(ended.output).toContain('failed: gateway: wget: server returned error: 503');
      expect(ended.output).toContain('works: observer');
      expect(ended.errors.trim()).toBe('the plane does not work: table logs_mv, gateway');
    });
  });

  describe('wait-for-mongodb.sh', () => {
    const uri = { MONGO_URI: 'mongodb://hyperdx:top-secret@mongo:27017/hyperdx' };

    it('goes on once it answers', async () => {
      fake('mongosh', '[ "$calls" -gt 2 ] && echo 1 || { echo "connect ECONNREFUSED" >&2; exit 1; }');
      const ended = await run('wait-for-mongodb.sh', uri);
      expect(ended).toMatchObject({
        code: 0,
        output: 'waiting for MongoDB: connect ECONNREFUSED\nMongoDB answers\n',
      });
    });

    it('gives up without printing the password', async () => {
      fake('mongosh', 'echo "cannot reach $MONGO_URI" >&2; exit 1');
      const ended = await run('wait-for-mongodb.sh', { ...uri, WAIT_SECONDS: '1' });
      expect(ended.code).toBe(1);
      expect(`${ended.output}${ended.errors}`).not.toContain('top-secret');
    });
  });
});

it('shellcheck finds nothing to say', async ({ skip }) => {
  if (spawnSync('shellcheck', ['--version']).status !== 0) skip();
  const findings: string[] = [];
  for (const [name, text] of Object.entries(scripts).filter(([file]) => file.endsWith('.sh'))) {
    const answer = await runProgram('shellcheck', ['--shell=sh', '-'], { input: text });
    if (answer.code !== 0) findings.push(`${name}: ${answer.output}`);
  }
  expect(findings).toEqual([]);
});
