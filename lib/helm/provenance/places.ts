import { positionOf, printNode, type Frame, type Node, type Span } from '../template';

/** A place in a template. `line` counts from 1, `column` from 0 in bytes, as in Go's messages. */
export interface TemplatePlace {
  /** The file, or `gotpl` for a text given to `tpl`. */
  readonly file: string;
  /** The template in it: the file itself or the name of a `define`. */
  readonly template: string;
  readonly line: number;
  readonly column: number;
  /** The action as Go prints it, of a branch the opening action; empty for literal text. */
  readonly action: string;
}

/** An `include`, `template` or `tpl` that execution went through. */
export interface FrameUse {
  readonly kind: 'include' | 'template' | 'tpl';
  readonly name: string;
  readonly caller: TemplatePlace;
}

/** A node belongs to one tree, so its place never changes; the same one is sent to another thread once. */
const places = new WeakMap<Node, TemplatePlace>();

/** Returns where a node stands; for one node always the same object. */
export function placeOf(frame: Frame, node: Node): TemplatePlace {
  let place = places.get(node);
  if (!place) {
    const at = positionOf(frame.tree, node);
    const action = node.kind === 'text' || node.kind === 'list' ? '' : headOf(node);
    place = { file: at.file, template: frame.tree.name, line: at.line, column: at.column, action };
    places.set(node, place);
  }
  return place;
}

/**
 * Returns where the piece `rendered.slice(from)` of a span's text stands. Literal text goes on for many
 * lines of a template; its piece is found by the lines in front of it, and where those were cut or
 * indented, by what it says.
 */
export function placeOfPiece(span: Span, rendered: string, from: number): TemplatePlace {
  const place = placeOf(span.frame, span.node);
  const { node } = span;
  if (node.kind !== 'text') return place;
  const lines = node.text.split('\n');
  const before = rendered.slice(span.start, Math.max(span.start, from)).split('\n').length - 1;
  const piece = (rendered.slice(from, span.end).split('\n', 1)[0] ?? '').trim();
  const holds = (line: string | undefined): boolean => line?.includes(piece) === true;
  const found = holds(lines[before]) ? before : lines.findIndex((line, i) => i > before && holds(line));
  const offset = found < 0 ? Math.min(before, lines.length - 1) : found;
  return offset === 0 ? place : { ...place, line: place.line + offset, column: 0 };
}

/** A branch is shown by its opening action only. */
function headOf(node: Node): string {
  if (node.kind === 'if' || node.kind === 'with' || node.kind === 'range')
    return `{{${node.kind} ${printNode(node.pipe)}}}`;
  return printNode(node);
}

const ways = new WeakMap<Frame, readonly FrameUse[]>();

/** Returns how execution got to a frame, the innermost step first; for one frame always the same list. */
export function framesOf(frame: Frame): readonly FrameUse[] {
  const known = ways.get(frame);
  if (known) return known;
  const frames: FrameUse[] = [];
  for (let at: Frame = frame; at.parent && at.caller && at.kind !== 'file'; at = at.parent) {
    frames.push({ kind: at.kind, name: at.tree.name, caller: placeOf(at.parent, at.caller) });
  }
  ways.set(frame, frames);
  return frames;
}
