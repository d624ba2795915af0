import type { CallContext, GoFunction, HelmProfile, ParamType, Value } from '../value';

import { fail, type FunctionBody, type FunctionTable } from './define';

/**
 * Functions that need large libraries. Their names and parameters are always known, so that every
 * chart parses; what they do is behind a door that `lib/helm/extras` opens. A page whose chart calls
 * none of them need not load it.
 */

const text: ParamType = 'string';
const list: ParamType = '[]interface {}';

const parameters: Readonly<Record<string, readonly ParamType[]>> = {
  bcrypt: [text],
  htpasswd: [text, text],
  derivePassword: ['uint32', text, text, text, text],
  encryptAES: [text, text],
  decryptAES: [text, text],
  genPrivateKey: [text],
  genCA: [text, 'int'],
  genCAWithKey: [text, 'int', text],
  genSelfSignedCert: [text, list, list, 'int'],
  genSelfSignedCertWithKey: [text, list, list, 'int', text],
  genSignedCert: [text, list, list, 'int', 'any'],
  genSignedCertWithKey: [text, list, list, 'int', 'any', text],
  buildCustomCert: [text, text],
  toToml: ['any'],
  fromToml: [text],
  mustToToml: ['any'],
};

const opened = new Map<string, FunctionBody>();

/** Gives functions behind doors what they do, from now on and for every chart. */
export function openDoors(functions: FunctionTable): void {
  for (const [name, { call }] of Object.entries(functions)) opened.set(name, call);
}

/** Returns the functions behind doors that Helm's `profile` has. */
export function doorFunctions(profile: HelmProfile): FunctionTable {
  const names = Object.keys(parameters).filter((name) => name !== 'mustToToml' || profile === '4.2');
  return Object.fromEntries(names.map((name) => [name, door(name, parameters[name] ?? [])]));
}

function door(name: string, params: readonly ParamType[]): GoFunction {
  const call = (args: readonly Value[], context: CallContext): Value => {
    const body = opened.get(name);
    return body ? body(args, context) : fail(`${name} is not loaded: this program leaves it out`);
  };
  return { params, call };
}
