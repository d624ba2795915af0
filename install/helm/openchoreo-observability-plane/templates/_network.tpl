{{- /*
Network policies. Every pod of the plane has one. They restrict who may reach it; ClickHouse and MongoDB, which
hold the data, may call only each other and the DNS. With restrictEgress the others may call only the plane,
the DNS and the addresses outside that are listed. Health checks of the kubelet are allowed by every network.
*/}}

{{- /* Head of a policy. Argument: (dict "root" $ "app" … "component" …). */}}
{{- define "network.head" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "plane.name" (list .root .app) }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "plane.selectorLabels" . | nindent 6 }}
{{- end }}

{{- /* Pods of this release by app. Argument: (list $ "observer" "observer"). */}}
{{- define "network.pods" -}}
- podSelector:
    matchLabels:
      {{- include "plane.selectorLabels" (dict "root" (index . 0) "app" (index . 1) "component" (index . 2)) | nindent 6 }}
{{- end }}

{{- /* Every pod of this release. */}}
{{- define "network.release" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/instance: {{ .Release.Name | quote }}
      app.kubernetes.io/part-of: {{ .Chart.Name }}
{{- end }}

{{- /*
Who may reach a port: the pods of this release and those of the given namespaces. Without namespaces there is no
`from` at all, because load balancers and ingress controllers on the network of a node are in no namespace.
Argument: (list $ <namespaces>).
*/}}
{{- define "network.from" -}}
{{- $namespaces := index . 1 -}}
{{- if $namespaces -}}
from:
  {{- include "network.release" (index . 0) | nindent 2 }}
  - namespaceSelector:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: In
          values:
            {{- toYaml $namespaces | nindent 12 }}
{{- end -}}
{{- end }}

{{- /* A rule that opens named ports. Argument: (dict "root" $ "namespaces" [] "ports" (list "http")). */}}
{{- define "network.rule" -}}
- ports:
    {{- range .ports }}
    - port: {{ . }}
    {{- end }}
  {{- with include "network.from" (list .root .namespaces) }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}

{{- /* DNS anywhere: a cache on the node is no pod of any namespace. Some clusters' DNS pods listen on 5353. */}}
{{- define "network.dns" -}}
- ports:
    {{- range $port := list 53 5353 }}
    {{- range $protocol := list "UDP" "TCP" }}
    - port: {{ $port }}
      protocol: {{ $protocol }}
    {{- end }}
    {{- end }}
{{- end }}

{{- /*
What a pod may call: the DNS, this release, and what lies outside where it needs that. Renders nothing when
outgoing traffic is not restricted. Argument: (list $ <whether something outside is needed>).
*/}}
{{- define "network.egress" -}}
{{- $root := index . 0 -}}
{{- $cidrs := $root.Values.networkPolicy.egressCIDRs -}}
{{- if $root.Values.networkPolicy.restrictEgress }}
egress:
  {{- include "network.dns" $root | nindent 2 }}
  - to:
      {{- include "network.release" $root | nindent 6 }}
  {{- if and (index . 1) $cidrs }}
  # Stores, alerts and sign-in outside the plane
  - to:
      {{- range $cidrs }}
      - ipBlock:
          cidr: {{ . | quote }}
      {{- end }}
  {{- else if index . 1 }}
  # Something outside is needed, and networkPolicy.egressCIDRs does not say where
  - {}
  {{- end }}
{{- end }}
{{- end }}

{{- define "network.types" -}}
policyTypes: [Ingress{{ if .Values.networkPolicy.restrictEgress }}, Egress{{ end }}]
{{- end }}

{{- define "network.clickstack" -}}
{{- $tls := .Values.clickstack.tls.enabled -}}
{{ include "network.head" (dict "root" . "app" "clickstack" "component" "clickstack") }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- $clients := list (list "clickstack-init" "clickstack") (list "plane-test" "test") (list "otlp-gateway" "gateway") (list "hyperdx" "hyperdx") (list "hyperdx-alerts" "hyperdx") (list "observer" "observer") }}
        {{- if .Values.migration.validation.enabled }}{{ $clients = append $clients (list "migration-validation" "migration") }}{{ end }}
        {{- range $client := $clients }}
        {{- include "network.pods" (prepend $client $) | nindent 8 }}
        {{- end }}
      ports:
        - port: {{ ternary "native-tls" "native" $tls }}
        - port: {{ ternary "https" "http" $tls }}
    # Scrapers
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.metricsNamespaces "ports" (list "metrics")) | nindent 4 }}
    {{- if include "clickstack.replicated" . }}
    - from:
        {{- include "network.pods" (list . "clickstack" "clickstack") | nindent 8 }}
    {{- end }}
  egress:
    {{- include "network.dns" . | nindent 4 }}
    {{- if include "clickstack.replicated" . }}
    - to:
        {{- include "network.pods" (list . "clickstack" "clickstack") | nindent 8 }}
    {{- end }}
{{- end }}

{{- define "network.gateway" -}}
{{- $receivers := .Values.gateway.receivers -}}
{{- $ports := list -}}
{{- if $receivers.grpc.enabled }}{{ $ports = append $ports "otlp-grpc" }}{{ end -}}
{{- if $receivers.http.enabled }}{{ $ports = append $ports "otlp-http" }}{{ end -}}
{{ include "network.head" (dict "root" . "app" "otlp-gateway" "component" "gateway" "extra" .Values.gateway.extraLabels) }}
  {{ include "network.types" . }}
  ingress:
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.otlpNamespaces "ports" $ports) | nindent 4 }}
    {{- if and .Values.networkPolicy.otlpNamespaces .Values.collectors.enabled .Values.collectors.namespace.name }}
    # Collectors in a namespace of their own
    - ports:
        {{- range $ports }}
        - port: {{ . }}
        {{- end }}
      from:
        {{- include "network.collectorPods" . | nindent 8 }}
    {{- end }}
    # Scrapers
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.metricsNamespaces "ports" (list "metrics" "health")) | nindent 4 }}
  {{- include "network.egress" (list . (or (not .Values.clickstack.enabled) .Values.migration.shadowWrite.enabled)) | nindent 2 }}
{{- end }}

{{- define "network.hyperdx" -}}
{{ include "network.head" (dict "root" . "app" "hyperdx" "component" "hyperdx") }}
  {{ include "network.types" . }}
  ingress:
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.uiNamespaces "ports" (list "http")) | nindent 4 }}
  {{- include "network.egress" (list . true) | nindent 2 }}
{{- end }}

{{- define "network.mongodb" -}}
{{ include "network.head" (dict "root" . "app" "hyperdx-mongodb" "component" "hyperdx") }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- include "network.pods" (list . "hyperdx" "hyperdx") | nindent 8 }}
        {{- include "network.pods" (list . "hyperdx-alerts" "hyperdx") | nindent 8 }}
      ports:
        - port: mongodb
  egress:
    {{- include "network.dns" . | nindent 4 }}
{{- end }}

{{- define "network.observer" -}}
{{- $outside := or (not .Values.clickstack.enabled) .Values.observer.clickstack.hosts (include "observer.usesOpenSearch" .) -}}
{{ include "network.head" (dict "root" . "app" "observer" "component" "observer") }}
  {{ include "network.types" . }}
  ingress:
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.observerNamespaces "ports" (list "http")) | nindent 4 }}
  {{- include "network.egress" (list . $outside) | nindent 2 }}
{{- end }}

{{- /*
A pod that does its work and ends: nobody calls it. What works on the cluster itself calls its API server, which is
in no namespace and at no address that the chart knows: its way out stays open.
Argument: (dict "root" $ "app" … "component" … "outside" true "callsApiServer" false).
*/}}
{{- define "network.job" -}}
{{ include "network.head" (omit . "outside" "callsApiServer") }}
  {{- if .callsApiServer }}
  policyTypes: [Ingress]
  ingress: []
  {{- else }}
  {{ include "network.types" .root }}
  ingress: []
  {{- include "network.egress" (list .root .outside) | nindent 2 }}
  {{- end }}
{{- end }}

{{- /* The collectors, in whatever namespace they run. */}}
{{- define "network.collectorPods" -}}
- podSelector:
    matchLabels:
      {{- include "plane.selectorLabels" (dict "root" . "app" "collectors" "component" "collectors") | nindent 6 }}
  namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ include "collectors.namespace" . }}
{{- end }}

{{- /* What collectors call stays open: the API server and the kubelet of each node are in no namespace. */}}
{{- define "network.collectors" -}}
{{- $labels := dict "root" . "app" "collectors" "component" "collectors" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "plane.name" (list . "collectors") }}
  namespace: {{ include "collectors.namespace" . }}
  labels:
    {{- include "plane.labels" $labels | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "plane.selectorLabels" $labels | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    {{- if .Values.collectors.receiver.enabled }}
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.otlpNamespaces "ports" (list "otlp-grpc" "otlp-http")) | nindent 4 }}
    {{- end }}
    # Scrapers
    {{- include "network.rule" (dict "root" . "namespaces" .Values.networkPolicy.metricsNamespaces "ports" (list "metrics")) | nindent 4 }}
{{- end }}
