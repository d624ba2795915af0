// Every configuration that the chart can make passes the real collector's own validation.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderObjects, renderVariants } from '../../scripts/plane-parts/rendered-chart';
import { inParallel, runProgram } from '../../scripts/plane-parts/run-program';
import {
  type Variant,
  hasOwnConfig,
  largeChoices,
  leafVariants,
  migrationChoices,
  sampleVariants,
  switchVariants,
} from '../../scripts/plane-parts/variants';
import { gatewayConfig, gatewayEnvironment, makeCertificates, otelcol, forThisMachine } from './gateway';

const folder = mkdtempSync(join(tmpdir(), 'plane-studio-gateway-'));
beforeAll(() => makeCertificates(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Choices of the gateway that need each other. */
const combinations: Variant[] = [
  {
    name: 'TLS with client certificates, token and CORS',
    values: {
      gateway: {
        tls: { enabled: true, secretName: 'gateway-tls', clientCA: true },
        auth: { enabled: true, token: 'secret' },
        cors: { allowedOrigins: ['https://*.example.com'], allowedHeaders: ['X-Trace'], maxAge: '1h' },
      },
    },
  },
  { name: 'no queue', values: { gateway: { queue: { enabled: false } } } },
  { name: 'no sessions', values: { gateway: { sessions: { enabled: false } } } },
  { name: 'gRPC only', values: { gateway: { receivers: { http: { enabled: false } } } } },
  {
    name: 'a further exporter merged in',
    values: {
      gateway: {
        config: {
          exporters: { debug: { verbosity: 'basic' } },
          service: { pipelines: { traces: { exporters: ['clickhouse', 'debug'] } } },
        },
      },
    },
  },
  {
    name: 'a processor merged in, without sessions',
    values: {
      gateway: {
        sessions: { enabled: false },
        config: {
          processors: { batch: { timeout: '2s' } },
          service: { pipelines: { logs: { processors: ['memory_limiter', 'batch'] } } },
        },
      },
    },
  },
];

it('the collector accepts the configuration of every variant', async () => {
  // What the user merges in is the user's own: any map is valid there, but not to the collector.
  const touching = [...switchVariants(), ...leafVariants()].filter((variant) =>
    /^(gateway\.(?!config )|clickstack\.|global\.|migration\.shadow|observer\.openSearch)/.test(variant.name),
  );
  const rendered = await renderVariants([
    ...largeChoices,
    ...migrationChoices,
    ...combinations,
    ...touching,
    ...sampleVariants().filter(({ values }) => !hasOwnConfig(values.gateway)),
  ]);
  const distinct = new Map<string, string>();
  for (const { variant, objects } of rendered) {
    const config = gatewayConfig(objects);
    if (config !== undefined && !distinct.has(config)) distinct.set(config, variant.name);
  }
  // Enough that the samples are known to reach the configuration; how many differ depends on the model.
  expect(distinct.size).toBeGreaterThan(50);
  const refused = await inParallel([...distinct], async ([config, name]) => {
    const verdict = await validate(config);
    return verdict === '' ? [] : [`${name}: ${verdict}`];
  });
  expect(refused.flat()).toEqual([]);
});

it.each([
  ['an unknown component', { receivers: { nothing: {} } }, /nothing/],
  ['an unknown key', { exporters: { clickhouse: { tables_prefix: 'x' } } }, /tables_prefix/],
  [
    'the address of metrics in its old form',
    { service: { telemetry: { metrics: { address: ':8888' } } } },
    /address/,
  ],
])(
  'the collector refuses %s merged in, so the check above means something',
  async (_name, config, message) => {
    const objects = await renderObjects({ gateway: { config } });
    expect(await validate(gatewayConfig(objects) ?? '')).toMatch(message);
  },
);

let files = 0;

/** Returns what the collector objects to; empty when it accepts. */
async function validate(config: string): Promise<string> {
  const file = join(folder, `config-${files++}.yaml`);
  writeFileSync(file, forThisMachine(config, folder));
  const answer = await runProgram(otelcol, ['validate', `--config=${file}`], { env: gatewayEnvironment });
  return answer.code === 0 ? '' : answer.errors.trim().split('\n').slice(-3).join('\n');
}
