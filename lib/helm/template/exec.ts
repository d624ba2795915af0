import { GoInt, GoList, GoMap, GoBytes, GoObject, type Value } from '../value';
import { compareText } from '../text';
import { evalArg, evalPipeline } from './eval';
import { printForOutput } from './format';
import { printValue } from './print-value';
import { isTrue, hasInterfaceElements } from './go-type';
import type { ActionNode, BranchNode, ListNode, TemplateNode } from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import { findVariable, State, type Dot, type Run, type Variable } from './state';
import type { Frame } from './tracer';

/** Go's limit on nested `template` actions (text/template, maxExecDepth). */
const maxDepth = 100_000;

/** How a list of nodes ended: by itself, by `break` or by `continue`. */
type Completion = 'done' | 'break' | 'continue';

/** Returns the shared part of an execution. */
export function makeRun(options: Omit<Run, 'evalArg'>): Run {
  return { ...options, evalArg };
}

/**
 * Executes the template of `frame` over `dot` and returns its text. Throws `ExecFailure` with Go's
 * message, or `LimitReached`. When tracing, the caller opens and closes the tracer's output.
 */
export function executeTemplate(run: Run, frame: Frame, dot: Dot): string {
  const out = { text: '' };
  const state = new State(run, frame, { out, dot: dot.value, mark: dot.mark, depth: 0 });
  walkList(state, dot, frame.tree.root);
  return out.text;
}

function walkList(s: State, dot: Dot, list: ListNode): Completion {
  const meter = s.run.meter;
  for (const node of list.nodes) {
    meter.step(1);
    s.node = node;
    switch (node.kind) {
      case 'text':
        s.run.tracer?.text(node, s.frame, node.text);
        s.out.text += node.text;
        meter.wrote(node.text.length);
        break;
      case 'action':
        walkAction(s, dot, node);
        break;
      case 'if':
      case 'with': {
        const completion = walkIfOrWith(s, dot, node);
        if (completion !== 'done') return completion;
        break;
      }
      case 'range': {
        const completion = walkRange(s, dot, node);
        if (completion !== 'done') return completion;
        break;
      }
      case 'template':
        walkTemplate(s, dot, node);
        break;
      case 'break':
      case 'continue':
        return node.kind;
    }
  }
  return 'done';
}

function walkAction(s: State, dot: Dot, node: ActionNode): void {
  const value = evalPipeline(s, dot, node.pipe);
  if (node.pipe.declared.length > 0) return;
  s.node = node;
  const text = typeof value === 'string' ? value : (printForOutput(value) ?? failToPrint(s, node, value));
  s.run.tracer?.print(node, s.frame, text);
  s.out.text += text;
  s.run.meter.wrote(text.length);
}

function failToPrint(s: State, node: ActionNode, value: Value | undefined): never {
  const type = value instanceof GoObject ? value.type : 'interface {}';
  return s.fail(`can't print ${printNode(node)} of type ${type}`);
}

function walkIfOrWith(s: State, dot: Dot, node: BranchNode): Completion {
  const scope = s.variables.length;
  const tracer = s.run.tracer;
  const value = evalPipeline(s, dot, node.pipe);
  const truth = isTrue(value);
  const mark = tracer ? tracer.mark : null;
  const decision = tracer ? tracer.decide(value) : 0;
  let completion: Completion = 'done';
  if (truth) {
    const inner = node.kind === 'with' ? { value, isBoxed: false, mark } : dot;
    completion = walkList(s, inner, node.list);
  } else {
    if (tracer) tracer.skipped(node, s.frame);
    if (node.orElse) completion = walkList(s, dot, node.orElse);
  }
  if (tracer) {
    if (truth && node.orElse) tracer.skipped(node.orElse, s.frame);
    tracer.leave(decision);
  }
  s.variables.length = scope;
  return completion;
}

function walkRange(s: State, dot: Dot, node: BranchNode): Completion {
  const scope = s.variables.length;
  const tracer = s.run.tracer;
  const value = evalPipeline(s, dot, node.pipe);
  const mark = tracer ? tracer.mark : null;
  const decision = tracer ? tracer.decide(value) : 0;
  const elements = elementsOf(s, node, value);
  let completion: Completion = 'done';
  if (elements.length > 0) {
    const loop = new Loop(s, node, value ?? null);
    for (const [index, element] of elements) {
      if (tracer && mark) tracer.mark = mark;
      if (loop.run(index, element) === 'break') break;
    }
  } else {
    if (tracer) tracer.skipped(node, s.frame);
    if (node.orElse) completion = walkList(s, dot, node.orElse);
  }
  if (tracer) tracer.leave(decision);
  s.variables.length = scope;
  return completion;
}

/** One `range` in execution: binds its variables and walks its body. */
class Loop {
  readonly #state: State;
  readonly #node: BranchNode;
  readonly #container: Value;
  readonly #mark: number;
  readonly #isBoxed: boolean;
  readonly #hasIntegers: boolean;

  constructor(state: State, node: BranchNode, container: Value) {
    this.#state = state;
    this.#node = node;
    this.#container = container;
    this.#mark = state.variables.length;
    this.#isBoxed = hasInterfaceElements(container);
    this.#hasIntegers = container instanceof GoInt;
  }

  run(index: number | string, element: Value): Completion {
    const s = this.#state;
    const tracer = s.run.tracer;
    const containerMark = tracer ? tracer.mark : null;
    const elementMark =
      tracer && containerMark ? tracer.element(this.#container, index, containerMark) : null;
    const { declared, isAssign } = this.#node.pipe;
    const first = declared[0];
    const second = declared[1];
    if (first) {
      const bound = { value: element, isBoxed: this.#isBoxed, mark: elementMark };
      if (second) {
        const indexMark =
          tracer && containerMark ? tracer.index(this.#container, index, containerMark) : null;
        const key = typeof index === 'string' ? index : new GoInt(index);
        const boundIndex = { value: key, isBoxed: false, mark: indexMark };
        this.#bind(isAssign ? findVariable(s, first.name) : s.variables[this.#mark - 2], boundIndex);
        this.#bind(isAssign ? findVariable(s, second.name) : s.variables[this.#mark - 1], bound);
      } else {
        this.#bind(isAssign ? findVariable(s, first.name) : s.variables[this.#mark - 1], bound);
      }
    }
    const completion = walkList(
      s,
      { value: element, isBoxed: this.#isBoxed && !this.#hasIntegers, mark: elementMark },
      this.#node.list,
    );
    s.variables.length = this.#mark;
    return completion;
  }

  #bind(variable: Variable | undefined, bound: Dot): void {
    if (!variable) return;
    variable.value = bound.value;
    variable.isBoxed = bound.isBoxed;
    variable.mark = bound.mark;
  }
}

function elementsOf(
  s: State,
  node: BranchNode,
  value: Value | undefined,
): readonly (readonly [number | string, Value])[] {
  if (value === undefined || value === null) return [];
  if (value instanceof GoList) return value.items.map((item, i) => [i, item] as const);
  if (value instanceof GoMap) return sortedEntries(value);
  if (value instanceof GoBytes)
    return Array.from(value.data, (byte, i) => [i, new GoInt(byte, 'uint8')] as const);
  if (value instanceof GoInt && s.run.dialect !== 'go1.23') return integersBelow(s, node, value);
  if (value instanceof GoObject) {
    // A named slice or map, such as the API versions of the cluster, ranges over what it holds.
    const encoded = value.encode();
    if ((value.kind === 'map' || value.kind === 'slice') && encoded !== undefined)
      return elementsOf(s, node, encoded);
  }
  return s.fail(`range can't iterate over ${printValue(value)}`);
}

function integersBelow(s: State, node: BranchNode, limit: GoInt): readonly (readonly [number, Value])[] {
  if (node.pipe.declared.length > 1) {
    s.fail(`can't use ${limit.value} to iterate over more than one variable`);
  }
  const out: (readonly [number, Value])[] = [];
  for (let i = 0n; i < limit.value; i++) {
    s.run.meter.step(1);
    out.push([Number(i), new GoInt(i, limit.kind)]);
  }
  return out;
}

/** Go sorts the keys of a map before it ranges over it. */
function sortedEntries(map: GoMap): (readonly [string, Value])[] {
  return Array.from(map.entries).sort((a, b) => compareText(a[0], b[0]));
}

function walkTemplate(s: State, dot: Dot, node: TemplateNode): void {
  const tree = s.run.templates.get(node.name);
  if (!tree) return s.fail(`template ${quoteGo(node.name)} not defined`);
  if (s.depth >= maxDepth) s.fail(`exceeded maximum template depth (${maxDepth})`);
  const tracer = s.run.tracer;
  const value = node.pipe ? evalPipeline(s, dot, node.pipe) : undefined;
  const mark = tracer ? (node.pipe ? tracer.mark : tracer.none) : null;
  const frame: Frame = { kind: 'template', tree, parent: s.frame, caller: node, source: null };
  const inner = new State(s.run, frame, { out: s.out, dot: value, mark, depth: s.depth + 1 });
  try {
    walkList(inner, { value, isBoxed: false, mark }, tree.root);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // JavaScript's stack ends before Go's limit does.
    s.node = node;
    s.fail(`exceeded maximum template depth (${maxDepth})`);
  }
}
