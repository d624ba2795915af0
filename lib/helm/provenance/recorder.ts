import type { Frame, Mark, Node, Span, Tracer } from '../template';
import type { Value } from '../value';
import { Containers, identityOf } from './containers';
import { flowOf } from './flows';
import type { FlowScope, Snapshot } from './flow';
import { OriginSets } from './origin-sets';
import { PathTable, type PathStep } from './paths';
import { rangesOf, removeRanges, sliceSpans, TextMark } from './spans';
import { snapshotNames, snapshotOf } from './value-flows';

const nothingBefore: Snapshot = new Map();

/** A text being written, with the origins of what is there already. */
interface OpenText {
  length: number;
  spans: Span[];
}

/** Paths and sets by number. */
interface Tables {
  readonly paths: PathTable;
  readonly sets: OriginSets;
}

/** Sets that are kept from execution to execution; beyond that the tables start anew. */
const keptSets = 20_000;

let shared: Tables = { paths: new PathTable(), sets: new OriginSets() };

/**
 * The tables only ever grow and say nothing of any one execution, so all share them: the second
 * render of a chart finds the sets that it needs.
 */
function sharedTables(): Tables {
  if (shared.sets.size > keptSets) shared = { paths: new PathTable(), sets: new OriginSets() };
  return shared;
}

/** Records origins while templates execute. One recorder serves one execution. */
export class Recorder implements Tracer {
  readonly #tables = sharedTables();
  readonly paths = this.#tables.paths;
  readonly sets = this.#tables.sets;
  readonly containers = new Containers(this.paths, this.sets);
  /** Paths that templates looked at; of containers that does not mean what is inside. */
  readonly reads = new Set<number>();
  readonly none: Mark = this.sets.mark(0);
  mark: Mark = this.none;
  args: readonly Mark[] = [];
  #control = 0;
  #text: OpenText = { length: 0, spans: [] };
  #before: Snapshot = nothingBefore;
  /** Where the call being looked at stands; texts that functions put together belong to it. */
  #node: Node | undefined;
  #frame: Frame | undefined;

  field(receiver: Value, key: string, value: Value | undefined): Mark {
    return this.#entry(receiver, key, value);
  }

  element(container: Value, index: PathStep, mark: Mark): Mark {
    const child = childOf(container, index);
    this.mark = mark;
    return this.#entry(container, index, child);
  }

  #entry(container: Value, step: PathStep, value: Value | undefined): Mark {
    const entry = this.containers.entryMark(container, step, this.mark);
    const path = this.containers.entryPath(container, step);
    if (path >= 0) this.reads.add(path);
    return identityOf(value) && value !== undefined ? this.containers.ownMark(value, entry) : entry;
  }

  index(container: Value, index: PathStep, mark: Mark): Mark {
    const path = typeof index === 'string' ? this.containers.entryPath(container, index) : -1;
    if (path >= 0) return this.sets.mark(this.sets.ofShape(path));
    return this.sets.mark(this.sets.shapes(mark.set));
  }

  before(name: string, args: readonly (Value | undefined)[]): void {
    this.#before = snapshotNames.has(name) ? snapshotOf(args[0] ?? null) : nothingBefore;
  }

  after(
    name: string,
    args: readonly (Value | undefined)[],
    marks: readonly Mark[],
    result: Value | undefined,
  ): Mark {
    // The text of an included template has been recorded while it was written.
    if (name === 'include' || name === 'tpl') return this.mark;
    if (result instanceof Object || hasOrigins(marks) || marksContainers(name, args)) {
      return flowOf(name)({ name, args, marks, result }, this.#scope());
    }
    return this.none;
  }

  #scope(): FlowScope {
    const { sets, containers } = this;
    return { sets, containers, before: this.#before, span: (range, set) => this.#span(range, set) };
  }

  #span(range: { start: number; end: number }, set: number): Span {
    const node = this.#node;
    const frame = this.#frame;
    if (!node || !frame) throw new Error('a call outside any template');
    return { start: range.start, end: range.end, set, control: this.#control, node, frame };
  }

  enter(node: Node, frame: Frame): void {
    this.#node = node;
    this.#frame = frame;
  }

  chosen(args: readonly (Value | undefined)[], marks: readonly Mark[]): Mark {
    const last = marks.length - 1;
    let set = 0;
    for (let i = 0; i < last; i++) {
      set = this.sets.union(set, this.sets.decided(marks[i]?.set ?? 0, identityOf(args[i]) !== undefined));
    }
    return this.containers.with(marks[last] ?? this.none, set);
  }

  decide(value: Value | undefined): number {
    const previous = this.#control;
    const set = this.mark.set;
    if (set !== 0) {
      this.#control = this.sets.union(previous, this.sets.decided(set, identityOf(value) !== undefined));
    }
    return previous;
  }

  leave(previous: number): void {
    this.#control = previous;
  }

  skipped(node: Node, frame: Frame): void {
    const at = this.#text.length;
    const source = frame.source ? this.sets.decided(sourceSet(this.sets, frame, node), false) : 0;
    const control = this.sets.union(this.#control, source);
    this.#text.spans.push({ start: at, end: at, set: 0, control, node, frame });
  }

  text(node: Node, frame: Frame, text: string): void {
    const out = this.#text;
    const start = out.length;
    out.length += text.length;
    const control = this.#control;
    const source = frame.source;
    if (source?.spans) {
      const range = { from: node.pos, to: node.pos + text.length };
      for (const span of sliceSpans(source.spans, range, start)) {
        const both = this.sets.union(span.control, control);
        out.spans.push({
          ...span,
          set: this.sets.union(span.set, source.extra),
          control: both,
          node,
          frame,
        });
      }
      return;
    }
    out.spans.push({
      start,
      end: out.length,
      set: source ? source.set : 0,
      control,
      node,
      frame,
    });
  }

  print(node: Node, frame: Frame, text: string): void {
    const out = this.#text;
    const start = out.length;
    out.length += text.length;
    const { mark } = this;
    const control = this.#control;
    const source = frame.source ? sourceSet(this.sets, frame, node) : 0;
    if (!mark.spans) {
      const set = this.sets.union(mark.set, source);
      out.spans.push({ start, end: out.length, set, control, node, frame });
      return;
    }
    const extra = this.sets.union(mark.extra, source);
    for (const span of mark.spans) {
      out.spans.push({
        start: span.start + start,
        end: span.end + start,
        set: extra === 0 ? span.set : this.sets.union(span.set, extra),
        control: this.sets.union(span.control, control),
        node: span.node,
        frame: span.frame,
      });
    }
  }

  open(): OpenText {
    const outer = this.#text;
    this.#text = { length: 0, spans: [] };
    return outer;
  }

  close(opened: unknown): Mark {
    const { spans } = this.#text;
    // What `open` returned comes back unchanged: the executor only carries it.
    this.#text = opened as OpenText;
    return new TextMark(this.sets, spans);
  }

  cut(text: string, search: string): void {
    const spans = this.mark.spans;
    if (spans)
      this.mark = new TextMark(this.sets, removeRanges(spans, rangesOf(text, search)), this.mark.extra);
  }

  /** Starts a file; returns nothing: `finish` gives what was recorded. */
  start(): void {
    this.#text = { length: 0, spans: [] };
    this.#control = 0;
    this.mark = this.none;
  }

  /** Returns the spans of the file that was executed. */
  finish(): Span[] {
    return this.#text.spans;
  }
}

function childOf(container: Value, step: PathStep): Value | undefined {
  if (container === null || typeof container !== 'object') return undefined;
  if ('entries' in container) return container.entries.get(String(step));
  return 'items' in container ? container.items[Number(step)] : undefined;
}

function hasOrigins(marks: readonly Mark[]): boolean {
  for (const mark of marks) if (mark.spans || mark.set !== 0) return true;
  return false;
}

/** Derived containers carry no origin themselves, but their entries may. */
function marksContainers(name: string, args: readonly (Value | undefined)[]): boolean {
  return name === 'set' || args.some((arg) => identityOf(arg) !== undefined);
}

/** The origin of the text of `tpl` that makes up a node. */
function sourceSet(sets: OriginSets, frame: Frame, node: Node): number {
  const source = frame.source;
  if (!source) return 0;
  if (!source.spans) return source.set;
  let set = source.extra;
  for (const span of source.spans) {
    if (span.start <= node.pos && span.end >= node.pos)
      set = sets.union(set, sets.union(span.set, span.control));
  }
  return set;
}
