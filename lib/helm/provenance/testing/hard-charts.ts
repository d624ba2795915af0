/** A chart for mutation: its files by path, with what is hard about it. */
export interface HardChart {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

function chart(name: string, files: Record<string, string>, more = ''): HardChart {
  const head = `apiVersion: v2\nname: ${name}\nversion: 1.2.3\nappVersion: "4.5"\n${more}`;
  return { name, files: { 'Chart.yaml': head, ...files } };
}

function subchart(name: string, files: Record<string, string>): Record<string, string> {
  const head = `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;
  return Object.fromEntries(
    Object.entries({ 'Chart.yaml': head, ...files }).map(([path, text]) => [`charts/${name}/${path}`, text]),
  );
}

function object(kind: string, name: string, body: string): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${body}`;
}

/** Charts made of the constructs that lose track of values most easily. */
export const hardCharts: readonly HardChart[] = [
  chart(
    'aliases',
    {
      'values.yaml': `
global: {domain: example.org, labels: {team: a}}
tags: {extra: true}
first: {enabled: true, port: 80, global: {own: deep}}
second: {enabled: true, port: 81}
cache: {size: 1}
`,
      ...subchart('web', {
        'values.yaml': 'port: 1\nname: web\nglobal: {tier: back}\nexports: {data: {shared: {level: 3}}}\n',
        'templates/web.yaml': object(
          'Service',
          '{{ .Chart.Name }}-{{ .Values.name }}',
          `  labels: {{ merge (dict "tier" .Values.global.tier) .Values.global.labels | toJson }}
spec:
  host: {{ .Values.name }}.{{ .Values.global.domain }}
  port: {{ .Values.port }}
  own: {{ .Values.global.own | default "none" }}
`,
        ),
      }),
      ...subchart('cache', {
        'values.yaml': 'size: 5\n',
        'templates/cache.yaml': object('ConfigMap', 'cache', 'data: {size: "{{ .Values.size }}"}\n'),
      }),
      'templates/own.yaml': object(
        'ConfigMap',
        'own',
        'data:\n  level: {{ .Values.shared.level | quote }}\n  first: {{ .Values.first.port | quote }}\n',
      ),
    },
    `dependencies:
- {name: web, version: 1.x.x, alias: first, condition: first.enabled, import-values: [data]}
- {name: web, version: 1.x.x, alias: second, condition: second.enabled}
- {name: cache, version: 1.x.x, tags: [extra]}
`,
  ),
  chart('tpl-of-values', {
    'values.yaml': `
name: svc
host: '{{ include "h.name" . }}.{{ .Values.zone }}'
zone: local
env:
- {name: A, value: '{{ .Values.name | upper }}'}
- {name: B, value: plain}
extra: |
  {{- range $i, $e := .Values.env }}
  - {{ $i }}: {{ $e.name }}
  {{- end }}
annotations:
  url: 'http://{{ .Values.host | len }}/'
`,
    'templates/_h.tpl': '{{ define "h.name" }}{{ .Values.name | trunc 20 }}-{{ .Release.Name }}{{ end }}',
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `  annotations:
    {{- tpl (toYaml .Values.annotations) . | nindent 4 }}
data:
  host: {{ tpl .Values.host . | quote }}
  env: |
    {{- tpl (toYaml .Values.env) $ | nindent 4 }}
  extra: |
    {{- tpl .Values.extra . | nindent 4 }}
  {{- range .Values.env }}
  {{ .name }}: {{ tpl .value $ | quote }}
  {{- end }}
`,
    ),
  }),
  chart('nested-ranges', {
    'values.yaml': `
groups:
- {name: a, ports: [1, 2], labels: {x: "1"}}
- {name: b, ports: [3], labels: {}}
zones: {eu: [one, two], us: [three]}
limit: 2
skip: one
stop: none
`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `data:
  {{- range $i, $g := .Values.groups }}
  {{ $g.name }}-{{ $i }}: |
    {{- range $k, $p := $g.ports }}
    {{ add $i $k }}: {{ $p }}
    {{- end }}
    {{- range $k, $v := $g.labels }}
    {{ $k }}={{ $v }}
    {{- else }}
    no labels
    {{- end }}
  {{- end }}
  {{- range $zone, $names := .Values.zones }}
  {{- range $names }}
  {{- if eq . $.Values.skip }}{{ continue }}{{ end }}
  {{- if eq . $.Values.stop }}{{ break }}{{ end }}
  {{ $zone }}.{{ . }}: "yes"
  {{- end }}
  {{- end }}
  {{- range $n := until (int .Values.limit) }}
  n{{ $n }}: "{{ $n }}"
  {{- end }}
`,
    ),
  }),
  chart('merged-maps', {
    'values.yaml': `
defaults: {cpu: 1, memory: 2, nested: {a: 1, b: 2}}
override: {cpu: 5, nested: {b: 3}}
labels: {app: x}
more: {}
drop: memory
`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `{{- $labels := dict "own" "yes" }}
{{- $_ := merge $labels .Values.labels .Values.more }}
  labels:
    {{- toYaml $labels | nindent 4 }}
data:
  over: |
    {{- mergeOverwrite (deepCopy .Values.defaults) .Values.override | toYaml | nindent 4 }}
  under: {{ merge (deepCopy .Values.override) .Values.defaults | toJson }}
  omitted: {{ omit .Values.defaults .Values.drop | toJson }}
  picked: {{ pick .Values.defaults "cpu" .Values.drop | toJson }}
  keys: {{ keys .Values.defaults .Values.more | sortAlpha | join "," }}
  values: {{ values .Values.labels | join "," }}
  has: {{ hasKey .Values.more "x" }}
`,
    ),
  }),
  chart('round-trips', {
    'values.yaml': `
config: {level: info, port: 9, list: [a, b]}
debug: false
text: "k: v"
`,
    'templates/_c.tpl': `{{ define "c" }}
level: {{ .Values.config.level }}
server:
  port: {{ .Values.config.port }}
{{- if .Values.debug }}
  debug: true
{{- end }}
items:
{{- range .Values.config.list }}
- name: {{ . }}
  kind: item
{{- end }}
{{ end }}`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `data:
  {{- $c := include "c" . | fromYaml }}
  port: {{ $c.server.port | quote }}
  debug: {{ hasKey $c.server "debug" | quote }}
  whole: |
    {{- toYaml $c | nindent 4 }}
  json: {{ $c | toJson | fromJson | toPrettyJson | quote }}
  pretty: |
    {{- toPrettyJson $c | nindent 4 }}
  parsed: {{ (fromYaml .Values.text).k | quote }}
  names: {{ range $c.items }}{{ .name }},{{ end }}
  array: {{ index (toYaml .Values.config.list | fromYamlArray) 0 }}
  copied: {{ (.Values.config | toJson | fromJson).level }}
`,
    ),
  }),
  chart('choices', {
    'values.yaml': `
a: ""
b: second
c: third
flag: true
n: 3
nested: {deep: {value: x}}
none: null
list: [1]
`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `data:
  default: {{ .Values.a | default .Values.b | default "c" | quote }}
  coalesce: {{ coalesce .Values.none .Values.a .Values.c | quote }}
  ternary: {{ ternary .Values.b .Values.c .Values.flag }}
  andor: {{ and .Values.flag (or .Values.a .Values.c) | quote }}
  cmp: {{ if and (gt (int .Values.n) 2) (ne .Values.b .Values.c) }}big{{ else if .Values.flag }}flag{{ else }}small{{ end }}
  dig: {{ dig "deep" "value" "none" .Values.nested }}
  digNone: {{ dig "deep" "other" "none" .Values.nested }}
  get: {{ get .Values.nested "deep" | toJson | quote }}
  not: {{ not .Values.flag }}
  empty: {{ empty .Values.list }}
  len: {{ len .Values.list }}
  has: {{ has 1.0 .Values.list }}
  kind: {{ kindOf .Values.none }} {{ typeOf .Values.n }}
  in: {{ contains "econ" .Values.b }} {{ hasPrefix "th" .Values.c }}
  required: {{ required "b is needed" .Values.b }}
{{- with .Values.a }}
  with: {{ . }}
{{- else with .Values.b }}
  with: {{ . }}
{{- end }}
`,
    ),
  }),
  chart('texts', {
    'values.yaml': `
host: example.org
port: 80
names: [zed, amy]
path: /a/b
pattern: '[a-z]+'
long: some longer text that wraps
date: 2020-01-01
ver: 1.2.3
`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `data:
  url: {{ printf "http://%s:%v%s" .Values.host .Values.port .Values.path | quote }}
  names: {{ join "," (sortAlpha .Values.names) }} {{ .Values.names | join "-" | upper }}
  regex: {{ regexReplaceAll .Values.pattern .Values.host "X" | quote }}
  find: {{ regexFind .Values.pattern .Values.path | quote }}
  replace: {{ .Values.host | replace "." "-" | trimSuffix "-org" | title }}
  base: {{ base .Values.path }} {{ .Values.host | b64enc }} {{ .Values.host | sha256sum | trunc 8 }}
  wrap: {{ wrapWith 5 "_" .Values.long }} {{ substr 0 4 .Values.long }} {{ abbrev 8 .Values.long }}
  split: {{ (split "." .Values.host)._0 }} {{ splitList "/" .Values.path | last }} {{ first .Values.names }}
  version: {{ semverCompare ">=1.2" .Values.ver }} {{ (semver .Values.ver).Minor }}
  math: {{ add .Values.port 1 }} {{ mul (int .Values.port) 2 }} {{ max 1 .Values.port }} {{ int .Values.port | toString }}
  cat: {{ cat .Values.host .Values.port }} {{ print .Values.host .Values.port }} {{ quote .Values.host .Values.port }}
  block: |
    {{- .Values.long | nindent 4 }}
  snake: {{ snakecase .Values.long }} {{ initials .Values.long }} {{ repeat 2 .Values.path }}
`,
    ),
  }),
  chart('partials', {
    'values.yaml': `
image: {repository: app, tag: "", digest: ""}
sidecars:
- {name: one, image: {repository: side, tag: v1}}
env: {A: "1", B: "2"}
metrics: {enabled: true, port: 9}
probe: {path: /health, delay: 5}
`,
    'templates/_p.tpl': `{{- define "p.image" -}}
{{- $tag := .image.tag | default .root.Chart.AppVersion -}}
{{- $ref := printf "%s:%s" .image.repository $tag -}}
{{- if .image.digest }}{{ $ref = printf "%s@%s" .image.repository .image.digest }}{{ end -}}
{{- $ref -}}
{{- end -}}
{{- define "p.container" -}}
- name: {{ .name }}
  image: {{ include "p.image" (dict "root" .root "image" .image) | quote }}
  {{- with .env }}
  env:
  {{- range $k, $v := . }}
  - {name: {{ $k }}, value: {{ $v | quote }}}
  {{- end }}
  {{- end }}
  {{- if .probe }}
  livenessProbe:
    {{- toYaml .probe | nindent 4 }}
  {{- end }}
{{- end -}}
{{- define "p.enabled" -}}{{ if .Values.metrics.enabled }}true{{ end }}{{- end -}}`,
    'templates/a.yaml': object(
      'Pod',
      'a',
      `spec:
  containers:
  {{- include "p.container" (dict "root" $ "name" "main" "image" .Values.image "env" .Values.env "probe" .Values.probe) | nindent 2 }}
  {{- range .Values.sidecars }}
  {{- include "p.container" (merge (dict "root" $) .) | nindent 2 }}
  {{- end }}
  {{- if eq (include "p.enabled" .) "true" }}
  ports: [{{ .Values.metrics.port }}]
  {{- end }}
  {{- $list := list }}
  {{- if .Values.metrics.enabled }}{{ $list = append $list "metrics" }}{{ end }}
  {{- if .Values.probe.path }}{{ $list = append $list .Values.probe.path }}{{ end }}
  features: {{ $list | toJson }}
  {{- $d := dict "always" 1 }}
  {{- if .Values.image.digest }}{{ $_ := set $d "digest" .Values.image.digest }}{{ end }}
  {{- if .Values.metrics.enabled }}{{ $_ := unset $d "always" }}{{ end }}
  dict: {{ toJson $d }}
`,
    ),
  }),
  chart('notes-and-hooks', {
    'values.yaml': `
ingress: {enabled: false, hosts: [{host: a.example}]}
service: {type: ClusterIP, port: 80}
job: {enabled: true, weight: "5", image: tool}
`,
    'templates/NOTES.txt': `1. Get the URL:
{{- if .Values.ingress.enabled }}
{{- range $host := .Values.ingress.hosts }}
  http://{{ $host.host }}
{{- end }}
{{- else if contains "NodePort" .Values.service.type }}
  node port
{{- else }}
  kubectl port-forward svc/x {{ .Values.service.port }}
{{- end }}
`,
    'templates/job.yaml': `{{- if .Values.job.enabled }}
apiVersion: batch/v1
kind: Job
metadata:
  name: job
  annotations:
    helm.sh/hook: pre-install
    helm.sh/hook-weight: {{ .Values.job.weight | quote }}
spec:
  image: {{ .Values.job.image }}
{{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: svc
spec:
  type: {{ .Values.service.type }}
`,
  }),
  chart('checksums', {
    'values.yaml': 'password: secret\nlevel: info\nextra: {}\nfile: b\n',
    'files/a.txt': 'from a file\n',
    'files/b.conf': 'level={{ .Values.level }}\n',
    'templates/config.yaml': object(
      'ConfigMap',
      'config',
      `data:
  level: {{ .Values.level }}
  {{- with .Values.extra }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  file: {{ tpl (.Files.Get (printf "files/%s.conf" .Values.file)) . | quote }}
  {{- (.Files.Glob "files/*.txt").AsConfig | nindent 2 }}
`,
    ),
    'templates/secret.yaml': object(
      'Secret',
      'secret',
      'data:\n  password: {{ .Values.password | b64enc }}\n  {{- (.Files.Glob "files/*").AsSecrets | nindent 2 }}\n',
    ),
    'templates/deployment.yaml': object(
      'Deployment',
      'd',
      `  annotations:
    checksum/config: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}
    checksum/secret: {{ include (print $.Template.BasePath "/secret.yaml") . | sha256sum | trunc 12 }}
    checksum/values: {{ .Values | toYaml | sha1sum }}
    checksum/extra: {{ toJson .Values.extra | adler32sum }}
spec:
  lines: {{ range .Files.Lines "files/a.txt" }}{{ . }}{{ end }}
`,
    ),
  }),
  chart('drawn-secrets', {
    'values.yaml': `
users:
- {name: a, password: ""}
- {name: b, password: given}
- {name: c, password: ""}
length: 8
tls: {enabled: false, name: x}
`,
    'templates/_s.tpl': `{{- define "s.password" -}}
{{- $live := lookup "v1" "Secret" .root.Release.Namespace .user.name -}}
{{- if .user.password }}{{ .user.password }}{{ else if $live }}{{ $live.data.password }}{{ else }}{{ randAlphaNum (int .root.Values.length) }}{{ end -}}
{{- end -}}`,
    'templates/a.yaml': object(
      'Secret',
      'a',
      `stringData:
  {{- if .Values.tls.enabled }}
  tls: {{ randAlpha 4 }}-{{ .Values.tls.name }}
  {{- end }}
  {{- range .Values.users }}
  {{ .name }}: {{ include "s.password" (dict "root" $ "user" .) }}
  {{- end }}
  last: {{ randNumeric 6 }}
`,
    ),
  }),
  chart('lists', {
    'values.yaml': `
items: [c, a, b, a]
more: [x]
remove: a
hosts: [{name: h1, paths: [/]}, {name: h2, paths: [/x, /y]}]
count: 3
`,
    'templates/a.yaml': object(
      'ConfigMap',
      'a',
      `data:
  uniq: {{ uniq .Values.items | toJson }}
  sorted: {{ sortAlpha .Values.items | toJson }}
  without: {{ without .Values.items .Values.remove | toJson }}
  concat: |
    {{- concat .Values.items .Values.more (list "end") | toYaml | nindent 4 }}
  slice: of {{ slice .Values.items 1 3 | toJson }} {{ rest .Values.items | toJson }} {{ initial .Values.items | first }}
  reverse: {{ reverse .Values.items | join "," }} {{ prepend .Values.more "p" | toJson }}
  compact: {{ compact (list .Values.remove "") | toJson }}
  chunk: {{ chunk 2 .Values.items | toJson }}
  pluck: {{ pluck "name" (index .Values.hosts 0) (index .Values.hosts 1) | toJson }}
  index: {{ index .Values.hosts 1 "paths" 0 }}
  last: {{ (last .Values.hosts).name }}
  hosts: |
    {{- range .Values.hosts }}
    {{- $name := .name }}
    {{- range .paths }}
    {{ $name }}{{ . }}
    {{- end }}
    {{- end }}
  seq: {{ untilStep 0 (int .Values.count) 2 | join "," }} {{ seq 1 (int .Values.count) }}
  max: {{ $max := 0 }}{{ range .Values.hosts }}{{ $max = max $max (len .paths) }}{{ end }}{{ $max }}
  joined: {{ $out := "" }}{{ range $i, $e := .Values.items }}{{ if $i }}{{ $out = print $out "," }}{{ end }}{{ $out = print $out $e }}{{ end }}{{ $out }}
`,
    ),
  }),
];
