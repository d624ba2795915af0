import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, examineValues, fields, inversePatch, isValid, validateValues } from '../../values';
import { arbitraryValues } from '../../values/testing/arbitrary';
import { layered } from '../../values/testing/documents';
import { renderPlane } from '../render';
import { exampleWorkload } from '../sizing';
import {
  findingRules,
  findingsOf,
  problemsBeside,
  type Finding,
  type FindingContext,
  tracedPlaces,
  withTracedPlaces,
} from './index';
import { overridesAt, ruleExamples } from './testing/examples';

const find = (overrides: unknown, context: FindingContext = {}): readonly Finding[] =>
  findingsOf(examineValues(overrides), context);

const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id);

/** Errors as they are told apart: where, and what kind. */
const errorsOf = (overrides: unknown): string[] =>
  validateValues(overrides)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, code }) => `${path} ${code}`);

describe('every rule', () => {
  it('has an id of its own, in order, and an example', () => {
    const ids = findingRules.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(Object.keys(ruleExamples)).toEqual(ids);
  });

  it.each(findingRules.map(({ id, title }) => [id, title] as const))('%s speaks and is silent: %s', (id) => {
    const { fires, silent, workload, objects } = ruleExamples[id] ?? { fires: {}, silent: {} };
    const context = (kind: 'fires' | 'silent'): FindingContext => ({
      workload,
      render: objects && { objects: objects[kind] },
    });
    expect(idsOf(find(overridesAt(fires), context('fires')))).toContain(id);
    expect(idsOf(find(overridesAt(silent), context('silent')))).not.toContain(id);
  });

  it.each(findingRules.map(({ id }) => id))('%s names fields that exist, and no secret', (id) => {
    const { fires, workload, objects } = ruleExamples[id] ?? { fires: {} };
    const known = new Set(fields().map(({ path }) => path));
    const found = find(overridesAt(fires), { workload, render: objects && { objects: objects.fires } });
    for (const finding of found.filter((candidate) => candidate.id === id)) {
      expect(finding.paths.filter((path) => !known.has(path))).toEqual([]);
      expect(finding.paths.length + finding.places.length).toBeGreaterThan(0);
      expect(finding.message).not.toMatch(/marked-secret|\.$/);
    }
  });
});

describe('the defaults', () => {
  it.each([
    ['standard', ['PS401', 'PS110', 'PS214', 'PS306', 'PS309', 'PS504', 'PS511']],
    ['minimal', ['PS401', 'PS602']],
  ])('have few findings in %s mode and no error', (installationMode, expected) => {
    const overrides = { global: { installationMode } };
    const render = renderPlane(overrides);
    if (!render.ok) throw new Error(render.message);
    const found = find(overrides, { render });
    expect(idsOf(found)).toEqual(expected);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

it('finds nothing in a plane that took the advice', () => {
  const overrides = overridesAt({
    'clickstack.storage.storageClass': 'gp3',
    'gateway.replicas': 2,
    'gateway.auth.enabled': true,
    'hyperdx.mongodb.enabled': false,
    'hyperdx.mongodb.connection.existingSecret': 'mongodb-uri',
    'hyperdx.ingress.enabled': true,
    'hyperdx.ingress.host': 'hyperdx.example.com',
    'hyperdx.ingress.tlsSecret': 'hyperdx-tls',
    'hyperdx.frontendUrl': 'https://hyperdx.example.com',
    'observer.image.repository': 'registry.example.com/observer-clickstack',
    'networkPolicy.enabled': true,
    'networkPolicy.observerNamespaces': ['openchoreo-control-plane'],
  });
  expect(find(overrides)).toEqual([]);
});

it('shows the lines of raw configuration at fault', () => {
  const overrides = overridesAt(ruleExamples.PS204?.fires ?? {});
  const render = renderPlane(overrides);
  if (!render.ok) throw new Error(render.message);
  const [place] = find(overrides, { render }).find(({ id }) => id === 'PS204')?.places ?? [];
  const text = render.objects.find(({ id }) => id === place?.object)?.text.split('\n') ?? [];
  expect(place?.lines.map((line) => text[line - 1]?.trim())).toEqual(['limit_mib: 1500']);
});

it('leads from the values at fault to the lines that hold them', () => {
  const overrides = overridesAt({ 'gateway.replicas': 1, 'networkPolicy.enabled': false });
  const render = renderPlane(overrides, { trace: true });
  if (!render.ok || !render.trace) throw new Error('the plane renders');
  const found = find(overrides, { render });
  const traced = withTracedPlaces(found, tracedPlaces(found, render.trace));
  const linesOf = (id: string): string[] =>
    (traced.find((finding) => finding.id === id)?.places ?? []).flatMap(({ object, lines }) => {
      const text = render.objects.find((one) => one.id === object)?.text.split('\n') ?? [];
      return lines.map((line) => `${object}: ${text[line - 1]?.trim()}`);
    });
  expect(linesOf('PS214')).toEqual(['Deployment/otlp-gateway: replicas: 1']);
  expect(linesOf('PS401')[0]).toMatch(/^Deployment\/observer: image: /);
  // A value that decides about whole objects is not what each of their lines is about.
  expect(linesOf('PS306')).toEqual([]);
});

it('issues no certificate twice: what cert-manager writes needs no Secret', () => {
  const tls = { 'clickstack.tls.enabled': true, 'gateway.tls.enabled': true };
  const count = (paths: Record<string, unknown>) =>
    idsOf(find(overridesAt({ ...tls, ...paths }))).filter((id) => id === 'PS507').length;
  expect(count({})).toBe(2);
  expect(count({ 'certManager.enabled': true })).toBe(0);
});

it('pulls everything from the mirror when there is one', () => {
  const render = renderPlane({ global: { imageRegistry: 'mirror.example.com:5000' } });
  if (!render.ok) throw new Error(render.message);
  expect(idsOf(find({ global: { imageRegistry: 'mirror.example.com:5000' } }, { render }))).not.toContain(
    'PS705',
  );
});

it('looks at values with faults as far as they go, and never throws', () => {
  const broken = { gateway: { replicas: 'many', retry: { enabled: false } }, clickstack: 5, observer: null };
  expect(idsOf(find(broken))).toContain('PS206');
  expect(() => find('text')).not.toThrow();
  expect(() => find({ gateway: { config: { exporters: [1, null], processors: 'x' } } })).not.toThrow();
});

it('leaves out the problems of which a finding speaks, and no other', () => {
  const overrides = overridesAt({ 'gateway.tls.enabled': true, 'observer.service.port': 99999 });
  const beside = problemsBeside(find(overrides), validateValues(overrides));
  expect(beside.map(({ path }) => path)).toEqual(['observer.service.port']);
});

describe('every fix', () => {
  const examples = fc.constantFrom(...Object.values(ruleExamples).map(({ fires }) => overridesAt(fires)));
  const documents = fc
    .tuple(arbitraryValues({ maxLeaves: 8 }), fc.array(examples, { maxLength: 2 }))
    .map(([document, overlays]) => overlays.reduce(layered, document));

  it('removes its finding, adds no error, and can be taken back', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(documents, (overrides) => {
        const context = { workload: exampleWorkload };
        const before = find(overrides, context);
        const errors = errorsOf(overrides);
        for (const { id, paths, fix } of before) {
          if (!fix) continue;
          seen.add(id);
          const fixed = applyPatch(overrides, fix.patch);
          const after = find(fixed, context);
          const same = after.filter((other) => other.id === id && other.paths.join() === paths.join());
          expect(same, `${id}: ${fix.label}`).toEqual([]);
          const isNew = (error: string) => !errors.includes(error);
          expect(errorsOf(fixed).filter(isNew), `${id}: ${fix.label}`).toEqual([]);
          const worse = after.filter(
            (other) => other.severity === 'error' && !before.some((old) => old.id === other.id),
          );
          expect(idsOf(worse), `${id}: ${fix.label}`).toEqual([]);
          expect(applyPatch(fixed, inversePatch(overrides, fix.patch))).toEqual(overrides);
        }
      }),
      { numRuns: 200, seed: 20_261_124 },
    );
    expect(seen.size).toBeGreaterThan(45);
  });

  it.each(Object.entries(ruleExamples))('%s: its own example, fixed, renders', (id, { fires, workload }) => {
    const overrides = overridesAt(fires);
    for (const { fix } of find(overrides, { workload }).filter((finding) => finding.id === id)) {
      if (!fix) continue;
      const fixed = applyPatch(overrides, fix.patch);
      if (isValid(fixed)) expect(renderPlane(fixed)).toMatchObject({ ok: true });
    }
  });
});
