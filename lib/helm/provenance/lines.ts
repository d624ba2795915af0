import type { Span } from '../template';

/** Spans by the line that they touch; worked out when first asked for. */
export class LineIndex {
  readonly #text: string;
  readonly #spans: readonly Span[];
  #starts: readonly number[] | undefined;
  #byLine: (readonly Span[])[] | undefined;

  constructor(text: string, spans: readonly Span[]) {
    this.#text = text;
    this.#spans = spans;
  }

  /** The offsets at which lines start. */
  get starts(): readonly number[] {
    this.#starts ??= lineStartsOf(this.#text);
    return this.#starts;
  }

  /** Returns the line, from 1, of an offset. */
  lineAt(offset: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Returns the range of a line, from 1, without its line break; undefined beyond the text. */
  range(line: number): { start: number; end: number } | undefined {
    const start = this.starts[line - 1];
    return start === undefined ? undefined : { start, end: (this.starts[line] ?? this.#text.length + 1) - 1 };
  }

  /**
   * Returns the spans of a line, from 1, in order. What printed nothing belongs to the line where it
   * would be; a line break in front of a line does not belong to it.
   */
  spansOf(line: number): readonly Span[] {
    this.#byLine ??= this.#group();
    return this.#byLine[line - 1] ?? [];
  }

  #group(): Span[][] {
    const byLine = this.starts.map((): Span[] => []);
    for (const span of this.#spans) {
      const last = this.lineAt(Math.max(span.start, span.end - 1));
      for (let line = this.lineAt(span.start); line <= last; line++) {
        const range = this.range(line);
        if (range && isWithin(span, range.start, range.end)) byLine[line - 1]?.push(span);
      }
    }
    return byLine;
  }
}

/** A value that printed nothing still belongs to the place where it would be. */
function isWithin(span: Span, start: number, end: number): boolean {
  if (span.start === span.end) return span.start >= start && span.start <= end;
  return span.end > start && (span.start < end || span.start === start);
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
