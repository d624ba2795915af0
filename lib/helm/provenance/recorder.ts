import type { Frame, Mark, Node, Span, Tracer } from '../template';
import type { Value } from '../value';
import { Containers, identityOf } from './containers';
import { flowOf } from './flows';
import type { FlowScope, Snapshot } from './flow';
import { LineIndex } from './lines';
import type { OriginSets } from './origin-sets';
import type { PathStep } from './paths';
import type { TracedText } from './provenance';
import { rangesOf, removeRanges, sliceSpans, TextMark } from './spans';
import { sharedTables, type Tables } from './tables';
import { changingNames, snapshotNames, snapshotOf } from './value-flows';

const nothingBefore: Snapshot = new Map();

/** A text being written, with the origins of what is there already. */
interface OpenText {
  length: number;
  spans: Span[];
}

/** A text that was written at an offset, with the origin of what its spans leave out. */
interface MadeText {
  readonly text: string;
  readonly start: number;
  readonly set: number;
  readonly control: number;
  readonly node: Node;
  readonly frame: Frame;
}

/** An include as it was executed once. */
export interface TracedInclude {
  /** What decided that it is executed, and the origin of what it was given. */
  readonly control: number;
  readonly dot: Mark;
  /** The origin of its text, and the paths that it looked at. */
  readonly mark: Mark;
  readonly reads: ReadonlySet<number>;
  readonly tables: Tables;
}

/** Records origins while templates execute. One recorder serves one execution. */
export class Recorder implements Tracer {
  readonly tables = sharedTables();
  readonly paths = this.tables.paths;
  readonly sets = this.tables.sets;
  readonly containers = new Containers(this.paths, this.sets);
  readonly none: Mark = this.sets.mark(0);
  mark: Mark = this.none;
  args: readonly Mark[] = [];
  /** Paths that the file looked at; of containers that does not mean what is inside. */
  #reads = new Set<number>();
  #control = 0;
  /** Whether anything decided on the entries of a container. */
  #hasChanged = false;
  /** Whether that was a container of the values, which other files look at as well. */
  hasDecidedOnValues = false;
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
    if (path >= 0) this.#reads.add(path);
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
    if (changingNames.has(name)) this.#hasChanged = true;
    // The text of an included template has been recorded while it was written.
    if (name === 'include' || name === 'tpl') return this.mark;
    if (result instanceof Object || hasOrigins(marks) || marksContainers(name, args)) {
      return flowOf(name)({ name, args, marks: this.#decidedMarks(args, marks), result }, this.#scope());
    }
    return this.none;
  }

  /** Adds what decided on the entries of containers, which a variable that holds one does not know. */
  #decidedMarks(args: readonly (Value | undefined)[], marks: readonly Mark[]): readonly Mark[] {
    if (!this.#hasChanged) return marks;
    return marks.map((mark, i) => this.containers.with(mark, this.containers.decisionsOf(args[i] ?? null)));
  }

  #scope(): FlowScope {
    const { sets, containers } = this;
    const control = this.#control;
    return { sets, containers, control, before: this.#before, span: (range, set) => this.#span(range, set) };
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

  get changing(): ReadonlySet<string> {
    return changingNames;
  }

  decided(mark: Mark): Mark {
    return this.containers.with(mark, this.#control);
  }

  changed(container: Value | undefined): void {
    this.#hasChanged = true;
    if (container === undefined) return;
    this.containers.addDecisions(container, this.#control);
    this.hasDecidedOnValues ||= this.containers.pathOf(container) >= 0;
  }

  emptied(mark: Mark): Mark {
    return this.containers.with(this.mark, this.sets.decided(mark.set, false));
  }

  decisions(): number {
    return this.#control;
  }

  decide(value: Value | undefined): number {
    const previous = this.#control;
    const own = value === undefined ? 0 : this.containers.decisionsOf(value);
    const set = this.sets.union(this.mark.set, own);
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
    const { source } = frame;
    if (!source?.spans) {
      out.spans.push({ start, end: out.length, set: source ? source.set : 0, control, node, frame });
      return;
    }
    const { extra } = source;
    const made = { text, start, set: extra, control, node, frame };
    const range = { from: node.pos, to: node.pos + text.length };
    this.#putSpans(made, sliceSpans(source.spans, range, 0), (span) => ({
      start: span.start + start,
      end: span.end + start,
      set: this.sets.union(span.set, extra),
      control: this.sets.union(span.control, control),
      node,
      frame,
    }));
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
    this.#putSpans({ text, start, set: extra, control, node, frame }, mark.spans, (span) => ({
      start: span.start + start,
      end: span.end + start,
      set: extra === 0 ? span.set : this.sets.union(span.set, extra),
      control: this.sets.union(span.control, control),
      node: span.node,
      frame: span.frame,
    }));
  }

  /** Puts the spans of a text; what they leave out belongs to what made the text. */
  #putSpans(made: MadeText, spans: readonly Span[], place: (span: Span) => Span): void {
    const { text, start, set, control, node, frame } = made;
    const out = this.#text.spans;
    let at = 0;
    for (const span of spans) {
      if (span.start > at && hasInk(text, at, span.start))
        out.push({ start: start + at, end: start + span.start, set, control, node, frame });
      out.push(place(span));
      at = Math.max(at, span.end);
    }
    if (spans.length === 0 || (at < text.length && hasInk(text, at, text.length)))
      out.push({ start: start + at, end: start + text.length, set, control, node, frame });
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

  /** Executes an include over a value whose origin is `dot`. */
  watchInclude(dot: Mark, execute: () => string): { text: string; traced: TracedInclude } {
    const { tables } = this;
    const control = this.#control;
    const outer = this.#reads;
    const reads = new Set<number>();
    this.#reads = reads;
    const text = execute();
    this.#reads = outer;
    return { text, traced: { control, dot, mark: this.mark, reads, tables } };
  }

  /** Returns whether executing an include now, over a value whose origin is `dot`, would record the same. */
  isSameInclude(known: TracedInclude, dot: Mark): boolean {
    return known.tables === this.tables && known.control === this.#control && known.dot === dot;
  }

  /** Records what an include gave, now or before. */
  recallInclude({ mark, reads }: TracedInclude): void {
    this.mark = mark;
    for (const path of reads) this.#reads.add(path);
  }

  /** Starts a file, which `switches` decide on; `finish` gives what was recorded. */
  start(switches: readonly (readonly PathStep[])[]): void {
    this.#text = { length: 0, spans: [] };
    this.#reads = new Set();
    this.#control = 0;
    for (const steps of switches) {
      const path = steps.reduce((parent: number, step) => this.paths.child(parent, step), 0);
      this.#reads.add(path);
      this.#control = this.sets.union(this.#control, this.sets.decided(this.sets.ofValue(path), false));
    }
    this.mark = this.none;
  }

  /** Returns the file that was executed. `<no value>` is cut out as Helm cuts it out of the text. */
  finish(written: string): TracedText {
    const ranges = rangesOf(written, '<no value>');
    const text = ranges.length === 0 ? written : written.replaceAll('<no value>', '');
    const spans = ranges.length === 0 ? this.#text.spans : removeRanges(this.#text.spans, ranges);
    return { text, spans, lines: new LineIndex(text, spans), reads: this.#reads, tables: this.tables };
  }
}

/** Returns whether a range of a text holds more than space. */
function hasInk(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) > 0x20) return true;
  return false;
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
