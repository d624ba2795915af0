import { isMap, setOwn, type YamlMap } from '../equality';
import type { ValuesShape } from '../merge';
import type { Field, Group } from '../model/tree';
import { applyPatch, type ValuesPatch } from '../patch';
import { printPath } from '../paths';
import type { ValuesTree } from './parse';
import type { TextEngine } from './text-engine';

/** Keys of free-form and unknown values whose text is taken for a secret, and names of references, which is none. */
const secretKey =
  /pass(word|wd|phrase)?$|secret|token|api[-_]?key|private[-_]?key|credential|authorization|dsn/i;
const referenceKey = /existing|(name|ref|key|keys|path|file|enabled)$/i;
const secretVariable = /pass|secret|token|key|credential|auth|dsn/i;
const userInfo = /:\/\/[^/\s:@]+:[^/\s@]+@/;
const secretComment =
  /^([ \t]*#.*?(?:password|passwd|secret|token|api[-_]?key)[\w-]*["']?[ \t]*[:=][ \t]*)\S.*$/gim;

/** What stands in the place of a secret that was taken out of a comment or of the middle of a text. */
const removedMark = '(removed)';

/** The secrets of some values. */
export interface FoundSecrets {
  /** Where they are, as one tells a user. */
  paths: readonly string[];
  /** What takes them out. */
  patch: ValuesPatch;
  /** The secret texts themselves, for searching. Never to be shown. */
  texts: readonly string[];
}

/**
 * Returns the secrets in `overrides`: the leaves that the model calls sensitive, and entries of
 * environments, free-form and unknown values whose name or address tells that they are.
 */
export function findSecrets(overrides: unknown, shape: ValuesShape): FoundSecrets {
  const found: { path: string; change: ValuesPatch[number]; value: unknown }[] = [];
  const visit = (nodes: readonly (Field | Group)[], given: unknown, at: readonly string[]): void => {
    if (!isMap(given)) return;
    for (const [key, value] of Object.entries(given)) {
      const keys = [...at, key];
      const path = printPath(keys);
      const node = nodes.find((candidate) => candidate.key === key);
      if (node?.node === 'group') visit(node.children, value, keys);
      else if (!node && isMap(value)) visit([], value, keys);
      else if (node?.sensitive) {
        if (!isBlank(value)) found.push({ path, change: { path, unset: true }, value });
      } else if (node ? isSecretText(value) : isSecretText(value) || isSecretEntry(key, value)) {
        found.push({ path, change: { path, unset: true }, value });
      } else {
        const kept = withoutInner(value);
        if (kept.removed.length > 0)
          found.push({ path, change: { path, set: kept.value }, value: kept.removed });
      }
    }
  };
  visit(shape.sections, overrides, []);
  return {
    paths: found.map(({ path }) => path),
    patch: found.map(({ change }) => change),
    texts: found.flatMap(({ value }) => textsIn(value)).filter((text) => text.length >= 4),
  };
}

/** A text without its secrets. */
export interface PublicText {
  text: string;
  values: YamlMap;
  /** The paths whose values were taken out. */
  removed: readonly string[];
}

/**
 * Returns the text of a document without its secrets: their keys are removed in place, and no secret
 * stays elsewhere in the text, in a comment say. Nothing when the text cannot be read.
 */
export function withoutSecrets(
  source: ValuesTree,
  { engine, shape }: { engine: TextEngine; shape: ValuesShape },
): PublicText | undefined {
  if (!isMap(source.values)) return undefined;
  const secrets = findSecrets(source.values, shape);
  const text = textWithout(engine.edit(source, secrets.patch).text, secrets.texts);
  const { values } = engine.read(text);
  return isMap(values) ? { text, values, removed: secrets.paths } : undefined;
}

/**
 * Returns a text with none of `secrets` in it, and without what comments call a secret. Texts of up to three
 * characters are not looked for: they stand everywhere.
 */
export function textWithout(source: string, secrets: readonly string[]): string {
  let text = source.replace(secretComment, `$1${removedMark}`);
  // Longest first, so that no secret is cut by a shorter one that it contains.
  const texts = [...new Set(secrets)].filter(({ length }) => length >= 4).sort((a, b) => b.length - a.length);
  for (const secret of texts.filter((one) => text.includes(one))) text = text.replaceAll(secret, removedMark);
  return text;
}

/** Returns `overrides` without their secrets, and where those were. */
export function publicValues(
  overrides: YamlMap,
  shape: ValuesShape,
): { values: YamlMap; removed: readonly string[] } {
  const { paths, patch } = findSecrets(overrides, shape);
  return { values: applyPatch(overrides, patch), removed: paths };
}

function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function isSecretText(value: unknown): boolean {
  return typeof value === 'string' && userInfo.test(value);
}

function isSecretEntry(key: string, value: unknown): boolean {
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && !isBlank(value) && secretKey.test(key) && !referenceKey.test(key);
}

/** Takes secrets out of maps and lists: variables with telling names, entries with telling keys. */
function withoutInner(value: unknown): { value: unknown; removed: unknown[] } {
  const removed: unknown[] = [];
  const visit = (inner: unknown): unknown => {
    if (Array.isArray(inner)) {
      return inner.flatMap((item: unknown) => {
        if (!isSecretVariable(item) && !isSecretText(item)) return [visit(item)];
        removed.push(isMap(item) ? item['value'] : item);
        return [];
      });
    }
    if (!isMap(inner)) return inner;
    const kept: YamlMap = {};
    for (const [key, entry] of Object.entries(inner)) {
      const isVariable =
        /^[A-Z][A-Z0-9_]*$/.test(key) && secretVariable.test(key) && typeof entry === 'string';
      if (isSecretEntry(key, entry) || isSecretText(entry) || isVariable) removed.push(entry);
      else setOwn(kept, key, visit(entry));
    }
    return kept;
  };
  return { value: visit(value), removed };
}

function isSecretVariable(item: unknown): boolean {
  if (!isMap(item) || typeof item['name'] !== 'string') return false;
  const { value } = item;
  return (
    typeof value === 'string' && value !== '' && (secretVariable.test(item['name']) || userInfo.test(value))
  );
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isMap(value)) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
