import fc from 'fast-check';
import type { YamlMap } from '../equality';
import type { Field } from '../model/tree';
import { withValue } from '../paths';
import { fields } from '../tree';
import { companionsOf } from './companions';
import { layered, repaired, switchTo, type Switch } from './documents';
import { sameYaml } from '../equality';
import { isValid } from '../validate';
import { arbitraryLeaf } from './leaf-values';

export { switches, switchTo, type Switch } from './documents';
export { arbitraryLeaf } from './leaf-values';

/**
 * Returns an arbitrary of values documents (overrides) that have no errors: random values in random
 * leaves, with what each of them needs beside it. Default: at most 12 leaves.
 */
export function arbitraryValues(options: { maxLeaves?: number } = {}): fc.Arbitrary<YamlMap> {
  const change = fc
    .constantFrom(...fields())
    .chain((field) => arbitraryLeaf(field).map((value): [Field, unknown] => [field, value]));
  return fc
    .array(change, { minLength: 1, maxLength: options.maxLeaves ?? 12 })
    .map((changes) =>
      repaired(
        changes.reduce<YamlMap>(
          (document, [field, value]) =>
            withValue(layered(document, companionsOf(field.path, value)), field.path, value),
          {},
        ),
      ),
    );
}

/** Returns `count` documents of `arbitraryValues`, the same ones for the same seed. */
export function sampleValues(count: number, seed = 20_261_122): readonly YamlMap[] {
  return fc.sample(arbitraryValues(), { numRuns: count, seed });
}

/**
 * Returns, for every leaf of the model, a valid document in which that leaf has another value than its
 * default, with what it needs beside it to be valid and to show in the rendered plane.
 */
export function leafChanges(seed = 20_261_122): readonly Switch[] {
  return fields().map((field) => {
    const candidates = fc.sample(arbitraryLeaf(field), { numRuns: 50, seed });
    for (const value of candidates) {
      const change = switchTo(field.path, value);
      if (!isEmptyYaml(value) && !sameYaml(value, field.default) && isValid(change.overrides)) return change;
    }
    throw new Error(`no valid value other than the default was found for ${field.path}`);
  });
}

function isEmptyYaml(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
