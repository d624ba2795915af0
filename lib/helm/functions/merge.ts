import { checkSize } from '../size-limit';
import { GoMap } from '../value';
import { isEmptyValue } from './go-equal';

/**
 * Merges `source` into `target` as mergo does for sprig, and returns the merged map: `target`
 * itself, or a new map when `target` is nil. Values of `source` are shared, not copied.
 * Without `overwrite`, what `target` holds stays unless it is empty, and nils of `source` are
 * skipped; with it, everything of `source` wins, even false, "" and nil. Maps merge; lists do not.
 */
export function mergeMap(target: GoMap, source: GoMap, overwrite: boolean): GoMap {
  checkSize(source);
  if (!target.isNil) {
    mergeEntries(target, source, overwrite);
    return target;
  }
  if (source.isNil) return target;
  const created = new GoMap(new Map(), target.type);
  mergeEntries(created, source, overwrite);
  return created;
}

function mergeEntries(target: GoMap, source: GoMap, overwrite: boolean): void {
  for (const [key, value] of source.entries) {
    const present = target.entries.has(key);
    const current = target.entries.get(key) ?? null;
    // Only a nil interface counts: a nil slice or map is a value.
    if (value === null) {
      if (overwrite) target.entries.set(key, value);
      continue;
    }
    if (value instanceof GoMap && current instanceof GoMap) {
      // A nil map inside a map cannot be filled in place: mergo leaves it and then replaces it as empty.
      if (!current.isNil) mergeEntries(current, value, overwrite);
      if (current.entries.size > 0) continue;
    }
    if (overwrite || !present || isEmptyValue(current)) target.entries.set(key, value);
  }
}
