import type { Value } from '../value';
import type { Node, Tree } from './node';

/**
 * What the executor tells a tracer while it runs, so that provenance needs no second executor.
 * Without a tracer nothing here is called.
 */

/**
 * Where a value comes from. `set` names a set of values paths; `spans` says it per range of a string,
 * and `extra` is then a set that holds for all of it.
 */
export interface Mark {
  readonly set: number;
  readonly spans: readonly Span[] | null;
  readonly extra: number;
}

/**
 * A range of a text, in UTF-16 units, made in one piece by `node` in `frame`. `set` says what produced
 * it, `control` what decided that it appears. `start === end` is a marker of a branch that was not
 * taken.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly set: number;
  readonly control: number;
  readonly node: Node;
  readonly frame: Frame;
}

/** One level of templates being executed: a file, or what `include`, `template` and `tpl` entered. */
export interface Frame {
  readonly kind: 'file' | 'include' | 'template' | 'tpl';
  readonly tree: Tree;
  readonly parent: Frame | null;
  /** The node of the parent's tree that entered this frame. */
  readonly caller: Node | null;
  /** For `tpl`, where the text of the template itself comes from. */
  readonly source: Mark | null;
  /** The frames entered from here, by node and template, so that one way has one frame. */
  inner?: Map<Node, Map<Tree, Frame>>;
}

/** Returns the frame that `node` of `parent` enters to execute `tree`: for one way always the same. */
export function innerFrame(parent: Frame, node: Node, entered: Pick<Frame, 'kind' | 'tree'>): Frame {
  const { kind, tree } = entered;
  parent.inner ??= new Map();
  let frames = parent.inner.get(node);
  if (!frames) {
    frames = new Map();
    parent.inner.set(node, frames);
  }
  let frame = frames.get(tree);
  if (!frame) {
    frame = { kind, tree, parent, caller: node, source: null };
    frames.set(tree, frame);
  }
  return frame;
}

/** What the executor calls, in the order of execution. */
export interface Tracer {
  /** The origin of the value evaluated last. */
  mark: Mark;
  /** The origins of the arguments of the function being called. */
  args: readonly Mark[];
  /** The origin of constants. */
  readonly none: Mark;
  /** The field or key `key` of `receiver`, whose origin is `mark`, gave `value`. Returns the origin of the value. */
  field(receiver: Value, key: string, value: Value | undefined): Mark;
  /** Element `index` of a range over a list or an integer, or the value under key `index` of a map. */
  element(container: Value, index: string | number, mark: Mark): Mark;
  /** The index or key itself, as `range $i, $e` sees it. */
  index(container: Value, index: string | number, mark: Mark): Mark;
  /** A function is about to be called; some change their arguments in place. */
  before(name: string, args: readonly (Value | undefined)[]): void;
  /** A function returned. Returns the origin of the result. */
  after(
    name: string,
    args: readonly (Value | undefined)[],
    marks: readonly Mark[],
    result: Value | undefined,
  ): Mark;
  /** `and` or `or` returned its argument at `marks.length - 1` after looking at those before. */
  chosen(args: readonly (Value | undefined)[], marks: readonly Mark[]): Mark;
  /** What follows appears because of the value whose origin is `mark`. Returns what `leave` needs. */
  decide(value: Value | undefined): number;
  /** Returns what `leave` needs to end the decisions that are taken from now on. */
  decisions(): number;
  /** The decision of the matching `decide` ends. */
  leave(previous: number): void;
  /** The functions that change their first argument in place. */
  readonly changing: ReadonlySet<string>;
  /** Returns the origin of a value that the decisions in force decide on; its own is `mark`. */
  decided(mark: Mark): Mark;
  /** The decisions in force decide on what `container` holds. */
  changed(container: Value | undefined): void;
  /** Returns the origin of the string evaluated last when it is empty because of a text of origin `mark`. */
  emptied(mark: Mark): Mark;
  /** A branch, or the body of a range, was not taken, or a range was left, under the decisions in force. */
  skipped(node: Node, frame: Frame): void;
  /** Literal text was written. */
  text(node: Node, frame: Frame, text: string): void;
  /** The value of an action, whose origin is `mark`, was written as `text`. */
  print(node: Node, frame: Frame, text: string): void;
  /** The call or action that runs from now on. */
  enter(node: Node, frame: Frame): void;
  /** Every `search` was cut out of the string evaluated last, which was `text`. */
  cut(text: string, search: string): void;
  /** A new output starts, for `include` and `tpl`; returns what `close` needs. */
  open(): unknown;
  /** The output ends: its origin becomes that of a string, and writing goes on where it was. */
  close(opened: unknown): Mark;
}
