import { GoInt, GoMap, type HelmProfile, type Value } from '../value';
import { formatShortest32, jsonKind, readYaml, TextError } from '../yaml';

/** What Helm reads of a document: which object it is, and its annotations. Absent parts are empty. */
export interface ManifestHead {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: string;
  annotations: ReadonlyMap<string, string>;
}

/**
 * Returns the head of a manifest document. Throws a `TextError` with Helm's message when the document
 * is no YAML, no map, or has a head of the wrong types.
 */
export function readManifestHead(text: string, profile: HelmProfile): ManifestHead {
  const value = readYaml(text, { integers: true });
  if (value === null) return emptyHead;
  if (!(value instanceof GoMap))
    return fail(value, `value of type ${profile === '3.17' ? 'releaseutil' : 'util'}.SimpleHead`);
  const metadata = lookUp(value, 'metadata') ?? null;
  if (metadata !== null && !(metadata instanceof GoMap)) {
    return fail(
      metadata,
      'struct field SimpleHead.metadata of type struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }',
    );
  }
  const fields = metadata ?? new GoMap();
  return {
    apiVersion: textField(value, 'apiVersion', 'SimpleHead.apiVersion'),
    kind: textField(value, 'kind', 'SimpleHead.kind'),
    name: textField(fields, 'name', '.metadata.name'),
    namespace: plainText(fields.entries.get('namespace')),
    annotations: annotationsOf(lookUp(fields, 'annotations') ?? null),
  };
}

const emptyHead: ManifestHead = { apiVersion: '', kind: '', name: '', namespace: '', annotations: new Map() };

/** encoding/json prefers the exact name and else ignores case. */
function lookUp(map: GoMap, name: string): Value | undefined {
  const exact = map.entries.get(name);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  for (const [key, value] of map.entries)
    if (key.length === name.length && key.toLowerCase() === lower) return value;
  return undefined;
}

function textField(map: GoMap, name: string, field: string): string {
  const value = lookUp(map, name) ?? null;
  return value === null ? '' : (asText(value) ?? fail(value, `struct field ${field} of type string`));
}

function annotationsOf(value: Value): ReadonlyMap<string, string> {
  if (value === null) return emptyHead.annotations;
  if (!(value instanceof GoMap)) {
    return fail(value, 'struct field .metadata.annotations of type map[string]string');
  }
  const annotations = new Map<string, string>();
  for (const [key, item] of value.entries) {
    const text = item === null ? '' : asText(item);
    annotations.set(key, text ?? fail(item, 'struct field .metadata.annotations of type string'));
  }
  return annotations;
}

/** sigs.k8s.io/yaml turns numbers and booleans into text where the field is a string. */
function asText(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof GoInt) return value.value.toString();
  return typeof value === 'number' ? formatShortest32(value) : undefined;
}

function plainText(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function fail(value: Value, into: string): never {
  const kind = value instanceof GoInt ? 'number' : jsonKind(value);
  throw new TextError(
    'json-type',
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go ${into}`,
  );
}
