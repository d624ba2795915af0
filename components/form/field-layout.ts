import type { Field, FieldKind } from '@/lib/values';

const halfKinds = new Set<FieldKind>([
  'string',
  'integer',
  'number',
  'ratio',
  'enum',
  'quantity',
  'duration',
  'name',
  'port',
  'cron',
  'secret',
]);

/** Returns whether a field takes a whole row of the form; two small fields share one. */
export function isWide(field: Field): boolean {
  return !halfKinds.has(field.kind);
}

/** How a field stands in the grid: half a row beside another, a whole row, or alone in its row. */
export type Placement = 'half' | 'wide' | 'alone';

/** Returns the placement of each of `fields`: a small field that has no neighbour to share with stands alone. */
export function placeFields(fields: readonly Field[]): Placement[] {
  const placements: Placement[] = [];
  for (let index = 0; index < fields.length; index += 1) {
    const [field, next] = fields.slice(index, index + 2);
    if (!field || isWide(field)) {
      placements.push('wide');
    } else if (next && !isWide(next)) {
      placements.push('half', 'half');
      index += 1;
    } else {
      placements.push('alone');
    }
  }
  return placements;
}
