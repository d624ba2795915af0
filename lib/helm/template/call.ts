import { FunctionFailure, type GoFunction, type ParamType, type Value } from '../value';
import { builtinOf, type Builtin } from './builtins';
import { validate } from './arg-type';
import { isTrue, typeOfValue } from './go-type';
import type { IdentifierNode, Node, Operand } from './node';
import { printNode } from './print-node';
import { quoteGo } from './quote';
import { ExecFailure, LimitReached, type Dot, type State, type TemplateFunction } from './state';
import type { Mark } from './tracer';

/** The value that a pipeline hands to its next command, or `noValue` at the first one. */
export type Final = Value | undefined | typeof noValue;

/** Stands for "nothing was piped in", which differs from a nil that was. */
export const noValue: unique symbol = Symbol('no value');

/** Returns whether nothing was piped in. */
export function isNoValue(final: Final): final is typeof noValue {
  return final === noValue;
}

/** A call by name: `node` names the function, `context` is what messages of the function point at. */
export interface FunctionCall {
  readonly node: IdentifierNode;
  readonly context: Node;
  /** The function's own node, then its arguments; empty where it stands without any. */
  readonly args: readonly Operand[];
  readonly final: Final;
}

/** Calls the function of a command and returns its result, nil as `null`. */
export function callFunction(s: State, dot: Dot, call: FunctionCall): Value | undefined {
  s.node = call.node;
  const name = call.node.name;
  const fun = s.run.engineFunctions.get(name) ?? s.run.functions.get(name);
  if (fun) {
    const { context: node, args, final } = call;
    return callGoFunction(s, dot, { fun, name, node, args, final, receiver: null, receiverMark: null });
  }
  const builtin = builtinOf(name);
  if (!builtin) return s.fail(`${quoteGo(name)} is not a defined function`);
  if (name === 'and' || name === 'or') return callLogic(s, dot, call);
  return callBuiltin(s, dot, { call, builtin, name });
}

/** A call of a method, whose arguments follow the last field of a chain. */
export interface MethodCall {
  readonly method: GoFunction;
  readonly name: string;
  readonly receiver: Value;
  readonly node: Node;
  readonly args: readonly Operand[];
  readonly final: Final;
}

/** Calls a method and returns its result; its origin is that of the receiver and the arguments. */
export function callMethod(s: State, dot: Dot, call: MethodCall): Value | undefined {
  const receiverMark = s.run.tracer ? s.run.tracer.mark : null;
  const { method: fun, name, node, args, final, receiver } = call;
  return callGoFunction(s, dot, { fun, name, node, args, final, receiver, receiverMark });
}

interface GoCall {
  readonly fun: GoFunction;
  readonly name: string;
  readonly node: Node;
  readonly args: readonly Operand[];
  readonly final: Final;
  readonly receiver: Value;
  readonly receiverMark: Mark | null;
}

function callGoFunction(s: State, dot: Dot, call: GoCall): Value | undefined {
  const { fun, name, args, final } = call;
  const tracer = s.run.tracer;
  const finalMark = tracer ? tracer.mark : null;
  const given = args.length > 0 ? args.length - 1 : 0;
  const total = isNoValue(final) ? given : given + 1;
  checkArity(s, fun, { name, given, total });
  s.run.meter.step(1);
  const values: Value[] = [];
  const marks: Mark[] = [];
  for (let i = 0; i < given; i++) {
    const arg = args[i + 1];
    if (!arg) break;
    const value = s.run.evalArg(s, dot, { node: arg, type: typeOfArg(fun, i) });
    values.push(value ?? null);
    if (tracer) marks.push(tracer.mark);
  }
  if (!isNoValue(final)) {
    values.push(validate(s, final, typeOfArg(fun, total - 1)) ?? null);
    if (finalMark) marks.push(finalMark);
  }
  if (!tracer) return invoke(s, call, values);
  if (call.receiverMark) {
    tracer.enter(call.node, s.frame);
    const result = invoke(s, call, values);
    tracer.mark = tracer.after(`.${name}`, [call.receiver, ...values], [call.receiverMark, ...marks], result);
    return result;
  }
  tracer.before(name, values);
  // Functions that execute templates find the origins of their arguments there.
  tracer.args = marks;
  const result = invoke(s, call, values);
  tracer.enter(call.node, s.frame);
  tracer.mark = tracer.after(name, values, marks, result);
  return result;
}

function invoke(s: State, call: GoCall, values: readonly Value[]): Value {
  const { fun } = call;
  // A template entered by the function names this node as its caller.
  const lastArgument = s.node;
  s.node = call.node;
  try {
    // The engine's own functions carry `execute`; all others are plain.
    const result =
      'execute' in fun ? (fun as TemplateFunction).execute(values, s) : fun.call(values, s.run.context);
    // A result of the wrong type is reported, as in Go, at the node that was evaluated last.
    s.node = lastArgument;
    return result;
  } catch (error) {
    return failCall(s, call, error);
  }
}

function failCall(s: State, call: { name: string; node: Node }, error: unknown): never {
  if (error instanceof LimitReached) throw error;
  if (error instanceof FunctionFailure || error instanceof ExecFailure) {
    s.node = call.node;
    return s.fail(`error calling ${call.name}: ${error.message}`, error);
  }
  throw error;
}

function checkArity(s: State, fun: GoFunction, count: { name: string; given: number; total: number }): void {
  const want = fun.params.length;
  if (fun.variadic !== undefined) {
    if (count.total < want) {
      s.fail(`wrong number of args for ${count.name}: want at least ${want} got ${count.given}`);
    }
  } else if (count.total !== want) {
    s.fail(`wrong number of args for ${count.name}: want ${want} got ${count.total}`);
  }
}

function typeOfArg(fun: GoFunction, i: number): ParamType {
  return fun.params[i] ?? fun.variadic ?? 'any';
}

/** `and` and `or` evaluate no argument after the one that decides. */
function callLogic(s: State, dot: Dot, call: FunctionCall): Value | undefined {
  const name = call.node.name;
  const tracer = s.run.tracer;
  const finalMark = tracer ? tracer.mark : null;
  const given = call.args.length > 0 ? call.args.length - 1 : 0;
  if (given === 0 && isNoValue(call.final)) s.fail(`wrong number of args for ${name}: want at least 1 got 0`);
  const values: (Value | undefined)[] = [];
  const marks: Mark[] = [];
  for (let i = 1; i <= given; i++) {
    const arg = call.args[i];
    if (!arg) break;
    const value = s.run.evalArg(s, dot, { node: arg, type: 'reflect' });
    values.push(value);
    if (tracer) marks.push(tracer.mark);
    if (isTrue(value) === (name === 'or')) {
      if (tracer) tracer.mark = tracer.chosen(values, marks);
      return value;
    }
  }
  if (!isNoValue(call.final)) {
    values.push(call.final);
    if (finalMark) marks.push(finalMark);
  }
  if (tracer) tracer.mark = tracer.chosen(values, marks);
  return values[values.length - 1];
}

function callBuiltin(
  s: State,
  dot: Dot,
  target: { call: FunctionCall; builtin: Builtin; name: string },
): Value | undefined {
  const { call, builtin, name } = target;
  const tracer = s.run.tracer;
  const finalMark = tracer ? tracer.mark : null;
  const given = call.args.length > 0 ? call.args.length - 1 : 0;
  const total = isNoValue(call.final) ? given : given + 1;
  if (builtin.isVariadic ? total < builtin.min : total !== builtin.min) {
    const want = builtin.isVariadic ? `at least ${builtin.min} got ${given}` : `${builtin.min} got ${total}`;
    s.fail(`wrong number of args for ${name}: want ${want}`);
  }
  s.run.meter.step(1);
  const values: (Value | undefined)[] = [];
  const marks: Mark[] = [];
  for (let i = 1; i <= given; i++) {
    const arg = call.args[i];
    if (!arg) break;
    values.push(s.run.evalArg(s, dot, { node: arg, type: builtin.types[i - 1] ?? builtin.rest }));
    if (tracer) marks.push(tracer.mark);
  }
  if (!isNoValue(call.final)) {
    values.push(validate(s, call.final, builtin.types[total - 1] ?? builtin.rest));
    if (finalMark) marks.push(finalMark);
  }
  if (name === 'call') return refuseCall(s, call, values[0]);
  let result: Value;
  try {
    result = builtin.call(values, s);
  } catch (error) {
    return failCall(s, { name, node: call.context }, error);
  }
  if (tracer) {
    tracer.enter(call.context, s.frame);
    tracer.mark = tracer.after(name, values, marks, result);
  }
  return result;
}

/** No value of Helm's is a function, so `call` can only refuse. */
function refuseCall(s: State, call: FunctionCall, value: Value | undefined): never {
  let message = 'call of nil';
  if (value !== undefined && value !== null) {
    const piped = typeof value === 'string' ? value : `<${typeOfValue(value)} Value>`;
    const callee = call.args[1] ? printNode(call.args[1]) : piped;
    message = `non-function ${callee} of type ${typeOfValue(value)}`;
  }
  return failCall(s, { name: 'call', node: call.context }, new FunctionFailure(message));
}
