// The plane's chart as real Helm renders it.
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { type HelmVersion, helm } from './tools';
import { inParallel, runProgram } from './run-program';
import { root } from './suite';
import { type Variant } from './variants';

export const chartFolder = join(root, 'install', 'helm', 'openchoreo-observability-plane');

/** A Kubernetes object as far as tests look into it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
}

/** A values document. */
export type Values = Readonly<Record<string, unknown>>;

/** Options of `helm template`. */
export interface RenderOptions {
  /** Default: `plane`. */
  release?: string;
  /** Default: `default`. */
  namespace?: string;
  /** Default: the newest. */
  version?: HelmVersion;
}

/** Returns what `helm template` prints for `values`. Throws with Helm's message when it refuses. */
export async function renderText(values: Values, options: RenderOptions = {}): Promise<string> {
  const { release = 'plane', namespace = 'default' } = options;
  const answer = await runProgram(
    helm(options.version),
    ['template', release, chartFolder, '--namespace', namespace, '--values', '-'],
    { input: JSON.stringify(values) },
  );
  if (answer.code !== 0) throw new Error(answer.errors.trim());
  return answer.output;
}

/** Returns the objects that the chart makes of `values`, hooks included. */
export async function renderObjects(
  values: Values,
  options: RenderOptions = {},
): Promise<KubernetesObject[]> {
  const documents = loadAll(await renderText(values, options));
  // The chart only renders objects; the API server checks their shape in the cluster suite.
  return documents.filter((document) => document !== null && document !== undefined) as KubernetesObject[];
}

/** What became of one variant. */
export interface Rendered {
  variant: Variant;
  objects: KubernetesObject[];
}

/** Renders all variants, as many at a time as there are processors. Throws naming the first that fails. */
export async function renderVariants(
  variants: readonly Variant[],
  options: RenderOptions = {},
): Promise<Rendered[]> {
  return inParallel(variants, async (variant) => {
    try {
      return { variant, objects: await renderObjects(variant.values, options) };
    } catch (error) {
      throw new Error(`render ${variant.name}: ${String(error)}`, { cause: error });
    }
  });
}

/** Returns one object by kind and name; throws with what there is when it is missing. */
export function objectNamed(
  objects: readonly KubernetesObject[],
  kind: string,
  name: string | RegExp,
): KubernetesObject {
  const matches = (text: string): boolean => (typeof name === 'string' ? text === name : name.test(text));
  const found = objects.find((object) => object.kind === kind && matches(object.metadata.name));
  if (found) return found;
  const names = objects.map((object) => `${object.kind}/${object.metadata.name}`).join(', ');
  throw new Error(`no ${kind}/${String(name)} among ${names}`);
}

/** Returns a text of a ConfigMap or Secret. */
export function textOf(object: KubernetesObject, key: string): string {
  const text = object.stringData?.[key] ?? object.data?.[key];
  if (text === undefined) throw new Error(`${object.kind}/${object.metadata.name} has no ${key}`);
  return object.kind === 'Secret' && object.data?.[key] === text
    ? Buffer.from(text, 'base64').toString()
    : text;
}

/** Returns a YAML text as data. */
export function parseYaml(text: string): unknown {
  return load(text);
}
