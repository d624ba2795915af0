import { describe, expect, it } from 'vitest';
import { fields, sections } from '@/lib/values';
import { indexFields, searchFields } from './search-fields';

const index = indexFields(sections);

describe('searchFields', () => {
  it('knows every field of the model', () => {
    expect(index.map(({ field }) => field.path)).toEqual(fields().map(({ path }) => path));
  });

  it('finds a field by its path, its title and its groups', () => {
    const paths = (query: string) => searchFields(index, query).map(({ field }) => field.path);
    expect(paths('clickstack.storage.size')[0]).toBe('clickstack.storage.size');
    expect(paths('retention logs')[0]).toBe('clickstack.retention.logs');
    expect(paths('gateway limit cpu')).toContain('gateway.resources.limits.cpu');
  });

  it('finds nothing for words that are nowhere, and for no words', () => {
    expect(searchFields(index, 'clickstack zebra')).toEqual([]);
    expect(searchFields(index, '  ')).toEqual([]);
  });
});
