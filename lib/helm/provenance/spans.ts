import type { Mark, Span } from '../template';
import type { OriginSets } from './origin-sets';

/** Origins of strings, per range. All functions return new spans in order of their start. */

/** The origin of a string of which each range has its own; `set` is the union, worked out on demand. */
export class TextMark implements Mark {
  readonly spans: readonly Span[];
  readonly extra: number;
  readonly #sets: OriginSets;
  #set: number | undefined;

  constructor(sets: OriginSets, spans: readonly Span[], extra = 0) {
    this.#sets = sets;
    this.spans = spans;
    this.extra = extra;
  }

  get set(): number {
    if (this.#set === undefined) {
      let set = this.extra;
      for (const span of this.spans) {
        set = this.#sets.union(set, this.#sets.union(span.set, span.control));
      }
      this.#set = set;
    }
    return this.#set;
  }
}

/**
 * Returns the spans of `from..to` of a text, moved so that the range starts at `at`. With `keepsMarkers`,
 * what printed nothing outside the range is kept at its edge: trimming space must not lose it.
 */
export function sliceSpans(
  spans: readonly Span[],
  range: { from: number; to: number; keepsMarkers?: boolean },
  at: number,
): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const isMarker = range.keepsMarkers === true && span.start === span.end;
    if (!isMarker && (span.end < range.from || span.start > range.to)) continue;
    const start = Math.min(Math.max(span.start, range.from), range.to);
    const end = Math.max(Math.min(span.end, range.to), range.from);
    // A piece of a text that is cut away must not stay behind as a marker.
    if (start === end && span.start !== span.end) continue;
    out.push(placed(span, start - range.from + at, end - range.from + at));
  }
  return out;
}

/** Returns the spans with both ends put through `place`, which must not decrease. */
export function mapSpans(spans: readonly Span[], place: (offset: number) => number): Span[] {
  return spans.map((span) => placed(span, place(span.start), place(span.end)));
}

/** A copy field by field: spreading objects is much slower, and there are many spans. */
function placed(span: Span, start: number, end: number): Span {
  return { start, end, set: span.set, control: span.control, node: span.node, frame: span.frame };
}

/** Returns where offsets go when every line of a text gets `width` characters in front, after `lead`. */
export function indentPlace(text: string, width: number, lead: number): (offset: number) => number {
  let line = 0;
  let next = text.indexOf('\n');
  let last = 0;
  return (offset) => {
    if (offset < last) {
      line = 0;
      next = text.indexOf('\n');
    }
    last = offset;
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return offset + lead + width * (line + 1);
  };
}

/** Returns where offsets go when every occurrence of `from` is replaced by `to`. */
export function replacePlace(text: string, from: string, to: string): (offset: number) => number {
  const found: number[] = [];
  for (let at = text.indexOf(from); at >= 0 && from !== ''; at = text.indexOf(from, at + from.length))
    found.push(at);
  const change = to.length - from.length;
  return (offset) => {
    let count = 0;
    while (count < found.length && (found[count] ?? 0) + from.length <= offset) count += 1;
    const inside = found[count];
    const moved = offset + change * count;
    if (inside === undefined || offset <= inside) return moved;
    return Math.min(moved, inside + change * count + to.length);
  };
}

/** Returns the spans of a text from which `ranges`, in order, were removed. */
export function removeRanges(
  spans: readonly Span[],
  ranges: readonly { from: number; to: number }[],
): Span[] {
  const place = (offset: number): number => {
    let removed = 0;
    for (const range of ranges) {
      if (range.from >= offset) break;
      removed += Math.min(range.to, offset) - range.from;
    }
    return offset - removed;
  };
  return mapSpans(spans, place);
}

/** Returns the ranges of a text that a search text fills. */
export function rangesOf(text: string, search: string): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) {
    ranges.push({ from: at, to: at + search.length });
  }
  return ranges;
}
