import type { Value } from '../value';
import type { ArgType } from './arg-type';
import type { Operand } from './node';
import type { Dot, Run, State } from './state';

/**
 * What nodes are compiled to: functions that hold everything that does not change between two
 * executions, such as the function that a name means, types of parameters and constants. Only
 * executing them can fail; compiling cannot.
 */

/** Returns the value of a pipeline or an argument. */
export type Evaluate = (s: State, dot: Dot) => Value | undefined;

/** Returns the value of a command, whose last argument is what the command before it gave. */
export type EvaluateCommand = (s: State, dot: Dot, final: Final) => Value | undefined;

/** What compiling needs to know; it is passed along because calls and arguments contain each other. */
export interface Compiler {
  readonly functions: Run['functions'];
  readonly engineFunctions: Run['engineFunctions'];
  /** Returns what evaluates an argument for a parameter of `type`. */
  readonly compileArg: (compiler: Compiler, node: Operand, type: ArgType) => Evaluate;
}

/** The value that a pipeline hands to its next command, or `noValue` at the first one. */
export type Final = Value | undefined | typeof noValue;

/** Stands for "nothing was piped in", which differs from a nil that was. */
export const noValue: unique symbol = Symbol('no value');

/** Returns whether nothing was piped in. */
export function isNoValue(final: Final): final is typeof noValue {
  return final === noValue;
}
