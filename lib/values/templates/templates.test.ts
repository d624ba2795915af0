import { expect, it } from 'vitest';
import { applyPatch, fields, sensitivePaths, validateValues } from '../index';
import { planeTemplates } from './templates';

const known = new Set(fields().map(({ path }) => path));

it.each(planeTemplates)('$id is a valid plane without secrets', ({ patch, description }) => {
  expect(validateValues(applyPatch({}, patch))).toEqual([]);
  for (const { path } of patch) {
    expect(known, path).toContain(path);
    expect(sensitivePaths()).not.toContain(path);
  }
  expect(description).toMatch(/^[^.]*\.$/);
});

it('has the five that people ask for', () => {
  expect(planeTemplates.map(({ id }) => id)).toEqual([
    'laptop',
    'small-production',
    'large-production',
    'air-gapped',
    'migration',
  ]);
});
