import { expect, it } from 'vitest';
import { fields, type FieldKind } from '@/lib/values';
import { placeFields } from './field-layout';

const field = (kind: FieldKind) => {
  const found = fields().find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`the model has no field of kind ${kind}`);
  return found;
};

it('puts two small fields into a row and leaves the odd one alone', () => {
  const kinds: FieldKind[] = ['integer', 'quantity', 'enum', 'boolean', 'duration', 'labels'];
  expect(placeFields(kinds.map(field))).toEqual(['half', 'half', 'alone', 'wide', 'alone', 'wide']);
});
