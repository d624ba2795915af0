import { asText } from '../text';
import { GoInt, GoList, GoMap, type Value } from '../value';
import { formatText, printValue, quoteGo, type Mark, type Span } from '../template';
import { writeYaml } from '../yaml';
import { argOf, wholeArg, wholeArgs, type Flow, type FlowCall, type FlowScope } from './flow';
import { identityOf } from './containers';
import { readJsonEntries } from './json-entries';
import { indentPlace, mapSpans, replacePlace, sliceSpans, TextMark } from './spans';

/**
 * Flows of functions that make texts. Where the result can be laid over the argument piece by piece,
 * every piece keeps its own origin.
 */

/** The result is argument `i`, shifted line by line: indent and nindent. */
function indentFlow(lead: number): Flow {
  return (call, scope) => {
    const mark = call.marks[1];
    const width = argOf(call, 0);
    const text = argOf(call, 1);
    if (!mark?.spans || typeof text !== 'string' || !(width instanceof GoInt)) return unionFlow(call, scope);
    const place = indentPlace(text, Number(width.value), lead);
    return withOthers(new TextMark(scope.sets, mapSpans(mark.spans, place), mark.extra), call, scope, 1);
  };
}

/** The result is a piece of argument `i`: trim and its kin. */
function pieceFlow(i: number): Flow {
  return (call, scope) => {
    const mark = call.marks[i];
    const text = argOf(call, i);
    const { result } = call;
    if (!mark?.spans || typeof text !== 'string' || typeof result !== 'string') return unionFlow(call, scope);
    const from = text.startsWith(result)
      ? 0
      : text.endsWith(result)
        ? text.length - result.length
        : text.indexOf(result);
    if (from < 0) return unionFlow(call, scope);
    const spans = sliceSpans(mark.spans, { from, to: from + result.length, keepsMarkers: true }, 0);
    return withOthers(new TextMark(scope.sets, spans, mark.extra), call, scope, i);
  };
}

/** `trim` and `trunc` take pieces whose place follows from the leading space. */
const trimFlow: Flow = (call, scope) => {
  const mark = call.marks[0];
  const text = argOf(call, 0);
  const { result } = call;
  if (!mark?.spans || typeof text !== 'string' || typeof result !== 'string') return unionFlow(call, scope);
  const from = result === '' ? 0 : text.indexOf(result);
  return new TextMark(
    scope.sets,
    sliceSpans(mark.spans, { from, to: from + result.length, keepsMarkers: true }, 0),
    mark.extra,
  );
};

const replaceFlow: Flow = (call, scope) => {
  const mark = call.marks[2];
  const [from, to, text] = [argOf(call, 0), argOf(call, 1), argOf(call, 2)];
  if (!mark?.spans || typeof text !== 'string') return unionFlow(call, scope);
  const spans = mapSpans(mark.spans, replacePlace(text, asText(from), asText(to)));
  return withOthers(new TextMark(scope.sets, spans, mark.extra), call, scope, 2);
};

/** Quotes around one argument; an escape in front moves what follows by its own length. */
const quoteFlow: Flow = (call, scope) => {
  const mark = call.marks[0];
  const text = argOf(call, 0);
  const { result } = call;
  if (call.args.length !== 1 || !mark?.spans || typeof text !== 'string') return unionFlow(call, scope);
  if (result === `'${text}'` || result === `"${text}"`) {
    return new TextMark(
      scope.sets,
      mapSpans(mark.spans, (offset) => offset + 1),
      mark.extra,
    );
  }
  if (result !== quoteGo(text) || text.length > longestEscaped) return unionFlow(call, scope);
  const place = (offset: number): number => quoteGo(text.slice(0, offset)).length - 1;
  return new TextMark(scope.sets, mapSpans(mark.spans, place), mark.extra);
};

/** Beyond this length finding the place of each escape costs more than it tells. */
const longestEscaped = 4000;

/** The result has the length of the argument: upper, lower, title. */
function sameLengthFlow(i: number): Flow {
  return (call, scope) => {
    const mark = call.marks[i];
    const text = argOf(call, i);
    if (!mark?.spans || typeof text !== 'string' || asText(call.result).length !== text.length) {
      return unionFlow(call, scope);
    }
    return withOthers(mark, call, scope, i);
  };
}

/** Puts the pieces of a text together, each with the origin of the argument it comes from. */
function piecesMark(pieces: readonly Piece[], scope: FlowScope, extra: number): Mark {
  const spans: Span[] = [];
  let at = 0;
  for (const { text, mark } of pieces) {
    if (mark?.spans) {
      let end = 0;
      const fill = (to: number): void => {
        // What the spans leave out has the origin that holds for the whole piece.
        if (mark.extra !== 0 && to > end)
          spans.push(scope.span({ start: at + end, end: at + to }, mark.extra));
      };
      for (const span of mark.spans) {
        const set = scope.sets.union(span.set, mark.extra);
        const { control, node, frame } = span;
        fill(span.start);
        spans.push({ start: span.start + at, end: span.end + at, set, control, node, frame });
        end = Math.max(end, span.end);
      }
      fill(text.length);
      if (text.length === 0 && mark.extra !== 0) spans.push(scope.span({ start: at, end: at }, mark.extra));
    } else if (text.length > 0 || (mark && mark.set !== 0)) {
      // An empty piece still stands where its text would be.
      spans.push(scope.span({ start: at, end: at + text.length }, mark?.set ?? 0));
    }
    at += text.length;
  }
  return new TextMark(scope.sets, spans, extra);
}

interface Piece {
  readonly text: string;
  readonly mark?: Mark | undefined;
}

/** Returns the pieces' origin if the pieces make up the result, else the union of all arguments. */
function joined(pieces: readonly Piece[], call: FlowCall, scope: FlowScope, extra: number): Mark {
  if (pieces.map((piece) => piece.text).join('') !== call.result) return unionFlow(call, scope);
  return piecesMark(pieces, scope, extra);
}

const printfFlow: Flow = (call, scope) => {
  const format = argOf(call, 0);
  if (typeof format !== 'string' || !hasText(call)) return unionFlow(call, scope);
  const pieces: Piece[] = [];
  let next = 1;
  for (const part of format.split(/(%[-+# 0]*[0-9]*(?:\.[0-9]+)?[a-zA-Z%])/)) {
    if (!part.startsWith('%') || part === '%') pieces.push({ text: part, mark: call.marks[0] });
    else if (part.endsWith('%')) pieces.push({ text: '%', mark: call.marks[0] });
    else {
      pieces.push({
        text: formatText(part, [argOf(call, next)]),
        mark: plainUnless(part, call, next, scope),
      });
      next += 1;
    }
  }
  return joined(pieces, call, scope, 0);
};

/** Spans of a text survive `%s` and `%v` only. */
function plainUnless(directive: string, call: FlowCall, i: number, scope: FlowScope): Mark {
  const mark = call.marks[i];
  if (mark && (directive === '%s' || directive === '%v') && typeof argOf(call, i) === 'string') return mark;
  return scope.sets.mark(wholeArg(call, i, scope));
}

const printFlow: Flow = (call, scope) => {
  if (!hasText(call)) return unionFlow(call, scope);
  const pieces: Piece[] = [];
  let wasText = true;
  for (const [i, arg] of call.args.entries()) {
    const isText = typeof arg === 'string';
    if (!isText && !wasText) pieces.push({ text: ' ' });
    pieces.push({ text: printValue(arg), mark: call.marks[i] });
    wasText = isText;
  }
  return joined(pieces, call, scope, 0);
};

const catFlow: Flow = (call, scope) => {
  const pieces: Piece[] = [];
  for (const [i, arg] of call.args.entries()) {
    if (i > 0) pieces.push({ text: ' ' });
    pieces.push({ text: printValue(arg), mark: call.marks[i] });
  }
  return joined(pieces, call, scope, 0);
};

const joinFlow: Flow = (call, scope) => {
  const separator = argOf(call, 0);
  const list = argOf(call, 1);
  const listMark = call.marks[1];
  if (!(list instanceof GoList) || !listMark || typeof separator !== 'string') return unionFlow(call, scope);
  const pieces: Piece[] = [];
  for (const [i, item] of list.items.entries()) {
    if (pieces.length > 0) pieces.push({ text: separator, mark: call.marks[0] });
    pieces.push({ text: printValue(item), mark: scope.containers.entryMark(list, i, listMark) });
  }
  const shape = scope.sets.shapes(scope.containers.ownMark(list, listMark).set);
  return joined(pieces, call, scope, scope.sets.decided(shape, true));
};

/** Every entry that toYaml writes has the origin of that entry; a key's line that of the key. */
function yamlFlow(pretty: boolean): Flow {
  return (call, scope) => {
    const value = argOf(call, 0);
    const mark = call.marks[0];
    const { result } = call;
    if (!identityOf(value) || !mark || typeof result !== 'string') return unionFlow(call, scope);
    scope.containers.settle(value, mark);
    const spans: Span[] = [];
    const text = writeYaml(value, {
      pretty,
      mark: (container, step, range) => {
        const entry =
          container instanceof GoMap ? container.entries.get(String(step)) : container.items[Number(step)];
        spans.push(...entrySpans(scope, { container, step, entry: entry ?? null, range }, spans));
      },
    });
    if (text !== result) return unionFlow(call, scope);
    const ordered = spans.map((span) => withoutSpace(span, text)).sort((a, b) => a.start - b.start);
    if (ordered.length === 0) return scope.sets.mark(scope.containers.ownMark(value, mark).set);
    return new TextMark(scope.sets, ordered, keysDecide(value, mark, scope));
  };
}

/** What there is to write depends on the keys, whatever their values. */
function keysDecide(value: Value, mark: Mark, scope: FlowScope): number {
  const { sets, containers } = scope;
  return sets.union(shapeOf(value, mark, scope), containers.decisionsOf(value));
}

function shapeOf(container: Value, mark: Mark, { sets, containers }: FlowScope): number {
  const path = containers.pathOf(container);
  const keys = path < 0 ? sets.decided(sets.shapes(mark.set), true) : sets.decided(sets.ofShape(path), true);
  return sets.union(keys, sets.onlyDecisions(mark.set));
}

/** Every leaf of a JSON text has the origin of its entry, as in YAML. */
const jsonFlow: Flow = (call, scope) => {
  const value = argOf(call, 0);
  const mark = call.marks[0];
  const { result } = call;
  if (!identityOf(value) || !mark || typeof result !== 'string') return unionFlow(call, scope);
  scope.containers.settle(value, mark);
  const spans: Span[] = [];
  const isRead = readJsonEntries(result, value, (container, step, range) => {
    spans.push(scope.span(range, entrySet(container, step, scope)));
  });
  return isRead ? new TextMark(scope.sets, spans, keysDecide(value, mark, scope)) : unionFlow(call, scope);
};

/** Whether a comma follows an entry depends on what else is in its container. */
function entrySet(container: Value, step: string | number, scope: FlowScope): number {
  const { sets, containers } = scope;
  const entry = containers.entryMark(container, step, sets.mark(0)).set;
  const own = sets.union(entry, shapeOf(container, containers.restOf(container), scope));
  const child = container instanceof GoMap ? container.entries.get(String(step)) : undefined;
  const item = container instanceof GoList ? container.items[Number(step)] : child;
  const isFilled =
    item instanceof GoMap ? item.entries.size > 0 : item instanceof GoList && item.items.length > 0;
  return isFilled ? scope.sets.shapes(own) : own;
}

/** A key's line ends before the indentation of what follows. */
function withoutSpace(span: Span, text: string): Span {
  let end = span.end;
  while (end > span.start && (text[end - 1] === ' ' || text[end - 1] === '\n')) end -= 1;
  return end === span.end ? span : { ...span, end };
}

interface Entry {
  readonly container: GoMap | GoList;
  readonly step: string | number;
  readonly entry: Value;
  readonly range: { readonly start: number; readonly end: number };
}

function entrySpans(scope: FlowScope, entry: Entry, before: readonly Span[]): Span[] {
  const own = scope.containers.entryMark(entry.container, entry.step, scope.sets.mark(0));
  const child = entry.entry;
  const isEmpty =
    child instanceof GoMap ? child.entries.size === 0 : child instanceof GoList && child.items.length === 0;
  if (!identityOf(child) || isEmpty) return [scope.span(entry.range, own.set)];
  // Entries inside were told first; what is left in front of them is the key.
  let head = entry.range.end;
  for (let i = before.length - 1; i >= 0; i--) {
    const span = before[i];
    if (!span || span.start < entry.range.start) break;
    head = Math.min(head, span.start);
  }
  if (head <= entry.range.start) return [];
  return [scope.span({ start: entry.range.start, end: head }, scope.sets.shapes(own.set))];
}

/** Every argument took part in all of the result. */
export const unionFlow: Flow = (call, scope) => {
  const { result, args } = call;
  if (typeof result !== 'string') return scope.sets.mark(wholeArgs(call, scope));
  const spanned = call.marks.findIndex((mark) => mark.spans !== null);
  if (spanned < 0) return scope.sets.mark(wholeArgs(call, scope));
  if (args[spanned] === result)
    return withOthers(call.marks[spanned] ?? scope.sets.mark(0), call, scope, spanned);
  return lineFlow(call, scope, spanned);
};

/** When the lines of a text are still the same number of lines, each keeps its origins. */
function lineFlow(call: FlowCall, scope: FlowScope, i: number): Mark {
  const text = argOf(call, i);
  const mark = call.marks[i];
  const { result } = call;
  const all = wholeArgs(call, scope);
  if (typeof text !== 'string' || typeof result !== 'string' || !mark?.spans) return scope.sets.mark(all);
  const before = text.split('\n');
  const after = result.split('\n');
  if (before.length !== after.length || before.length === 1) return scope.sets.mark(all);
  const spans: Span[] = [];
  let from = 0;
  let at = 0;
  for (const [line, old] of before.entries()) {
    const width = (after[line] ?? '').length;
    let set = mark.extra;
    for (const span of sliceSpans(mark.spans, { from, to: from + old.length }, 0)) {
      set = scope.sets.union(set, scope.sets.union(span.set, span.control));
    }
    spans.push(scope.span({ start: at, end: at + width }, set));
    from += old.length + 1;
    at += width + 1;
  }
  return withOthers(new TextMark(scope.sets, spans), call, scope, i);
}

/** Adds the origins of all arguments but `i`, which hold for the whole text. */
function withOthers(mark: Mark, call: FlowCall, scope: FlowScope, i: number): Mark {
  let set = 0;
  for (let k = 0; k < call.marks.length; k++)
    if (k !== i) set = scope.sets.union(set, wholeArg(call, k, scope));
  if (set === 0) return mark;
  return mark.spans
    ? new TextMark(scope.sets, mark.spans, scope.sets.union(mark.extra, set))
    : scope.containers.with(mark, set);
}

function hasText(call: FlowCall): boolean {
  return call.marks.some((mark) => mark.set !== 0);
}

/** Flows by the name of the function. */
export const textFlows: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  ['indent', indentFlow(0)],
  ['nindent', indentFlow(1)],
  ['trim', trimFlow],
  ['trimAll', pieceFlow(1)],
  ['trimall', pieceFlow(1)],
  ['trimSuffix', pieceFlow(1)],
  ['trimPrefix', pieceFlow(1)],
  ['trunc', pieceFlow(1)],
  ['substr', pieceFlow(2)],
  ['replace', replaceFlow],
  ['quote', quoteFlow],
  ['squote', quoteFlow],
  ['upper', sameLengthFlow(0)],
  ['lower', sameLengthFlow(0)],
  ['title', sameLengthFlow(0)],
  ['printf', printfFlow],
  ['print', printFlow],
  ['cat', catFlow],
  ['join', joinFlow],
  ...['toJson', 'toPrettyJson', 'toRawJson', 'mustToJson', 'mustToPrettyJson', 'mustToRawJson'].map(
    (name): [string, Flow] => [name, jsonFlow],
  ),
  ['toYaml', yamlFlow(false)],
  ['mustToYaml', yamlFlow(false)],
  ['toYamlPretty', yamlFlow(true)],
]);
