import { isAlias, isCollection, isMap, isPair, visit, type Node } from 'yaml';
import { isMap as isYamlMap, sameYaml, type YamlMap } from '../../equality';
import { differencesFrom, type ValuesShape } from '../../merge';
import type { Field, Group } from '../../model/tree';
import type { ValuesChange, ValuesPatch } from '../../patch';
import { parsePath, valueAt, withoutValue, withValue } from '../../paths';
import { parseValuesTree, type ValuesTree } from '../parse';
import { printYaml } from '../yaml-text';
import { withoutDefault } from '../without-default';
import { removeSplices, setSplices, type PathEdit } from './set';
import { applySplices, lineBreakOf, type Splice } from './splice';
import { entriesOf, stepOf } from './tokens';
import { flowText } from './value-text';
import { replaceValue } from './write';

/**
 * Returns the text after `patch`, changed at the paths of the patch and nowhere else: comments, order,
 * quotes, indentation, line breaks, anchors and unknown keys stay. A value equal to its default removes
 * the key, and the maps around it that then hold nothing, not even a comment. `source` must hold values.
 */
export function editValuesText(source: ValuesTree, patch: ValuesPatch, shape: ValuesShape): ValuesTree {
  return patch.reduce((text, change) => editPath(text, withoutDefault(change, shape), shape), source);
}

function editPath(source: ValuesTree, change: ValuesChange, shape: ValuesShape): ValuesTree {
  const after =
    'set' in change
      ? withValue(source.values, change.path, change.set)
      : withoutValue(source.values, change.path);
  const isRight = (text: ValuesTree): boolean =>
    text.values !== undefined && sameMeaning(text.values, after, shape);
  if (sameYaml(source.values, after) && source.values !== undefined) return source;

  for (const attempt of [byTokens, byTokensWithoutAliases, byTree]) {
    const text = attempt(source, { change, after, shape });
    const result = text === undefined ? undefined : parseValuesTree(text);
    if (result && isRight(result)) return result;
  }
  // Not reached by any text that the property tests have found; still right, at the cost of the looks.
  return parseValuesTree(printYaml(after));
}

interface Wanted {
  change: ValuesChange;
  after: YamlMap;
  shape: ValuesShape;
}

/** The way of nearly every edit: only the characters of the value, or the lines of the key, change. */
function byTokens(source: ValuesTree, wanted: Wanted): string | undefined {
  let current = source;
  const isGone = (value: unknown) =>
    value === undefined || sameYaml(value, valueAt(wanted.shape.defaults, wanted.change.path));
  // Of a key that stands twice every one must go, and then what a merge key puts in its place.
  for (let round = 0; round < 20; round++) {
    const edit = pathEdit(current, wanted);
    const splices = edit && ('set' in wanted.change ? setSplices(edit) : removeSplices(edit));
    if (!splices) return undefined;
    const text = applySplices(current.text, splices);
    if ('set' in wanted.change || splices.length === 0) return text;
    current = parseValuesTree(text);
    if (isGone(valueAt(current.values, wanted.change.path))) return text;
  }
  return undefined;
}

/** What others say through an alias of the edited place is written out first, so that it stays. */
function byTokensWithoutAliases(source: ValuesTree, wanted: Wanted): string | undefined {
  const edit = pathEdit(source, wanted);
  if (!edit) return undefined;
  const splices = aliasSplices(edit, namedBy(edit));
  if (splices.length === 0) return undefined;
  const plain = parseValuesTree(applySplices(source.text, splices));
  return plain.values === undefined ? undefined : byTokens(plain, wanted);
}

/** The library's own way: right for whatever YAML there is, but it formats the whole text anew. */
function byTree(source: ValuesTree, { change, after }: Wanted): string | undefined {
  const { tree } = parseValuesTree(source.text);
  if (!tree) return undefined;
  const keys = parsePath(change.path).map(String);
  try {
    if ('set' in change) tree.setIn(keys, tree.createNode(change.set));
    else tree.deleteIn(keys);
    const text = tree.toString({ lineWidth: 0, indentSeq: true, indent: stepOf(tree) });
    return lineBreakOf(source.text) === '\n' ? text : text.replaceAll('\n', '\r\n');
  } catch {
    // A path through an alias or a scalar; the caller then prints the values.
    return Object.keys(after).length === 0 ? '' : undefined;
  }
}

function pathEdit(source: ValuesTree, { change, after, shape }: Wanted): PathEdit | undefined {
  const { text, tree, values: before } = source;
  if (!tree) return undefined;
  return {
    text,
    tree,
    before,
    after,
    style: { lineBreak: lineBreakOf(text), step: stepOf(tree) },
    keys: parsePath(change.path).map(String),
    orderAt: (keys) => childKeys(shape.sections, keys),
    defaultAt: (keys) => valueAt(shape.defaults, keys),
  };
}

function childKeys(nodes: readonly (Field | Group)[], keys: readonly string[]): readonly string[] {
  let children = nodes;
  for (const key of keys) {
    const child = children.find((node) => node.key === key);
    if (child?.node !== 'group') return [];
    children = child.children;
  }
  return children.map(({ key }) => key);
}

/** Returns the nodes with an anchor on the way to the edited place and below it. */
function namedBy({ tree, keys }: PathEdit): Set<Node> {
  const named = new Set<Node>();
  const add = (node: unknown): void => {
    if (isAlias(node) || typeof node !== 'object' || node === null) return;
    if ('anchor' in node && typeof node.anchor === 'string') named.add(node as Node);
  };
  let node: unknown = tree.contents;
  for (const key of keys) {
    add(node);
    if (!isMap(node)) return named;
    const entries = entriesOf(node);
    node = entries?.findLast((entry) => entry.key === key)?.pair.value;
  }
  if (isCollection(node)) visit(node, { Node: (_key, inner) => add(inner) });
  else add(node);
  return named;
}

function aliasSplices(edit: PathEdit, named: ReadonlySet<Node>): Splice[] {
  const splices: Splice[] = [];
  const { tree } = edit;
  visit(tree, {
    Alias: (_key, alias, path) => {
      const source = alias.resolve(tree);
      if (!source || !named.has(source) || !alias.range) return;
      const value: unknown = source.toJS(tree, { maxAliasCount: 100 });
      const [map, pair] = path.slice(-2);
      const entry = isMap(map) ? entriesOf(map)?.find((candidate) => candidate.pair === pair) : undefined;
      const inPair =
        isMap(map) && isPair(pair) && pair.value === alias && entry
          ? replaceValue(edit, { map, entry }, value)
          : undefined;
      splices.push(...(inPair ?? [{ start: alias.range[0], end: alias.range[1], text: flowText(value) }]));
    },
  });
  return splices;
}

/** Tells whether two values give the same plane and hold the same unknown keys; empty maps say nothing. */
export function sameMeaning(left: unknown, right: unknown, shape: ValuesShape): boolean {
  const meaning = (values: unknown) =>
    withoutEmpty({ children: shape.sections }, differencesFrom(shape, values));
  return sameYaml(meaning(left), meaning(right));
}

function withoutEmpty(group: { children: readonly (Field | Group)[] }, map: YamlMap): YamlMap {
  const kept = Object.entries(map).flatMap(([key, value]): [string, unknown][] => {
    const child = group.children.find((node) => node.key === key);
    if (child?.node === 'field' || !isYamlMap(value)) return [[key, value]];
    const inner = withoutEmpty(child ?? { children: [] }, value);
    return Object.keys(inner).length === 0 ? [] : [[key, inner]];
  });
  return Object.fromEntries(kept);
}
