import { compareKinds, readYaml, toPlain, type CrdFile, type HelmProfile } from '../../helm';
import { ClusterError } from '../errors';
import { isRecord, type KubeObject } from '../object';

/** An object of a manifest, with the template it comes from. */
export interface ManifestObject {
  source: string;
  object: KubeObject;
}

/** Returns the object in one YAML document; the items of a `List` one by one. */
export function objectsOfText(text: string): KubeObject[] {
  const value = plain(toPlain(readYaml(text, { integers: true })));
  if (!isRecord(value)) return [];
  if (typeof value.kind !== 'string' || typeof value.apiVersion !== 'string') {
    throw new ClusterError('invalid', 'an object of the manifest lacks apiVersion or kind');
  }
  if (value.kind === 'List' && Array.isArray(value.items)) {
    return value.items.filter(isRecord).map(asObject);
  }
  return [asObject(value)];
}

/**
 * Returns the objects of a stored manifest, in its order. Documents are told apart by the `# Source:`
 * lines that Helm writes above each; a `---` inside a text block is indented and does not matter.
 */
export function objectsOfManifest(manifest: string): ManifestObject[] {
  return manifest.split(/^---\n(?=# Source: )/m).flatMap((document) => {
    const source = /^# Source: (.*)$/m.exec(document)?.[1] ?? '';
    return objectsOfText(document).map((object) => ({ source, object }));
  });
}

/** Returns the objects of crds/ files, in Helm's order. */
export function objectsOfCrds(files: readonly Pick<CrdFile, 'text'>[]): KubeObject[] {
  return files.flatMap(({ text }) => text.split(/^---[ \t]*$/m).flatMap(objectsOfText));
}

/**
 * Returns the place of each kind among those of `objects` in Helm's order: objects with the same rank
 * are of one kind and may be applied at once.
 */
export function ranksOf(kinds: readonly string[], profile: HelmProfile): ReadonlyMap<string, number> {
  const sorted = [...new Set(kinds)].sort((a, b) => compareKinds(a, b, profile));
  return new Map(sorted.map((kind, rank) => [kind, rank]));
}

/**
 * Sorts as Helm uninstalls: the reverse of its install order, but Services still go before the
 * workloads behind them, and unknown kinds come last.
 */
export function compareForDeletion(a: string, b: string): number {
  const place = (kind: string): number => (kind === 'Service' ? 0 : 1);
  const isKnown = (kind: string): number => (compareKinds(kind, '~', '4.2') < 0 ? 0 : 1);
  const isFront = (kind: string): boolean =>
    /^(APIService|Ingress|IngressClass|.*WebhookConfiguration)$/.test(kind);
  if (isFront(a) !== isFront(b)) return isFront(a) ? -1 : 1;
  return isKnown(a) - isKnown(b) || place(a) - place(b) || compareKinds(b, a, '4.2');
}

function asObject(value: Record<string, unknown>): KubeObject {
  const { metadata } = value;
  if (!isRecord(metadata) || typeof metadata.name !== 'string' || metadata.name === '') {
    throw new ClusterError('invalid', `${String(value.kind)} without a name: Helm cannot install it`);
  }
  // apiVersion, kind and name are there; nothing else is relied on unchecked.
  return value as unknown as KubeObject;
}

/** JSON knows no bigint and no bytes. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
