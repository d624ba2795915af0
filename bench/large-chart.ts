import { loadChartDirectory, type Chart } from '../lib/helm';

/**
 * A generated chart of the size of kube-prometheus-stack, with its constructs: rules and dashboards in
 * bulk, helpers that put names and labels together, maps that are merged and written as YAML, texts
 * that `tpl` executes, and checksums of other files.
 */

const helpers = `{{- define "large.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 26 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- printf "%s-%s" .Release.Name $name | trunc 26 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- define "large.labels" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: "{{ replace "+" "_" .Chart.Version }}"
app.kubernetes.io/part-of: {{ template "large.fullname" . }}
chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- if .Values.commonLabels }}
{{ toYaml .Values.commonLabels }}
{{- end }}
{{- end }}
`;

function ruleFile(index: number): string {
  const alerts = Array.from({ length: 9 }, (_, i) => {
    const name = `Alert${index}n${i}`;
    return `{{- if not (.Values.rules.disabled.${name} | default false) }}
    - alert: ${name}
      annotations:
{{- if .Values.rules.annotations }}
{{ toYaml .Values.rules.annotations | indent 8 }}
{{- end }}
        description: '{{\`{{ $labels.namespace }}/{{ $labels.pod }} is failing for {{ $value | printf "%.2f" }} seconds in a row, which needs a look\`}}'
        runbook_url: {{ .Values.rules.runbookUrl }}/group-${index}/${name.toLowerCase()}
        summary: Something of group ${index} has been wrong for longer than it may be.
      expr: |-
        sum by ({{ range $.Values.rules.by }}{{ . }}, {{ end }}namespace) (rate(metric_${index}_${i}_total{job="{{ $target }}", namespace=~"{{ $namespaces }}"}[5m])) > ${i}
          and on (namespace) sum by (namespace) (kube_pod_info{job="{{ $target }}"}) > 0
      for: {{ dig "${name}" "for" "15m" .Values.rules.overrides }}
      labels:
        severity: {{ dig "${name}" "severity" "warning" .Values.rules.overrides }}
{{- if .Values.rules.labels }}
{{ toYaml .Values.rules.labels | indent 8 }}
{{- end }}
{{- end }}`;
  });
  return `{{- $target := printf "%s-%s" (include "large.fullname" .) "target" }}
{{- $namespaces := .Values.rules.namespaces | default ".*" }}
{{- if and .Values.rules.create (semverCompare ">=1.14.0-0" .Capabilities.KubeVersion.Version) }}
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: {{ printf "%s-%s" (include "large.fullname" .) "rules-${index}" | trunc 63 | trimSuffix "-" }}
  namespace: {{ .Release.Namespace }}
  labels:
    app: {{ template "large.fullname" . }}
{{ include "large.labels" . | indent 4 }}
spec:
  groups:
  - name: group-${index}
    rules:
${alerts.join('\n')}
{{- end }}
`;
}

function dashboardFile(index: number): string {
  const panel = (i: number) =>
    `{"id":${i},"title":"Panel ${index}.${i}","type":"graph","datasource":"$datasource","targets":[{"expr":"sum(rate(metric_${index}_${i}_total{cluster=\\"$cluster\\"}[5m])) by (pod)","legendFormat":"{{\`{{pod}}\`}}"}],"yaxes":[{"format":"short"},{"format":"short"}]}`;
  const panels = Array.from({ length: 30 }, (_, i) => panel(i)).join(',\n            ');
  return `{{- if .Values.dashboards.enabled }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ printf "%s-%s" (include "large.fullname" .) "dashboard-${index}" | trunc 63 | trimSuffix "-" }}
  annotations:
{{ toYaml .Values.dashboards.annotations | indent 4 }}
  labels:
    {{- if .Values.dashboards.label }}
    {{ .Values.dashboards.label }}: {{ ternary .Values.dashboards.labelValue "1" (kindIs "string" .Values.dashboards.labelValue) | quote }}
    {{- end }}
{{ include "large.labels" $ | indent 4 }}
data:
  dashboard-${index}.json: |-
    {{ \`{"panels":[
            \` }}${panels}{{ \`],
         "refresh":"10s"}\` }}
{{- end }}
`;
}

function workloadFile(index: number): string {
  return `{{- $component := mergeOverwrite (deepCopy .Values.defaults) (get .Values.components "c${index}" | default dict) }}
{{- if $component.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "large.fullname" . }}-c${index}
  labels:
    {{- include "large.labels" . | nindent 4 }}
spec:
  replicas: {{ $component.replicas }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/config-${index}.yaml") . | sha256sum }}
        {{- with $component.podAnnotations }}
        {{- tpl (toYaml .) $ | nindent 8 }}
        {{- end }}
    spec:
      containers:
        - name: main
          image: "{{ $component.image.repository }}:{{ $component.image.tag | default .Chart.AppVersion }}"
          {{- with $component.env }}
          env:
            {{- range $name, $value := . }}
            - name: {{ $name | upper }}
              value: {{ tpl (toString $value) $ | quote }}
            {{- end }}
          {{- end }}
          resources:
            {{- toYaml $component.resources | nindent 12 }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "large.fullname" . }}-c${index}
spec:
  {{- range $i, $port := $component.ports }}
  - {name: {{ $port.name }}, port: {{ $port.port }}, targetPort: {{ add $port.port $i }}}
  {{- end }}
{{- end }}
`;
}

function configFile(index: number): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "large.fullname" . }}-config-${index}
data:
  config.yaml: |
    {{- $config := fromYaml (tpl .Values.config .) }}
    {{- mergeOverwrite $config (dict "component" "c${index}") | toYaml | nindent 4 }}
`;
}

const values = `nameOverride: ""
fullnameOverride: ""
commonLabels: {team: observability, cost: shared}
rules:
  create: true
  runbookUrl: https://runbooks.example.org
  namespaces: ""
  by: [cluster, job]
  disabled: {}
  annotations: {team: observability}
  labels: {route: default}
  overrides: {Alert1n1: {for: 5m, severity: critical}}
dashboards: {enabled: true, label: grafana_dashboard, labelValue: "1", annotations: {folder: General}}
config: |
  name: {{ include "large.fullname" . }}
  scrape: {interval: 30s, timeout: 10s}
  targets:
  {{- range $name, $component := .Values.components }}
  - {{ $name }}
  {{- end }}
defaults:
  enabled: true
  replicas: 2
  image: {repository: example.org/app, tag: ""}
  podAnnotations: {release: '{{ .Release.Name }}'}
  env: {log_level: info, release: '{{ .Release.Name }}'}
  resources: {limits: {cpu: 500m, memory: 256Mi}, requests: {cpu: 100m, memory: 128Mi}}
  ports: [{name: http, port: 8080}, {name: metrics, port: 9090}]
components: {c1: {replicas: 3}, c2: {env: {extra: "1"}}}
`;

/** Returns the chart, which renders about 125 documents and 600 KiB. */
export function largeChart(): Chart {
  const files: Record<string, string> = {
    'Chart.yaml': 'apiVersion: v2\nname: large\nversion: 1.2.3\nappVersion: "4.5"\n',
    'values.yaml': values,
    'templates/_helpers.tpl': helpers,
  };
  for (let i = 1; i <= 35; i++) files[`templates/rules-${i}.yaml`] = ruleFile(i);
  for (let i = 1; i <= 45; i++) files[`templates/dashboard-${i}.yaml`] = dashboardFile(i);
  for (let i = 1; i <= 15; i++) {
    files[`templates/workload-${i}.yaml`] = workloadFile(i);
    files[`templates/config-${i}.yaml`] = configFile(i);
  }
  const encoder = new TextEncoder();
  return loadChartDirectory(
    Object.entries(files).map(([path, text]) => ({ path, data: encoder.encode(text) })),
    { profile: '4.2' },
  );
}
