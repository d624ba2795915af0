import { trimSpace } from '../space';
import { GoMap, type HelmProfile } from '../value';
import { readJson, TextError } from '../yaml';
import { readValuesDocuments } from '../chart/values-documents';
import { failValues, ValuesError } from './errors';
import { mergeMaps } from './merge-maps';
import { parseSet, type SetKind } from './set-parser';

/** What a user passes to override a chart's values; the names are those of Helm's flags. */
export interface UserValues {
  /** Values files in the order of `-f`; later ones win. `name` appears in messages. */
  files?: readonly { name: string; text: string }[];
  set?: readonly string[];
  setString?: readonly string[];
  setFile?: readonly string[];
  setJson?: readonly string[];
  setLiteral?: readonly string[];
  /** Returns the text of a file that `setFile` names; throws a `ValuesError` when there is none. */
  readFile?: (path: string) => string;
}

/**
 * Returns the user's values as Helm merges them: files first, then --set-json, --set, --set-string,
 * --set-file, --set-literal. Throws a `ValuesError` with Helm's message.
 */
export function mergeUserValues(user: UserValues, profile: HelmProfile): GoMap {
  let values = new GoMap();
  for (const file of user.files ?? []) values = mergeMaps(values, readFileValues(file, profile));
  for (const text of user.setJson ?? []) values = applyJson(text, values, profile);
  const flags: readonly [SetKind, string, readonly string[] | undefined][] = [
    ['typed', '--set', user.set],
    ['string', '--set-string', user.setString],
    ['file', '--set-file', user.setFile],
    ['literal', '--set-literal', user.setLiteral],
  ];
  for (const [kind, flag, texts] of flags) {
    for (const text of texts ?? []) {
      wrapFlag(`failed parsing ${flag} data`, () =>
        parseSet(text, values, { kind, profile, ...(user.readFile ? { readFile: user.readFile } : {}) }),
      );
    }
  }
  return values;
}

function readFileValues(file: { name: string; text: string }, profile: HelmProfile): GoMap {
  try {
    return readValuesDocuments(file.text, profile);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const pos = error.pos ? { pos: { ...error.pos, file: file.name } } : {};
    throw new ValuesError('values-file', `failed to parse ${file.name}: ${error.message}`, pos);
  }
}

function applyJson(text: string, values: GoMap, profile: HelmProfile): GoMap {
  if (profile !== '3.17' && trimSpace(text).startsWith('{')) {
    let parsed;
    try {
      parsed = readJson(trimSpace(text));
    } catch (error) {
      if (error instanceof TextError)
        return failValues('values-flag', `failed parsing --set-json data JSON: ${text}`);
      throw error;
    }
    return parsed instanceof GoMap ? mergeMaps(values, parsed) : values;
  }
  try {
    parseSet(text, values, { kind: 'json', profile });
  } catch (error) {
    if (error instanceof ValuesError) failValues('values-flag', `failed parsing --set-json data ${text}`);
    throw error;
  }
  return values;
}

function wrapFlag(act: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof ValuesError) failValues('values-flag', `${act}: ${error.message}`);
    throw error;
  }
}
