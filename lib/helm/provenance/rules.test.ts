import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadChartDirectory } from '../chart';
import { seededEntropy } from '../entropy';
import { renderChart, type Rendered } from '../render';
import { bytesOfText } from '../text';

/** Renders a chart `c` of these files with a trace. */
function render(files: Record<string, string>, overrides: unknown = {}): Rendered {
  const entries = Object.entries({
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    ...files,
  });
  const chart = loadChartDirectory(
    entries.map(([path, text]) => ({ path, data: bytesOfText(text) })),
    { profile: '4.2' },
  );
  const result = renderChart(chart, { overrides, trace: true, entropy: seededEntropy(7) });
  if (!result.ok) throw new Error(result.message);
  return result;
}

/** The paths of each line of a file, as `relation:path`, sorted. */
function paths(rendered: Rendered, file: string, line: number): string[] {
  const uses = rendered.trace?.provenance.pathsOfLine(file, line) ?? [];
  return uses.map((use) => `${use.relation}:${use.path}`).sort();
}

const withSubchart = {
  'Chart.yaml':
    'apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n' +
    '- {name: s, version: 1.0.0, condition: s.enabled, tags: [extra]}\n',
  'values.yaml': 'global: {zone: a}\ntags: {extra: true}\ns: {enabled: true, port: 1}\n',
  'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n',
  'charts/s/values.yaml': 'port: 80\nown: x\n',
  'charts/s/templates/a.yaml':
    'port: {{ .Values.port }}\nown: {{ .Values.own }}\nz: {{ .Values.global.zone }}\n',
};
const inSubchart = 'c/charts/s/templates/a.yaml';

describe('a chart with a subchart', () => {
  it('[PV13] names the values of a subchart as the root does, and a global by its root', () => {
    const rendered = render(withSubchart);
    expect(paths(rendered, inSubchart, 1)).toContain('value:s.port');
    expect(paths(rendered, inSubchart, 2)).toContain('value:s.own');
    expect(paths(rendered, inSubchart, 3)).toContain('value:global.zone');
    expect(paths(rendered, inSubchart, 3)).not.toContain('value:s.global.zone');
  });

  it('[PV19] decides on every line of a subchart by the condition that enables it', () => {
    const rendered = render(withSubchart);
    for (const line of [1, 2, 3]) {
      expect(paths(rendered, inSubchart, line)).toContain('decides:s.enabled');
    }
    const disabled = render(withSubchart, { s: { enabled: false } });
    expect(disabled.documents).toEqual([]);
  });

  it('[PV19] decides by the tags where the condition is not set', () => {
    const rendered = render({ ...withSubchart, 'values.yaml': 'global: {zone: a}\ntags: {extra: true}\n' });
    expect(paths(rendered, inSubchart, 1)).toContain('decides:tags.extra');
  });
});

describe('what a template does besides printing', () => {
  it('[PV17] lets a merge decide on the container that it changes', () => {
    const rendered = render({
      'values.yaml': 'base: {}\nover: {x: 1}\n',
      'templates/a.yaml': '{{- $_ := merge .Values.base .Values.over }}\nx: {{ .Values.base.x }}\n',
    });
    const uses = paths(rendered, 'c/templates/a.yaml', 2);
    expect(uses.some((use) => use.endsWith(':over') || use.endsWith(':over.x'))).toBe(true);
    expect(uses.some((use) => use.endsWith(':base') || use.endsWith(':base.x'))).toBe(true);
  });

  it('[PV20] draws the same bytes at a place, however many are drawn elsewhere', () => {
    const files = {
      'values.yaml': 'names: [a]\nfirst: true\n',
      'templates/a.yaml':
        '{{- if .Values.first }}\nfirst: {{ randAlphaNum 8 }}\n{{- end }}\n' +
        '{{- range .Values.names }}\n{{ . }}: {{ randAlphaNum 8 }}\n{{- end }}\nlast: {{ randAlphaNum 8 }}\n',
    };
    const line = (rendered: Rendered, key: string) =>
      rendered.documents[0]?.text.split('\n').find((text) => text.startsWith(`${key}:`));
    const before = render(files);
    const after = render(files, { first: false, names: ['a', 'b'] });
    expect(line(before, 'first')).toMatch(/^first: \w{8}$/);
    expect(line(after, 'first')).toBeUndefined();
    expect(line(after, 'b')).toMatch(/^b: \w{8}$/);
    expect(line(after, 'a')).toBe(line(before, 'a'));
    expect(line(after, 'last')).toBe(line(before, 'last'));
    const drawn = ['first', 'a', 'last'].map((key) => line(before, key)?.split(': ')[1]);
    expect(new Set(drawn).size).toBe(3);
  });

  it('[PV21] gives a line of literal text the line of its template', () => {
    const rendered = render({
      'values.yaml': 'enabled: true\n',
      'templates/a.yaml': '{{- if .Values.enabled }}\na: 1\nb: 2\n{{- end }}\n{{- include "h" . }}\n',
      'templates/_p.tpl': '{{ define "h" }}\n\nc: 3\nd: 4{{ end }}',
    });
    const file = 'c/templates/a.yaml';
    const [document] = rendered.documents;
    if (!document || !rendered.trace) throw new Error('nothing is rendered');
    const lines = rendered.trace.linesOfDocument(document);
    const placeOf = (content: string) => {
      const { origins } = lines[document.text.split('\n').indexOf(content)] ?? {};
      const origin = origins?.find(({ start, end }) => end > start);
      return origin && `${origin.place.file}:${origin.place.line}`;
    };
    expect(['a: 1', 'b: 2', 'c: 3', 'd: 4'].map(placeOf)).toEqual([
      `${file}:2`,
      `${file}:3`,
      'c/templates/_p.tpl:3',
      'c/templates/_p.tpl:4',
    ]);
  });
});

describe('the rules', () => {
  it('are each cited by the title of a test, and no test cites another', () => {
    const folder = import.meta.dirname;
    const spec = readFileSync(join(folder, 'SPEC.md'), 'utf8');
    const rules = [...spec.matchAll(/^- \*\*(PV\d+)\*\*/gm)].map(([, rule]) => rule);
    const cited = readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\[(PV\d+)\]/g)])
      .map(([, rule]) => rule);
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((rule) => !cited.includes(rule))).toEqual([]);
    expect(cited.filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});
