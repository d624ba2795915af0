// Alerts and dashboards: Prometheus accepts the rules, every metric in them is exported by the real
// collector or the real ClickHouse, and ClickHouse answers the queries of the dashboards.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRuleReader, faultsOfRules } from '../../scripts/plane-parts/prometheus-rules';
import {
  type KubernetesObject,
  renderObjects,
  renderVariants,
} from '../../scripts/plane-parts/rendered-chart';
import { leafVariants, sampleVariants, switchVariants } from '../../scripts/plane-parts/variants';
import { otelcol } from './gateway';
import { startGateway } from './running-gateway';
import { type Store, createSchema, oneServer, openStore } from './store';
import { logRequest, metricsRequest, sendByHttp, spanRequest } from './telemetry';

const on = { enabled: true };
const monitored = {
  collectors: on,
  monitoring: { serviceMonitors: on, alerts: on, dashboards: on },
};

interface Rule {
  alert: string;
  expr: string;
}
interface Dashboard {
  uid: string;
  panels: { title: string; type: string; targets?: { expr?: string; rawSql?: string }[] }[];
  templating: { list: { name: string; type: string; query: string }[] };
}

/** The embedded engine logs neither queries nor parts: the columns that are read, as the reference has them. */
const serverLogs = [
  `CREATE TABLE telemetry.system_query_log (event_time DateTime, query_kind LowCardinality(String),
    type Enum8('QueryStart' = 1, 'QueryFinish' = 2, 'ExceptionBeforeStart' = 3, 'ExceptionWhileProcessing' = 4),
    query_duration_ms UInt64, user LowCardinality(String), read_rows UInt64, memory_usage UInt64, query String)
    ENGINE = Memory`,
  `CREATE TABLE telemetry.system_part_log (event_time DateTime, event_type Enum8('NewPart' = 1, 'MergeParts' = 2),
    database String, table String, size_in_bytes UInt64) ENGINE = Memory`,
];

/** Metrics of others: the kubelet, kube-state-metrics, and Prometheus itself. */
const foreign = [
  'up',
  'kubelet_volume_stats_available_bytes',
  'kubelet_volume_stats_capacity_bytes',
  'kube_deployment_status_replicas_available',
  'kube_daemonset_status_number_unavailable',
];

let objects: KubernetesObject[];
let rules: Rule[];
let dashboards: Dashboard[];
let expressions: string[];
beforeAll(async () => {
  objects = await renderObjects(monitored, { namespace: 'obs' });
  rules = groupsOf(objects).flatMap((group) => group.rules);
  dashboards = objects
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['grafana_dashboard'] === '1')
    .map((object) => JSON.parse(Object.values(object.data ?? {})[0] ?? '') as Dashboard);
  const panels = dashboards.flatMap((dashboard) => dashboard.panels);
  expressions = [
    ...rules.map(({ expr }) => expr),
    ...panels.flatMap(({ targets = [] }) =>
      targets.flatMap(({ expr }) => (expr === undefined ? [] : [expr])),
    ),
  ];
});

function groupsOf(all: readonly KubernetesObject[]): { name: string; rules: Rule[] }[] {
  const found = all.find(({ kind }) => kind === 'PrometheusRule');
  // The shape of the operator's kind, checked against its definition elsewhere.
  return (found?.spec?.['groups'] ?? []) as { name: string; rules: Rule[] }[];
}

describe('Prometheus', () => {
  let reader: string;
  beforeAll(() => {
    reader = buildRuleReader();
  }, 1_200_000);

  it('accepts the rules of every variant', async () => {
    const touching = [...switchVariants(), ...leafVariants()].filter(({ name }) =>
      /^(monitoring|clickstack\.(enabled|replicas|memory|resources)|gateway\.(enabled|queue|resources)|hyperdx\.enabled|observer\.enabled|collectors\.(enabled|namespace|resources|queue)|global)\b/.test(
        name,
      ),
    );
    const variants = [...touching, ...sampleVariants().slice(0, 40)].map(({ name, values }) => ({
      name,
      values: {
        ...values,
        monitoring: { ...(values['monitoring'] as object), alerts: { ...alertsOf(values), ...on } },
      },
    }));
    const texts = new Map<string, string>();
    for (const { variant, objects: all } of await renderVariants(variants))
      texts.set(JSON.stringify(groupsOf(all)), variant.name);
    expect(texts.size).toBeGreaterThan(20);
    const faults: string[] = [];
    for (const [text, name] of texts)
      for (const fault of await faultsOfRules(reader, JSON.parse(text))) faults.push(`${name}: ${fault}`);
    expect(faults).toEqual([]);
  });

  it('accepts the expressions of the dashboards', async () => {
    const panels = expressions.map((expr, index) => ({
      alert: `Panel${index}`,
      // What Grafana puts in before it asks.
      expr: expr.replace(/\$__rate_interval/g, '5m').replace(/\$(namespace|gateway|store)/g, 'x'),
    }));
    expect(await faultsOfRules(reader, [{ name: 'panels', rules: panels }])).toEqual([]);
  });

  it('refuses what is wrong, so the checks above mean something', async () => {
    const rule = (fields: object) =>
      faultsOfRules(reader, [{ name: 'g', rules: [{ alert: 'A', expr: 'up', ...fields }] }]);
    expect(await rule({})).toEqual([]);
    expect((await rule({ expr: 'sum(rate(up[5m])' })).join()).toContain('unclosed left parenthesis');
    expect((await rule({ annotations: { summary: '{{ $value | nothing }}' } })).join()).toContain('nothing');
  });
});

function alertsOf(values: Readonly<Record<string, unknown>>): object {
  return (values['monitoring'] as { alerts?: object } | undefined)?.alerts ?? {};
}

it('no rate is taken over several metrics at once, whose series would be alike without their names', () => {
  for (const expr of expressions) expect(expr).not.toContain('__name__');
});

/** Names of metrics in an expression: words before a selector. */
function metricsOf(expr: string): string[] {
  return [...expr.matchAll(/([A-Za-z_:][A-Za-z0-9_:]*)\{/g)].map(([, name = '']) => name);
}

describe('every metric exists', () => {
  const ofCollector = () =>
    [...new Set(expressions.flatMap(metricsOf))].filter((name) => name.startsWith('otelcol_'));

  it('each is of the collector, of ClickHouse or of the cluster', () => {
    const names = new Set(expressions.flatMap(metricsOf));
    expect(names.size).toBeGreaterThan(25);
    for (const name of names)
      expect(
        name.startsWith('otelcol_') || name.startsWith('ClickHouse') || foreign.includes(name),
        name,
      ).toBe(true);
  });

  it('in the collector, by its program', () => {
    expect(missingIn(otelcol, ofCollector())).toEqual([]);
    expect(missingIn(otelcol, ['otelcol_exporter_lag_seconds'])).toEqual(['otelcol_exporter_lag_seconds']);
  });

  it('in the collector, under this very name, once it has something to count', async () => {
    const store = await openStore();
    await createSchema(store);
    const gateway = await startGateway(store, { ...oneServer, gateway: { batch: { minSize: 1 } } });
    try {
      await sendByHttp(`http://${gateway.http}/v1/logs`, logRequest('counted'));
      await sendByHttp(`http://${gateway.http}/v1/traces`, spanRequest('counted', 1, {}));
      await sendByHttp(`http://${gateway.http}/v1/metrics`, metricsRequest({}));
      const rare = /_(refused|send_failed|enqueue_failed)_/;
      const usual = ofCollector().filter((name) => !rare.test(name));
      expect(usual.length).toBeGreaterThan(7);
      let missing = usual;
      for (let round = 0; round < 60 && missing.length > 0; round++) {
        const exported = (await gateway.metrics()).split('\n').map((line) => line.replace(/[{ ].*/, ''));
        missing = usual.filter((name) => !exported.includes(name));
        if (missing.length > 0) await sleep(500);
      }
      expect(missing).toEqual([]);
    } finally {
      await gateway.stop();
      await store.close();
    }
  });

  describe('in ClickHouse', () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore();
      await createSchema(store);
    });
    afterAll(() => store.close());

    const named = (prefix: string) =>
      [...new Set(expressions.flatMap(metricsOf))].flatMap((name) =>
        name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      );

    it('among its metrics and events', async () => {
      const known = async (query: string) => (await store.rows(query)).map(({ name }) => String(name));
      const metrics = await known('SELECT metric AS name FROM system.metrics');
      const events = await known(
        'SELECT name FROM system.events SETTINGS system_events_show_zero_values = 1',
      );
      expect(named('ClickHouseMetrics_').filter((name) => !metrics.includes(name))).toEqual([]);
      expect(named('ClickHouseProfileEvents_').filter((name) => !events.includes(name))).toEqual([]);
    });

    it('among those that it measures from time to time, which the embedded engine knows and does not show', () => {
      const names = named('ClickHouseAsyncMetrics_');
      expect(names.length).toBeGreaterThan(3);
      const packages = join(process.env.PLANE_STUDIO_CHDB ?? '', 'packages', 'chdb');
      const engine = readdirSync(packages).find((file) => file.endsWith('.so')) ?? '';
      expect(missingIn(join(packages, engine), names)).toEqual([]);
    });

    it('and it answers the queries of the dashboards', async () => {
      const queries = dashboards.flatMap(({ panels, templating }) =>
        panels.flatMap(({ title, targets = [] }) =>
          targets.flatMap(({ rawSql }) =>
            rawSql === undefined ? [] : [[title, filledIn(rawSql, templating.list)] as const],
          ),
        ),
      );
      expect(queries.length).toBeGreaterThan(8);
      for (const table of serverLogs) await store.run(table);
      const faults: string[] = [];
      for (const [title, query] of queries) {
        const mine = query.replace(/system\.(query_log|part_log)/g, 'telemetry.system_$1');
        await store.run(mine).catch((error: unknown) => faults.push(`${title}: ${String(error)}`));
      }
      expect(faults).toEqual([]);
    });
  });
});

/** What Grafana's data source makes of a query. */
function filledIn(query: string, variables: Dashboard['templating']['list']): string {
  const constants = variables.reduce(
    (text, { name, query: value }) => text.replaceAll(`$${name}`, value),
    query
      .replace(/\$__timeFilter\(([^)]+)\)/g, '$1 >= now() - INTERVAL 1 HOUR')
      .replace(/\$__timeInterval\(([^)]+)\)/g, 'toStartOfInterval(toDateTime($1), INTERVAL 60 second)'),
  );
  return constants;
}

/** Returns the names that a program does not contain. */
function missingIn(program: string, names: readonly string[]): string[] {
  if (!existsSync(program)) throw new Error(`${program} is not there`);
  return names.filter((name) => spawnSync('grep', ['-q', '-a', '-F', name, program]).status !== 0);
}

it('dashboards have names of their own, and data sources that the reader picks', () => {
  expect(dashboards).toHaveLength(2);
  expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(2);
  for (const { uid, templating, panels } of dashboards) {
    expect(uid.length).toBeLessThanOrEqual(40);
    expect(templating.list.filter(({ type }) => type === 'datasource')).toHaveLength(1);
    expect(panels.filter(({ type }) => type !== 'row').every(({ targets = [] }) => targets.length > 0)).toBe(
      true,
    );
    expect(JSON.stringify(panels)).not.toMatch(/__[A-Z_]+__/);
  }
});
