import type { ChartTexts, OracleCase } from './helm-oracle';

/** Returns a Chart.yaml with further lines. */
export function chartYaml(name: string, more = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.2.3\nappVersion: "4.5"\n${more}`;
}

function configMap(name: string, body: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${body}`;
}

const helpers = `{{- define "app.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}
{{- define "app.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "app.selectorLabels" . }}
{{- if .Chart.AppVersion }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "app.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
`;

const starterDeployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "app.fullname" . }}
  labels:
    {{- include "app.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "app.selectorLabels" . | nindent 6 }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
        {{- with .Values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          ports:
            - name: http
              containerPort: {{ .Values.service.port }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          env:
          {{- range $key, $value := .Values.env }}
            - name: {{ $key | upper }}
              value: {{ $value | quote }}
          {{- end }}
`;

const starter: ChartTexts = {
  'Chart.yaml': chartYaml('app'),
  'values.yaml': `replicaCount: 2
image: {repository: nginx, tag: ""}
service: {type: ClusterIP, port: 8080}
autoscaling: {enabled: false}
resources: {limits: {cpu: 100m, memory: 128Mi}}
podAnnotations: {}
imagePullSecrets: []
env: {b: 1, a: "x", C: true, big: 12345678}
`,
  'templates/_helpers.tpl': helpers,
  'templates/deployment.yaml': starterDeployment,
  'templates/configmap.yaml': configMap(
    '{{ include "app.fullname" . }}',
    'data:\n  a: {{ .Values.env | toJson | quote }}\n',
  ),
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ include "app.fullname" . }}
spec:
  type: {{ .Values.service.type }}
  ports:
    - port: {{ .Values.service.port }}
      targetPort: http
`,
  'templates/NOTES.txt': 'Installed {{ .Release.Name }}.\n',
  'templates/tests/test-connection.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: "{{ include "app.fullname" . }}-test"
  annotations:
    "helm.sh/hook": test
spec: {restartPolicy: Never}
`,
};

const common: ChartTexts = {
  'Chart.yaml': chartYaml('common', 'type: library\n'),
  'templates/_tplvalues.tpl': `{{- define "common.tplvalues.render" -}}
{{- $value := typeIs "string" .value | ternary .value (.value | toYaml) }}
{{- if contains "{{" (toJson .value) }}
  {{- if .scope }}
      {{- tpl (cat "{{- with $.RelativeScope -}}" $value "{{- end }}") (merge (dict "RelativeScope" .scope) .context) }}
  {{- else }}
    {{- tpl $value .context }}
  {{- end }}
{{- else }}
    {{- $value }}
{{- end }}
{{- end -}}
{{- define "common.images.image" -}}
{{- $registryName := default .imageRoot.registry ((.global).imageRegistry) -}}
{{- $repositoryName := .imageRoot.repository -}}
{{- $separator := ":" -}}
{{- $termination := .imageRoot.tag | toString -}}
{{- if .imageRoot.digest }}
    {{- $separator = "@" -}}
    {{- $termination = .imageRoot.digest | toString -}}
{{- end -}}
{{- if $registryName }}
    {{- printf "%s/%s%s%s" $registryName $repositoryName $separator $termination -}}
{{- else -}}
    {{- printf "%s%s%s"  $repositoryName $separator $termination -}}
{{- end -}}
{{- end -}}
{{- define "common.capabilities.kubeVersion" -}}
{{- default (default .Capabilities.KubeVersion.Version .Values.kubeVersion) ((.Values.global).kubeVersion) -}}
{{- end -}}
{{- define "common.labels.standard" -}}
{{- if and (hasKey . "customLabels") (hasKey . "context") -}}
{{- $default := dict "app.kubernetes.io/name" .context.Chart.Name "helm.sh/chart" (printf "%s-%s" .context.Chart.Name .context.Chart.Version) "app.kubernetes.io/instance" .context.Release.Name -}}
{{- with .context.Chart.AppVersion -}}
{{- $_ := set $default "app.kubernetes.io/version" . -}}
{{- end -}}
{{ template "common.tplvalues.merge" (dict "values" (list .customLabels $default) "context" .context) }}
{{- else -}}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end -}}
{{- end -}}
{{- define "common.tplvalues.merge" -}}
{{- $dst := dict -}}
{{- range .values -}}
{{- $dst = include "common.tplvalues.render" (dict "value" . "context" $.context "scope" $.scope) | fromYaml | merge $dst -}}
{{- end -}}
{{ $dst | toYaml }}
{{- end -}}
`,
  'templates/not-rendered.yaml': 'this: {{ fail "library charts render nothing" }}\n',
};

function under(prefix: string, chart: ChartTexts): ChartTexts {
  return Object.fromEntries(Object.entries(chart).map(([path, text]) => [`${prefix}/${path}`, text]));
}

const bitnamiStyle: ChartTexts = {
  'Chart.yaml': chartYaml(
    'web',
    'dependencies:\n- name: common\n  version: 1.x.x\n  repository: oci://example.com/charts\n',
  ),
  'values.yaml': `global: {imageRegistry: ""}
image: {registry: docker.io, repository: bitnami/web, tag: 1.2.3-debian-12-r0, digest: ""}
commonLabels: {team: "{{ .Release.Namespace }}-team", n: 5}
extraEnv:
  - name: HOST
    value: "{{ .Release.Name }}.{{ .Release.Namespace }}.svc"
  - name: PLAIN
    value: "1"
podSecurityContext: {enabled: true, fsGroup: 1001, sysctls: []}
ingress: {enabled: true, hostname: web.local, path: /, annotations: {a/b: "yes"}}
`,
  ...under('charts/common', common),
  'templates/all.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "common.labels.standard" ( dict "customLabels" .Values.commonLabels "context" $ ) | nindent 4 }}
spec:
  template:
    spec:
      {{- if .Values.podSecurityContext.enabled }}
      securityContext: {{- omit .Values.podSecurityContext "enabled" | toYaml | nindent 8 }}
      {{- end }}
      containers:
        - image: {{ include "common.images.image" (dict "imageRoot" .Values.image "global" .Values.global) }}
          env: {{- include "common.tplvalues.render" (dict "value" .Values.extraEnv "context" $) | nindent 12 }}
---
{{- if .Values.ingress.enabled }}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ .Release.Name }}
  {{- with .Values.ingress.annotations }}
  annotations: {{- include "common.tplvalues.render" (dict "value" . "context" $) | nindent 4 }}
  {{- end }}
spec:
  rules:
    - host: {{ tpl .Values.ingress.hostname . }}
{{- end }}
---
# only a comment
---
kind: List
{{- if semverCompare ">=1.25-0" (include "common.capabilities.kubeVersion" .) }}
new: true
{{- end }}
`,
};

const child: ChartTexts = {
  'Chart.yaml': chartYaml(
    'child',
    'dependencies:\n- name: grand\n  version: ">=0.1.0"\n  condition: grand.enabled\n',
  ),
  'values.yaml':
    'own: 1\nfrom: child\nnested: {a: 1, b: null, c: {d: 2}}\nexports: {data: {exported: yes, deep: {x: 1}}}\nsettings: {one: 1, two: 2}\nglobal: {fromChild: 1, shared: child}\n',
  'templates/cm.yaml': configMap(
    'child-{{ .Chart.Name }}',
    'data:\n  values: |\n    {{- toYaml .Values | nindent 4 }}\n  root: {{ .Chart.IsRoot | quote }}\n  name: {{ .Template.Name }}\n',
  ),
  'charts/grand/Chart.yaml': chartYaml('grand'),
  'charts/grand/values.yaml': 'g: 1\nglobal: {fromGrand: 1}\n',
  'charts/grand/templates/cm.yaml': configMap('grand', 'data: {{ toJson .Values }}\n'),
  'charts/grand/crds/crd.yaml':
    'kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata: {name: grands}\n',
};

const parentTemplates: ChartTexts = {
  'templates/cm.yaml': configMap(
    'parent',
    'data:\n  values: |\n    {{- toYaml .Values | nindent 4 }}\n  subs: {{ keys .Subcharts | sortAlpha | toJson }}\n  sub: {{ with .Subcharts.child }}{{ .Values.own }}{{ end }}\n',
  ),
  'crds/first.yaml':
    'kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata: {name: firsts}\n',
};

function parent(dependencies: string, values: string): ChartTexts {
  return {
    'Chart.yaml': chartYaml('parent', `dependencies:\n${dependencies}`),
    'values.yaml': values,
    ...under('charts/child', child),
    ...parentTemplates,
  };
}

const plainDependency = '- name: child\n  version: ^1.0.0\n  repository: https://example.com\n';

const hooks: ChartTexts = {
  'Chart.yaml': chartYaml('hooks'),
  'templates/hooks.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: late
  annotations: {helm.sh/hook: "post-install, post-upgrade", helm.sh/hook-weight: "5", helm.sh/hook-delete-policy: "hook-succeeded,before-hook-creation"}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: early
  annotations:
    helm.sh/hook: pre-install
    helm.sh/hook-weight: -3
---
kind: Unknown
metadata: {name: dropped, annotations: {helm.sh/hook: crd-install}}
---
kind: MutatingWebhookConfiguration
metadata: {name: m}
---
kind: ValidatingWebhookConfiguration
metadata: {name: v}
---
kind: APIService
metadata: {name: s}
---
kind: Zebra
metadata: {name: z}
---
kind: Aardvark
metadata: {name: a}
---
kind: Namespace
metadata: {name: 5}


`,
  'templates/empty.yaml': '{{ if false }}x: 1{{ end }}\n\n',
  'templates/space.yaml': '\n---\n---\n\n# c\n---\n  a: 1\n   \n',
  'templates/text.txt': 'kind: Service\nname: text files count too\n\n\n',
  'templates/json.json': '{"kind": "Secret", "metadata": {"name": "j"}}\n',
};

const files: ChartTexts = {
  'Chart.yaml': chartYaml('files'),
  '.helmignore': '# comment\n*.bak\n/secret/\nignored/*.txt\n',
  'config/a.conf': 'line one\nline two\n',
  'config/b.conf': 'no end',
  'config/deep/c.json': '{"a": [1, 2]}\n',
  'config/x.bak': 'ignored',
  'secret/s.txt': 'ignored',
  'ignored/i.txt': 'ignored',
  'other/empty.txt': '',
  'templates/.hidden.yaml': 'hidden: true\n',
  'templates/files.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: files}
data:
{{ (.Files.Glob "config/*").AsConfig | indent 2 }}
  globbed: |
  {{- range $path, $_ := .Files.Glob "**.conf" }}
    {{ $path }}: {{ $.Files.Get $path | b64enc }}
  {{- end }}
  lines: {{ range .Files.Lines "config/a.conf" }}[{{ . }}]{{ end }}
  missing: {{ .Files.Get "nope" | quote }}
  braces: {{ range $p, $b := .Files.Glob "{config,other}/**" }}{{ $p }};{{ end }}
  class: {{ range $p, $b := .Files.Glob "config/[ab].conf" }}{{ $p }};{{ end }}
  json: {{ (.Files.Get "config/deep/c.json" | fromJson).a | toJson }}
  sum: {{ .Files.Get "config/b.conf" | sha256sum }}
secrets:
{{ (.Files.Glob "config/*.conf").AsSecrets | indent 2 }}
{{ range $path, $bytes := .Files }}
# {{ $path }} {{ len $bytes }}
{{- end }}
`,
};

/** Charts with the constructs that real charts use and that are easy to get wrong. */
export const chartCases: Readonly<Record<string, OracleCase>> = {
  starter: { chart: starter },
  'starter with values': {
    chart: starter,
    values: [
      'replicaCount: 3\nimage: {tag: v2}\npodAnnotations: {a: "b"}\nimagePullSecrets: [{name: x}]\n',
      'env: {a: null, z: [1, {b: 2}]}\nautoscaling: {enabled: true}\n',
    ],
    set: ['service.port=80,env.new=1', 'fullnameOverride=full'],
    setString: ['env.str=00012'],
    name: 'my-release',
    namespace: 'apps',
  },
  'starter without tests': { chart: starter, skipTests: true, isUpgrade: true },
  'library and tpl': { chart: bitnamiStyle },
  'library and tpl, older cluster': {
    chart: bitnamiStyle,
    kubeVersion: '1.24.3',
    set: [
      'global.imageRegistry=reg.local',
      'image.digest=sha256:abc',
      'ingress.hostname={{ .Release.Name }}.x',
    ],
    namespace: 'ns1',
  },
  'dependency values': {
    chart: parent(
      plainDependency,
      'top: 1\nchild: {from: parent, nested: {a: null, z: 9}}\nglobal: {shared: parent, only: {x: 1}}\n',
    ),
  },
  'dependency values, user nulls': {
    chart: parent(
      plainDependency,
      'top: 1\nlist: [1]\nmap: {a: 1, b: {c: 2}}\nchild: {from: parent, nested: {a: 5}}\n',
    ),
    values: [
      'top: null\nmap: {a: null, b: {c: null, d: null}}\nunknown: null\nchild: {own: null, nested: {a: null, c: null}}\nglobal: {g: null}\n',
    ],
  },
  'dependency switched off by condition': {
    chart: parent(
      '- name: child\n  version: "*"\n  condition: nope.x,child.enabled\n',
      'child: {enabled: false}\n',
    ),
  },
  'dependency switched on by the user': {
    chart: parent('- name: child\n  version: "*"\n  condition: child.enabled\n', 'child: {enabled: false}\n'),
    set: ['child.enabled=true', 'child.grand.enabled=false'],
  },
  'dependency tags': {
    chart: parent('- name: child\n  version: 1.2.3\n  tags: [back, front]\n', 'tags: {back: false}\n'),
  },
  'dependency tags and condition': {
    chart: parent(
      '- name: child\n  version: ~1.2\n  tags: [back]\n  condition: child.on\n',
      'tags: {back: false}\nchild: {on: true}\n',
    ),
  },
  'dependency aliases': {
    chart: parent(
      '- name: child\n  version: 1.x\n  alias: first\n- name: child\n  version: 1.x\n  alias: second\n  condition: second.enabled\n',
      'first: {own: 11}\nsecond: {own: 22, enabled: true}\n',
    ),
  },
  'dependency out of range': { chart: parent('- name: child\n  version: ^2.0.0\n', 'child: {own: 4}\n') },
  'import values': {
    chart: parent(
      '- name: child\n  version: 1.x\n  import-values:\n  - data\n  - child: settings\n    parent: imported.here\n  - child: nested\n    parent: nested\n',
      'exported: parent wins\nimported: {here: {one: 100}}\n',
    ),
  },
  'crds included': { chart: parent(plainDependency, ''), includeCrds: true },
  'hooks and order': { chart: hooks },
  files: { chart: files },
  'set syntax': {
    chart: {
      'Chart.yaml': chartYaml('sets'),
      'values.yaml': 'keep: 1\nlist: [a, b]\n',
      'templates/v.yaml':
        '{{ toYaml .Values }}\ntypes: {{ range $k, $v := .Values }}{{ $k }}={{ kindOf $v }} {{ end }}\n',
    },
    set: [
      'a=1,b=true,c=null,d=,e=1.5,f=0,g=007,h=-5,i=9223372036854775808',
      'list[1]=z,list[3].x=1',
      'm.n\\.o=dot,p={x,2,true},q[0][1]=nest',
      'big=1000000',
      'esc=a\\,b',
    ],
    setString: ['s=true,t=5,u=null'],
    setJson: ['j={"a":[1,2.5,null]},k="x"', 'l[1]=3'],
    setLiteral: ['lit.a=x,y=z{}\\'],
  },
  'values of every kind': {
    chart: {
      'Chart.yaml': chartYaml('kinds'),
      'values.yaml':
        'i: 1000000\nf: 1.5\nneg: -0.0\nbig: 12345678901234567890\ne: 1e30\noct: 0777\nhex: 0xFF\nbin: 0b11\ny: yes\nn: NO\nt: 2001-01-01\nnul: ~\ns: "1"\ns2: \'y\'\nm: |\n  a\n   b\nfold: >\n  x\n  y\nemoji: "\\U0001F600 é"\ninf: str.inf\n1: one\n1.5: f\ntrue: t\nb64: !!binary aGk=\ntag: !custom x\nstr: !!str 5\nfloat: !!float 3\n',
      'templates/v.yaml':
        '{{ toYaml .Values }}\njson: {{ toJson .Values | quote }}\n{{ range $k, $v := .Values }}# {{ $k }} {{ $v }} {{ printf "%v %T" $v $v }}\n{{ end }}',
    },
  },
  'yaml merge keys': {
    chart: {
      'Chart.yaml': chartYaml('merge'),
      'values.yaml':
        'base: &base {a: 1, b: 2}\none: {<<: *base, b: 3}\ntwo: {b: 4, <<: *base}\nthree:\n  <<: [*base, {c: 9, a: 7}]\nseq: &s [1, 2]\ncopy: *s\n',
      'templates/v.yaml': '{{ toYaml .Values }}\n',
    },
  },
  'several documents in values': {
    chart: {
      'Chart.yaml': chartYaml('docs'),
      'values.yaml': 'a: 1\n---\nb: 2\na: 3\n',
      'templates/v.yaml': '{{ toYaml .Values }}\n',
    },
    values: ['---\nx: 1\n---\ny: {z: 1}\n'],
  },
  capabilities: {
    chart: {
      'Chart.yaml': chartYaml('caps', 'kubeVersion: ">=1.20.0-0"\n'),
      'templates/c.yaml':
        'a: {{ .Capabilities.APIVersions.Has "foo/v1" }} {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ len .Capabilities.APIVersions }} {{ has "batch/v1" .Capabilities.APIVersions }}\nk: {{ .Capabilities.KubeVersion }} {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.GitVersion }} {{ .Capabilities.KubeVersion.Major }}.{{ .Capabilities.KubeVersion.Minor }}\nh: {{ .Capabilities.HelmVersion.Version }}\n{{- range .Capabilities.APIVersions }}\n# {{ . }}{{ end }}\n',
    },
    kubeVersion: 'v1.29.3-gke.100',
    apiVersions: ['foo/v1', 'bar/v2'],
  },
  'version 1 chart': {
    chart: {
      'Chart.yaml': 'name: old\nversion: 0.1.0\n',
      'requirements.yaml': 'dependencies:\n- name: child\n  version: 1.x.x\n  repository: ""\n  alias: kid\n',
      'requirements.lock': 'dependencies: []\ndigest: x\ngenerated: 2020-01-01T00:00:00Z\n',
      'values.yaml': 'a: 1\n',
      'templates/v.yaml': '{{ toYaml .Values }}\nf: {{ .Files.Get "requirements.yaml" | quote }}\n',
      ...under('charts/child', child),
    },
  },
  'values change while rendering': {
    chart: {
      'Chart.yaml': chartYaml('mutate'),
      'values.yaml': 'a: 1\nm: {x: 1}\n',
      'templates/a.yaml': '{{ $_ := set .Values "a" 2 }}{{ $_ = set .Values.m "y" "z" }}a: {{ .Values.a }}\n',
      'templates/b.yaml': 'b: {{ toJson .Values }}\n{{ $_ := unset .Values "m" }}',
      'templates/z/deep.yaml': 'deep: {{ toJson .Values }}\n',
    },
  },
  'chart metadata': {
    chart: {
      'Chart.yaml': chartYaml(
        'meta',
        'description: "a\\tb"\nkeywords: [x, y]\nmaintainers: [{name: n, email: e, url: u}]\nannotations: {k: v, n: "5"}\nhome: https://h\nsources: [a]\nicon: i\ntype: application\n',
      ),
      'templates/c.yaml':
        'n: {{ .Chart.Name }} {{ .Chart.Description | quote }} {{ .Chart.Keywords }} {{ (index .Chart.Maintainers 0).Name }} {{ .Chart.Annotations.k }} {{ .Chart.Home }} {{ .Chart.Type }} {{ .Chart.IsRoot }} {{ .Chart.APIVersion }}\ny:\n{{ toYaml .Chart | indent 2 }}\nj: {{ toJson .Chart | quote }}\n{{ range .Chart.Maintainers }}# {{ .Email }}\n{{ end }}',
    },
  },
};
