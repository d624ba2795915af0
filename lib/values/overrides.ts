import { isMap, sameYaml, type YamlMap } from './equality';
import { differencesFrom, mergeInto, type ValuesShape } from './merge';
import type { Field, Group } from './model/tree';
import { defaultValues, type PlaneValues } from './schema';
import { sections } from './tree';

export { emptyOf } from './merge';

const shape: ValuesShape = { sections, defaults: defaultValues };

/**
 * Returns complete values: `overrides` over the defaults, as Helm coalesces them. Maps and lists of a leaf
 * replace the default whole; unknown keys stay; a null where a leaf takes "" or an empty map or list
 * becomes that, elsewhere the default. Leaves of a wrong type stay as they are: validate to learn of them.
 */
export function mergeWithDefaults(overrides: unknown): PlaneValues {
  // Every known leaf is present; their types are what validateValues checks.
  return mergeInto(shape, overrides) as unknown as PlaneValues;
}

/**
 * Returns only what differs from the defaults, in the order of the model, unknown keys last. Lists and
 * maps of a leaf count as a whole. For every `values`, merging the result gives `values` again.
 */
export function overridesOf(values: unknown): YamlMap {
  return differencesFrom(shape, values);
}

/** Returns the paths of the leaves that differ from their defaults, in the order of the form. */
export function changedPaths(values: unknown): readonly string[] {
  const changed: string[] = [];
  const visit = (node: Field | Group, given: unknown, fallback: unknown): void => {
    if (given === undefined) return;
    if (node.node === 'field') {
      if (!sameYaml(given, fallback)) changed.push(node.path);
      return;
    }
    for (const child of node.children) visit(child, own(given, child.key), own(fallback, child.key));
  };
  for (const section of sections) visit(section, own(values, section.key), own(defaultValues, section.key));
  return changed;
}

function own(map: unknown, key: string): unknown {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}
