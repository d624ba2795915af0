import { GoList, GoMap, type HelmProfile, type Value } from '../value';
import type { ChartMetadata, Dependency, Maintainer } from './metadata';
import { GoStruct, type StructField } from './struct';

/**
 * Returns what `.Chart` is: a struct in Helm 3, whose JSON uses the names of Chart.yaml, and a map of
 * Go field names in Helm 4.
 */
export function chartObject(metadata: ChartMetadata, isRoot: boolean, profile: HelmProfile): Value {
  return profile === '3.17' ? chartStruct(metadata, isRoot) : chartMap(metadata, isRoot);
}

function chartMap(metadata: ChartMetadata, isRoot: boolean): GoMap {
  return mapOf({
    Name: metadata.name,
    Home: metadata.home,
    Sources: new GoList([...metadata.sources]),
    Version: metadata.version,
    Description: metadata.description,
    Keywords: new GoList([...metadata.keywords]),
    Maintainers: new GoList(metadata.maintainers.map(maintainerMap)),
    Icon: metadata.icon,
    APIVersion: metadata.apiVersion,
    Condition: metadata.condition,
    Tags: metadata.tags,
    AppVersion: metadata.appVersion,
    Deprecated: metadata.deprecated,
    Annotations: annotationMap(metadata),
    KubeVersion: metadata.kubeVersion,
    Dependencies: new GoList((metadata.dependencies ?? []).map(dependencyMap)),
    Type: metadata.type,
    IsRoot: isRoot,
  });
}

function maintainerMap(one: Maintainer): Value {
  return mapOf({ Name: one.name, Email: one.email, URL: one.url });
}

function dependencyMap(one: Dependency): Value {
  return mapOf({
    Name: one.name,
    Version: one.version,
    Repository: one.repository,
    Condition: one.condition,
    Tags: new GoList([...one.tags]),
    Enabled: one.enabled,
    ImportValues: new GoList(importValuesOf(one)),
    Alias: one.alias,
  });
}

/** Processing turns every import into a pair of child and parent. */
function importValuesOf(one: Dependency): Value[] {
  return one.importValues.map((entry) => {
    if (typeof entry !== 'string') return entry;
    return new GoMap(
      new Map([
        ['child', `exports.${entry}`],
        ['parent', '.'],
      ]),
      'map[string]string',
    );
  });
}

function annotationMap(metadata: ChartMetadata): GoMap {
  return new GoMap(
    new Map(metadata.annotations ?? []),
    'map[string]string',
    metadata.annotations === undefined,
  );
}

function mapOf(fields: Readonly<Record<string, Value>>): GoMap {
  return new GoMap(new Map(Object.entries(fields)));
}

function chartStruct(metadata: ChartMetadata, isRoot: boolean): GoStruct {
  const inner = metadataFields(metadata);
  const print = (): string => `{${inner.map((field) => printField(field.value)).join(' ')}}`;
  const embedded = new GoStruct('chart.Metadata', inner, { print });
  const fields = [
    ...inner,
    field('IsRoot', isRoot, { json: isRoot, jsonName: 'IsRoot' }),
    // The embedded struct is a field too, but its JSON is that of the promoted fields.
    { name: 'Metadata', value: embedded, json: undefined, jsonName: '' },
  ];
  return new GoStruct('struct { chart.Metadata; IsRoot bool }', fields, {
    print: () => `{${print()} ${isRoot}}`,
  });
}

function metadataFields(metadata: ChartMetadata): StructField[] {
  const maintainers = metadata.maintainers.map(maintainerStruct);
  const dependencies = (metadata.dependencies ?? []).map(dependencyStruct);
  return [
    text('Name', metadata.name),
    text('Home', metadata.home),
    texts('Sources', metadata.sources),
    text('Version', metadata.version),
    text('Description', metadata.description),
    texts('Keywords', metadata.keywords),
    list('Maintainers', new GoList(maintainers, 'interface {}', maintainers.length === 0)),
    text('Icon', metadata.icon),
    field('APIVersion', metadata.apiVersion, {
      jsonName: 'apiVersion',
      json: orNothing(metadata.apiVersion),
    }),
    text('Condition', metadata.condition),
    text('Tags', metadata.tags),
    field('AppVersion', metadata.appVersion, {
      jsonName: 'appVersion',
      json: orNothing(metadata.appVersion),
    }),
    field('Deprecated', metadata.deprecated, {
      jsonName: 'deprecated',
      json: metadata.deprecated ? true : undefined,
    }),
    field('Annotations', annotationMap(metadata), {
      jsonName: 'annotations',
      json: metadata.annotations?.size ? annotationMap(metadata) : undefined,
    }),
    field('KubeVersion', metadata.kubeVersion, {
      jsonName: 'kubeVersion',
      json: orNothing(metadata.kubeVersion),
    }),
    list('Dependencies', new GoList(dependencies, 'interface {}', metadata.dependencies === undefined)),
    text('Type', metadata.type),
  ];
}

function maintainerStruct(one: Maintainer): GoStruct {
  const fields = [
    text('Name', one.name),
    text('Email', one.email),
    field('URL', one.url, { jsonName: 'url', json: orNothing(one.url) }),
  ];
  return new GoStruct('*chart.Maintainer', fields, {
    kind: 'ptr',
    print: () => `&{${one.name} ${one.email} ${one.url}}`,
  });
}

function dependencyStruct(one: Dependency): GoStruct {
  const imports = new GoList(importValuesOf(one), 'interface {}', one.importValues.length === 0);
  const fields = [
    field('Name', one.name, { json: one.name }),
    text('Version', one.version),
    field('Repository', one.repository, { json: one.repository }),
    text('Condition', one.condition),
    texts('Tags', one.tags),
    field('Enabled', one.enabled, { json: one.enabled ? true : undefined }),
    field('ImportValues', imports, { jsonName: 'import-values', json: imports.isNil ? undefined : imports }),
    text('Alias', one.alias),
  ];
  const print = (): string => `&{${fields.map((part) => printField(part.value)).join(' ')}}`;
  return new GoStruct('*chart.Dependency', fields, { kind: 'ptr', print });
}

function text(name: string, value: string): StructField {
  return field(name, value, { json: orNothing(value) });
}

function texts(name: string, values: readonly string[]): StructField {
  return list(name, new GoList([...values], 'string', values.length === 0));
}

function list(name: string, value: GoList): StructField {
  return field(name, value, { json: value.items.length === 0 ? undefined : value });
}

function field(
  name: string,
  value: Value,
  json: { json: Value | undefined; jsonName?: string },
): StructField {
  return {
    name,
    value,
    json: json.json,
    jsonName: json.jsonName ?? name.charAt(0).toLowerCase() + name.slice(1),
  };
}

function orNothing(value: string): string | undefined {
  return value === '' ? undefined : value;
}

/** `%v` inside a struct; pointers print as addresses, which vary from run to run in Go. */
function printField(value: Value): string {
  if (value instanceof GoList) return `[${value.items.map(printField).join(' ')}]`;
  if (value instanceof GoStruct) return value.kind === 'ptr' ? '0xc000000000' : value.print();
  if (value instanceof GoMap) {
    const pairs = [...value.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${key}:${printField(item)}`);
    return `map[${pairs.join(' ')}]`;
  }
  return value === null ? '<nil>' : printScalar(value);
}

/** Texts, booleans and numbers as they stand; the fields of a chart hold nothing else. */
function printScalar(value: Value): string {
  return typeof value === 'object' ? '' : String(value);
}
