import { isMap, sameYaml, setOwn, type YamlMap } from '@/lib/values/equality';
import { mergeInto, type ValuesShape } from '@/lib/values/merge';
import type { Field, Group } from '@/lib/values';

/** A leaf whose value a form has to take over. */
export interface LeafChange {
  path: string;
  value: unknown;
}

/**
 * Returns the complete values of `overrides` and the leaves in which they differ from `before`. Whatever
 * did not change is the same object as before.
 */
export function follow(
  shape: ValuesShape,
  before: YamlMap,
  overrides: YamlMap,
): { values: YamlMap; changes: LeafChange[] } {
  const changes: LeafChange[] = [];
  const values = stable({ children: shape.sections }, [before, mergeInto(shape, overrides)], changes);
  return { values, changes };
}

function stable(
  group: { children: readonly (Field | Group)[] },
  [before, after]: [YamlMap, YamlMap],
  changes: LeafChange[],
): YamlMap {
  const values: YamlMap = { ...after };
  let isSame = Object.keys(before).length === Object.keys(after).length;
  for (const child of group.children) {
    const [old, next] = [before[child.key], after[child.key]];
    if (child.node === 'group' && isMap(old) && isMap(next)) {
      setOwn(values, child.key, stable(child, [old, next], changes));
    } else if (sameYaml(old, next)) {
      setOwn(values, child.key, old);
    } else if (child.node === 'field') {
      changes.push({ path: child.path, value: next });
    }
    isSame &&= values[child.key] === old;
  }
  for (const key of Object.keys(after)) isSame &&= Object.hasOwn(before, key) && values[key] === before[key];
  return isSame ? before : values;
}
