import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedPaths, defaultValues, fields, mergeWithDefaults, overridesOf, parsePath, parseValuesText, printOverrides,
  printPath, sensitivePaths, validateValues, valueAt, withoutValue, withValue,
} from './index'; // prettier-ignore
import { arbitraryLeaf, arbitraryValues, leafChanges, switches } from './testing/arbitrary';

describe('overrides', () => {
  it('[round trip] merging the overrides of complete values gives those values', () => {
    fc.assert(
      fc.property(arbitraryValues(), (document) => {
        const values = mergeWithDefaults(document);
        expect(mergeWithDefaults(overridesOf(values))).toEqual(values);
      }),
      { numRuns: 100 },
    );
  });

  it('[round trip] any leaf values, valid together or not', () => {
    const changes = fc.array(
      fc
        .constantFrom(...fields())
        .chain((field) => arbitraryLeaf(field).map((value) => [field.path, value] as const)),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(changes, (list) => {
        const values = list.reduce<unknown>(
          (all, [path, value]) => withValue(all, path, value),
          defaultValues,
        );
        const overrides = overridesOf(values);
        expect(mergeWithDefaults(overrides)).toEqual(values);
        expect(overridesOf(overrides)).toEqual(overrides);
      }),
    );
  });

  it('[text] printing and reading overrides changes nothing, with and without comments', () => {
    fc.assert(
      fc.property(arbitraryValues(), fc.boolean(), (document, comments) => {
        const text = printOverrides(document, { comments });
        expect(parseValuesText(text)).toMatchObject({ values: overridesOf(document), problems: [] });
        expect(printOverrides(mergeWithDefaults(document), { comments })).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('holds nothing for the defaults', () => {
    expect(overridesOf(defaultValues)).toEqual({});
    expect(changedPaths(defaultValues)).toEqual([]);
    expect(printOverrides(defaultValues)).toBe('{}\n');
  });

  it('drops a leaf that is set to its default, and compares lists and maps whole', () => {
    const document = {
      gateway: { replicas: 1, service: { otlpGrpcPort: 4317 } },
      global: { commonLabels: { a: 'b' } },
    };
    expect(overridesOf(document)).toEqual({ global: { commonLabels: { a: 'b' } } });
    expect(changedPaths(document)).toEqual(['global.commonLabels']);
    const shorter = { hyperdx: { mongodb: { persistence: { accessModes: [] } } } };
    expect(overridesOf(shorter)).toEqual(shorter);
  });

  it('keeps keys that it does not know, after those it knows', () => {
    const document = { prometheus: { enabled: true }, gateway: { extra: 1, replicas: 2 } };
    expect(Object.keys(overridesOf(document))).toEqual(['gateway', 'prometheus']);
    expect(mergeWithDefaults(document)).toMatchObject(document);
  });

  it('leaves secret values out on request, and says so', () => {
    const document = {
      clickstack: { credentials: { password: 'hunter2', username: 'root' } },
      gateway: { auth: { token: 'abc12345' } },
    };
    const text = printOverrides(document, { omitSensitive: true, comments: true });
    expect(text).not.toMatch(/hunter2|abc12345/);
    expect(text).toContain('clickstack.credentials.password');
    expect(parseValuesText(text).values).toEqual({ clickstack: { credentials: { username: 'root' } } });
  });

  it('quotes texts that Helm or a YAML 1.2 reader would take for something else', () => {
    const risky = [
      'yes',
      'off',
      'y',
      '~',
      '1e3',
      '0x1f',
      '0o7',
      '1_000',
      '1:30',
      '2026-01-01',
      '.inf',
      '',
      'null',
      '007',
      '+1',
      '=',
      '<<',
    ];
    const commonLabels = Object.fromEntries(risky.map((text, index) => [`k${index}`, text]));
    expect(parseValuesText(printOverrides({ global: { commonLabels } })).values).toEqual({
      global: { commonLabels },
    });
  });
});

describe('paths', () => {
  it('reads what it prints', () => {
    const segment = fc.oneof(fc.string(), fc.nat(99));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        fc.pre(
          segments.every((part) => typeof part === 'number' || part.length <= 80) &&
            typeof segments[0] === 'string',
        );
        expect(parsePath(printPath(segments))).toEqual(segments);
      }),
    );
  });

  it('finds no inherited properties', () => {
    expect(valueAt({}, 'constructor.name')).toBeUndefined();
    expect(valueAt({}, '__proto__')).toBeUndefined();
  });

  it('sets and removes without touching the original', () => {
    const before = { a: { b: 1 } };
    expect(withValue(before, 'a.c', 2)).toEqual({ a: { b: 1, c: 2 } });
    expect(withoutValue(before, 'a.b')).toEqual({});
    expect(before).toEqual({ a: { b: 1 } });
  });
});

describe('documents for parity tests', () => {
  it('flip every switch into a valid document', () => {
    const all = switches();
    expect(all.length).toBeGreaterThan(80);
    for (const { path, value, overrides } of all) {
      expect(valueAt(overrides, path), path).toBe(value);
      expect(
        validateValues(overrides).filter(({ severity }) => severity === 'error'),
        path,
      ).toEqual([]);
    }
  });

  it('change every leaf once', () => {
    expect(leafChanges().map((change) => change.path)).toEqual(fields().map((field) => field.path));
    expect(sensitivePaths().length).toBeGreaterThan(8);
  });
});
