import { sameYaml } from '../equality';
import type { ValuesShape } from '../merge';
import type { ValuesChange } from '../patch';
import { valueAt } from '../paths';

/** Returns a change that sets a default as the removal that it means. */
export function withoutDefault(change: ValuesChange, { defaults }: ValuesShape): ValuesChange {
  if (!('set' in change)) return change;
  const fallback = valueAt(defaults, change.path);
  const isDefault = change.set === undefined || (fallback !== undefined && sameYaml(change.set, fallback));
  return isDefault ? { path: change.path, unset: true } : change;
}
