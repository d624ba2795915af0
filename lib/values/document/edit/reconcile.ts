import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { isMap as isYamlMap, sameYaml, type YamlMap } from '../../equality';
import { lineStart, type Splice } from './splice';
import { columnOf, contentEnd, entriesOf, isBlock, itemsOf, type Entry } from './tokens';
import { indented, itemLines, quotedText } from './value-text';
import { afterLine, insertLines, removeLines, replaceValue, type Target } from './write';

/**
 * Returns the splices that turn the value of an entry from `old` into `value`. Maps and lists written in
 * lines change where they differ only, so that the comments among their entries stay.
 */
export function reconcile(
  target: Target,
  { map, entry }: { map: YAMLMap; entry: Entry },
  [old, value]: [unknown, unknown],
): Splice[] | undefined {
  const node = entry.pair.value;
  const inPlace = changeNode(target, node, [old, value]);
  return inPlace ?? replaceValue(target, { map, entry }, value);
}

function changeNode(target: Target, node: unknown, [old, value]: [unknown, unknown]): Splice[] | undefined {
  if (isMap(node) && isBlock(node) && isYamlMap(old) && isYamlMap(value))
    return changeMap(target, node, [old, value]);
  if (isSeq(node) && isBlock(node) && Array.isArray(old) && Array.isArray(value))
    return changeList(target, node, [old, value]);
  return undefined;
}

function changeMap(target: Target, map: YAMLMap, [old, value]: [YamlMap, YamlMap]): Splice[] | undefined {
  const entries = entriesOf(map);
  const keys = new Set(entries?.map(({ key }) => key));
  // A merge key says several things at once, and of two equal keys one says nothing.
  if (!entries || keys.has('<<') || keys.size < entries.length) return undefined;
  if (!entries.some(({ key }) => Object.hasOwn(value, key))) return undefined;
  const splices: Splice[] = [];
  for (const entry of entries) {
    const { key } = entry;
    if (Object.hasOwn(value, key) && sameYaml(old[key], value[key])) continue;
    const made = Object.hasOwn(value, key)
      ? reconcile(target, { map, entry }, [old[key], value[key]])
      : removeLines(target, entry);
    if (!made) return undefined;
    splices.push(...made);
  }
  const last = entries.at(-1);
  for (const [key, added] of Object.entries(value)) {
    if (keys.has(key)) continue;
    const made = last && insertLines(target, { map, previous: last }, [key, added]);
    if (!made) return undefined;
    splices.push(...made);
  }
  return splices;
}

function changeList(
  target: Target,
  list: YAMLSeq,
  [old, value]: [readonly unknown[], readonly unknown[]],
): Splice[] | undefined {
  const items = itemsOf(list);
  if (!items || items.length !== old.length || value.length === 0) return undefined;
  const shorter = Math.min(old.length, value.length);
  let head = 0;
  while (head < shorter && sameYaml(old[head], value[head])) head++;
  let tail = 0;
  while (tail < shorter - head && sameYaml(old.at(-1 - tail), value.at(-1 - tail))) tail++;

  const splices: Splice[] = [];
  const both = Math.min(old.length, value.length) - head - tail;
  for (let index = head; index < head + both; index++) {
    const item = items[index];
    const made = item && changeItem(target, { list, ...item }, [old[index], value[index]]);
    if (!made) return undefined;
    splices.push(...made);
  }
  for (const item of items.slice(head + both, old.length - tail)) {
    const lines = itemRange(target, item);
    if (!lines) return undefined;
    splices.push({ ...lines, text: '' });
  }
  const added = value.slice(head + both, value.length - tail);
  if (added.length === 0) return splices;
  const { text, style } = target;
  const column = columnOf(list);
  const before = items[head + both - 1];
  const beforeLines = before && itemRange(target, before);
  const first = items[0] && itemRange(target, items[0]);
  const start = before ? beforeLines?.end : first?.start;
  if (start === undefined) return undefined;
  const lines = added.map((item) => ' '.repeat(column) + indented(itemLines(item, style), column, style));
  const isOpen = start === text.length && !text.endsWith('\n');
  const inserted = isOpen
    ? lines.map((line) => style.lineBreak + line).join('')
    : lines.map((line) => line + style.lineBreak).join('');
  return [...splices, { start, end: start, text: inserted }];
}

type Item = NonNullable<ReturnType<typeof itemsOf>>[number];

function changeItem(
  target: Target,
  item: Item & { list: YAMLSeq },
  [old, value]: [unknown, unknown],
): Splice[] | undefined {
  const { node, list } = item;
  const inPlace = changeNode(target, node, [old, value]);
  if (inPlace) return inPlace;
  const quoted = quotedLike(node, value);
  if (quoted) return [quoted];
  const lines = itemRange(target, item);
  const dash = dashOf(item);
  if (!lines || !dash || text(node, target)?.includes('\n')) return undefined;
  const { style } = target;
  const column = columnOf(list);
  const [first = '', ...below] = itemLines(value, style);
  const end = (node && contentEnd(node)) ?? dash.offset + 1;
  // A comment at the end of the line stays there.
  const isOpen = target.text[end - 1] !== '\n';
  const comment = isOpen ? target.text.slice(end, lines.end) : target.text.slice(end, end);
  const [tail, lineBreak] = splitBreak(comment);
  const rest = below.map((line) => (line === '' ? line : ' '.repeat(column) + line));
  return [
    {
      start: dash.offset,
      end: lines.end,
      text: [first + tail, ...rest].join(style.lineBreak) + (isOpen ? lineBreak : style.lineBreak),
    },
  ];
}

function quotedLike(node: Node | null, value: unknown): Splice | undefined {
  if (!node?.range || typeof value !== 'string' || !('type' in node)) return undefined;
  const quote = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : undefined;
  const text = quote && quotedText(value, quote);
  return text === undefined ? undefined : { start: node.range[0], end: node.range[1], text };
}

function splitBreak(line: string): [string, string] {
  const at = line.search(/\r?\n$/);
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at)];
}

function text(node: Node | null, target: Target): string | undefined {
  return node?.range ? target.text.slice(node.range[0], node.range[1]) : undefined;
}

function dashOf({ item }: Item) {
  return item.start.find(({ type }) => type === 'seq-item-ind');
}

/** Returns the lines of a list's item; nothing when it shares its first line with another dash or key. */
function itemRange(target: Target, item: Item): { start: number; end: number } | undefined {
  const dash = dashOf(item);
  if (!dash) return undefined;
  const start = lineStart(target.text, dash.offset);
  if (target.text.slice(start, dash.offset).trim() !== '') return undefined;
  return { start, end: afterLine(target.text, (item.node && contentEnd(item.node)) ?? dash.offset + 1) };
}
