import { decodeUtf8 } from '../../base';
import { GoInt, GoList, GoMap, type Value } from '../value';
import { decodeBase64 } from './base64';
import { composeYaml, type YamlNode } from './compose';
import { failYaml, TextError } from './errors';
import { quoteGo } from './go-syntax';
import { formatShortest, formatShortest32 } from './number-text';
import { resolvePlain, type PlainScalar } from './plain-scalar';

/**
 * Returns the value of a YAML text as Helm reads it: go-yaml 2's rules (YAML 1.1 booleans, merge
 * keys, the last of duplicate keys wins), then JSON's, so that every number is a float64. Only the
 * first document counts; an empty text is null. Throws a `TextError` with the message of
 * sigs.k8s.io/yaml, e.g. `error converting YAML to JSON: yaml: line 3: did not find expected key`.
 */
export function readYaml(text: string, options: ReadYamlOptions = {}): Value {
  const node = convert(() => composeYaml(text));
  return node ? convert(() => new Decoder(options.integers ?? false).document(node)) : null;
}

/** Options of `readYaml`. */
export interface ReadYamlOptions {
  /** Keeps integers as `GoInt` (int64), for fields whose text matters. Default: false, float64 as Helm's values. */
  integers?: boolean;
}

/**
 * Returns the map of a YAML text; an empty text is an empty map. Throws as `readYaml`, and for a text
 * that is not a map with the message of encoding/json, which names `goType`.
 */
export function readYamlMap(text: string, goType = 'map[string]interface {}'): GoMap {
  const value = readYaml(text);
  if (value === null) return new GoMap();
  if (value instanceof GoMap) return value;
  return failType(value, goType);
}

/** Returns the list of a YAML text; an empty text is an empty list. Throws as `readYamlMap`. */
export function readYamlList(text: string): GoList {
  const value = readYaml(text);
  if (value === null) return new GoList([]);
  if (value instanceof GoList) return value;
  return failType(value, '[]interface {}');
}

/** What encoding/json calls the kind of a value in its messages. */
export function jsonKind(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof GoList) return 'array';
  return value instanceof GoMap ? 'object' : 'number';
}

function failType(value: Value, goType: string): never {
  throw new TextError(
    'json-type',
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonKind(value)} into Go value of type ${goType}`,
  );
}

function convert<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const detail = error.pos ? { pos: error.pos } : {};
    throw new TextError('yaml-syntax', `error converting YAML to JSON: ${error.message}`, detail);
  }
}

/** A decoder's notion of one document: counts work, so that aliases cannot explode. */
class Decoder {
  private decoded = 0;
  private viaAlias = 0;
  private aliasDepth = 0;
  private readonly open = new Set<YamlNode>();
  private readonly integers: boolean;
  private conversionFault: string | undefined;
  private jsonFault: string | undefined;

  constructor(integers: boolean) {
    this.integers = integers;
  }

  /** go-yaml decodes everything before its result is made fit for JSON, so that step's faults come last. */
  document(node: YamlNode): Value {
    const value = this.value(node);
    if (this.conversionFault !== undefined) failYaml(this.conversionFault);
    if (this.jsonFault !== undefined) failYaml(this.jsonFault);
    return value;
  }

  private value(node: YamlNode): Value {
    this.count();
    switch (node.kind) {
      case 'scalar':
        return this.scalar(resolveScalar(node));
      case 'alias':
        return this.alias(node, () => this.value(node.target));
      case 'sequence':
        return new GoList(node.items.map((item) => this.value(item)));
      case 'mapping': {
        const map = new GoMap();
        this.fill(map, node);
        return map;
      }
    }
  }

  private scalar(scalar: PlainScalar): Value {
    switch (scalar.kind) {
      case 'null':
        return null;
      case 'int':
        return this.integers ? new GoInt(scalar.value, 'int64') : Number(scalar.value);
      case 'float':
        if (!Number.isFinite(scalar.value)) {
          this.jsonFault ??= `json: unsupported value: ${formatShortest(scalar.value)}`;
        }
        return scalar.value;
      default:
        return scalar.value;
    }
  }

  /** go-yaml's guard: beyond small documents, aliases may not make up nearly all of the work. */
  private count(): void {
    this.decoded += 1;
    if (this.aliasDepth > 0) this.viaAlias += 1;
    if (
      this.viaAlias > 100 &&
      this.decoded > 1000 &&
      this.viaAlias / this.decoded > allowedAliasRatio(this.decoded)
    ) {
      failYaml('yaml: document contains excessive aliasing');
    }
  }

  private alias<Result>(node: Extract<YamlNode, { kind: 'alias' }>, decode: () => Result): Result {
    if (this.open.has(node)) failYaml(`yaml: anchor '${node.name}' value contains itself`, node.line);
    this.open.add(node);
    this.aliasDepth += 1;
    const result = decode();
    this.aliasDepth -= 1;
    this.open.delete(node);
    return result;
  }

  private fill(map: GoMap, node: Extract<YamlNode, { kind: 'mapping' }>): void {
    for (const [key, value] of node.pairs) {
      if (isMergeKey(key)) this.merge(map, value);
      else {
        const name = this.key(key, value);
        map.entries.set(name, this.value(value));
      }
    }
  }

  /** Keys of a merged map override what the map has so far, and later keys override them. */
  private merge(map: GoMap, node: YamlNode): void {
    const sources = node.kind === 'sequence' ? [...node.items].reverse() : [node];
    for (const source of sources) {
      const target = source.kind === 'alias' ? source.target : source;
      if (target.kind !== 'mapping')
        failYaml('yaml: map merge requires map or sequence of maps as the value');
      this.count();
      if (source.kind === 'alias') {
        this.alias(source, () => {
          this.count();
          this.fill(map, target);
        });
      } else this.fill(map, target);
    }
  }

  /** A node as Go's `%#v` prints what go-yaml makes of it, keys with their own types. */
  private printNode(node: YamlNode): string {
    this.count();
    switch (node.kind) {
      case 'alias':
        return this.alias(node, () => this.printNode(node.target));
      case 'sequence':
        return `[]interface {}{${node.items.map((item) => this.printNode(item)).join(', ')}}`;
      case 'mapping': {
        const pairs = node.pairs.map(([key, value]) => `${this.printNode(key)}:${this.printNode(value)}`);
        return `map[interface {}]interface {}{${pairs.join(', ')}}`;
      }
      case 'scalar':
        return printScalar(resolveScalar(node));
    }
  }

  private key(node: YamlNode, value: YamlNode): string {
    const target = node.kind === 'alias' ? node.target : node;
    if (target.kind !== 'scalar') {
      // Faults inside come first.
      this.value(node);
      return failYaml(`yaml: invalid map key: ${this.printNode(node)}`, node.line);
    }
    this.count();
    const resolved = resolveScalar(target);
    switch (resolved.kind) {
      case 'null':
        this.conversionFault = `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${this.printNode(value).replace(/^interface \{\}\(nil\)$/, '<nil>')}`;
        return '';
      case 'bool':
        return resolved.value ? 'true' : 'false';
      case 'int':
        return resolved.value.toString();
      case 'float':
        return floatKey(resolved.value);
      default:
        return resolved.value;
    }
  }
}

function printScalar(scalar: PlainScalar): string {
  switch (scalar.kind) {
    case 'null':
      return 'interface {}(nil)';
    case 'bool':
    case 'int':
      return scalar.value.toString();
    case 'float':
      return formatShortest(scalar.value);
    default:
      return quoteGo(scalar.value);
  }
}

function allowedAliasRatio(decoded: number): number {
  const low = 400_000;
  const high = 4_000_000;
  if (decoded <= low) return 0.99;
  if (decoded >= high) return 0.1;
  return 0.99 - 0.89 * ((decoded - low) / (high - low));
}

function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return formatShortest32(value);
}

function isMergeKey(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === '<<' && (node.implicit || node.tag === `${tagPrefix}merge`);
}

const tagPrefix = 'tag:yaml.org,2002:';
/** The tags whose values are resolved; any other tag leaves the text as it is. */
const resolvable: ReadonlySet<string> = new Set(['str', 'bool', 'int', 'float', 'null', 'timestamp']);

function resolveScalar(node: Extract<YamlNode, { kind: 'scalar' }>): PlainScalar {
  if (node.tag === '')
    return node.implicit ? resolvePlain(node.value) : { kind: 'string', value: node.value };
  const tag = node.tag.startsWith(tagPrefix) ? node.tag.slice(tagPrefix.length) : '';
  if (tag === 'binary') return { kind: 'string', value: binaryText(node.value) };
  if (!resolvable.has(tag) || tag === 'str') return { kind: 'string', value: node.value };
  const resolved = resolvePlain(node.value);
  const found = resolved.kind === 'string' ? 'str' : resolved.kind;
  if (found === tag) return resolved;
  if (tag === 'float' && resolved.kind === 'int') return { kind: 'float', value: Number(resolved.value) };
  return failYaml(`yaml: cannot decode !!${found} \`${node.value}\` as a !!${tag}`, node.line);
}

function binaryText(value: string): string {
  const bytes = decodeBase64(value);
  if (!bytes) return failYaml('yaml: !!binary value contains invalid base64 data');
  // The bytes go on as a JSON string, where invalid UTF-8 becomes U+FFFD.
  return decodeUtf8(bytes);
}
