{{- /*
Network policies. They restrict who may reach a component; what gateway, HyperDX and observer call is left
open, because alerts, sign-in and external stores lie anywhere. ClickHouse and MongoDB, which hold the data,
may call only each other and the DNS. Health checks of the kubelet are allowed by every network.
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

{{- /* Sources of a rule: the given namespaces, else any namespace. */}}
{{- define "network.namespaces" -}}
- namespaceSelector:
    {{- if . }}
    matchExpressions:
      - key: kubernetes.io/metadata.name
        operator: In
        values:
          {{- toYaml . | nindent 10 }}
    {{- else }} {}
    {{- end }}
{{- end }}

{{- /* DNS anywhere: a cache on the node is no pod of any namespace. */}}
{{- define "network.dns" -}}
- ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}

{{- define "network.clickstack" -}}
{{- $tls := .Values.clickstack.tls.enabled -}}
{{ include "network.head" (dict "root" . "app" "clickstack" "component" "clickstack") }}
  policyTypes: [Ingress, Egress]
  ingress:
    - from:
        {{- include "network.pods" (list . "clickstack-init" "clickstack") | nindent 8 }}
        {{- include "network.pods" (list . "otlp-gateway" "gateway") | nindent 8 }}
        {{- include "network.pods" (list . "hyperdx" "hyperdx") | nindent 8 }}
        {{- include "network.pods" (list . "hyperdx-alerts" "hyperdx") | nindent 8 }}
        {{- include "network.pods" (list . "observer" "observer") | nindent 8 }}
        {{- if .Values.migration.validation.enabled }}
        {{- include "network.pods" (list . "migration-validation" "migration") | nindent 8 }}
        {{- end }}
      ports:
        - port: {{ ternary "native-tls" "native" $tls }}
        - port: {{ ternary "https" "http" $tls }}
    # Scrapers
    - from:
        - namespaceSelector: {}
      ports:
        - port: metrics
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
{{ include "network.head" (dict "root" . "app" "otlp-gateway" "component" "gateway" "extra" .Values.gateway.extraLabels) }}
  policyTypes: [Ingress]
  ingress:
    - from:
        {{- include "network.namespaces" .Values.networkPolicy.otlpNamespaces | nindent 8 }}
        {{- if .Values.networkPolicy.otlpNamespaces }}
        {{- include "network.pods" (list . "hyperdx" "hyperdx") | nindent 8 }}
        {{- if and .Values.collectors.enabled (include "collectors.ownGateway" .) }}
        {{- include "network.collectorPods" . | nindent 8 }}
        {{- end }}
        {{- end }}
      ports:
        {{- if .Values.gateway.receivers.grpc.enabled }}
        - port: otlp-grpc
        {{- end }}
        {{- if .Values.gateway.receivers.http.enabled }}
        - port: otlp-http
        {{- end }}
    # Scrapers
    - from:
        - namespaceSelector: {}
      ports:
        - port: metrics
{{- end }}

{{- define "network.hyperdx" -}}
{{ include "network.head" (dict "root" . "app" "hyperdx" "component" "hyperdx") }}
  policyTypes: [Ingress]
  ingress:
    - from:
        {{- include "network.namespaces" .Values.networkPolicy.uiNamespaces | nindent 8 }}
      ports:
        - port: http
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
{{ include "network.head" (dict "root" . "app" "observer" "component" "observer") }}
  policyTypes: [Ingress]
  ingress:
    - from:
        {{- include "network.namespaces" .Values.networkPolicy.observerNamespaces | nindent 8 }}
      ports:
        - port: http
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

{{- define "network.collectors" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "plane.name" (list . "collectors") }}
  namespace: {{ include "collectors.namespace" . }}
  labels:
    {{- include "plane.labels" (dict "root" . "app" "collectors" "component" "collectors") | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "plane.selectorLabels" (dict "root" . "app" "collectors" "component" "collectors") | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    {{- if .Values.collectors.receiver.enabled }}
    - from:
        {{- include "network.namespaces" .Values.networkPolicy.otlpNamespaces | nindent 8 }}
      ports:
        - port: otlp-grpc
        - port: otlp-http
    {{- end }}
    # Scrapers
    - from:
        - namespaceSelector: {}
      ports:
        - port: metrics
{{- end }}
