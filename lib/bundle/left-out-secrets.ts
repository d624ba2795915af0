import { load } from 'js-yaml';
import { decodeUtf8, StudioError } from '../base';
import { decodeBase64 } from '../helm/core';
import { existingSecretAnnotation, type PlaneObject, type PlaneOptions, renderPlane } from '../plane';
import { findNode, sensitivePaths, valueAt, withoutValue, withValue } from '../values';
import type { SecretPart, SecretTemplate, SecretVariable } from './secret-script';

/** A secret value that a plane needs, and where in the values it would be given. */
export interface NeededSecret extends SecretVariable {
  path: string;
}

/** The Secrets that the chart would make for some values, and the secret values they are made of. */
export interface ChartSecrets {
  secrets: readonly SecretTemplate[];
  needed: readonly NeededSecret[];
}

/**
 * Finds out which Secrets the chart makes of `overrides` and how each key is put together, without
 * knowing the chart: it renders once with a mark in place of every secret value and sees where the
 * marks come out. A Secret says itself, by an annotation, which values path can name another one in its
 * place. Throws when the plane does not render.
 */
export function findChartSecrets(overrides: unknown, options: PlaneOptions): ChartSecrets {
  const paths = sensitivePaths().filter((path) => !isList(path));
  const actual = secretsOf(renderOrFail(overrides, options));
  const marked = paths.reduce((values: unknown, path, index) => {
    const next = withValue(values, path, markOf(index));
    if (!isEmpty(valueAt(overrides, path))) return next;
    // A value that is empty may be made up by the chart, or switch something off. Only the former is marked.
    return sameKeys(actual, secretsWithMarks(next, options)) ? next : values;
  }, overrides);
  const withMarks = new Map(secretsWithMarks(marked, options)?.map((secret) => [secret.name, secret]));
  /** For each secret value that a Secret holds, whether there is one although none was given. */
  const used = new Map<number, boolean>();
  const secrets = actual.flatMap((secret): SecretTemplate[] => {
    const twin = withMarks.get(secret.name);
    if (!secret.valuesPath || !twin) return [];
    const data = [...secret.data].map(([key, value]) => {
      const parts = partsOf(twin.data.get(key) ?? '', paths);
      for (const part of parts) if ('index' in part) used.set(part.index, value !== '');
      return {
        key,
        parts: parts.map((part): SecretPart => ('index' in part ? { variable: part.variable } : part)),
      };
    });
    return [{ name: secret.name, valuesPath: secret.valuesPath, data }];
  });
  const needed = [...used]
    .sort(([a], [b]) => a - b)
    .map(([index, hasValue]) => neededSecret(paths[index] ?? '', overrides, hasValue));
  return { secrets, needed };
}

/** Returns `overrides` without any secret value, naming existing Secrets where the chart would make its own. */
export function withExistingSecrets(overrides: unknown, { secrets }: ChartSecrets): unknown {
  let values: unknown = overrides;
  for (const path of sensitivePaths()) values = withoutValue(values, path);
  for (const { name, valuesPath } of secrets) {
    values = withValue(values, valuesPath, name);
    // The script makes the Secret with the chart's own keys, so any other choice of keys is undone.
    const group = findNode(valuesPath.slice(0, valuesPath.lastIndexOf('.')));
    if (group?.node !== 'group') continue;
    for (const child of group.children)
      if (/(^k|K)ey$/.test(child.key)) values = withoutValue(values, child.path);
  }
  return values;
}

/** Returns `overrides` with a value from `random` wherever the chart would make a secret value by itself. */
export function withGeneratedSecrets(
  overrides: unknown,
  { needed }: ChartSecrets,
  random: () => string,
): unknown {
  return needed
    .filter(({ path, canBeRandom }) => canBeRandom && isEmpty(valueAt(overrides, path)))
    .reduce((values: unknown, { path }) => withValue(values, path, random()), overrides);
}

/** Returns the Secrets of values with marks in them, which the chart's schema may refuse and the chart as well. */
function secretsWithMarks(values: unknown, options: PlaneOptions): RenderedSecret[] | undefined {
  const render = renderPlane(values, { ...options, skipSchemaValidation: true });
  return render.ok ? secretsOf(render.objects) : undefined;
}

function sameKeys(actual: readonly RenderedSecret[], other: readonly RenderedSecret[] | undefined): boolean {
  const keysOf = (secrets: readonly RenderedSecret[]) =>
    secrets.map(({ name, data }) => [name, ...data.keys()].join(' ')).join('\n');
  return other !== undefined && keysOf(actual) === keysOf(other);
}

/** A list of objects with secrets in them cannot be marked as one text. */
function isList(path: string): boolean {
  const field = findNode(path);
  return field?.node === 'field' && field.kind === 'objectList';
}

/** Returns the paths of lists with secrets in them that `overrides` gives; a bundle without secrets lacks them. */
export function leftOutLists(overrides: unknown): readonly string[] {
  return sensitivePaths().filter((path) => isList(path) && valueAt(overrides, path) !== undefined);
}

/** Only what the chart makes up may be random; what was given, or is missing, belongs to something that exists. */
function neededSecret(path: string, overrides: unknown, hasValue: boolean): NeededSecret {
  const field = findNode(path);
  const isUri = /uri$/i.test(path);
  return {
    path,
    name: variableName(path),
    title: `${field?.title ?? path} (${path})`,
    canBeRandom: hasValue && isEmpty(valueAt(overrides, path)),
    isUri,
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function variableName(path: string): string {
  return path
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/** Letters and digits only, so that no encoding in the chart (URL, JSON, YAML) changes a mark. */
function markOf(index: number): string {
  return `MARKxOFxSECRETx${String(index).padStart(4, '0')}xEND`;
}

type MarkedPart = { text: string } | { variable: string; index: number };

function partsOf(text: string, paths: readonly string[]): MarkedPart[] {
  return text
    .split(/(MARKxOFxSECRETx\d{4}xEND)/)
    .filter((part) => part !== '')
    .map((part): MarkedPart => {
      const index = /^MARKxOFxSECRETx(\d{4})xEND$/.exec(part)?.[1];
      if (index === undefined) return { text: part };
      return { variable: variableName(paths[Number(index)] ?? ''), index: Number(index) };
    });
}

interface RenderedSecret {
  name: string;
  valuesPath?: string;
  data: Map<string, string>;
}

function secretsOf(objects: readonly PlaneObject[]): RenderedSecret[] {
  return objects
    .filter((object) => object.kind === 'Secret')
    .map((object) => {
      // What a chart renders is a map; a Secret's parts are maps of texts, as the API server demands.
      const secret = load(object.text) as {
        metadata?: { annotations?: Record<string, string> };
        data?: Record<string, string>;
        stringData?: Record<string, string>;
      };
      const data = new Map<string, string>();
      for (const [key, value] of Object.entries(secret.data ?? {}))
        data.set(key, decodeUtf8(decodeBase64(value) ?? new Uint8Array()));
      for (const [key, value] of Object.entries(secret.stringData ?? {})) data.set(key, value);
      const valuesPath = secret.metadata?.annotations?.[existingSecretAnnotation];
      return { name: object.name, data, ...(valuesPath === undefined ? {} : { valuesPath }) };
    });
}

function renderOrFail(overrides: unknown, options: PlaneOptions): readonly PlaneObject[] {
  const render = renderPlane(overrides, options);
  if (!render.ok) throw new StudioError('RENDER_FAILED', render.message);
  return render.objects;
}
