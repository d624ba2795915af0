import { compile, hasMatch, RegexFault, type Regex } from '../functions/regexp';
import { compareText } from '../text';
import { GoInt, GoList, GoMap, type Value } from '../value';
import { readJson, writeJson } from '../yaml';

const combinations = ['not', 'allOf', 'anyOf', 'oneOf', 'if'];

/**
 * A values.schema.json, read once: finds what `$ref` points to and which draft it follows. Nothing is
 * ever fetched: a reference to another document accepts every value.
 */
export class SchemaDocument {
  readonly root: Value;
  /** The last values that were found to fit; nothing else refers to them, so they do not change. */
  fitting: Value | undefined;
  private readonly targets = new Map<string, Value | undefined>();
  private readonly combined = new WeakMap<GoMap, boolean>();
  private readonly patterns = new Map<string, Regex | undefined>();

  constructor(text: string) {
    this.root = readJson(text);
  }

  /** The draft that `$schema` names; 2020 when it names none, as Helm 4 takes it. */
  get draft(): number {
    const uri = this.root instanceof GoMap ? this.root.entries.get('$schema') : undefined;
    if (typeof uri !== 'string') return 2020;
    const match = /draft-0([467])|draft\/(2019|2020)/.exec(uri);
    return Number(match?.[1] ?? match?.[2] ?? 2020);
  }

  /** What a `$ref` points to; `true`, which accepts everything, when it leads out of the document. */
  resolve(ref: string): Value {
    if (!this.targets.has(ref)) this.targets.set(ref, this.find(ref));
    return this.targets.get(ref) ?? true;
  }

  /** Whether `text` contains a match of a pattern; Go's syntax, in linear time. A bad pattern matches nothing. */
  matches(pattern: string, text: string): boolean {
    if (!this.patterns.has(pattern)) this.patterns.set(pattern, compilePattern(pattern));
    const regex = this.patterns.get(pattern);
    return regex !== undefined && hasMatch(regex, { text, spend: () => undefined });
  }

  /** Whether a schema has keywords that apply other schemas to the same value. */
  hasCombinations(schema: GoMap): boolean {
    let has = this.combined.get(schema);
    if (has === undefined) {
      has = combinations.some((name) => schema.entries.has(name));
      this.combined.set(schema, has);
    }
    return has;
  }

  private find(ref: string): Value | undefined {
    const hash = ref.indexOf('#');
    if (hash > 0 || hash < 0) return this.byIdentifier(ref);
    const pointer = ref.slice(1);
    if (pointer !== '' && !pointer.startsWith('/')) return this.byIdentifier(ref);
    let target: Value | undefined = this.root;
    for (const part of pointer.split('/').slice(1)) {
      const key = decodePart(part);
      if (target instanceof GoMap) target = target.entries.get(key);
      else if (target instanceof GoList) target = target.items[Number(key)];
      else return undefined;
    }
    return target;
  }

  /** A subschema with this `$id`, `id` or `$anchor`. */
  private byIdentifier(ref: string): Value | undefined {
    const search = (schema: Value): Value | undefined => {
      if (schema instanceof GoList) return firstOf(schema.items, search);
      if (!(schema instanceof GoMap)) return undefined;
      const { entries } = schema;
      if (
        entries.get('$id') === ref ||
        entries.get('id') === ref ||
        `#${asText(entries.get('$anchor'))}` === ref
      ) {
        return schema;
      }
      return firstOf([...entries.values()], search);
    };
    return search(this.root);
  }
}

function firstOf(items: readonly Value[], search: (item: Value) => Value | undefined): Value | undefined {
  for (const item of items) {
    const found = search(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function asText(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function decodePart(part: string): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // Not percent-encoded: the part stands for itself.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

function compilePattern(pattern: string): Regex | undefined {
  try {
    return compile(pattern);
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    // RE2 cannot express it, or it is malformed.
    return undefined;
  }
}

/** A keyword of a schema, or undefined. */
export function keyword(schema: GoMap, name: string): Value | undefined {
  return schema.entries.get(name);
}

/** The entries of a keyword that maps names to schemas, sorted, so that reports do not vary. */
export function subschemas(schema: GoMap, name: string): [string, Value][] {
  const map = schema.entries.get(name);
  return map instanceof GoMap ? [...map.entries].sort(([a], [b]) => compareText(a, b)) : [];
}

/** A keyword's list, or empty. */
export function listOf(schema: GoMap, name: string): readonly Value[] {
  const list = schema.entries.get(name);
  return list instanceof GoList ? list.items : [];
}

/** A keyword's number, or undefined. */
export function numberOf(schema: GoMap, name: string): number | undefined {
  const value = schema.entries.get(name);
  return typeof value === 'number' ? value : undefined;
}

/** A number of either kind as JavaScript's; undefined for anything else. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof GoInt ? Number(value.value) : undefined;
}

/** JSON Schema's name for the type of a value; numbers are `number` here. */
export function schemaType(value: Value): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (asNumber(value) !== undefined) return 'number';
  return value instanceof GoList ? 'array' : 'object';
}

/** The types a schema allows, in its order; empty when it does not say. */
export function allowedTypes(schema: GoMap): string[] {
  const type = schema.entries.get('type');
  if (typeof type === 'string') return [type];
  return type instanceof GoList ? type.items.filter((item) => typeof item === 'string') : [];
}

/** Whether a value has one of the types. */
export function hasType(value: Value, types: readonly string[]): boolean {
  const type = schemaType(value);
  if (types.includes(type)) return true;
  return type === 'number' && types.includes('integer') && Number.isInteger(asNumber(value));
}

/** Whether two values are the same JSON. */
export function equalJson(a: Value, b: Value): boolean {
  return canonical(a) === canonical(b);
}

/** A value's JSON with sorted keys; the same text for the same value. */
export function canonical(value: Value): string {
  return writeJson(value, { escapeHtml: false });
}

/** Whether `value` is a whole multiple of `unit`, without the errors of binary fractions. */
export function isMultiple(value: number, unit: number): boolean {
  if (unit === 0) return false;
  const quotient = value / unit;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9;
}

/** The number of characters, as schemas count lengths. */
export function lengthOf(text: string): number {
  return [...text].length;
}
