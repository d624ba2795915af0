import { copyYaml, isMap, sameYaml, setOwn, type YamlMap } from './equality';
import type { Field, Group } from './model/tree';
import { defaultValues, type PlaneValues } from './schema';
import { sections } from './tree';

/**
 * Returns complete values: `overrides` over the defaults, as Helm coalesces them. Maps and lists of a leaf
 * replace the default whole; unknown keys stay; a null where a leaf takes "" or an empty map or list
 * becomes that, elsewhere the default. Leaves of a wrong type stay as they are: validate to learn of them.
 */
export function mergeWithDefaults(overrides: unknown): PlaneValues {
  const merged = mergeGroup({ children: sections }, isMap(overrides) ? overrides : {}, defaultValues);
  // Every known leaf is present; their types are what validateValues checks.
  return merged as unknown as PlaneValues;
}

function mergeGroup(
  group: { children: readonly (Field | Group)[] },
  given: YamlMap,
  defaults: unknown,
): YamlMap {
  const base = isMap(defaults) ? defaults : {};
  const merged: YamlMap = {};
  for (const child of group.children) {
    const value = Object.hasOwn(given, child.key) ? given[child.key] : undefined;
    const fallback = base[child.key];
    if (child.node === 'group') {
      // Helm keeps a map of the chart when the user gives something else for it.
      setOwn(merged, child.key, mergeGroup(child, isMap(value) ? value : {}, fallback));
    } else {
      setOwn(merged, child.key, leafValue(child, value, fallback));
    }
  }
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(merged, key)) setOwn(merged, key, copyYaml(value));
  }
  return merged;
}

function leafValue(field: Field, value: unknown, fallback: unknown): unknown {
  if (value === undefined) return copyYaml(fallback);
  return copyYaml(value === null ? (emptyOf(field) ?? fallback) : value);
}

/** Returns what null stands for in a leaf: "", an empty map or an empty list, where the leaf may be that. */
export function emptyOf(field: Field): unknown {
  switch (field.kind) {
    case 'labels':
    case 'annotations':
    case 'envMap':
    case 'object':
      return {};
    case 'envList':
    case 'tolerations':
    case 'objectList':
    case 'stringList':
      return [];
    default:
      return field.allowEmpty ? '' : undefined;
  }
}

/**
 * Returns only what differs from the defaults, in the order of the model, unknown keys last. Lists and
 * maps of a leaf count as a whole. For every `values`, merging the result gives `values` again.
 */
export function overridesOf(values: unknown): YamlMap {
  return differences({ children: sections }, isMap(values) ? values : {}, defaultValues) ?? {};
}

function differences(
  group: { children: readonly (Field | Group)[] },
  given: YamlMap,
  defaults: unknown,
): YamlMap | undefined {
  const base = isMap(defaults) ? defaults : {};
  const result: YamlMap = {};
  const known = new Set<string>();
  for (const child of group.children) {
    known.add(child.key);
    const value = Object.hasOwn(given, child.key) ? given[child.key] : undefined;
    if (value === undefined) continue;
    const fallback = base[child.key];
    if (child.node === 'group' && isMap(value)) {
      const inner = differences(child, value, fallback);
      if (inner) setOwn(result, child.key, inner);
    } else if (!sameYaml(value, fallback)) {
      setOwn(result, child.key, copyYaml(value));
    }
  }
  for (const [key, value] of Object.entries(given)) {
    if (!known.has(key) && value !== undefined) setOwn(result, key, copyYaml(value));
  }
  return Object.keys(result).length > 0 ? result : undefined;
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
