import type { HelmProfile } from '../value';
import { define, textArg, type FunctionTable } from './define';
import { parseConstraint } from './semver-constraint';
import { parseVersion } from './semver-version';

/** semver and semverCompare. */
export function semverFunctions(profile: HelmProfile): FunctionTable {
  return {
    semver: define(['string'], (args) => parseVersion(textArg(args, 0), profile)),
    semverCompare: define(['string', 'string'], (args) => {
      const isSatisfied = parseConstraint(textArg(args, 0), profile);
      return isSatisfied(parseVersion(textArg(args, 1), profile));
    }),
  };
}
