import type { GoFunction, HelmProfile } from '../value';
import { baseEncodingFunctions } from './base-encoding';
import { dateFunctions } from './dates';
import { defaultFunctions } from './defaults';
import type { FunctionTable } from './define';
import { dictFunctions } from './dicts';
import { digestFunctions } from './digests';
import { doorFunctions } from './doors';
import { encodingFunctions } from './encoding';
import { listFunctions } from './lists';
import { networkFunctions } from './network';
import { numberFunctions } from './numbers';
import { pathFunctions } from './paths';
import { randomFunctions } from './randomness';
import { regexFunctions } from './regex';
import { semverFunctions } from './semver';
import { stringCaseFunctions } from './string-cases';
import { stringLayoutFunctions } from './string-layout';
import { stringListFunctions } from './string-lists';
import { stringFunctions } from './strings';
import { typeFunctions } from './types';
import { urlFunctions } from './urls';

/**
 * functions: what templates may call besides text/template's own builtins: sprig, as Helm exposes
 * it, and Helm's conversions. It knows Go's values and messages; it knows nothing of charts,
 * releases or the executor. `include`, `tpl`, `required`, `fail` and `lookup` belong to the engine.
 */

const tables = new Map<HelmProfile, ReadonlyMap<string, GoFunction>>();

/**
 * Returns the functions that templates of this Helm version may call, by name. The map is shared:
 * do not change it. A function throws `FunctionFailure` for what is an error or a panic in Go.
 */
export function templateFunctions(profile: HelmProfile): ReadonlyMap<string, GoFunction> {
  const known = tables.get(profile);
  if (known) return known;
  const table = new Map(families(profile).flatMap((family) => Object.entries(family)));
  tables.set(profile, table);
  return table;
}

function families(profile: HelmProfile): FunctionTable[] {
  return [
    defaultFunctions,
    typeFunctions,
    stringFunctions,
    stringCaseFunctions,
    stringLayoutFunctions,
    stringListFunctions,
    numberFunctions,
    listFunctions,
    dictFunctions,
    encodingFunctions(profile),
    baseEncodingFunctions,
    digestFunctions,
    semverFunctions(profile),
    pathFunctions,
    randomFunctions,
    regexFunctions,
    networkFunctions,
    dateFunctions,
    urlFunctions(profile),
    doorFunctions(profile),
  ];
}
