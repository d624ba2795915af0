import {
  defaultValues,
  overridesOf,
  printOverrides,
  printPath,
  sameYaml,
  sections,
  sensitivePaths,
  valueAt,
  type ValuesPatch,
} from '../values';
import { isMap } from '../values/equality';
import { textWithout } from '../values/document/secrets';
import { createTextEngine } from '../values/document/text-engine';

/** What `values.yaml` of a bundle is made from. */
export interface ValuesTextInput {
  /** The user's document; absent when there are only values. */
  text: string | undefined;
  /** The values that the document holds. */
  overrides: unknown;
  /** The values of the bundle: the same, with secrets left out or made up. */
  values: unknown;
  /** Whether secrets may be in the text, in comments too. */
  includeSecrets: boolean;
}

/**
 * Returns `values.yaml` of a bundle: the user's text with its comments and its order, changed only where the
 * bundle's values differ. Where there is no text, or it does not hold `overrides`, or cannot be changed to
 * hold exactly `values`, the values are printed anew.
 */
export function valuesText({ text, overrides, values, includeSecrets }: ValuesTextInput): string {
  const printed = () => printOverrides(overridesOf(values), { comments: true });
  if (text === undefined || text.trim() === '') return printed();
  const engine = createTextEngine({ sections, defaults: defaultValues });
  const source = engine.read(text);
  if (!isMap(source.values) || !sameYaml(source.values, overrides)) return printed();
  const edited = engine.edit(source, differences(source.values, values)).text;
  const secrets = includeSecrets ? [] : sensitivePaths().flatMap((path) => textsIn(valueAt(overrides, path)));
  const result = includeSecrets ? edited : textWithout(edited, secrets);
  const read = engine.read(result);
  const isTrue = isMap(read.values) && sameYaml(overridesOf(read.values), overridesOf(values));
  return isTrue ? result : printed();
}

/** Returns the patch that turns the map `from` into `to`, as deep inside as possible. */
function differences(from: unknown, to: unknown, at: readonly string[] = []): ValuesPatch {
  if (!isMap(from) || !isMap(to)) return [];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key): ValuesPatch => {
    const path = printPath([...at, key]);
    if (!Object.hasOwn(to, key)) return [{ path, unset: true }];
    const [before, after] = [from[key], to[key]];
    if (Object.hasOwn(from, key) && sameYaml(before, after)) return [];
    if (isMap(before) && isMap(after)) return differences(before, after, [...at, key]);
    return [{ path, set: after }];
  });
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (isMap(value)) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' && value !== '' ? [value] : [];
}
