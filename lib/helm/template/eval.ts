import { GoInt, GoMap, GoObject, type Value } from '../value';
import { validate, type ArgType } from './arg-type';
import { callFunction, callMethod, isNoValue, noValue, type Final } from './call';
import { hasInterfaceElements, nilOf, typeOfParam, typeOfValue, zeroElement } from './go-type';
import { GoComplex } from './complex';
import { methodOf } from './methods';
import type {
  ChainNode,
  CommandNode,
  FieldNode,
  Node,
  NumberNode,
  Operand,
  PipeNode,
  VariableNode,
} from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import { findVariable, type Dot, type State } from './state';

/**
 * Returns the value of a pipeline; `undefined` is Go's invalid value, which nil becomes at the end
 * of every command. Variables that it declares stay on the stack: the caller pops them.
 */
export function evalPipeline(s: State, dot: Dot, pipe: PipeNode): Value | undefined {
  s.node = pipe;
  let value: Final = noValue;
  for (const command of pipe.commands) {
    const result = evalCommand(s, dot, command, value);
    value = result === null ? undefined : result;
  }
  const result = isNoValue(value) ? undefined : value;
  for (const declared of pipe.declared) {
    const mark = s.run.tracer ? s.run.tracer.mark : null;
    if (pipe.isAssign) {
      const variable = findVariable(s, declared.name);
      variable.value = result;
      variable.isBoxed = false;
      variable.mark = mark;
    } else {
      s.variables.push({ name: declared.name, value: result, isBoxed: false, mark });
    }
  }
  return result;
}

function evalCommand(s: State, dot: Dot, command: CommandNode, final: Final): Value | undefined {
  const first = command.args[0];
  if (!first) return undefined;
  switch (first.kind) {
    case 'field':
      return evalField(s, dot, { node: first, args: command.args, final });
    case 'chain':
      return evalChain(s, dot, { node: first, args: command.args, final });
    case 'identifier':
      return callFunction(s, dot, { node: first, context: command, args: command.args, final });
    case 'pipe':
      refuseArguments(s, command.args, final);
      return evalPipeline(s, dot, first);
    case 'variable':
      return evalVariable(s, dot, { node: first, args: command.args, final });
  }
  s.node = first;
  refuseArguments(s, command.args, final);
  if (first.kind === 'nil') return s.fail('nil is not a command');
  return evalConstant(s, dot, first);
}

function evalConstant(s: State, dot: Dot, node: Operand): Value | undefined {
  const tracer = s.run.tracer;
  if (node.kind === 'dot') {
    if (tracer && dot.mark) tracer.mark = dot.mark;
    return dot.value;
  }
  if (tracer) tracer.mark = tracer.none;
  if (node.kind === 'bool' || node.kind === 'string') return node.value;
  if (node.kind === 'number') return idealConstant(s, node);
  return s.fail(`can't evaluate command ${quoteGo(printNode(node))}`);
}

/** The type of a constant without context follows from how it is written, as in Go. */
export function idealConstant(s: State, node: NumberNode): Value {
  s.node = node;
  const looksFloat = /[.eEpP]/.test(node.text) && !isHexInteger(node.text) && !node.text.startsWith("'");
  if (node.complex) return new GoComplex(node.complex);
  if (node.float !== undefined && looksFloat) return node.float;
  if (node.int !== undefined) return new GoInt(node.int);
  return s.fail(`${node.text} overflows int`);
}

function isHexInteger(text: string): boolean {
  return text.length > 2 && /^0[xX]/.test(text) && !/[pP]/.test(text);
}

function refuseArguments(s: State, args: readonly Operand[], final: Final): void {
  const first = args[0];
  if (first && (args.length > 1 || !isNoValue(final))) {
    s.fail(`can't give argument to non-function ${printNode(first)}`);
  }
}

/** A node that reads a value, with the arguments that its last field gets if it is a method. */
export interface Access<N extends Node> {
  readonly node: N;
  readonly args: readonly Operand[];
  readonly final: Final;
}

export function evalField(s: State, dot: Dot, access: Access<FieldNode>): Value | undefined {
  s.node = access.node;
  if (s.run.tracer && dot.mark) s.run.tracer.mark = dot.mark;
  return followPath(s, dot, { access, receiver: dot.value, isBoxed: dot.isBoxed, path: access.node.path });
}

export function evalChain(s: State, dot: Dot, access: Access<ChainNode>): Value | undefined {
  const node = access.node;
  s.node = node;
  if (node.term.kind === 'nil') s.fail(`indirection through explicit nil in ${printNode(node)}`);
  const receiver = evalTerm(s, dot, node.term);
  return followPath(s, dot, { access, receiver, isBoxed: false, path: node.path });
}

/** The term of a chain: a pipeline or a function called without arguments. */
function evalTerm(s: State, dot: Dot, term: Operand): Value | undefined {
  s.node = term;
  if (term.kind === 'pipe') return evalPipeline(s, dot, term);
  if (term.kind === 'identifier') {
    return callFunction(s, dot, { node: term, context: term, args: [], final: noValue });
  }
  return evalConstant(s, dot, term);
}

export function evalVariable(s: State, dot: Dot, access: Access<VariableNode>): Value | undefined {
  const node = access.node;
  s.node = node;
  const variable = findVariable(s, node.name);
  if (s.run.tracer) s.run.tracer.mark = variable.mark ?? s.run.tracer.none;
  if (node.path.length === 0) {
    refuseArguments(s, access.args, access.final);
    return variable.value;
  }
  return followPath(s, dot, { access, receiver: variable.value, isBoxed: variable.isBoxed, path: node.path });
}

interface Chain {
  readonly access: Access<FieldNode | ChainNode | VariableNode>;
  receiver: Value | undefined;
  isBoxed: boolean;
  readonly path: readonly string[];
}

function followPath(s: State, dot: Dot, chain: Chain): Value | undefined {
  const last = chain.path.length - 1;
  let receiver = chain.receiver;
  let isBoxed = chain.isBoxed;
  for (let i = 0; i <= last; i++) {
    const name = chain.path[i] ?? '';
    const access: FieldAccess['access'] =
      i === last ? chain.access : { node: chain.access.node, args: [], final: noValue };
    const before = receiver;
    receiver = fieldOf(s, dot, { access, receiver, isBoxed, name });
    isBoxed = before instanceof GoMap && hasInterfaceElements(before);
  }
  return receiver;
}

interface FieldAccess {
  readonly access: Access<FieldNode | ChainNode | VariableNode>;
  readonly receiver: Value | undefined;
  readonly isBoxed: boolean;
  readonly name: string;
}

/** One step of a chain: a method, a struct's field or a map's key. */
function fieldOf(s: State, dot: Dot, field: FieldAccess): Value | undefined {
  const { receiver, name, access } = field;
  if (receiver === undefined) {
    if (s.run.isStrict) s.fail(`nil data; no entry for key ${quoteGo(name)}`);
    return undefined;
  }
  if (receiver === null) return s.fail(`nil pointer evaluating interface {}.${name}`);
  const method = methodOf(receiver, name);
  if (method) {
    return callMethod(s, dot, {
      method,
      name,
      receiver,
      node: access.node,
      args: access.args,
      final: access.final,
    });
  }
  const hasArguments = access.args.length > 1 || !isNoValue(access.final);
  if (receiver instanceof GoMap) {
    if (hasArguments) s.fail(`${name} is not a method but has arguments`);
    let value = receiver.entries.get(name);
    if (value === undefined) {
      if (s.run.isStrict) s.fail(`map has no entry for key ${quoteGo(name)}`);
      value = zeroElement(receiver);
    }
    if (s.run.tracer) s.run.tracer.mark = s.run.tracer.field(receiver, name, value);
    return value;
  }
  if (receiver instanceof GoObject) {
    let value = receiver.field(name);
    if (value !== undefined && hasArguments)
      s.fail(`${name} has arguments but cannot be invoked as function`);
    if (value === undefined && receiver.kind === 'map') {
      if (s.run.isStrict) s.fail(`map has no entry for key ${quoteGo(name)}`);
      value = null;
    }
    if (value !== undefined) {
      if (s.run.tracer) s.run.tracer.mark = s.run.tracer.field(receiver, name, value);
      return value;
    }
  }
  return s.fail(
    `can't evaluate field ${name} in type ${field.isBoxed ? 'interface {}' : typeOfValue(receiver)}`,
  );
}

/** Returns the value of an argument for a parameter of its type; see `Run.evalArg`. */
export function evalArg(s: State, dot: Dot, arg: { node: Operand; type: ArgType }): Value | undefined {
  const { node, type } = arg;
  s.node = node;
  const tracer = s.run.tracer;
  switch (node.kind) {
    case 'dot':
      if (tracer && dot.mark) tracer.mark = dot.mark;
      return validate(s, dot.value, type);
    case 'nil': {
      if (tracer) tracer.mark = tracer.none;
      if (type === 'reflect') return undefined;
      return nilOf(type) === undefined ? s.fail(`cannot assign nil to ${typeOfParam(type)}`) : nilOf(type);
    }
    case 'field':
      return validate(s, evalField(s, dot, { node, args: [], final: noValue }), type);
    case 'variable':
      return validate(s, evalVariable(s, dot, { node, args: [], final: noValue }), type);
    case 'pipe':
      return validate(s, evalPipeline(s, dot, node), type);
    case 'identifier':
      return validate(s, callFunction(s, dot, { node, context: node, args: [], final: noValue }), type);
    case 'chain':
      return validate(s, evalChain(s, dot, { node, args: [], final: noValue }), type);
  }
  if (tracer) tracer.mark = tracer.none;
  switch (type) {
    case 'any':
    case 'reflect':
      return node.kind === 'number' ? idealConstant(s, node) : node.value;
    case 'bool':
      return node.kind === 'bool' ? node.value : s.fail(`expected bool; found ${printNode(node)}`);
    case 'string':
      return node.kind === 'string' ? node.value : s.fail(`expected string; found ${printNode(node)}`);
    case 'float64':
      return numberArg(node)?.float ?? s.fail(`expected float; found ${printNode(node)}`);
    case 'int':
    case 'int64':
      return new GoInt(numberArg(node)?.int ?? s.fail(`expected integer; found ${printNode(node)}`), type);
    case 'uint32': {
      const value = numberArg(node)?.uint ?? s.fail(`expected unsigned integer; found ${printNode(node)}`);
      return new GoInt(BigInt.asUintN(32, value), type);
    }
    default:
      return s.fail(`can't handle ${printNode(node)} for arg of type ${typeOfParam(type)}`);
  }
}

function numberArg(node: Operand): NumberNode | undefined {
  return node.kind === 'number' ? node : undefined;
}
