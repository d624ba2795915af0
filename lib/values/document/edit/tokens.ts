import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type CST,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** What the source tokens of a parsed tree say of places in the text. */

/** A pair of a map with the tokens it was read from. */
export interface Entry {
  pair: Pair;
  item: CST.CollectionItem;
  key: string;
}

/** Returns the entries of a map; nothing when an entry has no tokens, which a parsed tree never lacks. */
export function entriesOf(map: YAMLMap): Entry[] | undefined {
  const entries: Entry[] = [];
  for (const pair of map.items) {
    const item = pair.srcToken;
    if (!item || !isScalar(pair.key)) return undefined;
    // The parser gives the merge key as a symbol; Helm takes every other key as text.
    const { value } = pair.key;
    entries.push({ pair, item, key: typeof value === 'symbol' ? '<<' : String(value) });
  }
  return entries;
}

/** Returns the items of a list with their tokens. */
export function itemsOf(seq: YAMLSeq): { node: Node | null; item: CST.CollectionItem }[] | undefined {
  const token = seq.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  const found: { node: Node | null; item: CST.CollectionItem }[] = [];
  // Trailing comments are items without a dash.
  const written = token.items.filter((item) => item.start.some(({ type }) => type === 'seq-item-ind'));
  if (written.length !== seq.items.length) return undefined;
  for (const [index, node] of seq.items.entries()) {
    const item = written[index];
    if (!item || (node !== null && !isNodeOf(node))) return undefined;
    found.push({ node, item });
  }
  return found;
}

function isNodeOf(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
}

/** Tells a map or list written in lines from one in brackets. */
export function isBlock(node: YAMLMap | YAMLSeq): boolean {
  return node.srcToken?.type === 'block-map' || node.srcToken?.type === 'block-seq';
}

/** Returns the column of the keys of a map, or the dashes of a list, that is written in lines. */
export function columnOf(node: YAMLMap | YAMLSeq): number {
  return node.srcToken && 'indent' in node.srcToken ? node.srcToken.indent : 0;
}

/** Returns the offset after the last character of a node that is not a comment or empty space. */
export function contentEnd(node: unknown): number | undefined {
  if (isMap(node) && isBlock(node)) {
    const last = node.srcToken && 'items' in node.srcToken ? lastWritten(node.srcToken.items) : undefined;
    const pair = node.items.at(-1);
    return (pair && contentEnd(pair.value)) ?? (last && itemEnd(last));
  }
  if (isSeq(node) && isBlock(node)) {
    const last = node.srcToken && 'items' in node.srcToken ? lastWritten(node.srcToken.items) : undefined;
    return contentEnd(node.items.at(-1)) ?? (last && itemEnd(last));
  }
  // An empty scalar stands where nothing is written.
  if (isScalar(node) && (node.source === '' || node.source === undefined) && isEmpty(node)) return undefined;
  return isNodeOf(node) ? node.range?.[1] : undefined;
}

/** Tells whether nothing stands for a scalar: `key:` has such a value. */
export function isEmpty(node: unknown): boolean {
  return (
    node === null ||
    (isScalar(node) && node.value === null && (!node.range || node.range[0] === node.range[1]))
  );
}

function lastWritten(items: readonly CST.CollectionItem[]): CST.CollectionItem | undefined {
  return items.findLast((item) => Boolean(item.key) || (item.sep?.length ?? 0) > 0 || hasDash(item));
}

function hasDash(item: CST.CollectionItem): boolean {
  return item.start.some(({ type }) => type === 'seq-item-ind');
}

/** Returns where the tokens of an item without a value end: after its colon, dash, anchor or tag. */
function itemEnd(item: CST.CollectionItem): number | undefined {
  const token = [...item.start, ...(item.sep ?? [])].findLast(({ type }) => isMark(type));
  if (token) return token.offset + token.source.length;
  return item.key && 'source' in item.key ? item.key.offset + item.key.source.length : undefined;
}

function isMark(type: CST.SourceToken['type']): boolean {
  return (
    type === 'map-value-ind' ||
    type === 'explicit-key-ind' ||
    type === 'seq-item-ind' ||
    type === 'anchor' ||
    type === 'tag'
  );
}

/** Returns the offset at which an entry begins: its anchor, tag, question mark or key. */
export function entryStart({ item }: Entry): number | undefined {
  const mark = item.start.find(({ type }) => isMark(type));
  return mark?.offset ?? item.key?.offset;
}

/** Returns the offset after an entry's last character that is not a comment or empty space. */
export function entryEnd({ pair, item }: Entry): number | undefined {
  return contentEnd(pair.value) ?? itemEnd(item);
}

/** Returns the colon of an entry and the anchor and tag of its value. */
export function marksOf(item: CST.CollectionItem): {
  colon: CST.SourceToken | undefined;
  anchor: CST.SourceToken | undefined;
  tag: CST.SourceToken | undefined;
} {
  const find = (type: CST.SourceToken['type']) => (item.sep ?? []).find((token) => token.type === type);
  return { colon: find('map-value-ind'), anchor: find('anchor'), tag: find('tag') };
}

/** Returns the offsets of the comments in the value of an entry, its own line's comment included. */
export function commentsIn({ item }: Entry): number[] {
  const found: number[] = [];
  const visitTokens = (tokens: readonly CST.Token[] | undefined): void => {
    for (const token of tokens ?? []) if (token.type === 'comment') found.push(token.offset);
  };
  const visitItem = (inner: CST.CollectionItem, isOwn: boolean): void => {
    if (!isOwn) visitTokens(inner.start);
    visitTokens(inner.sep);
    visit(inner.value);
  };
  const visit = (token: CST.Token | null | undefined): void => {
    if (!token) return;
    if ('items' in token) token.items.forEach((inner) => visitItem(inner, false));
    if ('end' in token) visitTokens(token.end);
    if (token.type === 'block-scalar') visitTokens(token.props);
  };
  visitItem(item, true);
  return found;
}

/** Returns the tree's step of indentation, from its first nested map; two where there is none. */
export function stepOf(tree: Document.Parsed): number {
  if (!isMap(tree.contents) || !isBlock(tree.contents)) return 2;
  for (const { value } of tree.contents.items) {
    if (isMap(value) && isBlock(value)) return Math.max(1, columnOf(value) - columnOf(tree.contents));
  }
  return 2;
}
