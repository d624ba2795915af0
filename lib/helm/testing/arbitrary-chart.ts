import fc from 'fast-check';
import { chartYaml } from './chart-cases';
import type { ChartTexts, OracleCase } from './helm-oracle';
import { arbitraryValue } from './yaml-fuzz';

const snippets = [
  '{{ toYaml .Values }}\n',
  'data:\n  {{- toYaml .Values | nindent 2 }}\n',
  'json: {{ toJson .Values | quote }}\n',
  '{{- range $k, $v := .Values }}\n{{ $k | quote }}: {{ $v | toJson | quote }}\n{{- end }}\n',
  'a: {{ .Values.a | default "none" | quote }}\nb: {{ with .Values.b }}{{ . | toString | squote }}{{ else }}empty{{ end }}\n',
  'k: {{ kindOf .Values.a }} {{ typeOf .Values.b }}\np: {{ printf "%v" .Values.c | quote }}\n',
  'inc: {{ include "helper" . | indent 2 | trim }}\n',
  'sum: {{ include (print $.Template.BasePath "/a.yaml") . | sha256sum }}\n',
  'tpl: {{ tpl "{{ .Values.a | toJson | quote }}-{{ .Release.Name }}" . }}\n',
  'if: {{ if and .Values.a (not .Values.b) }}yes{{ else if .Values.c }}maybe{{ else }}no{{ end }}\n',
  '{{- $d := dict "x" .Values.a "y" (list .Values.b 1) }}\nd: {{ $d | toJson | quote }}\nh: {{ hasKey .Values "a" }} {{ empty .Values.b }} {{ coalesce .Values.a .Values.b "z" | toJson | quote }}\n',
  'm: {{ merge (dict "a" 1) .Values | toJson | quote }}\no: {{ omit .Values "a" "global" | toJson | quote }}\n',
  'metadata:\n  name: n\n  annotations:\n    helm.sh/hook: post-install\n    helm.sh/hook-weight: "{{ .Values.w }}"\n',
  'kind: {{ list "Secret" "Service" "Zoo" "Namespace" | join "-" }}\n---\nkind: Secret\n---\nkind: Namespace\n',
  'y: {{ .Values | toYaml | fromYaml | toJson | quote }}\n',
  'deep: {{ (((.Values.d).e).f) | toJson | quote }}\n',
  'e: {{ .Values.a.b.c }}\n',
  '{{- if eq (toString .Values.w) "3" }}\n{{ fail "three" }}\n{{- end }}\nw: {{ int .Values.w }} {{ float64 .Values.w }} {{ .Values.w }}\n',
  'pretty: |\n  {{- toYamlPretty .Values | nindent 2 }}\n',
];

const helperFile = '{{ define "helper" }}{{ .Chart.Name }}: {{ .Values.a | toJson }}{{ end }}';

const values = fc.record(
  {
    a: arbitraryValue,
    b: arbitraryValue,
    c: arbitraryValue,
    d: arbitraryValue,
    w: fc.constantFrom<unknown>(1, 3, '5', null, 1.5, 1e6, true, 'x'),
    global: fc.record({ g: arbitraryValue, h: arbitraryValue }, { requiredKeys: [] }),
    child: fc.record({ a: arbitraryValue, b: arbitraryValue, on: fc.boolean() }, { requiredKeys: [] }),
    kid: fc.record({ a: arbitraryValue, x: arbitraryValue }, { requiredKeys: [] }),
    tags: fc.record({ t: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const files = fc.array(fc.constantFrom(...snippets), { minLength: 1, maxLength: 3 });

const requirement = fc.constantFrom(
  '- {name: child, version: 1.x}',
  '- {name: child, version: ">=1.0.0", condition: child.on}',
  '- {name: child, version: ^1.2, tags: [t]}',
  '- {name: child, version: "*", alias: kid}',
  '- {name: child, version: "*", alias: kid, condition: "kid.x,child.on"}\n- {name: child, version: "*"}',
  '- {name: child, version: "*", import-values: [data, {child: a, parent: b}]}',
);

function chartOf(parts: {
  values: unknown;
  files: readonly string[];
  name: string;
  more?: string;
}): ChartTexts {
  const texts: Record<string, string> = {
    'Chart.yaml': chartYaml(parts.name, parts.more),
    'values.yaml': JSON.stringify(parts.values),
    'templates/_helpers.tpl': helperFile,
  };
  for (const [i, file] of parts.files.entries()) texts[`templates/${'abc'.charAt(i)}.yaml`] = file;
  return texts;
}

/** Charts of one or two levels with awkward values, and values files to go with them. */
export const arbitraryCase: fc.Arbitrary<OracleCase> = fc
  .record({
    values,
    files,
    child: fc.option(fc.record({ values, files, requirement }), { nil: undefined }),
    user: fc.array(values, { maxLength: 2 }),
    set: fc.array(
      fc.constantFrom(
        'a=1',
        'a.b.c=x',
        'b=null',
        'w=3',
        'child.on=false',
        'c[1]=z',
        'global.g=7',
        'tags.t=false',
        'kid.a={1,x}',
      ),
      { maxLength: 2 },
    ),
  })
  .map(({ values: own, files: texts, child, user, set }) => {
    const chart = chartOf({
      values: own,
      files: texts,
      name: 'app',
      ...(child ? { more: `dependencies:\n${child.requirement}\n` } : {}),
    });
    const inner = child ? chartOf({ values: child.values, files: child.files, name: 'child' }) : {};
    const below = Object.fromEntries(
      Object.entries(inner).map(([path, text]) => [`charts/child/${path}`, text]),
    );
    return { chart: { ...chart, ...below }, values: user.map((one) => JSON.stringify(one)), set };
  })
  // JSON escapes surrogate halves and leaves controls that YAML refuses; those are not the point here.
  .filter((test) => !/\\ud[89a-f]|[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(JSON.stringify(test)));
