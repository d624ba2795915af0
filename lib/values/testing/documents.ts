import { isMap, setOwn, type YamlMap } from '../equality';
import { withoutValue, withValue } from '../paths';
import { fields } from '../tree';
import { validateValues } from '../validate';
import { companionsOf } from './companions';

/** One leaf away from the defaults, in a document that is valid. */
export interface Switch {
  path: string;
  value: unknown;
  overrides: YamlMap;
}

/** Returns every boolean and every choice flipped to each other value, one at a time, each valid. */
export function switches(): readonly Switch[] {
  return fields().flatMap((field) => {
    const others =
      field.kind === 'boolean'
        ? [field.default !== true]
        : field.kind === 'enum'
          ? (field.options ?? []).map((option) => option.value).filter((value) => value !== field.default)
          : [];
    return others.map((value) => switchTo(field.path, value));
  });
}

/** Returns a valid document in which the leaf at `path` has `value`, with what that needs beside it. */
export function switchTo(path: string, value: unknown): Switch {
  return { path, value, overrides: withValue(companionsOf(path, value), path, value) };
}

/** Returns `upper` over `lower`, map by map. */
export function layered(lower: YamlMap, upper: YamlMap): YamlMap {
  const result: YamlMap = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    const below = Object.hasOwn(result, key) ? result[key] : undefined;
    setOwn(result, key, isMap(value) && isMap(below) ? layered(below, value) : value);
  }
  return result;
}

/** Returns `overrides` without the leaves at fault, until none is; ends because the defaults are valid. */
export function repaired(overrides: YamlMap): YamlMap {
  let document = overrides;
  for (let round = 0; round < 100; round++) {
    const faults = validateValues(document).filter((problem) => problem.severity === 'error');
    if (faults.length === 0) return document;
    const before = JSON.stringify(document);
    for (const fault of faults) document = withoutValue(document, fault.path);
    // The field at fault is at its default: what the document says beside it must go.
    if (JSON.stringify(document) === before) document = withoutGroups(document, faults[0]?.path ?? '');
  }
  return {};
}

function withoutGroups(document: YamlMap, path: string): YamlMap {
  for (let keys = path.split('.').slice(0, -1); keys.length > 0; keys = keys.slice(0, -1)) {
    const smaller = withoutValue(document, keys.join('.'));
    if (JSON.stringify(smaller) !== JSON.stringify(document)) return smaller;
  }
  return {};
}
