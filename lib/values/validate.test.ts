import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValid, problemText, validateValues, withValue } from './index';
import { LIMITS } from './guard';

const of = (input: unknown) =>
  validateValues(input).map((problem) => `${problem.severity} ${problem.path}: ${problemText(problem)}`);

describe('single values', () => {
  it.each([
    ['clickstack.storage.size', '200GB', 'error clickstack.storage.size: 200GB is not a Kubernetes quantity. Did you mean 200Gi or 200G?'],
    ['clickstack.image.tag', 26.3, 'error clickstack.image.tag: must be text, not a number. Put it in quotes: "26.3".'],
    ['gateway.replicas', '3', 'error gateway.replicas: must be a whole number, not text. Write 3 without quotes.'],
    ['gateway.replicas', 1.5, 'error gateway.replicas: 1.5 is not a whole number. Did you mean 2?'],
    ['gateway.enabled', 'true', 'error gateway.enabled: must be true or false, not text. Write true without quotes.'],
    ['clickstack.spread', false, 'error clickstack.spread: must be off, preferred or required. Put it in quotes: "off". YAML reads off as false.'],
    ['observer.telemetry.dualSampleRate', 5, 'error observer.telemetry.dualSampleRate: 5 is outside 0 to 1. Did you mean 0.05?'],
    ['gateway.service.otlpGrpcPort', 70000, 'error gateway.service.otlpGrpcPort: 70000 is outside 1 to 65535'],
    ['global.installationMode', 'Minimal', 'error global.installationMode: Minimal is not one of the choices: it must be standard or minimal. Did you mean minimal?'],
    ['clickstack.retention.logs', '-1h', 'error clickstack.retention.logs: -1h is negative'],
    ['clickstack.retention.logs', 30, 'error clickstack.retention.logs: must be text, not a number. Add a unit and write it as text: "30s".'],
    ['clickstack.podLabels', { version: 1 }, 'error clickstack.podLabels: the value of version must be text, not a number. Put it in quotes: "1".'],
    ['global.imagePullSecrets', [{ name: 'x' }], 'error global.imagePullSecrets: an entry must be text, not a map: write x rather than {name: x}'],
    ['clickstack.database', '', 'error clickstack.database: Database must not be empty'],
    ['gateway', 5, 'error gateway: must be a map, not a number'],
    ['clickstack.resources', null, 'error clickstack.resources: nothing follows the key: Helm then removes the default too. Give a value or remove the key.'],
    ['hyperdx.podAnnotations', null, 'warning hyperdx.podAnnotations: nothing follows the key, which counts as {}. Write {} to say so.'],
  ])('%s: %j', (path, value, expected) => expect(of(withValue({}, path, value))).toEqual([expected])); // prettier-ignore

  it('accepts zero and false where they are meant', () => {
    expect(
      of({
        observer: { telemetry: { dualSampleRate: 0 } },
        gateway: { replicas: 0 },
        clickstack: { retention: { logs: '0s' } },
      }),
    ).toEqual([]);
  });

  it('accepts a plain number as a quantity, as Kubernetes does', () => {
    expect(of({ gateway: { resources: { limits: { cpu: 2 } } } })).toEqual([]);
  });

  it('points into lists and maps but reports on the field', () => {
    const [problem] = validateValues({
      observer: {
        extraEnv: [
          { name: 'A', value: 'x' },
          { name: 'A', value: 'y' },
        ],
      },
    });
    expect(problem).toMatchObject({
      path: 'observer.extraEnv',
      segments: ['observer', 'extraEnv', 1, 'name'],
    });
  });

  it('never shows a secret', () => {
    const secret = 'hunter2 \n';
    const inputs = [
      withValue({}, 'clickstack.credentials.password', secret),
      withValue({}, 'hyperdx.mongodb.connection.externalUri', `mongodb//${secret}`),
      withValue({}, 'hyperdx.extraEnv', [{ name: 'A', value: 'x', valueFrom: 'hunter2' }]),
      withValue({}, 'hyperdx.provision.extraConnections', [
        { name: 'a', host: 'http://u:hunter2@x', username: 'u', password: 'hunter2' },
      ]),
      withValue({}, 'gateway.auth', { enabled: false, token: 'hunter2' }),
    ];
    for (const input of inputs) {
      const problems = validateValues(input);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });
});

describe('unknown keys', () => {
  it.each([
    [
      { gatway: {} },
      'warning gatway: gatway is not a setting of the plane and has no effect. Did you mean gateway?',
    ],
    [
      { clickstack: { storge: {} } },
      'warning clickstack.storge: clickstack.storge is not a setting of the plane and has no effect. Did you mean clickstack.storage?',
    ],
    [
      { clickstack: { dualRead: true } },
      'warning clickstack.dualRead: clickstack.dualRead is not a setting of the plane and has no effect. Did you mean observer.telemetry.dualRead?',
    ],
    [
      { serviceAccount: {} },
      'warning serviceAccount: serviceAccount has no effect: each component has an account of its own. Use observer.serviceAccount.',
    ],
    [{ 'a.b': 1 }, 'warning ["a.b"]: ["a.b"] is not a setting of the plane and has no effect'],
  ])('%j', (input, expected) => expect(of(input)).toEqual([expected]));

  it('counts instead of naming when there are very many', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`unknown${index}`, index]));
    const problems = validateValues(many);
    expect(problems.length).toBe(101);
    expect(problems.at(-1)?.message).toBe('4900 further keys are not part of the plane');
  });
});

describe('hostile input', () => {
  const deep = (levels: number): unknown =>
    Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1);
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  it.each([
    ['a prototype key', JSON.parse('{"gateway": {"__proto__": {"polluted": true}}}'), 'forbidden-key'],
    ['deep nesting', deep(10_000), 'too-deep'],
    ['a cycle', cyclic, 'too-deep'],
    ['very many entries', Array.from({ length: LIMITS.nodes + 1 }, () => 1), 'too-large'],
    ['a very long text', { a: 'x'.repeat(LIMITS.text + 1) }, 'too-large'],
    ['a function', { a: () => 1 }, 'wrong-type'],
    ['infinity', { gateway: { replicas: Infinity } }, 'wrong-type'],
    ['a date', { a: new Date(0) }, 'wrong-type'],
  ])('refuses %s', (_name, input, code) => {
    expect(validateValues(input).map((problem) => problem.code)).toEqual([code]);
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withDate: true, withMap: true }),
        (input) => void validateValues(input),
      ),
    );
    const keys = fc.constantFrom(
      'global',
      'clickstack',
      'gateway',
      'hyperdx',
      'observer',
      'resources',
      'limits',
      'memory',
      'image',
      'toString',
      'constructor',
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(keys, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (input) => void isValid(input)),
      { numRuns: 300 },
    );
  });
});
