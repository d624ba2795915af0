import { describe, expect, it } from 'vitest';
import {
  defaultValues,
  fields,
  findNode,
  sections,
  sensitivePaths,
  validateValues,
  valuesSchema,
  valueAt,
  withValue,
} from './index';
import { emptyOf } from './overrides';

describe('the model', () => {
  it('describes every leaf: title, one sentence or two, default', () => {
    for (const field of fields()) {
      expect(field.title, field.path).toMatch(/^[A-Z]/);
      expect(field.title.length, field.path).toBeLessThan(40);
      expect(field.description, field.path).toMatch(/^[A-Z].{10,150}\.$/);
      expect(valueAt(defaultValues, field.path), field.path).toEqual(field.default);
    }
  });

  it('covers exactly the leaves of the parsed defaults', () => {
    const leaves: string[] = [];
    const walk = (value: unknown, path: string): void => {
      const node = findNode(path);
      if (path !== '' && node?.node !== 'group') leaves.push(path);
      else
        for (const [key, item] of Object.entries(value as object))
          walk(item, path === '' ? key : `${path}.${key}`);
    };
    walk(valuesSchema.parse({}), '');
    expect(leaves).toEqual(fields().map((field) => field.path));
  });

  it('has defaults and examples without a problem, alone', () => {
    expect(validateValues({})).toEqual([]);
    expect(validateValues(defaultValues)).toEqual([]);
    for (const field of fields()) {
      for (const example of field.examples ?? []) {
        const problems = validateValues(withValue({}, field.path, example)).filter(
          ({ path, code }) => path === field.path && !['questionable', 'conflict'].includes(code),
        );
        expect(problems, field.path).toEqual([]);
      }
    }
  });

  it('has empty maps as the only default of maps, so that Helm, which merges, agrees with us, who replace', () => {
    for (const field of fields()) {
      if (['labels', 'annotations', 'envMap', 'object'].includes(field.kind))
        expect(field.default, field.path).toEqual({});
    }
  });

  it('gives every choice its options, every empty text a meaning', () => {
    for (const field of fields()) {
      if (field.kind === 'enum')
        expect(
          field.options?.map((option) => option.value),
          field.path,
        ).toContain(field.default);
      if (field.default === '') expect(field.emptyMeans, field.path).toBeTruthy();
      if (field.allowEmpty && typeof field.default === 'string') expect(emptyOf(field)).toBe('');
    }
  });

  it('marks every secret as sensitive and gives none a default', () => {
    expect(sensitivePaths()).toEqual(
      expect.arrayContaining([
        'clickstack.credentials.password',
        'gateway.auth.token',
        'hyperdx.signing.key',
        'hyperdx.mongodb.connection.externalUri',
      ]),
    );
    for (const path of sensitivePaths()) expect(['', []], path).toContainEqual(valueAt(defaultValues, path));
    for (const field of fields()) if (field.kind === 'secret') expect(field.sensitive, field.path).toBe(true);
  });

  it('freezes the defaults', () => {
    expect(() => Object.assign(defaultValues.gateway.service, { otlpGrpcPort: 1 })).toThrow(TypeError);
  });

  it('names the sections for the navigation', () => {
    expect(sections.map((section) => section.id)).toEqual([
      'global',
      'clickstack',
      'gateway',
      'hyperdx',
      'observer',
      'certManager',
      'networkPolicy',
      'monitoring',
    ]);
    for (const section of sections) expect(section.summary, section.id).toBeTruthy();
  });
});
