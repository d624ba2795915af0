import { isMap, isScalar, type Document, type YAMLMap } from 'yaml';
import { printPath, valueAt, withValue } from '../../paths';
import { lineEnd, lineStart, type Splice } from './splice';
import { commentsIn, entriesOf, entryEnd, entryStart, isBlock, marksOf, type Entry } from './tokens';
import { pairLines } from './value-text';
import { reconcile } from './reconcile';
import {
  insertInBrackets,
  insertLines,
  removeFromBrackets,
  removeLines,
  replaceValue,
  type Target,
} from './write';

/** One path of a text to set or to remove. */
export interface PathEdit extends Target {
  tree: Document.Parsed;
  keys: readonly string[];
  /** The values before and after. */
  before: unknown;
  after: unknown;
  /** Returns the keys that the model has below a path, in its order. */
  orderAt: (keys: readonly string[]) => readonly string[];
  /** Returns the default of a path, if it has one. */
  defaultAt: (keys: readonly string[]) => unknown;
}

/** Returns the splices that write the value of a path; `undefined` where splices cannot. */
export function setSplices(edit: PathEdit): Splice[] | undefined {
  const { tree, keys } = edit;
  if (!isMap(tree.contents) || tree.contents.items.length === 0) return fillRoot(edit);
  let map: YAMLMap = tree.contents;
  for (const [index, key] of keys.entries()) {
    const entries = entriesOf(map);
    if (!entries) return undefined;
    const here = keys.slice(0, index + 1);
    const value = valueAt(edit.after, here);
    const entry = entries.findLast((candidate) => candidate.key === key);
    if (!entry) return insert(edit, { map, entries, at: keys.slice(0, index) }, [key, value]);
    const child = entry.pair.value;
    const isLast = index === keys.length - 1;
    if (isLast || !isMap(child) || child.items.length === 0)
      return reconcile(edit, { map, entry }, [valueAt(edit.before, here), value]);
    map = child;
  }
  return undefined;
}

/** Returns the splices that remove a path, and the maps around it that hold nothing else. */
export function removeSplices(edit: PathEdit): Splice[] | undefined {
  const { tree, keys } = edit;
  if (valueAt(edit.before, keys) === undefined) return [];
  const trail: { map: YAMLMap; entries: Entry[]; entry: Entry }[] = [];
  let node: unknown = tree.contents;
  for (const key of keys) {
    const entries: Entry[] | undefined = isMap(node) ? entriesOf(node) : undefined;
    const entry = entries?.findLast((candidate) => candidate.key === key);
    if (!isMap(node) || !entries || !entry) return detach(edit, trail);
    trail.push({ map: node, entries, entry });
    node = entry.pair.value;
  }
  let level = trail.length - 1;
  while (level > 0 && isOnlyContent(edit, trail, level)) level--;
  const place = trail[level];
  if (!place) return undefined;
  const removed = isBlock(place.map)
    ? removeLines(edit, place.entry)
    : removeFromBrackets(place.entries, place.entry);
  const parent = trail[level - 1];
  if (!removed || !parent || place.entries.length > 1 || !isBlock(place.map)) return removed;
  // A key with nothing after it would be null, which tells Helm to drop the defaults.
  const { colon, anchor, tag } = marksOf(parent.entry.item);
  const end = Math.max(...[colon, anchor, tag].map((mark) => (mark ? mark.offset + mark.source.length : 0)));
  return end === 0 ? undefined : [{ start: end, end, text: ' {}' }, ...removed];
}

/**
 * A value that an alias or a merge key brings in cannot be removed where it is read: its default is
 * written there instead. Where it has none, the entry that brings it in is written out without it.
 */
function detach(edit: PathEdit, trail: readonly { map: YAMLMap; entry: Entry }[]): Splice[] | undefined {
  const fallback = edit.defaultAt(edit.keys);
  if (fallback !== undefined)
    return setSplices({ ...edit, after: withValue(edit.before, printPath(edit.keys), fallback) });
  const place = trail.at(-1);
  const value = valueAt(edit.after, edit.keys.slice(0, trail.length));
  return place && value !== undefined ? replaceValue(edit, place, value) : undefined;
}

/** Tells whether the map around an entry holds nothing else of the user's: no other key, comment or anchor. */
function isOnlyContent(
  { text }: PathEdit,
  trail: readonly { entries: Entry[]; entry: Entry }[],
  level: number,
): boolean {
  const [place, parent] = [trail[level], trail[level - 1]];
  if (!place || !parent || place.entries.length > 1) return false;
  const { anchor, tag } = marksOf(parent.entry.item);
  if (anchor || tag) return false;
  const start = entryStart(place.entry) ?? 0;
  const end = entryEnd(place.entry) ?? start;
  const stop = text[end - 1] === '\n' ? end : lineEnd(text, end);
  return commentsIn(parent.entry).every((comment) => comment > start && comment < stop);
}

function insert(
  edit: PathEdit,
  { map, entries, at }: { map: YAMLMap; entries: readonly Entry[]; at: readonly string[] },
  pair: [string, unknown],
): Splice[] | undefined {
  if (!isBlock(map)) return insertInBrackets(map, entries, pair);
  const order = edit.orderAt(at);
  const rank = order.indexOf(pair[0]);
  const ranked = entries.map((entry) => ({ entry, rank: order.indexOf(entry.key) }));
  const before = ranked.filter((other) => rank !== -1 && other.rank !== -1 && other.rank < rank);
  before.sort((a, b) => a.rank - b.rank);
  const previous = before.at(-1)?.entry;
  const next = entries[0];
  if (!previous && rank !== -1 && next && next.key !== '<<' && isClearBefore(edit.text, next))
    return insertLines(edit, { map, next }, pair);
  const after = previous ?? entries.at(-1);
  return insertLines(edit, after ? { map, previous: after } : { map }, pair);
}

/** Tells whether a line may go before an entry: no comment stands there, which might speak of it. */
function isClearBefore(text: string, entry: Entry): boolean {
  const offset = entryStart(entry);
  if (offset === undefined) return false;
  const start = lineStart(text, offset);
  if (text.slice(start, offset).trim() !== '') return false;
  if (start <= 1) return true;
  const above = text.slice(lineStart(text, start - 1), start).trim();
  return above !== '' && !above.startsWith('#') && !/^(---|%)/.test(above);
}

/** Returns the splice that writes the first key of a text that holds none. */
function fillRoot({ text, style, tree, keys, after }: PathEdit): Splice[] | undefined {
  const [key] = keys;
  if (key === undefined) return undefined;
  const lines = pairLines(key, valueAt(after, [key]), style).join(style.lineBreak);
  const { contents } = tree;
  const isWritten = contents?.range && contents.range[0] < contents.range[1];
  if (!isWritten) {
    const isOpen = text !== '' && text !== '\uFEFF' && !text.endsWith('\n');
    return [
      {
        start: text.length,
        end: text.length,
        text: (isOpen ? style.lineBreak : '') + lines + style.lineBreak,
      },
    ];
  }
  if (!isMap(contents) && !(isScalar(contents) && contents.value === null)) return undefined;
  const [start, end] = contents.range ?? [0, 0];
  const isFirst = text.slice(lineStart(text, start), start).trim() === '';
  const isLast = text.slice(end, lineEnd(text, end)).trim() === '';
  return [
    {
      start: isFirst ? lineStart(text, start) : start,
      end,
      text: (isFirst ? '' : style.lineBreak) + lines + (isLast ? '' : style.lineBreak),
    },
  ];
}
