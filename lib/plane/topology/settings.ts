import { decodeUtf8 } from '../../base';
// The file and not the room's index: a picture must not bring the whole engine along.
import { decodeBase64 } from '../../helm/yaml/base64';
import { listAt, mapAt, textAt, type Manifest, type Yaml } from './manifest';
import type { Workload } from './workload';

/** One text that a container reads: an environment variable or a file. */
export interface Setting {
  /** The variable's or the file's name. */
  name: string;
  text: string;
  isFile: boolean;
  /** Whether an init container reads it. */
  isAtStart: boolean;
  /** All variables of the same container, for those that belong together: host and port. */
  environment: ReadonlyMap<string, string>;
}

/** ConfigMaps and Secrets by `Kind/name`. */
export type Sources = ReadonlyMap<string, Manifest>;

/** Returns every text that the containers of a workload read, Secrets decoded. Whoever shows one must not. */
export function settingsOf(workload: Workload, sources: Sources): Setting[] {
  const read = (isAtStart: boolean) => (container: Yaml) => {
    const environment = environmentOf(container, sources);
    const variables = [...environment].map(([name, text]) => ({ name, text, isFile: false }));
    const files = filesOf(container, workload, sources).map((file) => ({ ...file, isFile: true }));
    return [...variables, ...files].map((setting) => ({ ...setting, isAtStart, environment }));
  };
  return [...workload.initContainers.flatMap(read(true)), ...workload.containers.flatMap(read(false))];
}

function environmentOf(container: Yaml, sources: Sources): Map<string, string> {
  const environment = new Map<string, string>();
  for (const from of listAt(container, 'envFrom')) {
    for (const [kind, reference] of [
      ['ConfigMap', 'configMapRef'],
      ['Secret', 'secretRef'],
    ] as const) {
      const source = sources.get(`${kind}/${textAt(from, reference, 'name')}`);
      for (const [name, text] of source ? entriesOf(source) : []) environment.set(name, text);
    }
  }
  for (const variable of listAt(container, 'env')) {
    const text = textAt(variable, 'value') || valueFrom(mapAt(variable, 'valueFrom'), sources);
    environment.set(textAt(variable, 'name'), text);
  }
  return environment;
}

function valueFrom(from: Yaml, sources: Sources): string {
  for (const [kind, reference] of [
    ['ConfigMap', 'configMapKeyRef'],
    ['Secret', 'secretKeyRef'],
  ] as const) {
    const source = sources.get(`${kind}/${textAt(from, reference, 'name')}`);
    const key = textAt(from, reference, 'key');
    if (source && key !== '') return new Map(entriesOf(source)).get(key) ?? '';
  }
  return '';
}

/** Returns the files that a container mounts from ConfigMaps and Secrets. */
function filesOf(container: Yaml, { pod }: Workload, sources: Sources): { name: string; text: string }[] {
  return listAt(container, 'volumeMounts').flatMap((mount) => {
    const volume = listAt(pod, 'volumes').find((one) => textAt(one, 'name') === textAt(mount, 'name'));
    const only = textAt(mount, 'subPath');
    const parts = [volume, ...listAt(volume, 'projected', 'sources')];
    return parts
      .flatMap((part) => {
        const configMap = textAt(part, 'configMap', 'name');
        const secret = textAt(part, 'secret', 'secretName') || textAt(part, 'secret', 'name');
        const source = sources.get(configMap !== '' ? `ConfigMap/${configMap}` : `Secret/${secret}`);
        return source ? entriesOf(source) : [];
      })
      .filter(([name]) => only === '' || only === name)
      .map(([name, text]) => ({ name, text }));
  });
}

/** Returns the entries of a ConfigMap or a Secret as text; what is not text is left out. */
function entriesOf({ object, body }: Manifest): [string, string][] {
  const plain = Object.entries(mapAt(body, object.kind === 'Secret' ? 'stringData' : 'data'));
  const encoded = object.kind === 'Secret' ? Object.entries(mapAt(body, 'data')) : [];
  return [
    ...encoded.map(([key, value]): [string, string] => [key, decoded(textAt(value))]),
    ...plain.map(([key, value]): [string, string] => [key, textAt(value)]),
  ];
}

function decoded(text: string): string {
  const bytes = decodeBase64(text);
  return bytes ? decodeUtf8(bytes) : '';
}
