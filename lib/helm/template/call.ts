import { GoList, type GoFunction, type Value } from '../value';
import { validate, type ArgType } from './arg-type';
import { compileBuiltin, compileLogic } from './call-builtin';
import { isNoValue, type Compiler, type Evaluate, type EvaluateCommand, type Final } from './compiled';
import { failCall } from './call-failure';
import { builtinOf } from './builtins';
import type { IdentifierNode, Node, Operand } from './node';
import { quoteGo } from './quote';
import type { Dot, State, TemplateFunction } from './state';
import type { Mark } from './tracer';

/** A call by name: `node` names the function, `context` is what messages of the function point at. */
export interface CallSite {
  readonly node: IdentifierNode;
  readonly context: Node;
  readonly args: readonly Operand[];
}

/** Returns what calls the function that a name means; the caller's own functions go before all others. */
export function compileCall(compiler: Compiler, site: CallSite): EvaluateCommand {
  const { name } = site.node;
  const own = compiler.engineFunctions.get(name);
  // Those belong to one execution each, but their parameters are always the same.
  if (own)
    return compileGoCall(compiler, site, { fun: own, find: (s) => s.run.engineFunctions.get(name) ?? own });
  const fun = compiler.functions.get(name);
  if (fun) return compileGoCall(compiler, site, { fun, find: undefined });
  const builtin = builtinOf(name);
  if (!builtin) {
    return (s) => {
      s.node = site.node;
      return s.fail(`${quoteGo(name)} is not a defined function`);
    };
  }
  if (name === 'and' || name === 'or') return compileLogic(compiler, site);
  return compileBuiltin(compiler, site, builtin);
}

/** The function of a call: `fun`, or at run time what `find` returns, which takes the same parameters. */
interface Callee {
  readonly fun: GoFunction;
  readonly find: ((s: State) => GoFunction) | undefined;
}

function compileGoCall(compiler: Compiler, site: CallSite, callee: Callee): EvaluateCommand {
  const { fun, find } = callee;
  const { node, context } = site;
  const { name } = node;
  const given = site.args.length;
  const evaluators = site.args.map((arg, i) => compiler.compileArg(compiler, arg, looseType(fun, i)));
  const plan: GoCall = { fun, name, node: context, given, evaluators, finalType: typeOfArg(fun, given) };
  const [first, second] = evaluators;
  const takesGiven = isArity(fun, given);
  const takesPiped = isArity(fun, given + 1);
  return (s, dot, final) => {
    s.node = node;
    const isPiped = !isNoValue(final);
    if (!(isPiped ? takesPiped : takesGiven))
      failArity(s, fun, { name, given, total: given + (isPiped ? 1 : 0) });
    const { run } = s;
    run.meter.step(1);
    if (run.tracer)
      return callTraced(s, dot, { call: plan, fun: find ? find(s) : fun, final, receiver: null });
    let values: Value[];
    // Literals of the right length, because these are the most frequent allocations of all.
    if (given === 1 && first) {
      const value = first(s, dot) ?? null;
      values = isPiped ? [value, validate(s, final, plan.finalType) ?? null] : [value];
    } else if (given === 2 && first && second) {
      const value = first(s, dot) ?? null;
      const other = second(s, dot) ?? null;
      values = isPiped ? [value, other, validate(s, final, plan.finalType) ?? null] : [value, other];
    } else if (given === 0) {
      values = isPiped ? [validate(s, final, plan.finalType) ?? null] : [];
    } else {
      values = [];
      for (const evaluate of evaluators) values.push(evaluate(s, dot) ?? null);
      if (isPiped) values.push(validate(s, final, plan.finalType) ?? null);
    }
    if (find) return invoke(s, { fun: find(s), name, node: context }, values);
    const lastArgument = s.node;
    s.node = context;
    try {
      const result = fun.call(values, run.context);
      run.meter.step(weightOf(result));
      // A result of the wrong type is reported, as in Go, at the node that was evaluated last.
      s.node = lastArgument;
      return result;
    } catch (error) {
      return failCall(s, plan, error);
    }
  };
}

/** A call of a method, whose arguments follow the last field of a chain. */
export interface MethodCall {
  readonly compiler: Compiler;
  readonly method: GoFunction;
  readonly name: string;
  readonly receiver: Value;
  readonly node: Node;
  readonly args: readonly Operand[];
  readonly final: Final;
}

/** Calls a method and returns its result; its origin is that of the receiver and the arguments. */
export function callMethod(s: State, dot: Dot, call: MethodCall): Value | undefined {
  const { compiler, method: fun, name, node, args, final, receiver } = call;
  const given = args.length;
  const total = isNoValue(final) ? given : given + 1;
  if (!isArity(fun, total)) failArity(s, fun, { name, given, total });
  s.run.meter.step(1);
  // Which method it is turns out here only, so its arguments cannot be compiled before.
  const evaluators = args.map((arg, i) => compiler.compileArg(compiler, arg, looseType(fun, i)));
  const plan: GoCall = { fun, name, node, given, evaluators, finalType: typeOfArg(fun, given) };
  if (s.run.tracer) {
    return callTraced(s, dot, {
      call: plan,
      fun,
      final,
      receiver: { value: receiver, mark: s.run.tracer.mark },
    });
  }
  const values = evaluators.map((evaluate) => evaluate(s, dot) ?? null);
  if (!isNoValue(final)) values.push(validate(s, final, plan.finalType) ?? null);
  return invoke(s, plan, values);
}

/** What is known of a call before it is executed. */
interface GoCall {
  readonly fun: GoFunction;
  readonly name: string;
  readonly node: Node;
  readonly given: number;
  readonly evaluators: readonly Evaluate[];
  readonly finalType: ArgType;
}

interface TracedCall {
  readonly call: GoCall;
  readonly fun: GoFunction;
  readonly final: Final;
  readonly receiver: { readonly value: Value; readonly mark: Mark } | null;
}

function callTraced(s: State, dot: Dot, traced: TracedCall): Value | undefined {
  const tracer = s.run.tracer;
  const { call, fun, final, receiver } = traced;
  if (!tracer) return undefined;
  const { name, node } = call;
  const finalMark = tracer.mark;
  const values: Value[] = [];
  const marks: Mark[] = [];
  for (const evaluate of call.evaluators) {
    values.push(evaluate(s, dot) ?? null);
    marks.push(tracer.mark);
  }
  if (!isNoValue(final)) {
    values.push(validate(s, final, call.finalType) ?? null);
    marks.push(finalMark);
  }
  if (receiver) {
    tracer.enter(node, s.frame);
    const result = invoke(s, { fun, name, node }, values);
    tracer.mark = tracer.after(`.${name}`, [receiver.value, ...values], [receiver.mark, ...marks], result);
    return result;
  }
  tracer.before(name, values);
  // Functions that execute templates find the origins of their arguments there.
  tracer.args = marks;
  const result = invoke(s, { fun, name, node }, values);
  tracer.enter(node, s.frame);
  tracer.mark = tracer.after(name, values, marks, result);
  return result;
}

function invoke(
  s: State,
  call: { readonly fun: GoFunction; readonly name: string; readonly node: Node },
  values: readonly Value[],
): Value {
  const { fun } = call;
  // A template entered by the function names this node as its caller.
  const lastArgument = s.node;
  s.node = call.node;
  try {
    // The engine's own functions carry `execute`; all others are plain.
    const result =
      'execute' in fun ? (fun as TemplateFunction).execute(values, s) : fun.call(values, s.run.context);
    s.run.meter.step(weightOf(result));
    s.node = lastArgument;
    return result;
  } catch (error) {
    return failCall(s, call, error);
  }
}

/** What a result costs beside the call, since functions make large values from small ones. */
function weightOf(result: Value): number {
  if (typeof result === 'string') return result.length >> 2;
  return result instanceof GoList ? result.items.length * 2 : 0;
}

function isArity(fun: GoFunction, total: number): boolean {
  return fun.variadic === undefined ? total === fun.params.length : total >= fun.params.length;
}

function failArity(s: State, fun: GoFunction, count: { name: string; given: number; total: number }): never {
  const want = fun.params.length;
  if (fun.variadic === undefined)
    return s.fail(`wrong number of args for ${count.name}: want ${want} got ${count.total}`);
  return s.fail(`wrong number of args for ${count.name}: want at least ${want} got ${count.given}`);
}

function typeOfArg(fun: GoFunction, i: number): ArgType {
  return fun.params[i] ?? fun.variadic ?? 'any';
}

/** A missing value becomes nil anyway when it is passed, so `any` needs no check of its own. */
function looseType(fun: GoFunction, i: number): ArgType {
  const type = typeOfArg(fun, i);
  return type === 'any' ? 'reflect' : type;
}
