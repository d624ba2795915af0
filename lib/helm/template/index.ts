/**
 * template: Go's text/template. Parses templates into trees and executes trees over values, with
 * Go's messages. It knows the builtin functions and calls any others through a table; it knows
 * nothing of charts, sprig or provenance, which watches an execution through `Tracer`.
 */
export { builtinNames } from './builtins';
export { executeTemplate } from './exec';
export { formatFloat } from './float';
export { formatText, printArguments } from './format';
export { printValue } from './print-value';
export { isTrue, typeOfValue } from './go-type';
export type * from './node';
export { isEmptyTree, ParseFailure, parseTemplate } from './parser';
export { printNode } from './print-node';
export { isPrintable, quoteGo, unquoteGo } from './quote';
export {
  ExecFailure,
  LimitReached,
  positionOf,
  State,
  type Dot,
  type ExecPosition,
  type Meter,
  type Run,
  type TemplateFunction,
} from './state';
export { innerFrame, type Frame, type Mark, type Span, type Tracer } from './tracer';
