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
