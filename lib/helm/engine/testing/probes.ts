import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoMap, type HelmProfile } from '../../value';
import { readYamlMap } from '../../yaml';
import { templateFunctions } from '../../functions';
import { executeTemplates, type EngineInput, type EngineResult, type TemplateInput } from '..';
import '../../extras';

/** Probes: small templates, each rendered inside one chart, with what the real Helm makes of them. */

const testdata = join(import.meta.dirname, '..', 'testdata');

/** What Helm made of each probe: the text of the chart's one file, or its message. */
export type Goldens = Readonly<Record<string, Readonly<Partial<Record<HelmProfile, string>>>>>;

/** Returns the templates of the probes. */
export function readCases(): string[] {
  // The file is ours; a wrong shape would fail every test that reads it.
  return JSON.parse(readFileSync(join(testdata, 'cases.json'), 'utf8')) as string[];
}

/** Returns what Helm made of them. */
export function readGoldens(): Goldens {
  return JSON.parse(readFileSync(goldensPath, 'utf8')) as Goldens;
}

/** Where the goldens are; `write-goldens.ts` writes them. */
export const goldensPath = join(testdata, 'goldens.json');

/** Returns the values document of the probes' chart. */
export function readValuesText(): string {
  return readFileSync(join(testdata, 'values.yaml'), 'utf8');
}

/** Returns the files of the chart around a probe, by their path in it. */
export function filesOf(probe: string): Readonly<Record<string, string>> {
  return {
    'templates/_p.tpl': `{{ define "probe" }}${probe}{{ end }}`,
    'templates/m.yaml': 'v: {{ include "probe" . | toJson }}\n',
  };
}

/** Returns a map of Go's with the given entries. */
export function mapOf(entries: Record<string, unknown>, type?: string): GoMap {
  // Tests write values as plain objects; only what is a Value already is put in.
  return new GoMap(new Map(Object.entries(entries)) as GoMap['entries'], type);
}

/** Returns the data of a chart named `c` over the given values. */
export function dataOf(values: GoMap, profile: HelmProfile = '4.2'): GoMap {
  const release = mapOf({ Name: 'r', Namespace: 'default', Service: 'Helm' });
  const chart = mapOf({ Name: 'c', Version: '0.1.0' });
  const type = profile === '3.17' ? 'chartutil.Values' : 'common.Values';
  return mapOf({ Values: values, Release: release, Chart: chart }, type);
}

/** Executes files of a chart named `c` over a values document. */
export function executeFiles(
  files: Readonly<Record<string, string>>,
  valuesText: string,
  options: Partial<EngineInput> = {},
): EngineResult {
  const profile = options.profile ?? '4.2';
  const data = dataOf(readYamlMap(valuesText), profile);
  const templates = Object.entries(files).map(([path, text]): TemplateInput => ({
    name: `c/${path}`,
    text,
    basePath: 'c/templates',
    data,
  }));
  const entropy = { now: () => 0, randomBytes: (count: number) => new Uint8Array(count) };
  return executeTemplates({ templates, functions: templateFunctions(profile), profile, entropy, ...options });
}

/** Returns the text or the message that our engine gives for a probe. */
export function executeProbe(probe: string, valuesText: string, profile: HelmProfile): string {
  const result = executeFiles(filesOf(probe), valuesText, { profile });
  return result.ok ? [...result.texts.values()].join('').trim() : result.message.trim();
}
