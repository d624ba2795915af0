import { expect, it } from 'vitest';
import { fields, sections } from '@/lib/values';
import { foldsAround } from './folds';

it('names the folds from the section down to the field', () => {
  const around = foldsAround(sections, 'clickstack.storage.size');
  expect(around[0]).toBe('clickstack');
  expect(around.at(-1)).toBe('clickstack.storage');
});

it('opens the advanced fold of the group that holds an advanced field', () => {
  const field = fields().find(({ advanced, path }) => advanced && path.split('.').length === 2);
  expect(field && foldsAround(sections, field.path)).toEqual([
    field?.path.split('.')[0],
    `${field?.path.split('.')[0]}#advanced`,
  ]);
});

it('knows no folds for a path that the model does not have', () => {
  expect(foldsAround(sections, 'nowhere.at.all')).toEqual([]);
});
