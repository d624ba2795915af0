import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { encodeUtf8 } from '../base';
import { EngineMemory } from './engine';
import { loadChartDirectory, renderChart, type Chart, type HelmProfile, type RenderResult } from '.';
import { arbitraryCase } from './testing/arbitrary-chart';

// A render may reuse texts of renders before it. None of this may be seen in what it returns.

type Texts = Readonly<Record<string, string>>;

function chartOf(texts: Texts, profile: HelmProfile = '4.2'): Chart {
  const files = Object.entries({ 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', ...texts });
  return loadChartDirectory(
    files.map(([path, text]) => ({ path, data: encodeUtf8(text) })),
    { profile },
  );
}

function printed(result: RenderResult): unknown {
  if (!result.ok) return result;
  const { manifest, notes, warnings, documents, hooks } = result;
  return { manifest, notes, warnings, documents, hooks };
}

/** Renders each of the values in turn with one chart, and with a chart that has never been rendered. */
function expectNoTrace(texts: Texts, series: readonly unknown[], profile?: HelmProfile): void {
  const chart = chartOf(texts, profile);
  for (const overrides of series) {
    const again = printed(renderChart(chart, { overrides }));
    expect(again).toEqual(printed(renderChart(chartOf(texts, profile), { overrides })));
  }
}

describe('renders in sequence', () => {
  it('equal renders with a new chart, for generated charts and values', () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const values = fc.record({ a: value, b: value, c: value, d: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        arbitraryCase,
        fc.array(values, { minLength: 2, maxLength: 5 }),
        fc.constantFrom<HelmProfile>('3.17', '4.1', '4.2'),
        ({ chart }, series, profile) => expectNoTrace(chart, [...series, ...series.slice(0, 2)], profile),
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('execute only the files that looked at what changed', () => {
    const executeFile = vi.spyOn(EngineMemory.prototype, 'executeFile');
    const chart = chartOf({
      'values.yaml': 'a: 1\nb: {x: 1, y: 2}\nl: [{n: 1}]\n',
      'templates/_h.tpl': '{{ define "x" }}{{ .Values.b.x }}{{ end }}',
      'templates/a.yaml': 'a: {{ .Values.a }}\n',
      'templates/all.yaml': 'b: {{ toJson .Values.b }}\n',
      'templates/if.yaml': '{{ if .Values.b }}b: {{ toJson .Values.l }}{{ end }}\n',
      'templates/x.yaml': 'x: {{ include "x" . }}\n',
    });
    const render = (overrides: unknown): string[] => {
      executeFile.mockClear();
      expect(renderChart(chart, { overrides }).ok).toBe(true);
      return executeFile.mock.calls.map(([name]) => name.slice('c/templates/'.length)).toSorted();
    };
    expect(render({})).toEqual(['a.yaml', 'all.yaml', 'if.yaml', 'x.yaml']);
    expect(render({})).toEqual([]);
    expect(render({ a: 2 })).toEqual(['a.yaml']);
    expect(render({ a: 2, b: { x: 3 } })).toEqual(['all.yaml', 'if.yaml', 'x.yaml']);
    expect(render({ a: 2, b: { x: 3 }, l: [{ n: 2 }] })).toEqual(['if.yaml']);
    expect(render({ a: 2, b: { x: 3, y: 4 }, l: [{ n: 2 }] })).toEqual(['all.yaml', 'if.yaml']);
  });

  it('see maps that come, go, change their order or become something else', () => {
    const texts = {
      'values.yaml': 'm: {a: 1}\n',
      'templates/a.yaml': 'm: {{ toJson .Values.m }}\nk: {{ keys .Values | join "," }}\n',
      'templates/b.yaml': 'b: {{ (.Values.n | default dict).x | default "none" }}\n',
      'templates/c.yaml': '{{ range $k, $v := .Values.m }}{{ $k }}: {{ $v }}\n{{ end }}',
    };
    const series = [
      {},
      { n: { x: 1 } },
      { n: null },
      { m: { b: 2 } },
      { m: { a: null, b: 2 } },
      { n: { y: 1, x: 2 } },
      { n: { x: 2, y: 1 } },
      { m: { a: { c: 1 } } },
      { m: { a: [{ c: 1 }] } },
      { m: { a: [{ c: 2 }] } },
      { m: 5 },
      {},
    ];
    for (const profile of ['3.17', '4.1', '4.2'] as const) expectNoTrace(texts, series, profile);
  });

  it('leave no trace of templates that write into the values', () => {
    const texts = {
      'values.yaml': 'a: 1\nm: {x: 1}\n',
      'templates/z.yaml': '{{ if .Values.write }}{{ $_ := set .Values.m "x" .Values.write }}{{ end }}z: 1\n',
      'templates/a.yaml': 'a: {{ .Values.a }} {{ .Values.m.x }}\n',
      'templates/b.yaml': '{{ $_ := unset .Values "a" }}b: {{ .Values.a }}\n',
    };
    const { 'templates/b.yaml': _, ...onlySet } = texts;
    expectNoTrace(onlySet, [{}, { write: 2 }, {}, { write: 3 }, { write: 3 }, { a: 4 }]);
    expectNoTrace(texts, [{}, { a: 2 }, {}]);
  });

  it('keep what a subchart shares with its parent, and drop it when the subchart goes', () => {
    const texts = {
      'Chart.yaml':
        'apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: s, version: 1.0.0, condition: s.on}]\n',
      'values.yaml': 's: {v: 1, on: true}\nglobal: {g: 1}\n',
      'templates/a.yaml': 'a: {{ .Values.s.v }} {{ toJson .Subcharts }}\nx: {{ include "x" . }}\n',
      'templates/_h.tpl': '{{ define "x" }}parent {{ .Values.global.g }}{{ end }}',
      'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n',
      'charts/s/templates/_h.tpl': '{{ define "y" }}{{ .Template.Name }} {{ .Values.global.g }}{{ end }}',
      'charts/s/templates/s.yaml': 's: {{ .Values.v }} {{ include "x" . }} {{ include "y" . }}\n',
      'charts/s/templates/t.yaml': 't: {{ include "y" . }}\n',
    };
    const series = [
      {},
      { s: { v: 2 } },
      { global: { g: 2 } },
      { s: { on: false } },
      { s: { on: false, v: 3 } },
      { s: { v: 3 } },
      { s: { global: { g: 9 } } },
    ];
    for (const profile of ['3.17', '4.1', '4.2'] as const) expectNoTrace(texts, series, profile);
  });

  it('give every call its own random bytes, the same ones from render to render', () => {
    const texts = {
      'values.yaml': 'first: true\ncount: 3\n',
      'templates/_h.tpl': '{{ define "r" }}{{ randAlphaNum 8 }}{{ end }}',
      'templates/a.yaml': '{{ if .Values.first }}a: {{ randAlphaNum 8 }}{{ end }}\nb: {{ randAlphaNum 8 }}\n',
      'templates/b.yaml':
        'l: {{ range $i := until (int .Values.count) }}{{ include "r" $ }} {{ end }}\nc: {{ include "r" . }}\n',
    };
    expectNoTrace(texts, [{}, { first: false }, { count: 4 }, {}]);
    const textOf = (overrides: unknown, file: string): string => {
      const result = renderChart(chartOf(texts), { overrides });
      return (result.ok && result.texts.get(`c/templates/${file}`)) || '';
    };
    const line = (text: string, key: string): string | undefined =>
      text.split('\n').find((one) => one.startsWith(key));
    const all = textOf({}, 'a.yaml') + textOf({}, 'b.yaml');
    const drawn = all.match(/\b[A-Za-z0-9]{8}\b/g) ?? [];
    expect(new Set(drawn).size).toBe(6);
    expect(line(textOf({ first: false }, 'a.yaml'), 'b:')).toBe(line(textOf({}, 'a.yaml'), 'b:'));
    expect(line(textOf({ count: 5 }, 'b.yaml'), 'c:')).toBe(line(textOf({}, 'b.yaml'), 'c:'));
  });

  it('go on after a render that failed', () => {
    const texts = {
      'values.yaml': 'a: 1\nbad: false\n',
      'templates/a.yaml': 'a: {{ .Values.a }}\n',
      'templates/b.yaml': '{{ if .Values.bad }}{{ fail "no" }}{{ end }}b: {{ .Values.a }}\n',
    };
    expectNoTrace(texts, [{}, { bad: true, a: 2 }, { a: 2 }, { bad: true }, {}]);
  });

  it('answer to release, namespace and Kubernetes version', () => {
    const texts = {
      'templates/a.yaml': 'a: {{ .Release.Name }} {{ .Release.Namespace }} {{ .Capabilities.KubeVersion }}\n',
      'templates/b.yaml': 'b: {{ .Capabilities.APIVersions.Has "x/v1" }} {{ .Release.IsUpgrade }}\n',
    };
    const chart = chartOf(texts);
    const series = [
      {},
      { releaseName: 'r' },
      { kubeVersion: '1.30.0' },
      { apiVersions: ['x/v1'] },
      { isUpgrade: true },
      { trace: true },
      { namespace: 'n' },
    ];
    for (const options of series) {
      expect(printed(renderChart(chart, options))).toEqual(printed(renderChart(chartOf(texts), options)));
    }
  });
});
