import type { YamlMap } from './equality';
import { isMap } from './equality';
import { valueAt, withoutValue, withValue } from './paths';

/** One change of the values: `set` puts a value at a path, `unset` gives the path back to its default. */
export type ValuesChange = { path: string; set: unknown } | { path: string; unset: true };

/** Changes that belong together, in order: what a fix or a proposal does to the values. */
export type ValuesPatch = readonly ValuesChange[];

/** Returns a copy of `overrides` with `patch` applied. Paths hold keys only, no list positions. */
export function applyPatch(overrides: unknown, patch: ValuesPatch): YamlMap {
  let result: YamlMap = isMap(overrides) ? overrides : {};
  for (const change of patch) {
    result = 'set' in change ? withValue(result, change.path, change.set) : withoutValue(result, change.path);
  }
  return result;
}

/** Returns the patch that takes `patch` back: applied after it, it gives `overrides` again. */
export function inversePatch(overrides: unknown, patch: ValuesPatch): ValuesPatch {
  const paths = [...new Set(patch.map(({ path }) => path))].reverse();
  return paths.map((path) => {
    const before = valueAt(overrides, path);
    return before === undefined ? { path, unset: true } : { path, set: before };
  });
}
