import { textOfBytes } from '../text';
import { FunctionFailure, GoBytes, GoList, GoMap, GoObject, type GoFunction, type Value } from '../value';
import { encodeBase64, writeYaml } from '../yaml';
import { compileGlob } from './glob';
import type { ChartFile } from './load';

/** What `.Files` is: Go's engine.files, a map from path to bytes with methods. */
export class FilesObject extends GoObject {
  readonly type = 'engine.files';
  readonly kind = 'map';
  private readonly files: ReadonlyMap<string, Uint8Array>;

  constructor(files: Iterable<ChartFile>) {
    super();
    this.files = new Map([...files].map(({ path, data }) => [path, data]));
  }

  /** A map's keys are its fields; a missing one is the zero value, an empty slice. */
  field(name: string): Value {
    return new GoBytes(this.bytes(name));
  }

  override method(name: string): GoFunction | undefined {
    return methods.get(name)?.(this);
  }

  print(): string {
    const parts = [...this.files.keys()]
      .sort()
      .map((path) => `${path}:[${[...(this.files.get(path) ?? [])].join(' ')}]`);
    return `map[${parts.join(' ')}]`;
  }

  /** The map that `range`, `index`, `len` and toJson see. */
  override encode(): Value {
    return new GoMap(new Map([...this.files].map(([path, data]) => [path, new GoBytes(data)])));
  }

  bytes(path: string): Uint8Array {
    return this.files.get(path) ?? new Uint8Array();
  }

  glob(pattern: string): FilesObject {
    const matches = compileGlob(pattern);
    const found: ChartFile[] = [];
    for (const [path, data] of this.files) if (matches(path)) found.push({ path, data });
    return new FilesObject(found);
  }

  /** The lines of a file; none when there is no such file. Helm looks at the last byte even if there is none. */
  lines(path: string): string[] {
    const data = this.files.get(path);
    if (!data) return [];
    if (data.length === 0) throw new FunctionFailure('runtime error: index out of range [-1]');
    const text = textOfBytes(this.bytes(path));
    return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  }

  /** The files as a YAML map by base name, for a ConfigMap or (in base64) a Secret. */
  asYaml(encode: (data: Uint8Array) => string): string {
    const entries = new Map<string, Value>();
    for (const [path, data] of this.files) entries.set(path.slice(path.lastIndexOf('/') + 1), encode(data));
    return writeYaml(new GoMap(entries, 'map[string]string'));
  }
}

const methods: ReadonlyMap<string, (files: FilesObject) => GoFunction> = new Map([
  ['Get', (files: FilesObject) => ofPath((path) => textOfBytes(files.bytes(path)))],
  ['GetBytes', (files: FilesObject) => ofPath((path) => new GoBytes(files.bytes(path)))],
  ['Glob', (files: FilesObject) => ofPath((pattern) => files.glob(pattern))],
  ['Lines', (files: FilesObject) => ofPath((path) => new GoList(files.lines(path), 'string'))],
  ['AsConfig', (files: FilesObject) => constant(() => files.asYaml(textOfBytes))],
  ['AsSecrets', (files: FilesObject) => constant(() => files.asYaml(encodeBase64))],
]);

function ofPath(call: (path: string) => Value): GoFunction {
  return { params: ['string'], call: ([path]) => call(typeof path === 'string' ? path : '') };
}

function constant(call: () => Value): GoFunction {
  return { params: [], call };
}
