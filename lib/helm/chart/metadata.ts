import { GoInt, GoList, GoMap, type HelmProfile, type Value } from '../value';
import { formatShortest32, readYaml, TextError, jsonKind } from '../yaml';
import { isValidVersion } from './version-range';
import { failChart } from './errors';

/** A person or organisation named in Chart.yaml. */
export interface Maintainer {
  name: string;
  email: string;
  url: string;
}

/** A dependency named in Chart.yaml (or in requirements.yaml of a version 1 chart). */
export interface Dependency {
  name: string;
  version: string;
  repository: string;
  condition: string;
  tags: readonly string[];
  enabled: boolean;
  importValues: readonly Value[];
  alias: string;
}

/** What Chart.yaml says. Absent texts are empty; `dependencies` is undefined when the key is absent. */
export interface ChartMetadata {
  name: string;
  home: string;
  sources: readonly string[];
  version: string;
  description: string;
  keywords: readonly string[];
  maintainers: readonly Maintainer[];
  icon: string;
  apiVersion: string;
  condition: string;
  tags: string;
  appVersion: string;
  deprecated: boolean;
  annotations: ReadonlyMap<string, string> | undefined;
  kubeVersion: string;
  dependencies: readonly Dependency[] | undefined;
  type: string;
}

/** A decoder of one struct, whose messages name the Go field at fault. */
class FieldReader {
  private readonly map: GoMap;
  private readonly struct: string;

  constructor(map: GoMap, struct: string) {
    this.map = map;
    this.struct = struct;
  }

  /** encoding/json prefers the exact name and else ignores case. */
  value(name: string): Value | undefined {
    const exact = this.map.entries.get(name);
    if (exact !== undefined) return exact;
    const lower = name.toLowerCase();
    for (const [key, value] of this.map.entries) if (key.toLowerCase() === lower) return value;
    return undefined;
  }

  text(name: string): string {
    const value = this.value(name);
    return value === undefined || value === null ? '' : this.asText(value, name);
  }

  flag(name: string): boolean {
    const value = this.value(name);
    if (value === undefined || value === null) return false;
    return typeof value === 'boolean' ? value : this.fail(value, name, 'bool');
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    if (!(value instanceof GoList)) return this.fail(value, name, '[]string');
    return value.items.map((item) => (item === null ? '' : this.asText(item, name)));
  }

  list(name: string, goType: string): readonly Value[] | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    return value instanceof GoList ? value.items : this.fail(value, name, goType);
  }

  textMap(name: string): ReadonlyMap<string, string> | undefined {
    const value = this.value(name);
    if (value === undefined || value === null) return undefined;
    if (!(value instanceof GoMap)) return this.fail(value, name, 'map[string]string');
    const texts = new Map<string, string>();
    for (const [key, item] of value.entries) texts.set(key, item === null ? '' : this.asText(item, name));
    return texts;
  }

  /** sigs.k8s.io/yaml turns numbers and booleans into text where the field is a string. */
  private asText(value: Value, name: string): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (value instanceof GoInt) return value.value.toString();
    if (typeof value === 'number') return formatShortest32(value);
    return this.fail(value, name, 'string');
  }

  private fail(value: Value, name: string, goType: string): never {
    const kind = value instanceof GoInt ? 'number' : jsonKind(value);
    throw new TextError(
      'json-type',
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go struct field ${this.struct}.${name} of type ${goType}`,
    );
  }
}

/**
 * Returns the metadata of a Chart.yaml text. Throws a `TextError` with the message of Helm's YAML
 * library; missing fields are found by `validateMetadata`.
 */
export function readMetadata(text: string): ChartMetadata {
  const root = readYaml(text, { integers: true });
  if (root !== null && !(root instanceof GoMap)) {
    const kind = root instanceof GoInt ? 'number' : jsonKind(root);
    throw new TextError(
      'json-type',
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type chart.Metadata`,
    );
  }
  const fields = new FieldReader(root ?? new GoMap(), 'Metadata');
  return {
    name: fields.text('name'),
    home: fields.text('home'),
    sources: fields.texts('sources') ?? [],
    version: fields.text('version'),
    description: fields.text('description'),
    keywords: fields.texts('keywords') ?? [],
    maintainers: (fields.list('maintainers', '[]*chart.Maintainer') ?? []).map(readMaintainer),
    icon: fields.text('icon'),
    apiVersion: fields.text('apiVersion'),
    condition: fields.text('condition'),
    tags: fields.text('tags'),
    appVersion: fields.text('appVersion'),
    deprecated: fields.flag('deprecated'),
    annotations: fields.textMap('annotations'),
    kubeVersion: fields.text('kubeVersion'),
    dependencies: fields.list('dependencies', '[]*chart.Dependency')?.map(readDependency),
    type: fields.text('type'),
  };
}

/** Returns the dependencies of a requirements.yaml, or undefined when it names none. */
export function readRequirements(text: string): readonly Dependency[] | undefined {
  return readMetadata(text).dependencies;
}

function readMaintainer(value: Value): Maintainer {
  if (!(value instanceof GoMap)) {
    return failChart('chart-metadata', 'validation: maintainers must not contain empty or null nodes');
  }
  const fields = new FieldReader(value, 'Maintainer');
  return { name: fields.text('name'), email: fields.text('email'), url: fields.text('url') };
}

function readDependency(value: Value): Dependency {
  if (!(value instanceof GoMap)) {
    return failChart('chart-metadata', 'validation: dependencies must not contain empty or null nodes');
  }
  const fields = new FieldReader(value, 'Dependency');
  return {
    name: fields.text('name'),
    version: fields.text('version'),
    repository: fields.text('repository'),
    condition: fields.text('condition'),
    tags: fields.texts('tags') ?? [],
    enabled: fields.flag('enabled'),
    importValues: plainNumbers(fields.list('import-values', '[]interface {}') ?? []),
    alias: fields.text('alias'),
  };
}

/** The free-form parts went through JSON, where every number is a float64. */
function plainNumbers(values: readonly Value[]): readonly Value[] {
  return values.map((value) => (value instanceof GoInt ? Number(value.value) : value));
}

/**
 * Returns the metadata with control characters removed, as Helm's Validate does. Throws a `ChartError`
 * with Helm's message when a required field is missing or wrong.
 */
export function validateMetadata(metadata: ChartMetadata, profile: HelmProfile): ChartMetadata {
  const clean: ChartMetadata = {
    ...metadata,
    name: cleanText(metadata.name),
    description: cleanText(metadata.description),
    home: cleanText(metadata.home),
    icon: cleanText(metadata.icon),
    condition: cleanText(metadata.condition),
    tags: cleanText(metadata.tags),
    appVersion: cleanText(metadata.appVersion),
    kubeVersion: cleanText(metadata.kubeVersion),
    sources: metadata.sources.map(cleanText),
    keywords: metadata.keywords.map(cleanText),
    maintainers: metadata.maintainers.map((one) => ({
      name: cleanText(one.name),
      email: cleanText(one.email),
      url: cleanText(one.url),
    })),
    dependencies: metadata.dependencies?.map(cleanDependency),
  };
  if (clean.apiVersion === '') invalid('chart.metadata.apiVersion is required');
  if (clean.name === '') invalid('chart.metadata.name is required');
  if (clean.name.includes('/')) invalid(`chart.metadata.name ${JSON.stringify(clean.name)} is invalid`);
  if (clean.version === '') invalid('chart.metadata.version is required');
  if (!isValidVersion(clean.version, profile)) {
    invalid(`chart.metadata.version ${JSON.stringify(clean.version)} is invalid`);
  }
  if (clean.type !== '' && clean.type !== 'application' && clean.type !== 'library') {
    invalid('chart.metadata.type must be application or library');
  }
  checkDependencyNames(clean.dependencies ?? []);
  return clean;
}

function checkDependencyNames(dependencies: readonly Dependency[]): void {
  const seen = new Set<string>();
  for (const dependency of dependencies) {
    if (dependency.alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(dependency.alias)) {
      invalid(`dependency ${JSON.stringify(dependency.name)} has disallowed characters in the alias`);
    }
    const key = dependency.alias === '' ? dependency.name : dependency.alias;
    if (seen.has(key)) invalid(`more than one dependency with name or alias ${JSON.stringify(key)}`);
    seen.add(key);
  }
}

function cleanDependency(dependency: Dependency): Dependency {
  return {
    ...dependency,
    name: cleanText(dependency.name),
    version: cleanText(dependency.version),
    repository: cleanText(dependency.repository),
    condition: cleanText(dependency.condition),
    tags: dependency.tags.map(cleanText),
  };
}

function invalid(message: string): never {
  return failChart('chart-metadata', `validation: ${message}`);
}

/** Helm replaces any white space by a space and drops what does not print. */
function cleanText(text: string): string {
  if (/^[\u0020-\u007e]*$/.test(text)) return text;
  return text.replace(/[\s\u0085]/gu, ' ').replace(/[\p{C}\u2028\u2029]/gu, '');
}
