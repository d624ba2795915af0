import { describe, expect, it } from 'vitest';
import { executeFiles } from '../engine/testing/probes';
import type { Provenance } from '.';

const file = 'c/templates/a.yaml';

function trace(text: string, values: string, partial = ''): { text: string; provenance: Provenance } {
  const files = { 'templates/a.yaml': text, 'templates/_p.tpl': partial };
  const result = executeFiles(files, values, { trace: true });
  if (!result.ok || !result.provenance) throw new Error(result.ok ? 'no provenance' : result.message);
  return { text: result.texts.get(file) ?? '', provenance: result.provenance };
}

/** The paths of a line as `relation:path`, sorted. */
function paths(text: string, values: string, line = 1): string[] {
  const uses = trace(text, values).provenance.pathsOfLine(file, line);
  return uses.map((use) => `${use.relation}:${use.path}`).sort();
}

describe('origins of values', () => {
  it('[PV1] names the path of a printed value', () => {
    expect(paths('x: {{ .Values.a.b }}', 'a: {b: 1}')).toEqual(['value:a.b']);
    expect(paths('x: {{ index .Values.l 1 }}', 'l: [1, 2]')).toEqual(['value:l[1]']);
    expect(paths('x: {{ get .Values "k.x/y" }}', '"k.x/y": 1')).toEqual(['value:["k.x/y"]']);
  });

  it('[PV2] gives literal text no path', () => {
    expect(paths('x: y', 'a: 1')).toEqual([]);
  });

  it.each([
    ['{{ $x := .Values.a }}{{ $y := $x.b }}{{ $y }}', ['value:a.b']],
    ['{{ (dict "k" .Values.a).k.b }}', ['value:a.b']],
    ['{{ $d := dict }}{{ $_ := set $d "k" .Values.a.b }}{{ $d.k }}', ['value:a.b']],
    ['{{ with .Values.a }}{{ .b }}{{ end }}', ['decides-shape:a', 'value:a.b']],
    ['{{ tpl "{{ .Values.a.b }}" . }}', ['value:a.b']],
    ['{{ first (list .Values.a.b 1) }}', ['value:a.b']],
    ['{{ required "x" .Values.a.b }}', ['value:a.b']],
    ['{{ template "t" .Values.a }}{{ define "t" }}{{ .b }}{{ end }}', ['value:a.b']],
    ['{{ $x := "" }}{{ if true }}{{ $x = .Values.a.b }}{{ end }}{{ $x }}', ['value:a.b']],
    ['{{ (index (list .Values.a) 0).b }}', ['value:a.b']],
    ['{{ dig "a" "b" "no" .Values }}', ['value:a.b']],
    ['{{ dig "a" "z" "no" .Values }}', ['decides:a.z']],
  ])('[PV3] keeps the origin through %s', (text, expected) => {
    expect(paths(text, 'a: {b: 1}')).toEqual(expected);
  });

  it.each([
    ['{{ .Values.a | default .Values.b }}', ['value:a']],
    ['{{ .Values.e | default .Values.b }}', ['decides:e', 'value:b']],
    ['{{ coalesce .Values.e .Values.a .Values.b }}', ['decides:e', 'value:a']],
    ['{{ ternary .Values.a .Values.b .Values.t }}', ['decides:t', 'value:a']],
    ['{{ and .Values.t .Values.a }}', ['decides:t', 'value:a']],
    ['{{ or .Values.e .Values.a }}', ['decides:e', 'value:a']],
    ['{{ if hasKey .Values "a" }}x{{ end }}', ['decides-shape:a']],
    ['{{ len .Values.l }}', ['shape:l']],
  ])('[PV6] tells what is chosen from what decides in %s', (text, expected) => {
    expect(paths(text, 'a: A\nb: B\ne: ""\nt: true\nl: [1]')).toEqual(expected);
  });
});

describe('decisions', () => {
  it('[PV4] gives what is inside a branch the paths of its condition', () => {
    expect(paths('{{ if .Values.use }}x{{ end }}', 'use: true')).toEqual(['decides:use']);
    expect(paths('{{ if eq .Values.k "v" }}x: {{ .Values.a }}{{ end }}', 'k: v\na: 1')).toEqual([
      'decides:k',
      'value:a',
    ]);
    expect(paths('{{ range $k, $v := .Values.m }}{{ $k }}={{ $v }}{{ end }}', 'm: {a: 1}')).toEqual([
      'decides-shape:m',
      'shape:m.a',
      'value:m.a',
    ]);
  });

  it('[PV5] leaves a marker where a branch was not taken', () => {
    const { provenance } = trace('a\n{{- if .Values.use }}\nb\n{{- end }}\nc', 'use: false');
    expect(provenance.skippedIn(file)).toMatchObject([
      {
        offset: 1,
        paths: [{ path: 'use', relation: 'decides' }],
        place: { line: 2, action: '{{if .Values.use}}' },
      },
    ]);
    expect(provenance.skippedBy('use')).toHaveLength(1);
    expect(provenance.skippedBy('other')).toHaveLength(0);
  });

  it('[PV5] carries the markers of an included template along', () => {
    const partial = '{{ define "h" }}{{ with .Values.none }}x{{ end }}{{ end }}';
    const { provenance } = trace('a: {{ include "h" . | nindent 2 }}', 'a: 1', partial);
    expect(provenance.skippedBy('none')).toMatchObject([{ file, frames: [{ kind: 'include', name: 'h' }] }]);
  });
});

describe('texts', () => {
  it('[PV7] is exact for each leaf of toYaml', () => {
    const { text, provenance } = trace(
      'r:\n{{ toYaml .Values.r | indent 2 }}',
      'r: {a: {x: 1, z: 2}, l: [p, q]}',
    );
    const own = (line: number) =>
      provenance
        .pathsOfLine(file, line)
        .filter((use) => use.relation === 'value' || use.relation === 'shape');
    expect(text.split('\n').map((line, i) => [line, own(i + 1)])).toEqual([
      ['r:', []],
      ['  a:', [{ path: 'r.a', relation: 'shape' }]],
      ['    x: 1', [{ path: 'r.a.x', relation: 'value' }]],
      ['    z: 2', [{ path: 'r.a.z', relation: 'value' }]],
      ['  l:', [{ path: 'r.l', relation: 'shape' }]],
      ['  - p', [{ path: 'r.l[0]', relation: 'value' }]],
      ['  - q', [{ path: 'r.l[1]', relation: 'value' }]],
    ]);
  });

  it.each([
    'trim',
    'upper',
    'quote',
    'nindent 4',
    'replace "-" "_"',
    'trimSuffix "x"',
    'printf "<%s>"',
    'indent 2 | trim',
  ])('[PV8] moves origins with the text through %s', (call) => {
    const partial = '{{ define "h" }}{{ .Values.a }}-\n{{ .Values.b }}{{ end }}';
    const { text, provenance } = trace(`{{ include "h" . | ${call} }}`, 'a: A\nb: B', partial);
    const at = (search: string): string[] =>
      provenance
        .originsOf(file, text.indexOf(search), text.indexOf(search) + 1)
        .flatMap((origin) => origin.paths.map((use) => use.path));
    expect(at('A')).toEqual(['a']);
    expect(at('B')).toEqual(['b']);
  });

  it('[PV8] gives everything to the result of a function that it does not know', () => {
    expect(paths('{{ sha256sum (printf "%s%s" .Values.a .Values.b) }}', 'a: 1\nb: 2')).toEqual([
      'value:a',
      'value:b',
    ]);
  });

  it.each([
    ['{{ (merge (dict "z" 1) .Values.m).a }}', ['value:m.a']],
    ['{{ (mergeOverwrite (deepCopy .Values.m) .Values.o).a }}', ['decides:m.a', 'value:o.a']],
    ['{{ (deepCopy .Values.m).d.x }}', ['value:m.d.x']],
    ['{{ (pick .Values.m "a").a }}', ['value:m.a']],
    ['{{ index (concat .Values.l (list .Values.s)) 2 }}', ['value:s']],
    ['{{ last (append .Values.l .Values.s) }}', ['value:s']],
  ])('[PV9] keeps the origin of each entry through %s', (text, expected) => {
    const found = paths(text, 'm: {a: 1, d: {x: 2}}\no: {a: 3}\nl: [p, q]\ns: t');
    expect(found.filter((use) => use.startsWith('value'))).toEqual(
      expected.filter((use) => use.startsWith('value')),
    );
  });

  it('[PV10] names the text of tpl and what it reads', () => {
    expect(paths('{{ tpl .Values.t . }}', 't: "x {{ .Values.a }}"\na: 1')).toEqual(['value:a', 'value:t']);
  });

  it('[PV15] never changes a text', () => {
    const text = '{{ .Values.none }}{{ toYaml .Values | nindent 2 }}{{ range .Values.l }}{{ . }}{{ end }}';
    const plain = executeFiles({ 'templates/a.yaml': text }, 'l: [1, 2]\nm: {a: b}');
    expect(plain.ok && plain.texts.get(file)).toBe(trace(text, 'l: [1, 2]\nm: {a: b}').text);
  });
});

describe('queries', () => {
  it('[PV11] names template, line, action and frames', () => {
    const partial = '{{ define "h" }}\n{{- .Values.a }}{{ end }}';
    const { provenance } = trace('x\ny: {{ include "h" . }}', 'a: 1', partial);
    expect(provenance.originsOfLine(file, 2).at(-1)).toEqual({
      start: 5,
      end: 6,
      place: { file: 'c/templates/_p.tpl', template: 'h', line: 2, column: 4, action: '{{.Values.a}}' },
      frames: [
        {
          kind: 'include',
          name: 'h',
          caller: { file, template: file, line: 2, column: 6, action: 'include "h" .' },
        },
      ],
      paths: [{ path: 'a', relation: 'value' }],
    });
  });

  it('[PV12] finds the lines of a path by what is around and inside it', () => {
    const { provenance } = trace(
      'a: {{ .Values.m.a }}\nj: {{ toJson .Values.m }}\n{{ if .Values.m }}y{{ end }}',
      'm: {a: 1, b: 2}',
    );
    const lines = (path: string): number[] => [...new Set(provenance.linesOf(path).map((use) => use.line))];
    expect(lines('m.a')).toEqual([1, 2]);
    expect(lines('m.b')).toEqual([2]);
    expect(lines('m')).toEqual([1, 2, 3]);
    expect(lines('other')).toEqual([]);
  });

  it('[PV14] finds values that nothing reads', () => {
    const text = '{{ .Values.a }}{{ toYaml .Values.whole }}{{ with .Values.m }}{{ .x }}{{ end }}';
    const { provenance } = trace(text, 'a: 1\nunused: {b: 2, l: []}\nwhole: {c: 3}\nm: {x: 1, z: 2}');
    expect(provenance.unreadPaths()).toEqual(['unused.b', 'unused.l', 'm.z']);
  });
});
