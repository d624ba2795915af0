// Every configuration of the node collectors that the chart can make passes the real collector's validation.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderObjects, renderVariants } from '../../scripts/plane-parts/rendered-chart';
import { inParallel, runProgram } from '../../scripts/plane-parts/run-program';
import {
  type Variant,
  collectorChoices,
  hasOwnConfig,
  leafVariants,
  sampleVariants,
  switchVariants,
} from '../../scripts/plane-parts/variants';
import { collectorsConfig, collectorsEnvironment, withLocalFolders } from './collectors';
import { makeCertificates, otelcol } from './gateway';

const folder = mkdtempSync(join(tmpdir(), 'plane-studio-collectors-'));
beforeAll(() => makeCertificates(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the collector accepts the configuration of every variant', async () => {
  // What the user merges in is the user's own: any map is valid there, but not to the collector.
  const touching: Variant[] = [...switchVariants(), ...leafVariants()].filter((variant) =>
    /^collectors\.(?!config )/.test(variant.name),
  );
  const samples = sampleVariants().filter(({ values }) => !hasOwnConfig(values.collectors));
  const rendered = await renderVariants([...collectorChoices, ...touching, ...samples]);
  const distinct = new Map<string, string>();
  for (const { variant, objects } of rendered) {
    const config = collectorsConfig(objects);
    if (config !== undefined && !distinct.has(config)) distinct.set(config, variant.name);
  }
  expect(distinct.size).toBeGreaterThan(40);
  const refused = await inParallel([...distinct], async ([config, name]) => {
    const verdict = await validate(config);
    return verdict === '' ? [] : [`${name}: ${verdict}`];
  });
  expect(refused.flat()).toEqual([]);
});

it.each([
  ['an unknown operator', { receivers: { filelog: { operators: [{ type: 'nothing' }] } } }, /nothing/],
  [
    'an attribute that no pod has',
    { processors: { k8s_attributes: { extract: { metadata: ['k8s.pod.colour'] } } } },
    /k8s.pod.colour/,
  ],
  [
    'a statement that is no OTTL',
    { processors: { 'transform/severity': { log_statements: ['set('] } } },
    /set\(/,
  ],
])(
  'the collector refuses %s merged in, so the check above means something',
  async (_name, config, message) => {
    const objects = await renderObjects({ collectors: { enabled: true, config } });
    expect(await validate(collectorsConfig(objects) ?? '')).toMatch(message);
  },
);

let files = 0;

/** Returns what the collector objects to; empty when it accepts. */
async function validate(config: string): Promise<string> {
  const file = join(folder, `config-${files++}.yaml`);
  // Names of entries in a user's Secret; any file stands for them here.
  const local = withLocalFolders(config, folder)
    .replace(/ca_file: .*/g, `ca_file: ${folder}/ca.crt`)
    .replace(/cert_file: .*/g, `cert_file: ${folder}/tls.crt`)
    .replace(/key_file: .*/g, `key_file: ${folder}/tls.key`);
  writeFileSync(file, local);
  const answer = await runProgram(otelcol, ['validate', `--config=${file}`], { env: collectorsEnvironment });
  return answer.code === 0 ? '' : answer.errors.trim().split('\n').slice(-3).join('\n');
}
