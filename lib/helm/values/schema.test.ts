import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GoMap } from '../value';
import { fromPlain } from './plain-value';
import { SchemaDocument } from './schema-document';
import { validateLikeHelm4 } from './schema-helm4';

const schema = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#',
  definitions: { name: { type: ['string', 'integer'], pattern: '^[a-c]*$' } },
  properties: {
    a: { $ref: '#/definitions/name' },
    b: { additionalProperties: { $ref: '#/definitions/name' }, maxProperties: 2 },
    c: { items: { type: 'object', required: ['a'], properties: { a: { minimum: 1 } } }, uniqueItems: true },
  },
  patternProperties: { '^[bc]$': { type: ['object', 'array', 'null'] } },
  if: { properties: { a: { const: 'b' } }, required: ['a'] },
  then: { required: ['b'], properties: { b: { required: ['a'] } } },
  else: { not: { required: ['b'], properties: { b: { required: ['c'] } } } },
});

/** Values near each other, so that most parts stay the same from one to the next. */
const leaf = fc.constantFrom('a', 'b', 'd', 0, 2, null);
const record = (part: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), part, { maxKeys: 3 });
const values = fc.record(
  { a: leaf, b: fc.oneof(record(leaf), leaf), c: fc.oneof(fc.array(record(leaf), { maxLength: 2 }), leaf) },
  { requiredKeys: [] },
);

function valueOf(plain: unknown): GoMap {
  const value = fromPlain(plain);
  return value instanceof GoMap ? value : new GoMap();
}

describe('validation against a schema, one time after the other', () => {
  it('reports what it would report the first time', () => {
    let fits = 0;
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 8 }), (series) => {
        const document = new SchemaDocument(schema);
        for (const plain of series) {
          const fresh = validateLikeHelm4(new SchemaDocument(schema), valueOf(plain));
          expect(validateLikeHelm4(document, valueOf(plain))).toBe(fresh);
          if (fresh === '') fits += 1;
        }
      }),
      { numRuns: 1000 },
    );
    expect(fits).toBeGreaterThan(200);
  });

  it('is not misled by values that change after they were found to fit', () => {
    const document = new SchemaDocument(schema);
    const value = valueOf({ b: { a: 'a' } });
    expect(validateLikeHelm4(document, value)).toBe('');
    const inner = value.entries.get('b');
    if (inner instanceof GoMap) inner.entries.set('a', 'x');
    expect(validateLikeHelm4(document, value)).toContain('does not match pattern');
  });

  it('notices that a key took the place of another', () => {
    const document = new SchemaDocument(JSON.stringify({ properties: { b: false }, required: ['a'] }));
    expect(validateLikeHelm4(document, valueOf({ c: 1, a: 1 }))).toBe('');
    expect(validateLikeHelm4(document, valueOf({ c: 1, b: 1 }))).toContain('missing property');
    expect(validateLikeHelm4(document, valueOf({ a: 1, b: 1 }))).toContain('false schema');
    expect(validateLikeHelm4(document, valueOf({ a: 1, d: 1 }))).toBe('');
  });
});
