import { copyYaml, isMap, sameYaml, setOwn, type YamlMap } from './equality';
import type { Field, Group } from './model/tree';

/**
 * What is needed to tell overrides from defaults: plain data, so that a page can have it without the
 * model's code.
 */
export interface ValuesShape {
  sections: readonly Group[];
  defaults: unknown;
}

interface Children {
  children: readonly (Field | Group)[];
}

/** Returns `overrides` over the defaults of `shape`; see `mergeWithDefaults`. */
export function mergeInto(shape: ValuesShape, overrides: unknown): YamlMap {
  return mergeGroup({ children: shape.sections }, isMap(overrides) ? overrides : {}, shape.defaults);
}

function mergeGroup(group: Children, given: YamlMap, defaults: unknown): YamlMap {
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

/** Returns only what differs from the defaults of `shape`; see `overridesOf`. */
export function differencesFrom(shape: ValuesShape, values: unknown): YamlMap {
  return differences({ children: shape.sections }, isMap(values) ? values : {}, shape.defaults) ?? {};
}

function differences(group: Children, given: YamlMap, defaults: unknown): YamlMap | undefined {
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
