import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { lineEnd, lineStart, nextLine, type Splice } from './splice';
import { columnOf, contentEnd, entryEnd, entryStart, isBlock, isEmpty, marksOf, type Entry } from './tokens';
import { flowText, indented, pairLines, quotedText, valueLines, type Style } from './value-text';

/** The smallest splices that write, add and remove one entry of a map. `undefined`: not by splices. */

/** A text under edit. */
export interface Target {
  text: string;
  style: Style;
}

/** Returns the splices that give an existing entry of `map` another value. */
export function replaceValue(
  { text, style }: Target,
  { map, entry }: { map: YAMLMap; entry: Entry },
  value: unknown,
): Splice[] | undefined {
  const old = entry.pair.value;
  const { colon, anchor, tag } = marksOf(entry.item);
  if (!colon) return undefined;
  if (isScalar(old) && !isEmpty(old) && !tag) {
    const quoted = sameQuotes(old.type, value);
    if (quoted !== undefined && old.range) return [{ start: old.range[0], end: old.range[1], text: quoted }];
  }
  const dropped: Splice[] = tag
    ? [{ start: tag.offset - 1, end: tag.offset + tag.source.length, text: '' }]
    : [];
  const marksEnd = Math.max(...[colon, anchor].map((mark) => (mark ? mark.offset + mark.source.length : 0)));
  const start = isEmpty(old) ? undefined : offsetOf(old);
  const end = isEmpty(old) ? undefined : contentEnd(old);

  if (!isBlock(map)) {
    if (start === undefined || end === undefined)
      return [...dropped, { start: marksEnd, end: marksEnd, text: ` ${flowText(value)}` }];
    return [...dropped, { start, end, text: flowText(value) }];
  }
  // What was written in brackets stays in brackets.
  const isFlow = (isMap(old) || isSeq(old)) && !isBlock(old) && old.items.length > 0 && isNonEmpty(value);
  const [first = '', ...below] = isFlow ? [` ${flowText(value)}`] : valueLines(value, style);
  const column = columnOf(map);
  const rest = below.map((line) => (line === '' ? line : ' '.repeat(column) + line));
  const onMarksLine = start === undefined || start <= lineEnd(text, marksEnd);
  if (onMarksLine) {
    const from = tag && start !== undefined ? Math.max(marksEnd, tag.offset + tag.source.length) : marksEnd;
    const to = end ?? from;
    if (rest.length === 0) return [...dropped, { start: from, end: to, text: first }];
    // The comment at the end of the line must not become part of what now stands below.
    const isLineOpen = text[to - 1] !== '\n';
    const stop = isLineOpen ? lineEnd(text, to) : to;
    const comment = isLineOpen ? text.slice(to, stop) : '';
    const lines = [first + comment, ...rest].join(style.lineBreak) + (isLineOpen ? '' : style.lineBreak);
    return [...dropped, { start: from, end: stop, text: lines }];
  }
  if (end === undefined) return undefined;
  const bodyStart = lineStart(text, start);
  const bodyEnd = afterLine(text, end);
  const body = rest.map((line) => line + style.lineBreak).join('');
  return [
    ...dropped,
    { start: marksEnd, end: marksEnd, text: first },
    { start: bodyStart, end: bodyEnd, text: body },
  ];
}

/** Returns the text of a scalar in the quotes that stand there; nothing where those do not fit. */
function sameQuotes(type: unknown, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (type === 'QUOTE_DOUBLE') return quotedText(value, '"');
  return type === 'QUOTE_SINGLE' ? quotedText(value, "'") : undefined;
}

function isNonEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function offsetOf(node: unknown): number | undefined {
  // Only nodes of a parsed tree come here, and those have ranges.
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0];
}

/** Returns the offset of the line after the one in which content ends at `end`. */
export function afterLine(text: string, end: number): number {
  // The content of a literal text ends with its line break.
  return text[end - 1] === '\n' ? end : nextLine(text, end);
}

/** Returns the splice that adds `key: value` to a map in lines, after `previous` or before `next`. */
export function insertLines(
  { text, style }: Target,
  place: { map: YAMLMap; previous?: Entry; next?: Entry },
  [key, value]: [string, unknown],
): Splice[] | undefined {
  const column = columnOf(place.map);
  const lines = ' '.repeat(column) + indented(pairLines(key, value, style), column, style);
  if (!place.previous) {
    const offset = place.next && entryStart(place.next);
    if (offset === undefined) return undefined;
    const start = lineStart(text, offset);
    return [{ start, end: start, text: lines + style.lineBreak }];
  }
  const end = entryEnd(place.previous);
  if (end === undefined) return undefined;
  const start = afterDeeperComments(text, afterLine(text, end), column);
  const isOpen = start === text.length && !text.endsWith('\n');
  return [{ start, end: start, text: isOpen ? style.lineBreak + lines : lines + style.lineBreak }];
}

/** Comments indented deeper than the keys of a map belong to the entry above them. */
function afterDeeperComments(text: string, offset: number, column: number): number {
  let start = offset;
  for (;;) {
    const match = /^( *)#/.exec(text.slice(start, nextLine(text, start)));
    if (!match?.[1] || match[1].length <= column) return start;
    start = nextLine(text, start);
  }
}

/** Returns the splice that adds `key: value` to a map in brackets. */
export function insertInBrackets(
  map: YAMLMap,
  entries: readonly Entry[],
  [key, value]: [string, unknown],
): Splice[] | undefined {
  const pair = `${flowText(key)}: ${flowText(value)}`;
  const last = entries.at(-1);
  const end = last ? entryEnd(last) : map.range && map.range[0] + 1;
  if (end === undefined || end === null) return undefined;
  return [{ start: end, end, text: last ? `, ${pair}` : pair }];
}

/** Returns the splice that removes an entry of a map in lines, with the comment at the end of its line. */
export function removeLines({ text }: Target, entry: Entry): Splice[] | undefined {
  const start = entryStart(entry);
  const end = entryEnd(entry);
  if (start === undefined || end === undefined) return undefined;
  const from = lineStart(text, start);
  // The first key of a map that is an entry of a list shares its line with the dash.
  if (text.slice(from, start).trim() !== '') return undefined;
  return [{ start: from, end: afterLine(text, end), text: '' }];
}

/** Returns the splice that removes an entry of a map in brackets. */
export function removeFromBrackets(entries: readonly Entry[], entry: Entry): Splice[] | undefined {
  const index = entries.indexOf(entry);
  const [previous, next] = [entries[index - 1], entries[index + 1]];
  const start = previous ? entryEnd(previous) : entryStart(entry);
  const end = !previous && next ? entryStart(next) : entryEnd(entry);
  return start === undefined || end === undefined ? undefined : [{ start, end, text: '' }];
}
