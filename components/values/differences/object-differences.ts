import type { ComparedSide } from '../worker/values-work';

/** One object on either side of a comparison. */
export interface ObjectDifference {
  id: string;
  kind: string;
  name: string;
  state: 'added' | 'changed' | 'removed';
  left: string;
  right: string;
}

/** Returns the objects that the right side adds, changes or takes away, in the order of the right side. */
export function objectDifferences(left: ComparedSide, right: ComparedSide): ObjectDifference[] {
  const before = new Map(left.objects.map((object) => [object.id, object]));
  const after = new Set(right.objects.map(({ id }) => id));
  const found: ObjectDifference[] = [];
  for (const { id, kind, name, text } of right.objects) {
    const old = before.get(id);
    if (!old) found.push({ id, kind, name, state: 'added', left: '', right: text });
    else if (old.text !== text) found.push({ id, kind, name, state: 'changed', left: old.text, right: text });
  }
  for (const { id, kind, name, text } of left.objects) {
    if (!after.has(id)) found.push({ id, kind, name, state: 'removed', left: text, right: '' });
  }
  return found;
}
