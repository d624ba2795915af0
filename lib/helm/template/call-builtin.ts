import { FunctionFailure, type Value } from '../value';
import { validate, type ArgType } from './arg-type';
import type { Builtin } from './builtins';
import type { CallSite } from './call';
import { failCall } from './call-failure';
import { isNoValue, type Compiler, type EvaluateCommand } from './compiled';
import { isTrue, typeOfValue } from './go-type';
import { printNode } from './print-node';
import type { State } from './state';
import type { Mark } from './tracer';

/** Returns what calls `and` or `or`, which evaluate no argument after the one that decides. */
export function compileLogic(compiler: Compiler, site: CallSite): EvaluateCommand {
  const { name } = site.node;
  const isOr = name === 'or';
  const evaluators = site.args.map((arg) => compiler.compileArg(compiler, arg, 'reflect'));
  return (s, dot, final) => {
    s.node = site.node;
    const tracer = s.run.tracer;
    const finalMark = tracer ? tracer.mark : null;
    if (evaluators.length === 0 && isNoValue(final))
      s.fail(`wrong number of args for ${name}: want at least 1 got 0`);
    let value: Value | undefined;
    if (!tracer || !finalMark) {
      for (const evaluate of evaluators) {
        value = evaluate(s, dot);
        if (isTrue(value) === isOr) return value;
      }
      return isNoValue(final) ? value : final;
    }
    const values: (Value | undefined)[] = [];
    const marks: Mark[] = [];
    for (const evaluate of evaluators) {
      value = evaluate(s, dot);
      values.push(value);
      marks.push(tracer.mark);
      if (isTrue(value) !== isOr) continue;
      tracer.mark = tracer.chosen(values, marks);
      return value;
    }
    if (!isNoValue(final)) {
      values.push(final);
      marks.push(finalMark);
    }
    tracer.mark = tracer.chosen(values, marks);
    return values[values.length - 1];
  };
}

/** Returns what calls a function that text/template itself defines. */
export function compileBuiltin(compiler: Compiler, site: CallSite, builtin: Builtin): EvaluateCommand {
  const { node, context } = site;
  const { name } = node;
  const given = site.args.length;
  const failing = { name, node: context };
  const typeOf = (i: number): ArgType => builtin.types[i] ?? builtin.rest;
  const evaluators = site.args.map((arg, i) => compiler.compileArg(compiler, arg, typeOf(i)));
  const [first, second] = evaluators;
  const finalType = typeOf(given);
  return (s, dot, final) => {
    s.node = node;
    const { tracer, meter } = s.run;
    const finalMark = tracer ? tracer.mark : null;
    const total = isNoValue(final) ? given : given + 1;
    if (builtin.isVariadic ? total < builtin.min : total !== builtin.min)
      failArity(s, builtin, { name, given, total });
    meter.step(1);
    let values: (Value | undefined)[];
    const marks: Mark[] = [];
    if (tracer) {
      values = [];
      for (const evaluate of evaluators) {
        values.push(evaluate(s, dot));
        marks.push(tracer.mark);
      }
    } else if (given === 1 && first) values = [first(s, dot)];
    else if (given === 2 && first && second) values = [first(s, dot), second(s, dot)];
    else values = evaluators.map((evaluate) => evaluate(s, dot));
    if (!isNoValue(final)) {
      values.push(validate(s, final, finalType));
      if (finalMark) marks.push(finalMark);
    }
    if (name === 'call') return refuseCall(s, site, values[0]);
    let result: Value;
    try {
      result = builtin.call(values, s);
    } catch (error) {
      return failCall(s, failing, error);
    }
    if (tracer) {
      tracer.enter(context, s.frame);
      tracer.mark = tracer.after(name, values, marks, result);
    }
    return result;
  };
}

function failArity(s: State, builtin: Builtin, count: { name: string; given: number; total: number }): never {
  const want = builtin.isVariadic
    ? `at least ${builtin.min} got ${count.given}`
    : `${builtin.min} got ${count.total}`;
  return s.fail(`wrong number of args for ${count.name}: want ${want}`);
}

/** No value of Helm's is a function, so `call` can only refuse. */
function refuseCall(s: State, site: CallSite, value: Value | undefined): never {
  let message = 'call of nil';
  if (value !== undefined && value !== null) {
    const piped = typeof value === 'string' ? value : `<${typeOfValue(value)} Value>`;
    const callee = site.args[0] ? printNode(site.args[0]) : piped;
    message = `non-function ${callee} of type ${typeOfValue(value)}`;
  }
  return failCall(s, { name: 'call', node: site.context }, new FunctionFailure(message));
}
