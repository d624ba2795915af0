import type { Section } from '@/lib/values';
import { indexFields, type FoundField } from '../shell/search-fields';

const indexes = new WeakMap<readonly Section[], readonly FoundField[]>();

function indexOf(sections: readonly Section[]): readonly FoundField[] {
  const index = indexes.get(sections) ?? indexFields(sections);
  indexes.set(sections, index);
  return index;
}

/** Returns the field that holds the value at `path`; undefined for a group, or what the model does not know. */
export function fieldAt(sections: readonly Section[], path: string): FoundField | undefined {
  return indexOf(sections).find(
    ({ field }) =>
      path === field.path || path.startsWith(`${field.path}.`) || path.startsWith(`${field.path}[`),
  );
}

/** Returns the fields that paths lead to, each once, in the order of the paths. */
export function fieldsAt(sections: readonly Section[], paths: readonly string[]): FoundField[] {
  const found = new Map<string, FoundField>();
  for (const path of paths) {
    const at = fieldAt(sections, path);
    if (at && !found.has(at.field.path)) found.set(at.field.path, at);
  }
  return [...found.values()];
}
