import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultValues, fields, mergeWithDefaults, validateValues, withValue } from './index';
import { valuesJsonSchema } from './json-schema';
import { printYaml } from './document/print';
import { leafChanges, sampleValues, switches } from './testing/arbitrary';

const schema = valuesJsonSchema();
// zod's type of JSON schemas and the validator's describe the same documents.
const validator = new Validator(schema as Schema, '7', false);
const documents = [{}, ...sampleValues(60), ...switches().map((change) => change.overrides)];

describe('the JSON schema', () => {
  it('accepts the defaults and every document without errors', () => {
    for (const document of documents)
      expect(validator.validate(mergeWithDefaults(document)).errors).toEqual([]);
  });

  it('accepts every leaf alone and keys that it does not know', () => {
    for (const { path, overrides } of leafChanges())
      expect(validator.validate(overrides).errors, path).toEqual([]);
    expect(validator.validate({ prometheus: {}, gateway: { x: 1 } }).valid).toBe(true);
  });

  it.each([
    ['clickstack.storage.size', '200GB'],
    ['clickstack.retention.logs', '30d'],
    ['gateway.service.otlpGrpcPort', 70000],
    ['gateway.replicas', 'two'],
    ['global.installationMode', 'tiny'],
    ['clickstack.image.tag', 26.3],
    ['observer.clickstack.hosts', ['http://x']],
    ['clickstack.spread', false],
    ['clickstack.database', ''],
  ])('refuses %s: %j, as we do', (path, value) => {
    const document = withValue({}, path, value);
    expect(validator.validate(document).valid).toBe(false);
    expect(validateValues(document).some((problem) => problem.severity === 'error')).toBe(true);
  });

  it('says of every leaf what the model says', () => {
    for (const field of fields()) {
      const node = field.path
        .split('.')
        .reduce<Schema | undefined>(
          (inner, key) => inner?.properties?.[key] as Schema | undefined,
          schema as Schema,
        );
      expect(node, field.path).toMatchObject({ title: field.title, default: field.default });
    }
  });
});

const helms = ['3.17', '4.1', '4.2']
  .map(
    (version) =>
      [version, join(import.meta.dirname, `../../node_modules/.cache/oracle/${version}/helm`)] as const,
  )
  .filter(([, file]) => existsSync(file));

describe.skipIf(helms.length === 0)('real Helm', () => {
  let folder = '';
  const chart = () => join(folder, 'chart');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plane-schema-'));
    mkdirSync(join(folder, 'chart/templates'), { recursive: true });
    writeFileSync(join(chart(), 'Chart.yaml'), 'apiVersion: v2\nname: plane\nversion: 0.1.0\n');
    writeFileSync(join(chart(), 'values.yaml'), printYaml(defaultValues));
    writeFileSync(join(chart(), 'values.schema.json'), JSON.stringify(schema));
    writeFileSync(join(chart(), 'templates/values.yaml'), 'values: {{ .Values | toJson }}\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (helm: string, args: readonly string[]): string => {
    const env = { ...process.env, HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder };
    return execFileSync(helm, [...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
  };

  it.each(helms)('%s accepts the schema and refuses what it forbids', (_version, helm) => {
    expect(run(helm, ['template', 'r', chart()])).toContain('installationMode');
    const set = (value: string) => () => run(helm, ['template', 'r', chart(), '--set', value]);
    expect(set('gateway.service.otlpGrpcPort=4319,gateway.resources.limits.cpu=2')).not.toThrow();
    expect(set('clickstack.storage.size=200GB')).toThrow(/clickstack.*storage.*size/s);
    expect(set('global.installationMode=tiny')).toThrow(/installationMode/);
  });

  it.each(helms)('%s reads our overrides as we merge them', (_version, helm) => {
    sampleValues(12, 7).forEach((document, index) => {
      const file = join(folder, `values-${index}.yaml`);
      writeFileSync(file, printYaml(document));
      const json = run(helm, ['template', 'r', chart(), '-f', file]).split('values: ')[1] ?? '';
      expect(JSON.parse(json)).toEqual(mergeWithDefaults(document));
    });
  });
});
