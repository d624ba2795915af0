import { decodeUtf8 } from '../../base';
import { decodeBase64, fromPlain, writeYaml } from '../../helm';
import { isRecord, mapAt, type KubeObject } from '../object';
import { withoutServerFields } from './field-changes';
import { maskedText } from './plan';

/** Shorter texts are no secrets worth the name, and appear everywhere. */
const shortest = 8;
/** Names of keys whose values are no secret although a Secret holds them. */
const openKeys = /user|name|host|address|endpoint|database|url$/i;
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Hides secret values: what Secrets hold, wherever it turns up. One mask goes through a whole plan, so
 * that a value which leaks from a Secret into a ConfigMap, a message or a note is hidden there too.
 */
export class SecretMask {
  readonly #values = new Set<string>();
  #sorted: readonly string[] | undefined;

  /** Learns what to hide from the values themselves. */
  addValues(values: Iterable<string>): void {
    for (const value of values) {
      if (value.length < shortest) continue;
      this.#values.add(value);
      // In YAML, JSON and URLs it may stand in another form.
      this.#values.add(JSON.stringify(value).slice(1, -1));
      this.#values.add(encodeURIComponent(value));
    }
    this.#sorted = undefined;
  }

  /** Learns what to hide from an object, if it is a Secret. */
  addSecret(object: KubeObject | undefined): void {
    if (object?.kind !== 'Secret') return;
    for (const [key, value] of Object.entries(mapAt(object, 'data'))) {
      if (typeof value !== 'string' || openKeys.test(key)) continue;
      const bytes = decodeBase64(value);
      if (value.length >= shortest) this.addValues([value]);
      if (bytes) this.addValues([decodeUtf8(bytes)]);
    }
    for (const [key, value] of Object.entries(mapAt(object, 'stringData'))) {
      if (typeof value === 'string' && !openKeys.test(key)) this.addValues([value]);
    }
  }

  /** Returns `text` with every known secret value replaced. */
  text(text: string): string {
    this.#sorted ??= [...this.#values].sort((a, b) => b.length - a.length);
    let masked = text;
    for (const value of this.#sorted)
      if (masked.includes(value)) masked = masked.replaceAll(value, maskedText);
    return masked;
  }

  /** Returns `value` with every known secret value replaced in its texts. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }

  /** Returns an object without what a Secret holds and without what the server keeps for itself. */
  object(object: KubeObject): KubeObject {
    const shown = withoutServerFields(object);
    const hidden = object.kind === 'Secret' ? hideData(shown) : shown;
    // The same shape, other texts.
    return this.value(hidden) as KubeObject;
  }

  /** Returns an object as YAML, masked. */
  yaml(object: KubeObject | undefined): string {
    return object ? `${writeYaml(fromPlain(this.object(object)))}\n` : '';
  }
}

/** Whether the field at a printed path of an object of this kind is hidden whatever it holds. */
export function isHiddenField(kind: string, path: string): boolean {
  return path.includes(lastApplied) || (kind === 'Secret' && /^(data|stringData)\b/.test(path));
}

function hideData(secret: KubeObject): KubeObject {
  const hide = (map: Readonly<Record<string, unknown>>): Record<string, string> =>
    Object.fromEntries(Object.keys(map).map((key) => [key, maskedText]));
  const { annotations } = secret.metadata;
  return {
    ...secret,
    ...(secret.data === undefined ? {} : { data: hide(mapAt(secret, 'data')) }),
    ...(secret.stringData === undefined ? {} : { stringData: hide(mapAt(secret, 'stringData')) }),
    metadata: {
      ...secret.metadata,
      ...(annotations && {
        annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== lastApplied)),
      }),
    },
  };
}
