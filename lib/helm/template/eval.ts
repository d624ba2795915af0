import { GoInt, type Value } from '../value';
import { Access } from './access';
import { validate, type ArgType } from './arg-type';
import { compileCall } from './call';
import { isNoValue, noValue, type Compiler, type Evaluate, type EvaluateCommand } from './compiled';
import { GoComplex } from './complex';
import { nilOf, typeOfParam } from './go-type';
import type {
  BoolNode,
  ChainNode,
  CommandNode,
  FieldNode,
  NumberNode,
  Operand,
  PipeNode,
  StringNode,
  VariableNode,
} from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import { findVariable, type Run, type State } from './state';

/** Returns a compiler for templates that call these functions. */
export function makeCompiler(run: Pick<Run, 'functions' | 'engineFunctions'>): Compiler {
  return { functions: run.functions, engineFunctions: run.engineFunctions, compileArg };
}

/**
 * Returns what evaluates a pipeline; its `undefined` is Go's invalid value, which nil becomes at the
 * end of every command. Variables that it declares stay on the stack: the caller pops them.
 */
export function compilePipeline(compiler: Compiler, pipe: PipeNode): Evaluate {
  const [head, ...rest] = pipe.commands;
  const first: Evaluate = head ? compileFirst(compiler, head) : () => undefined;
  const commands = rest.map((command) => compileCommand(compiler, command));
  const [second] = commands;
  if (commands.length === 0 && pipe.declared.length === 0) {
    return (s, dot) => {
      s.node = pipe;
      return first(s, dot) ?? undefined;
    };
  }
  if (commands.length === 1 && second && pipe.declared.length === 0) {
    return (s, dot) => {
      s.node = pipe;
      return second(s, dot, first(s, dot) ?? undefined) ?? undefined;
    };
  }
  return (s, dot) => {
    s.node = pipe;
    let value = first(s, dot) ?? undefined;
    for (const command of commands) value = command(s, dot, value) ?? undefined;
    if (pipe.declared.length > 0) declare(s, pipe, value);
    return value;
  };
}

function declare(s: State, pipe: PipeNode, value: Value | undefined): void {
  const mark = s.run.tracer ? s.run.tracer.mark : null;
  for (const { name } of pipe.declared) {
    if (pipe.isAssign) {
      const variable = findVariable(s, name);
      variable.value = value;
      variable.isBoxed = false;
      variable.mark = mark && s.run.tracer ? s.run.tracer.decided(mark) : mark;
    } else {
      s.variables.push({ name, value, isBoxed: false, mark });
    }
  }
}

/** The first command of a pipeline, which nothing is piped into. */
function compileFirst(compiler: Compiler, command: CommandNode): Evaluate {
  const [first, ...args] = command.args;
  if (first && args.length === 0 && (first.kind === 'field' || first.kind === 'variable')) {
    return compileRead(compiler, first);
  }
  const evaluate = compileCommand(compiler, command);
  return (s, dot) => evaluate(s, dot, noValue);
}

/** Reads a field or a variable that no argument follows. */
function compileRead(compiler: Compiler, node: FieldNode | VariableNode): Evaluate {
  if (node.kind === 'field') {
    const access = new Access(compiler, { node, args: [], isBoxed: (_, dot) => dot.isBoxed });
    return (s, dot) => {
      s.node = node;
      if (s.run.tracer && dot.mark) s.run.tracer.mark = dot.mark;
      return access.follow(s, dot, dot.value);
    };
  }
  const { name } = node;
  if (node.path.length === 0) {
    return (s) => {
      s.node = node;
      const variable = findVariable(s, name);
      if (s.run.tracer) s.run.tracer.mark = variable.mark ?? s.run.tracer.none;
      return variable.value;
    };
  }
  const access = new Access(compiler, { node, args: [], isBoxed: (s) => findVariable(s, name).isBoxed });
  return (s, dot) => {
    s.node = node;
    const variable = findVariable(s, name);
    if (s.run.tracer) s.run.tracer.mark = variable.mark ?? s.run.tracer.none;
    return access.follow(s, dot, variable.value);
  };
}

function compileCommand(compiler: Compiler, command: CommandNode): EvaluateCommand {
  const [first, ...args] = command.args;
  if (!first) return () => undefined;
  switch (first.kind) {
    case 'field':
      return compileField(compiler, first, args);
    case 'chain':
      return compileChain(compiler, first, args);
    case 'identifier':
      return compileCall(compiler, { node: first, context: command, args });
    case 'variable':
      return compileVariable(compiler, first, args);
    case 'pipe':
      return refusingArguments(compilePipeline(compiler, first), first, args);
    case 'nil':
      return refusingArguments((s) => s.fail('nil is not a command'), first, args);
    default:
      return refusingArguments(compileConstant(first), first, args);
  }
}

/** What is no function takes no arguments; `evaluate` runs when there are none. */
function refusingArguments(evaluate: Evaluate, node: Operand, args: readonly Operand[]): EvaluateCommand {
  return (s, dot, final) => {
    // A parenthesised pipeline is not the node that a message points at.
    if (node.kind !== 'pipe') s.node = node;
    if (args.length > 0 || !isNoValue(final)) refuseArguments(s, node);
    return evaluate(s, dot);
  };
}

function refuseArguments(s: State, node: Operand): never {
  return s.fail(`can't give argument to non-function ${printNode(node)}`);
}

/** Evaluates a constant or dot. */
function compileConstant(node: Operand): Evaluate {
  switch (node.kind) {
    case 'dot':
      return (s, dot) => {
        if (s.run.tracer && dot.mark) s.run.tracer.mark = dot.mark;
        return dot.value;
      };
    case 'bool':
    case 'string':
    case 'number':
      return constant(idealValue(node), (s) => {
        s.node = node;
        return s.fail(`${node.kind === 'number' ? node.text : ''} overflows int`);
      });
    default:
      return (s) => {
        if (s.run.tracer) s.run.tracer.mark = s.run.tracer.none;
        return s.fail(`can't evaluate command ${quoteGo(printNode(node))}`);
      };
  }
}

/** Evaluates to a value known beforehand; where there is none, `refuse` says why. */
function constant(value: Value | undefined, refuse: (s: State) => never): Evaluate {
  return (s) => {
    const tracer = s.run.tracer;
    if (tracer) tracer.mark = tracer.none;
    return value === undefined ? refuse(s) : value;
  };
}

/**
 * The type of a constant without context follows from how it is written, as in Go; undefined for a
 * number that no int can hold.
 */
function idealValue(node: BoolNode | StringNode | NumberNode): Value | undefined {
  if (node.kind !== 'number') return node.value;
  const looksFloat = /[.eEpP]/.test(node.text) && !isHexInteger(node.text) && !node.text.startsWith("'");
  if (node.complex) return new GoComplex(node.complex);
  if (node.float !== undefined && looksFloat) return node.float;
  return node.int === undefined ? undefined : new GoInt(node.int);
}

function isHexInteger(text: string): boolean {
  return text.length > 2 && /^0[xX]/.test(text) && !/[pP]/.test(text);
}

function compileField(compiler: Compiler, node: FieldNode, args: readonly Operand[]): EvaluateCommand {
  const access = new Access(compiler, { node, args, isBoxed: (_, dot) => dot.isBoxed });
  return (s, dot, final) => {
    s.node = node;
    if (s.run.tracer && dot.mark) s.run.tracer.mark = dot.mark;
    const start = dot.value;
    return isNoValue(final) ? access.follow(s, dot, start) : access.followWith(s, dot, { start, final });
  };
}

function compileChain(compiler: Compiler, node: ChainNode, args: readonly Operand[]): EvaluateCommand {
  const access = new Access(compiler, { node, args, isBoxed: () => false });
  const term = compileTerm(compiler, node.term);
  return (s, dot, final) => {
    s.node = node;
    if (node.term.kind === 'nil') s.fail(`indirection through explicit nil in ${printNode(node)}`);
    s.node = node.term;
    const start = term(s, dot);
    return isNoValue(final) ? access.follow(s, dot, start) : access.followWith(s, dot, { start, final });
  };
}

/** The term of a chain: a pipeline or a function called without arguments. */
function compileTerm(compiler: Compiler, term: Operand): Evaluate {
  if (term.kind === 'pipe') return compilePipeline(compiler, term);
  if (term.kind !== 'identifier') return compileConstant(term);
  const call = compileCall(compiler, { node: term, context: term, args: [] });
  return (s, dot) => call(s, dot, noValue);
}

function compileVariable(compiler: Compiler, node: VariableNode, args: readonly Operand[]): EvaluateCommand {
  const { name } = node;
  const isPlain = node.path.length === 0;
  const access = new Access(compiler, { node, args, isBoxed: (s) => findVariable(s, name).isBoxed });
  return (s, dot, final) => {
    s.node = node;
    const variable = findVariable(s, name);
    if (s.run.tracer) s.run.tracer.mark = variable.mark ?? s.run.tracer.none;
    const start = variable.value;
    if (isPlain) {
      if (args.length > 0 || !isNoValue(final)) refuseArguments(s, node);
      return start;
    }
    return isNoValue(final) ? access.follow(s, dot, start) : access.followWith(s, dot, { start, final });
  };
}

/** Returns what evaluates an argument for a parameter of `type`; see `Compiler`. */
function compileArg(compiler: Compiler, node: Operand, type: ArgType): Evaluate {
  switch (node.kind) {
    case 'nil':
      return compileNil(node, type);
    case 'bool':
    case 'string':
    case 'number':
      return compileConstantArg(node, type);
    case 'dot':
      return typed(type, (s, dot) => {
        s.node = node;
        if (s.run.tracer && dot.mark) s.run.tracer.mark = dot.mark;
        return dot.value;
      });
    case 'pipe':
      return typed(type, compilePipeline(compiler, node));
    case 'identifier': {
      const call = compileCall(compiler, { node, context: node, args: [] });
      return typed(type, (s, dot) => call(s, dot, noValue));
    }
    case 'field':
    case 'variable':
      return typed(type, compileRead(compiler, node));
    case 'chain': {
      const chain = compileChain(compiler, node, []);
      return typed(type, (s, dot) => chain(s, dot, noValue));
    }
  }
}

function typed(type: ArgType, evaluate: Evaluate): Evaluate {
  if (type === 'reflect') return evaluate;
  if (type === 'any') return (s, dot) => evaluate(s, dot) ?? null;
  if (type === 'string') {
    return (s, dot) => {
      const value = evaluate(s, dot);
      return typeof value === 'string' ? value : validate(s, value, type);
    };
  }
  return (s, dot) => validate(s, evaluate(s, dot), type);
}

function compileNil(node: Operand, type: ArgType): Evaluate {
  return (s) => {
    s.node = node;
    if (s.run.tracer) s.run.tracer.mark = s.run.tracer.none;
    if (type === 'reflect') return undefined;
    const value = nilOf(type);
    return value === undefined ? s.fail(`cannot assign nil to ${typeOfParam(type)}`) : value;
  };
}

function compileConstantArg(node: BoolNode | StringNode | NumberNode, type: ArgType): Evaluate {
  const value = constantFor(node, type);
  return (s) => {
    s.node = node;
    const tracer = s.run.tracer;
    if (tracer) tracer.mark = tracer.none;
    return value === undefined ? s.fail(constantFault(node, type)) : value;
  };
}

/** The value of a constant as a parameter of `type` takes it, or undefined. */
function constantFor(node: BoolNode | StringNode | NumberNode, type: ArgType): Value | undefined {
  if (type === 'any' || type === 'reflect') return idealValue(node);
  if (type === 'bool') return node.kind === 'bool' ? node.value : undefined;
  if (type === 'string') return node.kind === 'string' ? node.value : undefined;
  if (node.kind !== 'number') return undefined;
  switch (type) {
    case 'float64':
      return node.float;
    case 'int':
    case 'int64':
      return node.int === undefined ? undefined : new GoInt(node.int, type);
    case 'uint32':
      return node.uint === undefined ? undefined : new GoInt(BigInt.asUintN(32, node.uint), type);
    default:
      return undefined;
  }
}

/** Go's message for a constant that a parameter of `type` does not take. */
function constantFault(node: BoolNode | StringNode | NumberNode, type: ArgType): string {
  const text = printNode(node);
  switch (type) {
    case 'any':
    case 'reflect':
      return `${text} overflows int`;
    case 'bool':
    case 'string':
      return `expected ${type}; found ${text}`;
    case 'float64':
      return `expected float; found ${text}`;
    case 'int':
    case 'int64':
      return `expected integer; found ${text}`;
    case 'uint32':
      return `expected unsigned integer; found ${text}`;
    default:
      return `can't handle ${text} for arg of type ${typeOfParam(type)}`;
  }
}
