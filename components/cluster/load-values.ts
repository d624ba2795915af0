import { sameYaml, type ValuesChange, type ValuesPatch, type YamlMap } from '@/lib/values';

/** Returns the changes that turn the overrides `now` into `next`, section by section. */
export function replacementOf(now: YamlMap, next: YamlMap): ValuesPatch {
  const changes: ValuesChange[] = [];
  for (const key of Object.keys(now)) if (!Object.hasOwn(next, key)) changes.push({ path: key, unset: true });
  for (const [key, value] of Object.entries(next)) changes.push(...changesBetween(now[key], value, key));
  return changes;
}

/** Maps are compared key by key, so that what is the same keeps its comments in the text. */
function changesBetween(now: unknown, next: unknown, path: string): ValuesChange[] {
  if (sameYaml(now, next)) return [];
  if (!isPlainMap(now) || !isPlainMap(next) || !hasSimpleKeys(now) || !hasSimpleKeys(next))
    return [{ path, set: next }];
  const changes: ValuesChange[] = [];
  for (const key of Object.keys(now))
    if (!Object.hasOwn(next, key)) changes.push({ path: `${path}.${key}`, unset: true });
  for (const [key, value] of Object.entries(next))
    changes.push(...changesBetween(now[key], value, `${path}.${key}`));
  return changes;
}

function isPlainMap(value: unknown): value is YamlMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Keys with dots, as labels have, would need quoting in a path; such a map is replaced whole.
function hasSimpleKeys(map: YamlMap): boolean {
  return Object.keys(map).every((key) => /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key));
}
