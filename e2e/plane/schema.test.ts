// The schema in a real ClickHouse engine: it can be run again, keeps rows as long as asked, and holds
// what the observer and HyperDX select.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectNamed, renderObjects, textOf } from '../../scripts/plane-parts/rendered-chart';
import { inParallel } from '../../scripts/plane-parts/run-program';
import { type Store, createSchema, oneServer, openStore, schemaStatements } from './store';

let store: Store;
beforeAll(async () => {
  store = await openStore();
  await createSchema(store);
});
afterAll(() => store.close());

describe('the schema', () => {
  it('can be run again and changes nothing then', async () => {
    const before = await tables();
    await createSchema(store);
    expect(await tables()).toEqual(before);
  });

  it('gives every table with rows a time to live', async () => {
    const keeping = (await tables()).filter((table) => String(table.engine).endsWith('MergeTree'));
    expect(keeping.map((table) => table.name)).toEqual([
      'hyperdx_sessions',
      'logs_mv',
      'otel_logs',
      'otel_metrics_exponential_histogram',
      'otel_metrics_gauge',
      'otel_metrics_histogram',
      'otel_metrics_sum',
      'otel_metrics_summary',
      'otel_traces',
      'otel_traces_trace_id_ts',
    ]);
    for (const table of keeping) {
      const hours = /metrics/.test(String(table.name)) ? 2160 : 720;
      expect(table.create).toMatch(new RegExp(`TTL .*toIntervalHour\\(${hours}\\)`));
    }
  });

  it('a changed retention reaches existing tables', async () => {
    await createSchema(store, { ...oneServer, clickstack: { retention: { logs: '48h', sessions: '90m' } } });
    const created = new Map((await tables()).map((table) => [table.name, String(table.create)]));
    expect(created.get('otel_logs')).toContain('toIntervalHour(48)');
    expect(created.get('logs_mv')).toContain('toIntervalHour(48)');
    expect(created.get('hyperdx_sessions')).toContain('toIntervalSecond(5400)');
    await createSchema(store);
  });

  it('further statements of the user run after it', async () => {
    const objects = await renderObjects({
      ...oneServer,
      clickstack: {
        initSQL: {
          schema: 'CREATE TABLE IF NOT EXISTS telemetry.audit (At DateTime) ENGINE = MergeTree ORDER BY At;',
        },
      },
    });
    const further = textOf(objectNamed(objects, 'ConfigMap', 'clickstack-schema'), 'further.sql');
    await store.run(further.replace(/;\s*$/, ''));
    await store.run('DROP TABLE telemetry.audit');
  });
});

describe('the replicated schema', () => {
  it('is understood by the parser, statement by statement', async () => {
    const statements = await schemaStatements({});
    expect(statements.length).toBeGreaterThan(20);
    await inParallel(statements, (statement) => store.run(`EXPLAIN AST ${statement}`));
  });

  it('creates every table on every server, replicated under a path of its own', async () => {
    const statements = await schemaStatements({});
    const creates = statements.filter((statement) => statement.startsWith('CREATE'));
    for (const statement of creates) expect(statement).toMatch(/^CREATE [^(]* ON CLUSTER clickstack/);
    const paths = statements.flatMap(
      (statement) => /ReplicatedMergeTree\('([^']+)', '\{replica\}'\)/.exec(statement)?.[1] ?? [],
    );
    expect(new Set(paths).size).toBe(10);
    expect(paths).toHaveLength(10);
    expect(statements.filter((statement) => /ENGINE = MergeTree/.test(statement))).toEqual([]);
  });

  it('has the same columns as the one that the engine executed', async () => {
    const columnsOf = (statements: string[]): string[] =>
      statements
        .filter((statement) => statement.startsWith('CREATE TABLE'))
        .map((statement) =>
          statement.replace(' ON CLUSTER clickstack', '').replace(/ENGINE = \w+(\([^)]*\))?/, ''),
        );
    expect(columnsOf(await schemaStatements({}))).toEqual(columnsOf(await schemaStatements(oneServer)));
  });
});

describe('names of the database', () => {
  it('another database holds everything', async () => {
    const values = { ...oneServer, clickstack: { database: 'signals' } };
    await createSchema(store, values);
    const [row] = await store.rows("SELECT count() AS n FROM system.tables WHERE database = 'signals'");
    expect(Number(row?.n)).toBe((await tables()).length);
    await store.run('DROP DATABASE signals');
  });
});

async function tables(): Promise<Record<string, unknown>[]> {
  return store.rows(
    "SELECT name, engine, create_table_query AS create FROM system.tables WHERE database = 'telemetry' AND name NOT LIKE '.inner%' ORDER BY name",
  );
}
