{{- /* What the observer reads from its environment. An empty variable counts as unset there. */}}

{{- /* Non-empty when the observer reads from OpenSearch, first or to compare. */}}
{{- define "observer.usesOpenSearch" -}}
{{- if or .Values.observer.telemetry.dualRead (eq .Values.observer.telemetry.backend "opensearch") }}true{{ end -}}
{{- end }}

{{- define "observer.usesClickStack" -}}
{{- if eq .Values.observer.telemetry.backend "clickstack" }}true{{ end -}}
{{- end }}

{{- define "observer.database" -}}
{{- .Values.observer.clickstack.database | default .Values.clickstack.database -}}
{{- end }}

{{- define "observer.env" -}}
{{- $values := .Values.observer -}}
- name: PORT
  value: {{ $values.service.port | int64 | quote }}
- name: LOG_LEVEL
  value: {{ $values.logLevel | quote }}
- name: TELEMETRY_BACKEND
  value: {{ $values.telemetry.backend | quote }}
- name: TELEMETRY_DUAL_READ
  value: {{ $values.telemetry.dualRead | quote }}
- name: TELEMETRY_DUAL_SAMPLE_RATE
  value: {{ $values.telemetry.dualSampleRate | quote }}
- name: LOGGING_MAX_LOG_LIMIT
  value: {{ $values.limits.maxLogs | int64 | quote }}
- name: LOGGING_DEFAULT_LOG_LIMIT
  value: {{ $values.limits.defaultLogs | int64 | quote }}
- name: LOGGING_DEFAULT_BUILD_LOG_LIMIT
  value: {{ $values.limits.defaultBuildLogs | int64 | quote }}
- name: LOGGING_MAX_LOG_LINES_PER_FILE
  value: {{ $values.limits.maxLogLinesPerFile | int64 | quote }}
{{- if include "observer.usesClickStack" . }}
{{ include "observer.clickStackEnv" . }}
{{- end }}
{{- if .Values.hyperdx.signing.baseUrl }}
- name: HYPERDX_BASE_URL
  value: {{ .Values.hyperdx.signing.baseUrl | quote }}
- name: HYPERDX_TTL
  value: {{ .Values.hyperdx.signing.ttl | quote }}
{{- if or .Values.hyperdx.signing.key .Values.hyperdx.signing.existingSecret }}
{{ include "plane.secretEnv" (list "HYPERDX_SIGNING_KEY" (include "hyperdx.signingSecret" .) (include "hyperdx.signingSecretKey" .)) }}
{{- end }}
{{- end }}
{{- if include "observer.usesOpenSearch" . }}
{{ include "observer.openSearchEnv" . }}
{{- end }}
{{- end }}

{{- define "observer.clickStackEnv" -}}
{{- $values := .Values.observer.clickstack -}}
- name: CLICKSTACK_HOSTS
  {{- if $values.hosts }}
  value: {{ join "," $values.hosts | quote }}
  {{- else }}
  value: {{ printf "%s:%s" (include "clickstack.host" .) (include "clickstack.nativePort" .) | quote }}
  {{- end }}
- name: CLICKSTACK_DATABASE
  value: {{ include "observer.database" . | quote }}
- name: CLICKSTACK_USERNAME
  value: {{ .Values.clickstack.credentials.observer.username | quote }}
{{ include "plane.secretEnv" (list "CLICKSTACK_PASSWORD" (include "clickstack.credentialsSecret" .) "observer-password") }}
- name: CLICKSTACK_SECURE
  value: {{ ternary "true" "false" (eq (include "clickstack.secure" .) "true") | quote }}
{{- if include "clickstack.caSecret" . }}
- name: CLICKSTACK_CA_CERT
  value: /etc/clickstack/ca/ca.crt
{{- end }}
- name: CLICKSTACK_TIMEOUT
  value: {{ $values.timeout | quote }}
- name: CLICKSTACK_QUERY_TIMEOUT
  value: {{ $values.queryTimeout | quote }}
- name: CLICKSTACK_LOGS_TABLE
  value: {{ $values.logsTable | default (printf "%s.logs_mv" (include "observer.database" .)) | quote }}
- name: CLICKSTACK_TRACES_TABLE
  value: {{ $values.tracesTable | default (printf "%s.traces_mv" (include "observer.database" .)) | quote }}
- name: CLICKSTACK_MAX_OPEN_CONNS
  value: {{ $values.maxOpenConns | int64 | quote }}
- name: CLICKSTACK_MAX_IDLE_CONNS
  value: {{ $values.maxIdleConns | int64 | quote }}
- name: CLICKSTACK_CONN_MAX_LIFETIME
  value: {{ $values.connMaxLifetime | quote }}
- name: CLICKSTACK_COMPRESSION_METHOD
  value: {{ $values.compression | quote }}
{{- end }}

{{- define "observer.openSearchEnv" -}}
{{- $values := .Values.observer.openSearch -}}
{{- $secret := include "observer.openSearchSecret" . -}}
- name: OPENSEARCH_ADDRESS
  value: {{ $values.address | quote }}
{{ include "plane.secretEnv" (list "OPENSEARCH_USERNAME" $secret (ternary $values.usernameKey "username" (not (empty $values.existingSecret)))) }}
{{ include "plane.secretEnv" (list "OPENSEARCH_PASSWORD" $secret (ternary $values.passwordKey "password" (not (empty $values.existingSecret)))) }}
- name: OPENSEARCH_TIMEOUT
  value: {{ $values.timeout | quote }}
- name: OPENSEARCH_MAX_RETRIES
  value: {{ $values.maxRetries | int64 | quote }}
- name: OPENSEARCH_INDEX_PREFIX
  value: {{ $values.indexPrefix | quote }}
- name: OPENSEARCH_INDEX_PATTERN
  value: {{ $values.indexPattern | quote }}
- name: OPENSEARCH_LEGACY_PATTERN
  value: {{ $values.legacyPattern | quote }}
{{- if $values.caSecret }}
# The client has no TLS options of its own; Go's runtime reads this file.
- name: SSL_CERT_FILE
  value: /etc/opensearch/ca/ca.crt
{{- end }}
{{- end }}

{{- /* Tables that must exist before the observer starts; only those of this plane's own database can be awaited. */}}
{{- define "observer.tables" -}}
{{- $values := .Values.observer.clickstack -}}
{{- if and (include "observer.usesClickStack" .) (not $values.hosts) (eq (include "observer.database" .) .Values.clickstack.database) -}}
{{- $tables := list -}}
{{- if not $values.logsTable }}{{ $tables = append $tables "logs_mv" }}{{ end -}}
{{- if not $values.tracesTable }}{{ $tables = append $tables "traces_mv" }}{{ end -}}
{{- join " " $tables -}}
{{- end -}}
{{- end }}
