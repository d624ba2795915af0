import { isMap as isMapNode, isScalar, type Node, type YAMLMap } from 'yaml';
import { isMap, setOwn, type YamlMap } from '../equality';
import { overridesOf } from '../overrides';
import { valueAt } from '../paths';
import { findNode, sensitivePaths } from '../tree';
import { yamlDocument } from './yaml-text';

export { printYaml, yamlDocument } from './yaml-text';

/** How an override file is printed. */
export interface PrintOptions {
  /** Whether each section starts with a comment. Default: false. */
  comments?: boolean;
  /** Whether secret values are left out, with a comment that says so. Default: false. */
  omitSensitive?: boolean;
}

/**
 * Returns the YAML of what differs from the defaults: keys in the order of the model, unknown ones after
 * them, texts quoted wherever YAML 1.1 (Helm) or 1.2 would read something else. Same values, same text.
 */
export function printOverrides(values: unknown, options: PrintOptions = {}): string {
  const { kept, omitted } = options.omitSensitive
    ? withoutSensitive(overridesOf(values))
    : { kept: overridesOf(values), omitted: [] };
  const document = yamlDocument(kept);
  const contents = document.contents;
  if (options.comments && isMapNode(contents)) commentSections(contents as YAMLMap<Node, Node>);
  if (omitted.length > 0) {
    const listed = omitted.map((path) => `  ${path}`).join('\n');
    document.commentBefore = ` Secret values are left out:\n${listed}`;
  }
  return document.toString({ lineWidth: 0, indentSeq: true });
}

function commentSections(contents: YAMLMap<Node, Node>): void {
  contents.items.forEach((pair, index) => {
    if (!isScalar(pair.key)) return;
    const node = findNode(String(pair.key.value));
    const text = node ? `${node.title}: ${node.description ?? ''}` : 'Not part of the plane; kept as it is.';
    pair.key.commentBefore = ` ${text}`;
    if (index > 0) pair.key.spaceBefore = true;
  });
}

/** Returns `overrides` without secret values, and the paths that were taken out. */
export function withoutSensitive(overrides: YamlMap): { kept: YamlMap; omitted: readonly string[] } {
  const omitted = sensitivePaths().filter((path) => valueAt(overrides, path) !== undefined);
  return { kept: prune(overrides, '', new Set(omitted)) ?? {}, omitted };
}

function prune(map: YamlMap, path: string, omitted: ReadonlySet<string>): YamlMap | undefined {
  const result: YamlMap = {};
  for (const [key, value] of Object.entries(map)) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (omitted.has(inner)) continue;
    const isGroup = findNode(inner)?.node === 'group';
    const kept = isGroup && isMap(value) ? prune(value, inner, omitted) : value;
    if (kept !== undefined) setOwn(result, key, kept);
  }
  return Object.keys(result).length > 0 ? result : undefined;
}
