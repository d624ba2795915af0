import { anyArg, boolArg, define, defineVariadic, type FunctionTable } from './define';
import { isEmptyValue } from './go-equal';

/** sprig's defaults and choices: default, empty, coalesce, all, any, ternary. */
export const defaultFunctions: FunctionTable = {
  default: defineVariadic(['any'], 'any', (args) => {
    const given = args[1];
    return given === undefined || isEmptyValue(given) ? anyArg(args, 0) : given;
  }),
  empty: define(['any'], (args) => isEmptyValue(anyArg(args, 0))),
  coalesce: defineVariadic([], 'any', (args) => args.find((value) => !isEmptyValue(value)) ?? null),
  all: defineVariadic([], 'any', (args) => !args.some(isEmptyValue)),
  any: defineVariadic([], 'any', (args) => args.some((value) => !isEmptyValue(value))),
  ternary: define(['any', 'any', 'bool'], (args) => anyArg(args, boolArg(args, 2) ? 0 : 1)),
  hello: define([], () => 'Hello!'),
};
