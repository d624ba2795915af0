import { anyArg, define, fail, textArg, type FunctionTable } from './define';
import { attempt, errorMap } from './attempt';
import { decodeToml } from './toml-read';
import { encodeToml } from './toml-write';

/** Helm's conversions to and from TOML; toToml gives the message of a fault, fromToml puts it into the result. */
export const tomlFunctions: FunctionTable = {
  toToml: define(['any'], (args, { profile }) =>
    attempt(
      () => encodeToml(anyArg(args, 0), profile),
      (message) => message,
    ),
  ),
  mustToToml: define(['any'], (args, { profile }) =>
    attempt(() => encodeToml(anyArg(args, 0), profile), fail),
  ),
  fromToml: define(['string'], (args) => attempt(() => decodeToml(textArg(args, 0)), errorMap)),
};
