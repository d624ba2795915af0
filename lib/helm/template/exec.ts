import { isStackOverflow } from '../size-limit';
import { GoInt, GoList, GoMap, GoBytes, GoObject, type Value } from '../value';
import { compareText } from '../text';
import type { Compiler, Evaluate } from './compiled';
import { effectsOf, hasBreak, type Effects } from './effects';
import { compilePipeline, makeCompiler } from './eval';
import { printForOutput } from './format';
import { printValue } from './print-value';
import { isTrue, hasInterfaceElements } from './go-type';
import type { ActionNode, BranchNode, ListItem, ListNode, TemplateNode, TextNode, Tree } from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import { findVariable, State, type Dot, type Run, type Variable } from './state';
import { innerFrame, type Frame } from './tracer';

/** Go's limit on nested `template` actions (text/template, maxExecDepth). */
const maxDepth = 100_000;

/** How a list of nodes ended: by itself, by `break` or by `continue`. */
type Completion = 'done' | 'break' | 'continue';

/** Executes a node or a list of nodes. */
type Walk = (s: State, dot: Dot) => Completion;

/**
 * Executes the template of `frame` over `dot` and returns its text. Throws `ExecFailure` with Go's
 * message, or `LimitReached`. When tracing, the caller opens and closes the tracer's output.
 */
export function executeTemplate(run: Run, frame: Frame, dot: Dot): string {
  const out = { text: '' };
  const state = new State(run, frame, { out, dot: dot.value, mark: dot.mark, depth: 0 });
  const { calling } = run;
  const caller = calling.state;
  calling.state = state;
  compiledTree(run, frame.tree)(state, dot);
  calling.state = caller;
  return out.text;
}

/** A tree compiled for the functions of one table. */
interface CompiledTree {
  readonly functions: Run['functions'];
  readonly walk: Walk;
}

const compiledTrees = new WeakMap<Tree, CompiledTree>();

/** Trees are compiled when they are first executed; most trees are executed many times. */
function compiledTree(run: Run, tree: Tree): Walk {
  const known = compiledTrees.get(tree);
  if (known && known.functions === run.functions) return known.walk;
  const walk = compileList(makeCompiler(run), tree.root);
  compiledTrees.set(tree, { functions: run.functions, walk });
  return walk;
}

function compileList(compiler: Compiler, list: ListNode): Walk {
  const { nodes } = list;
  const walks = nodes.map((node) => compileItem(compiler, node));
  const count = nodes.length;
  return (s, dot) => {
    const meter = s.run.meter;
    for (let i = 0; i < count; i++) {
      meter.step(1);
      s.node = nodes[i];
      const completion = walks[i]?.(s, dot) ?? 'done';
      if (completion !== 'done') return completion;
    }
    return 'done';
  };
}

function compileItem(compiler: Compiler, node: ListItem): Walk {
  switch (node.kind) {
    case 'text':
      return compileText(node);
    case 'action':
      return compileAction(compiler, node);
    case 'if':
    case 'with':
      return compileIfOrWith(compiler, node);
    case 'range':
      return compileRange(compiler, node);
    case 'template':
      return compileTemplate(compiler, node);
    case 'break':
    case 'continue':
      return (s) => {
        s.run.tracer?.skipped(node, s.frame);
        return node.kind;
      };
  }
}

function compileText(node: TextNode): Walk {
  const { text } = node;
  return (s) => {
    s.run.tracer?.text(node, s.frame, text);
    s.out.text += text;
    s.run.meter.wrote(text.length);
    return 'done';
  };
}

function compileAction(compiler: Compiler, node: ActionNode): Walk {
  const pipeline = compilePipeline(compiler, node.pipe);
  const isDeclaration = node.pipe.declared.length > 0;
  return (s, dot) => {
    const value = pipeline(s, dot);
    if (isDeclaration) return 'done';
    s.node = node;
    const text = typeof value === 'string' ? value : (printForOutput(value) ?? failToPrint(s, node, value));
    s.run.tracer?.print(node, s.frame, text);
    s.out.text += text;
    s.run.meter.wrote(text.length);
    return 'done';
  };
}

function failToPrint(s: State, node: ActionNode, value: Value | undefined): never {
  const type = value instanceof GoObject ? value.type : 'interface {}';
  return s.fail(`can't print ${printNode(node)} of type ${type}`);
}

function compileIfOrWith(compiler: Compiler, node: BranchNode): Walk {
  const pipeline = compilePipeline(compiler, node.pipe);
  const body = compileList(compiler, node.list);
  const orElse = node.orElse ? compileList(compiler, node.orElse) : undefined;
  const isWith = node.kind === 'with';
  let effects: Effects | undefined;
  return (s, dot) => {
    const scope = s.variables.length;
    const tracer = s.run.tracer;
    const value = pipeline(s, dot);
    const truth = isTrue(value);
    const mark = tracer ? tracer.mark : null;
    const decision = tracer ? tracer.decide(value) : 0;
    let completion: Completion = 'done';
    if (truth) {
      completion = body(s, isWith ? { value, isBoxed: false, mark } : dot);
    } else {
      if (tracer) tracer.skipped(node, s.frame);
      if (orElse) completion = orElse(s, dot);
    }
    if (tracer) {
      if (truth && node.orElse) tracer.skipped(node.orElse, s.frame);
      popVariables(s, scope);
      effects ??= effectsOf(node, tracer.changing);
      traceEffects(s, dot, effects);
      // What follows a jump that was not taken is there because it was not.
      if (effects.jumps === 'none') tracer.leave(decision);
      return completion;
    }
    popVariables(s, scope);
    return completion;
  };
}

/** Writing the length of an array costs much more than reading it. */
function popVariables(s: State, scope: number): void {
  while (s.variables.length > scope) s.variables.pop();
}

function compileRange(compiler: Compiler, node: BranchNode): Walk {
  const pipeline = compilePipeline(compiler, node.pipe);
  const body = compileList(compiler, node.list);
  const orElse = node.orElse ? compileList(compiler, node.orElse) : undefined;
  const breaks = hasBreak(node.list);
  let effects: Effects | undefined;
  return (s, dot) => {
    const scope = s.variables.length;
    const tracer = s.run.tracer;
    const value = pipeline(s, dot);
    const mark = tracer ? tracer.mark : null;
    const decision = tracer ? tracer.decide(value) : 0;
    const elements = elementsOf(s, node, value);
    let completion: Completion = 'done';
    if (elements.length > 0) {
      const loop = new Loop(s, { node, body, container: value ?? null });
      const decisions = tracer ? tracer.decisions() : 0;
      s.turns.push(0);
      for (const { index, element } of elements) {
        if (tracer && mark) tracer.mark = mark;
        if (loop.run(index, element) === 'break') break;
        // A `continue` decides on its own iteration, a `break` on all that follow.
        if (tracer && !breaks) tracer.leave(decisions);
      }
      s.turns.pop();
    } else {
      if (tracer) tracer.skipped(node, s.frame);
      if (orElse) completion = orElse(s, dot);
    }
    popVariables(s, scope);
    if (tracer) {
      effects ??= effectsOf(node, tracer.changing);
      traceEffects(s, dot, effects);
      tracer.leave(decision);
    }
    return completion;
  };
}

/**
 * What a branch assigns or changes depends on its condition, whether the branch was taken or not: the
 * variables and containers around it get the decisions in force.
 */
function traceEffects(s: State, dot: Dot, effects: Effects): void {
  const { tracer } = s.run;
  if (!tracer) return;
  for (const name of effects.assigned) {
    const variable = s.variables.findLast((one) => one.name === name);
    if (variable?.mark) variable.mark = tracer.decided(variable.mark);
  }
  for (const target of effects.changed) tracer.changed(heldBy(s, dot, target));
}

/** Returns what a field or a variable holds now; undefined where it does not exist (any more). */
function heldBy(s: State, dot: Dot, target: Effects['changed'][number]): Value | undefined {
  let value = dot.value;
  if (target.kind === 'variable') value = s.variables.findLast((one) => one.name === target.name)?.value;
  if (target.kind === 'dot') return value;
  for (const key of target.path) value = value instanceof GoMap ? value.entries.get(key) : undefined;
  return value;
}

/** One element of a range. */
interface Element {
  readonly index: number | string;
  readonly element: Value;
}

/** One `range` in execution: binds its variables and walks its body. */
class Loop {
  readonly #state: State;
  readonly #node: BranchNode;
  readonly #body: Walk;
  readonly #container: Value;
  readonly #mark: number;
  readonly #isBoxed: boolean;
  readonly #hasIntegers: boolean;

  constructor(state: State, loop: { node: BranchNode; body: Walk; container: Value }) {
    const { container } = loop;
    this.#state = state;
    this.#node = loop.node;
    this.#body = loop.body;
    this.#container = container;
    this.#mark = state.variables.length;
    this.#isBoxed = hasInterfaceElements(container);
    this.#hasIntegers = container instanceof GoInt;
  }

  run(index: number | string, element: Value): Completion {
    const s = this.#state;
    const tracer = s.run.tracer;
    s.turns[s.turns.length - 1] = index;
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
    const isBoxed = this.#isBoxed && !this.#hasIntegers;
    const completion = this.#body(s, { value: element, isBoxed, mark: elementMark });
    popVariables(s, this.#mark);
    return completion;
  }

  #bind(variable: Variable | undefined, bound: Dot): void {
    if (!variable) return;
    variable.value = bound.value;
    variable.isBoxed = bound.isBoxed;
    variable.mark = bound.mark;
  }
}

function elementsOf(s: State, node: BranchNode, value: Value | undefined): readonly Element[] {
  if (value === undefined || value === null) return [];
  if (value instanceof GoList) return value.items.map((element, index) => ({ index, element }));
  if (value instanceof GoMap) return sortedEntries(value);
  if (value instanceof GoBytes)
    return Array.from(value.data, (byte, index) => ({ index, element: new GoInt(byte, 'uint8') }));
  if (value instanceof GoInt && s.run.dialect !== 'go1.23') return integersBelow(s, node, value);
  if (value instanceof GoObject) {
    // A named slice or map, such as the API versions of the cluster, ranges over what it holds.
    const encoded = value.encode();
    if ((value.kind === 'map' || value.kind === 'slice') && encoded !== undefined)
      return elementsOf(s, node, encoded);
  }
  return s.fail(`range can't iterate over ${printValue(value)}`);
}

function integersBelow(s: State, node: BranchNode, limit: GoInt): readonly Element[] {
  if (node.pipe.declared.length > 1) {
    s.fail(`can't use ${limit.value} to iterate over more than one variable`);
  }
  // Counted before, since all of them are made before the first is used.
  if (limit.value > 0n) s.run.meter.step(Number(limit.value));
  const out: Element[] = [];
  for (let i = 0n; i < limit.value; i++) {
    out.push({ index: Number(i), element: new GoInt(i, limit.kind) });
  }
  return out;
}

/** Go sorts the keys of a map before it ranges over it. */
function sortedEntries(map: GoMap): Element[] {
  const elements: Element[] = [];
  for (const [index, element] of map.entries) elements.push({ index, element });
  return elements.length < 2
    ? elements
    : elements.sort((a, b) => compareText(String(a.index), String(b.index)));
}

function compileTemplate(compiler: Compiler, node: TemplateNode): Walk {
  const pipeline: Evaluate | undefined = node.pipe ? compilePipeline(compiler, node.pipe) : undefined;
  return (s, dot) => {
    const tree = s.run.templates.get(node.name);
    if (!tree) return s.fail(`template ${quoteGo(node.name)} not defined`);
    if (s.depth >= maxDepth) s.fail(`exceeded maximum template depth (${maxDepth})`);
    const tracer = s.run.tracer;
    const value = pipeline?.(s, dot);
    const mark = tracer ? (pipeline ? tracer.mark : tracer.none) : null;
    const frame: Frame = tracer
      ? innerFrame(s.frame, node, { kind: 'template', tree })
      : { kind: 'template', tree, parent: s.frame, caller: node, source: null };
    const inner = new State(s.run, frame, { out: s.out, dot: value, mark, depth: s.depth + 1 });
    s.run.calling.state = inner;
    try {
      // A `break` outside its range does not parse, so a template always ends by itself.
      compiledTree(s.run, tree)(inner, { value, isBoxed: false, mark });
    } catch (error) {
      if (!isStackOverflow(error)) throw error;
      // JavaScript's stack ends before Go's limit does.
      s.node = node;
      s.fail(`exceeded maximum template depth (${maxDepth})`);
    }
    s.run.calling.state = s;
    return 'done';
  };
}
