import { chartYaml } from './chart-cases';
import type { ChartTexts, OracleCase } from './helm-oracle';

/** Subcharts: which of them count, under which names, and how values flow between them and the parent. */

function subchart(name: string, texts: ChartTexts): ChartTexts {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [`charts/${name}/${path}`, text]));
}

function child(name: string, values = '', more = ''): ChartTexts {
  return {
    'Chart.yaml': chartYaml(name, more),
    'values.yaml': values,
    'templates/c.yaml':
      'v: {{ .Chart.Name }} {{ toJson .Values }} {{ .Template.Name }} {{ .Template.BasePath }}\n',
  };
}

function wanted(...entries: string[]): string {
  return `dependencies:\n${entries.map((entry) => `- ${entry}\n`).join('')}`;
}

const a = subchart(
  'a',
  child('a', 'x: 1\nm: {p: 1, q: {r: 2}}\nexports: {e1: {ex: 1}, e2: {m: {z: 1}}}\nglobal: {g: a, ga: 1}\n'),
);
const b = subchart('b', child('b', 'y: 1\nglobal: {g: b, gb: {q: 1}}\n'));

function parent(dependencies: string, values: string, rest: Partial<OracleCase> = {}): OracleCase {
  const { chart = a, ...flags } = rest;
  return {
    chart: {
      'Chart.yaml': chartYaml('top', dependencies),
      'values.yaml': values,
      'templates/p.yaml': 'p: {{ toJson .Values }}\n',
      ...chart,
    },
    ...flags,
  };
}

const both = { chart: { ...a, ...b } };
const one = wanted('{name: a, version: "1"}');

function version(range: string, actual = '1.2.3'): OracleCase {
  const texts = { ...child('a'), 'Chart.yaml': `apiVersion: v2\nname: a\nversion: ${actual}\n` };
  return parent(wanted(`{name: a${range}}`), '', { chart: subchart('a', texts) });
}

const nested = {
  ...subchart(
    'a',
    child('a', 'g: {k: 1}\n', wanted('{name: aa, version: "1", import-values: [{child: d, parent: g.d}]}')),
  ),
  ...subchart('a/charts/aa', child('aa', 'd: {w: 1}\n')),
};

const library = {
  'Chart.yaml': chartYaml('lib', 'type: library\n'),
  'values.yaml': 'd: 1\nexports: {defs: {q: 1}}\n',
  'templates/_h.tpl': '{{ define "lib.x" }}L{{ end }}',
  'templates/m.yaml': 'nope: 1\n',
  'templates/NOTES.txt': 'x',
};

const ignoredFiles = {
  'a.md': '',
  'root.txt': '',
  'd/root.txt': '',
  'dir/f': '',
  'd/dir/f': '',
  acb: '',
  'x.z': '',
  'w.z': '',
  'sub/a.q': '',
  'sub/b/a.q': '',
  'spaced.txt': '',
  '.hidden': 'x',
  '.d/x': '',
  '#x': '',
  'keep.md': '',
};

function ignoring(rules: string): OracleCase {
  const listed = {
    'templates/t.yaml': '{{ range $p, $_ := .Files }}{{ $p }}: x\n{{ end }}',
    '.helmignore': rules,
  };
  return { chart: { 'Chart.yaml': chartYaml('app'), ...ignoredFiles, ...listed } };
}

/** Cases by name. */
export const dependencyCases: Readonly<Record<string, OracleCase>> = {
  'subcharts that nothing names': parent('', 'v: 1\na: {x: 5}\n', both),
  'a subchart that nothing names beside one that is': parent(one, '', both),
  conditions: parent(
    wanted(
      '{name: a, version: "1", condition: a.enabled}',
      '{name: b, version: ">0", condition: "b.on,global.b"}',
    ),
    'a: {enabled: false}\nglobal: {b: false}\n',
    both,
  ),
  'a condition that is a text': parent(
    wanted('{name: a, version: "1", condition: a.enabled}'),
    'a: {enabled: "false"}\n',
  ),
  'a condition that is null': parent(
    wanted('{name: a, version: "1", condition: a.enabled}'),
    'a: {enabled: null}\n',
  ),
  'a condition with blanks': parent(
    wanted('{name: a, version: "1", condition: "nope , a.enabled"}'),
    'a: {enabled: false}\n',
  ),
  'a condition that is a table': parent(
    wanted('{name: a, version: "1", condition: "a"}'),
    'a: {enabled: false}\n',
  ),
  'a condition in globals': parent(
    wanted('{name: a, version: "1", condition: "global.x.y"}'),
    'global: {x: {y: false}}\n',
  ),
  'a condition that the user decides': parent(
    wanted('{name: a, version: "1", condition: "a.m.on"}'),
    'a: {m: {on: false}}\n',
    { set: ['a.m.on=true'] },
  ),
  'a condition among the defaults of the subchart': parent(
    wanted('{name: a, version: "1", condition: "a.sub.enabled"}'),
    '',
    { chart: subchart('a', child('a', 'sub: {enabled: false}\n')) },
  ),
  tags: parent(
    wanted('{name: a, version: "1", tags: [t1, t2]}', '{name: b, version: "1", tags: [t2]}'),
    'tags: {t1: true, t2: false}\n',
    both,
  ),
  'a tag that is a text': parent(wanted('{name: a, version: "1", tags: [t1]}'), 'tags: {t1: "no"}\n'),
  'a condition over a tag': parent(
    wanted('{name: a, version: "1", tags: [t1], condition: a.on}'),
    'tags: {t1: false}\na: {on: true}\n',
  ),
  'tags that are a list': parent(wanted('{name: a, version: "1", tags: [t1]}'), 'tags: [t1]\n'),
  'aliases beside the name': parent(
    wanted(
      '{name: a, version: "1", alias: one}',
      '{name: a, version: "1", alias: two}',
      '{name: a, version: "1"}',
    ),
    'one: {x: 11}\ntwo: {x: 22}\na: {x: 33}\n',
  ),
  'aliases with conditions': parent(
    wanted(
      '{name: a, version: "1", alias: one, condition: one.on}',
      '{name: a, version: "1", alias: two, condition: two.on}',
    ),
    'one: {on: false}\ntwo: {x: 22}\n',
  ),
  'an alias that is another name': parent(
    wanted('{name: a, version: "1", alias: b}', '{name: b, version: "1"}'),
    'b: {x: 11}\n',
    both,
  ),
  'exports imported': parent(wanted('{name: a, version: "1", import-values: [e1, e2]}'), 'm: {own: 1}\n'),
  'children imported': parent(
    wanted('{name: a, version: "1", import-values: [{child: m, parent: top.m}, {child: m.q, parent: .}]}'),
    'top: {m: {p: 9}}\n',
  ),
  'nothing to import': parent(
    wanted('{name: a, version: "1", import-values: [nope, {child: none, parent: x}]}'),
    '',
  ),
  'imports through an alias': parent(
    wanted('{name: a, version: "1", alias: z, import-values: [e1]}'),
    'z: {exports: {e1: {ex: 7}}}\n',
  ),
  'a value imported that is no table': parent(
    wanted('{name: a, version: "1", import-values: [{child: x, parent: "yy"}]}'),
    '',
  ),
  'imports of a subchart that is off': parent(
    wanted('{name: a, version: "1", import-values: [e1], condition: a.on}'),
    'a: {on: false}\n',
  ),
  'imports against null': parent(wanted('{name: a, version: "1", import-values: [e1]}'), 'ex: null\n', {
    set: ['q=1'],
  }),
  'imports against the user': parent(wanted('{name: a, version: "1", import-values: [e1]}'), '', {
    set: ['ex=9,a.exports.e1.ex=5'],
  }),
  'imports in two steps': parent(
    wanted('{name: a, version: "1", import-values: [{child: g, parent: gg}]}'),
    '',
    { chart: nested },
  ),
  'version 2.x': version(', version: "2.x"'),
  'version range': version(', version: ">=1.0.0 <2"'),
  'version nonsense': version(', version: "not a version"'),
  'no version': version(''),
  'empty version': version(', version: ""'),
  'prerelease wanted': version(', version: ">=1.0.0-0"', '1.0.0-rc.1'),
  'prerelease not wanted': version(', version: ">=0.9.0"', '1.0.0-rc.1'),
  'missing subchart': parent(wanted('{name: zz, version: "1"}'), ''),
  'missing subcharts, one of them off': parent(
    wanted('{name: zz, version: "1", condition: zz.on}', '{name: yy, version: "1"}'),
    'zz: {on: false}\n',
  ),
  globals: parent(
    wanted('{name: a, version: "1"}', '{name: b, version: "1"}'),
    'global: {g: top, deep: {x: 1}}\na: {global: {g: inA, deep: {y: 2}}}\n',
    { ...both, set: ['global.set=1,a.global.s2=2'] },
  ),
  'globals that are no table': parent(one, 'global: 5\n'),
  'globals of a subchart that are no table': parent(one, 'global: {x: 1}\na: {global: 7}\n'),
  'null globals': parent(one, 'global: null\n'),
  'tables against scalars in globals': parent(one, 'global: {g: {x: 1}, ga: {y: 2}}\n'),
  'scalars against tables in globals': parent(one, 'global: {deep: 1}\na: {global: {deep: {x: 1}}}\n'),
  'lists in globals': parent(one, 'global: {g: [1]}\n', { set: ['a.global.g[0]=5'] }),
  'a number instead of values': parent(one, 'a: 5\n'),
  'a list instead of values': parent(one, 'a: [1]\n'),
  'null instead of values': parent(one, 'a: null\n'),
  'a scalar under the name of a subchart that nothing names': parent('', 'a: 5\n'),
  'null instead of values, by the user': parent(one, 'a: {x: 7}\n', { set: ['a=null'] }),
  'nulls in the values of a subchart': parent(one, 'a: {x: null, m: {p: null}, n: null}\n'),
  'deep nulls, by the user': parent(one, 'a: {m: {q: null}}\n', {
    set: ['a.m.p=null,a.exports=null,a.new=null'],
  }),
  'nulls everywhere': parent(one, 'a: {m: {q: {r: 5}}}\ntopm: {k: null, j: {l: null}}\n', {
    values: ['a: {m: {q: {r: null, s: null}}}\ntopm: {j: {l: null, m: null}, z: null}\nnewm: {a: null}\n'],
  }),
  'a library': parent(wanted('{name: lib, version: "1"}'), 'libv: 1\n', {
    chart: { ...subchart('lib', library), 'templates/u.yaml': 'u: {{ include "lib.x" . }}\n' },
  }),
  'definitions of several charts': parent(wanted('{name: a, version: "1"}', '{name: b, version: "1"}'), '', {
    chart: {
      ...both.chart,
      'templates/_h.tpl': '{{ define "n" }}top{{ end }}',
      'templates/t.yaml': 'v: {{ include "n" . }} {{ include "m" . }}\n',
      'charts/a/templates/_h.tpl': '{{ define "n" }}a{{ end }}{{ define "m" }}a{{ end }}',
      'charts/b/templates/_h.tpl': '{{ define "n" }}b{{ end }}{{ define "m" }}b{{ end }}',
    },
  }),
  'notes of a subchart that fail': parent(one, '', {
    chart: {
      ...a,
      'templates/NOTES.txt': 'hi {{ .Release.Name }}',
      'charts/a/templates/NOTES.txt': 'sub {{ .Values.nope.x }}',
    },
  }),
  'notes that fail': parent('', '', { chart: { 'templates/NOTES.txt': 'hi {{ .Release.Nope.x }}' } }),
  'notes in folders': parent('', '', {
    chart: { 'templates/sub/NOTES.txt': 'hi', 'templates/XNOTES.txt': 'a: 1' },
  }),
  'what a parent sees of a subchart': parent(one, '', {
    chart: {
      ...a,
      'charts/a/f': 'F',
      'charts/a/templates/_h.tpl': '{{ define "sx" }}{{ .Chart.Name }}{{ .Template.Name }}{{ end }}',
      'templates/t.yaml':
        'v: {{ .Subcharts.a.Chart.Name }} {{ keys .Subcharts.a | sortAlpha }} {{ .Subcharts.a.Release.Name }} {{ .Subcharts.a.Values.x }} {{ .Subcharts.a.Files.Get "f" }} {{ .Subcharts.a.Capabilities.KubeVersion }} {{ include "sx" .Subcharts.a }}\n',
    },
  }),
  'custom resources': parent(one, '', {
    chart: {
      ...a,
      'crds/b.yaml': 'kind: B\n---\nkind: B2\n',
      'crds/a.yaml': '\ufeffkind: {{ A }}\r\n',
      'crds/c.txt': 'no',
      'crds/sub/d.yml': 'kind: D\n\n',
      'crds/e.json': '{}',
      'charts/a/crds/z.yaml': 'kind: Z\n',
    },
    includeCrds: true,
  }),
  'ignored files': ignoring('# c\n\n*.md\n/root.txt\ndir/\na?b\n[xy].z\nsub/*.q\n  spaced.txt  \n\\#x\n'),
  'ignored but for': ignoring('!keep.md\n'),
  'ignored paths with odd slashes': ignoring('/\n./a.md\nd//root.txt\n*\\\n'),
  'ignoring Chart.yaml': ignoring('Chart.yaml\n'),
  'ignoring nonsense': ignoring('[a\n'),
  'ignoring a subchart': parent('', '', { chart: { ...a, '.helmignore': 'charts/a\n' } }),
  hooks: parent('', '', {
    chart: {
      'templates/h.yaml':
        'kind: Job\nmetadata:\n  name: a\n  annotations:\n    "helm.sh/hook": pre-install,post-install\n    "helm.sh/hook-weight": "-5"\n---\nkind: Job\nmetadata:\n  name: b\n  annotations:\n    helm.sh/hook: " pre-install , TEST "\n    helm.sh/hook-weight: abc\n---\nkind: ConfigMap\nmetadata:\n  name: c\n  annotations:\n    helm.sh/hook: ""\n---\nkind: Pod\nmetadata:\n  name: d\n  annotations:\n    helm.sh/hook: test-failure\n---\nkind: Secret\nmetadata:\n  name: e\n  annotations:\n    helm.sh/hook: pre-install\n    helm.sh/hook-delete-policy: nope\n---\nkind: Deployment\nmetadata: {name: f, annotations: null}\n---\nkind: Deployment\nmetadata: null\n---\nmetadata: {annotations: {"helm.sh/hook": post-upgrade}}\n',
    },
    skipTests: true,
  }),
};
