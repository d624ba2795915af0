import { byteLength } from '../text';
import type { CallContext, GoFunction, Value } from '../value';
import type { Node, Tree } from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import type { Frame, Mark, Tracer } from './tracer';

/**
 * A failed execution; `message` is Go's. `wraps` is the failure inside, where Go would wrap an
 * error: what a function returned, or the failure of an included template.
 */
export class ExecFailure extends Error {
  override readonly name = 'ExecFailure';
  readonly wraps: Error | undefined;
  readonly at: ExecPosition;
  constructor(message: string, at: ExecPosition, wraps?: Error) {
    super(message);
    this.at = at;
    this.wraps = wraps;
  }
}

/** Where an execution failed: `line` counts from 1, `column` from 0 in bytes, as Go prints them. */
export interface ExecPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Thrown when a limit is reached, which no template may catch; the message says which. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
}

/** What one execution shares among all its templates. */
export interface Run {
  readonly templates: ReadonlyMap<string, Tree>;
  /** The functions of the caller, which go before all others; the same names and parameters with every table of `functions`. */
  readonly engineFunctions: ReadonlyMap<string, GoFunction>;
  readonly functions: ReadonlyMap<string, GoFunction>;
  /** Whether a missing key is an error (Go's `missingkey=error`); else it is the zero value. */
  readonly isStrict: boolean;
  /** The release of Go whose text/template is followed: 1.24 brought ranges over integers and other messages. */
  readonly dialect: 'go1.23' | 'go1.26';
  readonly context: CallContext;
  readonly tracer: Tracer | null;
  readonly meter: Meter;
  /** Which template is calling a function, for functions that depend on where they are called. */
  readonly calling: { state: State | null };
}

/** Counts work and output; each method throws `LimitReached` when its limit is exceeded. */
export interface Meter {
  /** Spends `steps` of the budget. */
  step(steps: number): void;
  /** Accounts for `length` units of output. */
  wrote(length: number): void;
}

/** A function that executes templates itself, such as `include`. */
export interface TemplateFunction extends GoFunction {
  /** Called instead of `call`, with the state of the caller. */
  readonly execute: (args: readonly Value[], state: State) => Value;
}

/** The state of one template in execution. */
export class State {
  readonly run: Run;
  readonly tree: Tree;
  readonly out: Output;
  readonly frame: Frame;
  readonly depth: number;
  /** The state that entered this one; none for a file. */
  readonly outer: State | null;
  /** Where each range stands that is being executed, the innermost last. */
  readonly turns: (string | number)[] = [];
  /** The node being executed, which messages name. */
  node: Node | undefined = undefined;
  /** Variables, the innermost last; `isBoxed` says that the value is held in an interface. */
  readonly variables: Variable[];

  constructor(
    run: Run,
    frame: Frame,
    start: { out: Output; dot: Value | undefined; mark: Mark | null; depth: number },
  ) {
    this.run = run;
    this.tree = frame.tree;
    this.frame = frame;
    this.out = start.out;
    this.depth = start.depth;
    this.outer = run.calling.state;
    this.variables = [{ name: '$', value: start.dot, isBoxed: false, mark: start.mark }];
  }

  /** Throws Go's message for a failure at the current node. */
  fail(message: string, wraps?: Error): never {
    if (!this.node) {
      throw new ExecFailure(
        `template: ${this.tree.name}: ${message}`,
        { file: this.tree.parseName, line: 1, column: 0 },
        wraps,
      );
    }
    const at = positionOf(this.tree, this.node);
    const where = `${at.file}:${at.line}:${at.column}`;
    const what = `executing ${quoteGo(this.tree.name)} at <${printNode(this.node)}>`;
    throw new ExecFailure(`template: ${where}: ${what}: ${message}`, at, wraps);
  }
}

/** A text being written. */
export interface Output {
  text: string;
}

/** A variable in scope, with its origin when tracing. */
export interface Variable {
  readonly name: string;
  value: Value | undefined;
  isBoxed: boolean;
  mark: Mark | null;
}

/** What is dot: its value, whether that is held in an interface, and its origin when tracing. */
export interface Dot {
  readonly value: Value | undefined;
  readonly isBoxed: boolean;
  readonly mark: Mark | null;
}

/** Returns the variable that `name` means now, or fails as Go does. */
export function findVariable(s: State, name: string): Variable {
  for (let i = s.variables.length - 1; i >= 0; i--) {
    const variable = s.variables[i];
    if (variable && variable.name === name) return variable;
  }
  return s.fail(`undefined variable: ${name}`);
}

/** Returns the position of a node as Go counts it. */
export function positionOf(tree: Tree, node: Node): ExecPosition {
  const before = tree.text.slice(0, node.pos);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let i = before.indexOf('\n'); i >= 0; i = before.indexOf('\n', i + 1)) line += 1;
  return { file: tree.parseName, line, column: byteLength(before.slice(lineStart)) };
}
