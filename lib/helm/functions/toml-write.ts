import { GoBytes, GoInt, GoList, GoMap, GoObject, type HelmProfile, type Value } from '../value';
import { checkSize } from '../size-limit';
import { bytesOfText } from '../text';
import { EncodingFault } from './encoding-fault';
import { formatFloat } from '../template/float';
import { kindName, sortedKeys } from './go-print';
import { GoTime } from './go-time';

/**
 * Returns a value as BurntSushi's TOML encoder writes it: plain keys before tables, each sorted,
 * nested tables indented. Throws an `EncodingFault` for what TOML cannot hold.
 * Nils inside maps are left out; Helm 3.17 prints floats without an exponent.
 */
export function encodeToml(value: Value, profile: HelmProfile): string {
  checkSize(value);
  const encoder = new TomlEncoder(profile);
  encoder.encode([], value);
  return encoder.out;
}

class TomlEncoder {
  out = '';
  private readonly profile: HelmProfile;

  constructor(profile: HelmProfile) {
    this.profile = profile;
  }

  encode(key: readonly string[], value: Value): void {
    if (value === null) return failEncoding('reflect: call of reflect.Value.Type on zero Value');
    const plain = plainOf(value);
    if (plain instanceof GoMap) return this.table(key, plain);
    if (isTableList(plain)) return this.tableList(key, plain);
    this.keyValue(key, plain);
  }

  private table(key: readonly string[], map: GoMap): void {
    if (map.isNil) return;
    // Top-level tables stand apart, unless nothing came before.
    if (key.length === 1) this.newline();
    if (key.length > 0) {
      this.out += `${indentOf(key)}[${key.map(quoteKey).join('.')}]`;
      this.newline();
    }
    this.entries(key, map);
  }

  private tableList(key: readonly string[], list: GoList): void {
    if (key.length === 0) failEncoding('toml: top-level values must be Go maps or structs');
    for (const item of list.items) {
      const map = plainOf(item);
      if (!(map instanceof GoMap) || map.isNil) continue;
      this.newline();
      this.out += `${indentOf(key)}[[${key.map(quoteKey).join('.')}]]`;
      this.newline();
      this.entries(key, map);
    }
  }

  private entries(key: readonly string[], map: GoMap): void {
    const { direct, tables } = partKeys(map);
    for (const name of [...direct, ...tables]) {
      const value = plainOf(map.entries.get(name) ?? null);
      if (!isNil(value)) this.encode([...key, name], value);
    }
  }

  private keyValue(key: readonly string[], value: Value): void {
    if (key.length === 0) {
      this.out += this.element(value);
      return;
    }
    this.out += `${indentOf(key)}${quoteKey(key.at(-1) ?? '')} = ${this.element(value)}`;
    this.newline();
  }

  private element(source: Value): string {
    const value = plainOf(source);
    if (typeof value === 'string') return quoteToml(value);
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (typeof value === 'number') return this.float(value);
    if (value instanceof GoInt) return value.value.toString();
    if (value instanceof GoList) return `[${value.items.map((item) => this.element(item)).join(', ')}]`;
    if (value instanceof GoBytes) return `[${Array.from(value.data).join(', ')}]`;
    if (value instanceof GoMap) return this.inlineTable(value);
    if (value instanceof GoTime) return value.encode();
    if (value instanceof GoObject) return quoteToml(value.print());
    return failEncoding(`unexpected type: ${kindName(value)}`);
  }

  /** A comma follows the last plain key when tables come after, even when they are all nil. */
  private inlineTable(map: GoMap): string {
    const { direct, tables } = partKeys(map);
    const parts = [...direct, ...tables].filter((name) => !isNil(plainOf(map.entries.get(name) ?? null)));
    return `{${parts.map((name) => `${quoteKey(name)} = ${this.element(map.entries.get(name) ?? null)}`).join(', ')}}`;
  }

  private float(value: number): string {
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    const text = formatFloat(value, this.profile === '3.17' ? 'f' : 'g', -1);
    return /[.e]/.test(text) ? text : `${text}.0`;
  }

  private newline(): void {
    if (this.out !== '') this.out += '\n';
  }
}

/** Values with an encoding of their own, as plain values; times stay. */
function plainOf(value: Value): Value {
  if (!(value instanceof GoObject) || value instanceof GoTime) return value;
  return value.encode() ?? new GoMap();
}

function isNil(value: Value): boolean {
  return value === null || ((value instanceof GoMap || value instanceof GoList) && value.isNil);
}

function partKeys(map: GoMap): { direct: string[]; tables: string[] } {
  const keys = sortedKeys(map);
  const isTable = (key: string): boolean => {
    const value = plainOf(map.entries.get(key) ?? null);
    return (value instanceof GoMap && !value.isNil) || isTableList(value);
  };
  return { direct: keys.filter((key) => !isTable(key)), tables: keys.filter(isTable) };
}

/** Lists of nothing but maps become `[[tables]]`; a nil in any list is refused. */
function isTableList(value: Value): value is GoList {
  if (!(value instanceof GoList) || value.items.length === 0) return false;
  let areMaps = true;
  for (const source of value.items) {
    const item = plainOf(source);
    if (isNil(item)) failEncoding('toml: cannot encode array with nil element');
    if (!(item instanceof GoMap)) areMaps = false;
    if (item instanceof GoList) isTableList(item);
  }
  return areMaps;
}

function indentOf(key: readonly string[]): string {
  return '  '.repeat(key.length - 1);
}

function quoteKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoteToml(key);
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

function quoteToml(text: string): string {
  return `"${text.replace(/["\\\0-\x1f\x7f]/g, (char) => shortEscapes[char] ?? `\\u${hex4(char)}`)}"`;
}

function hex4(char: string): string {
  return (bytesOfText(char)[0] ?? 0).toString(16).padStart(4, '0');
}

function failEncoding(message: string): never {
  throw new EncodingFault('toml-write', message);
}
