{{- /* What HyperDX is told about this plane. It applies connections and sources once, when the first user registers. */}}

{{- /* This plane's ClickHouse as HyperDX connects to it: by HTTP only. Argument: (dict "root" $ "password" "…"). */}}
{{- define "hyperdx.connection" -}}
{{- dict
  "name" .root.Values.hyperdx.provision.connectionName
  "host" (include "clickstack.httpUrl" .root)
  "username" .root.Values.clickstack.credentials.ui.username
  "password" .password | toJson -}}
{{- end }}

{{- /* DEFAULT_CONNECTIONS: this plane's connection, then further ones. Same argument. */}}
{{- define "hyperdx.connections" -}}
[{{ include "hyperdx.connection" . }}{{ include "hyperdx.furtherConnections" .root }}]
{{- end }}

{{- /* Further connections as the tail of a JSON list, each with a comma before it. */}}
{{- define "hyperdx.furtherConnections" -}}
{{- range .Values.hyperdx.provision.extraConnections -}}
,{{ toJson . }}
{{- end -}}
{{- end }}

{{- /* The Secret with further connections; needed when the ClickHouse passwords come from an existing Secret. */}}
{{- define "hyperdx.needsConnectionsSecret" -}}
{{- if and .Values.hyperdx.enabled .Values.hyperdx.provision.enabled .Values.clickstack.credentials.existingSecret .Values.hyperdx.provision.extraConnections (not .Values.hyperdx.provision.existingSecret) }}true{{ end -}}
{{- end }}

{{- /* DEFAULT_SOURCES without the user's own: where each signal is and which column says what. */}}
{{- define "hyperdx.sources" -}}
{{- $connection := .Values.hyperdx.provision.connectionName -}}
{{- $db := .Values.clickstack.database -}}
- name: Logs
  kind: log
  connection: {{ $connection | quote }}
  from:
    databaseName: {{ $db }}
    tableName: otel_logs
  timestampValueExpression: Timestamp
  displayedTimestampValueExpression: Timestamp
  defaultTableSelectExpression: Timestamp, ServiceName, SeverityText, Body
  implicitColumnExpression: Body
  bodyExpression: Body
  severityTextExpression: SeverityText
  serviceNameExpression: ServiceName
  eventAttributesExpression: LogAttributes
  resourceAttributesExpression: ResourceAttributes
  traceIdExpression: TraceId
  spanIdExpression: SpanId
  traceSourceId: Traces
  metricSourceId: Metrics
  {{- if .Values.gateway.sessions.enabled }}
  sessionSourceId: Sessions
  {{- end }}
- name: Traces
  kind: trace
  connection: {{ $connection | quote }}
  from:
    databaseName: {{ $db }}
    tableName: otel_traces
  timestampValueExpression: Timestamp
  defaultTableSelectExpression: Timestamp, ServiceName, StatusCode, round(Duration / 1e6), SpanName
  implicitColumnExpression: SpanName
  durationExpression: Duration
  durationPrecision: 9
  traceIdExpression: TraceId
  spanIdExpression: SpanId
  parentSpanIdExpression: ParentSpanId
  spanNameExpression: SpanName
  spanKindExpression: SpanKind
  statusCodeExpression: StatusCode
  statusMessageExpression: StatusMessage
  serviceNameExpression: ServiceName
  eventAttributesExpression: SpanAttributes
  resourceAttributesExpression: ResourceAttributes
  logSourceId: Logs
  metricSourceId: Metrics
  {{- if .Values.gateway.sessions.enabled }}
  sessionSourceId: Sessions
  {{- end }}
- name: Metrics
  kind: metric
  connection: {{ $connection | quote }}
  from:
    databaseName: {{ $db }}
    tableName: ""
  metricTables:
    gauge: otel_metrics_gauge
    sum: otel_metrics_sum
    histogram: otel_metrics_histogram
    exponential histogram: otel_metrics_exponential_histogram
    summary: otel_metrics_summary
  timestampValueExpression: TimeUnix
  resourceAttributesExpression: ResourceAttributes
  logSourceId: Logs
{{- if .Values.gateway.sessions.enabled }}
- name: Sessions
  kind: session
  connection: {{ $connection | quote }}
  from:
    databaseName: {{ $db }}
    tableName: hyperdx_sessions
  timestampValueExpression: TimestampTime
  resourceAttributesExpression: ResourceAttributes
  traceSourceId: Traces
{{- end }}
{{- end }}

{{- /* Environment that the HyperDX Deployment and its CronJob share. */}}
{{- define "hyperdx.env" -}}
{{- $values := .Values.hyperdx -}}
{{- $port := $values.service.port | int64 -}}
- name: HYPERDX_APP_PORT
  value: {{ $port | quote }}
- name: HYPERDX_API_PORT
  value: "8000"
- name: HYPERDX_OPAMP_PORT
  value: "4320"
- name: FRONTEND_URL
  value: {{ $values.frontendUrl | quote }}
- name: HYPERDX_LOG_LEVEL
  value: {{ $values.logLevel | quote }}
- name: USAGE_STATS_ENABLED
  value: {{ $values.usageStats | quote }}
- name: OTEL_SERVICE_NAME
  value: hyperdx
{{- if and .Values.gateway.enabled .Values.gateway.receivers.http.enabled (not .Values.gateway.tls.enabled) (not .Values.gateway.auth.enabled) }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ printf "http://%s:%d" (include "plane.serviceHost" (list . "otlp-gateway")) (.Values.gateway.service.otlpHttpPort | int64) | quote }}
{{- end }}
{{ include "plane.secretEnv" (list "HYPERDX_API_KEY" (include "hyperdx.secret" .) "api-key") }}
# Without its own secret HyperDX signs sessions with a constant that everyone knows.
{{ include "plane.secretEnv" (list "EXPRESS_SESSION_SECRET" (include "hyperdx.secret" .) "session-secret") }}
{{ include "hyperdx.mongoEnv" . }}
- name: RUN_SCHEDULED_TASKS_EXTERNALLY
  value: {{ $values.scheduledTasks.external | quote }}
{{- if include "clickstack.caSecret" . }}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/clickstack/ca/ca.crt
{{- end }}
{{- if $values.provision.enabled }}
- name: DEFAULT_SOURCES
  valueFrom:
    configMapKeyRef:
      name: {{ include "plane.name" (list . "hyperdx") }}
      key: sources.json
{{ include "hyperdx.connectionsEnv" . }}
{{- end }}
{{- end }}

{{- /*
DEFAULT_CONNECTIONS holds a password. The chart's own Secret has it ready; with an existing Secret the
kubelet puts the password into the text, which works for passwords without quotes and backslashes.
*/}}
{{- define "hyperdx.connectionsEnv" -}}
{{- $provision := .Values.hyperdx.provision -}}
{{- if $provision.existingSecret -}}
{{ include "plane.secretEnv" (list "DEFAULT_CONNECTIONS" $provision.existingSecret $provision.existingSecretKey) }}
{{- else if not .Values.clickstack.credentials.existingSecret -}}
{{ include "plane.secretEnv" (list "DEFAULT_CONNECTIONS" (include "clickstack.credentialsSecret" .) "hyperdx-connections") }}
{{- else -}}
{{ include "plane.secretEnv" (list "CLICKSTACK_UI_PASSWORD" (include "clickstack.credentialsSecret" .) "ui-password") }}
{{- $further := "" }}
{{- if include "hyperdx.needsConnectionsSecret" . }}
{{- $further = "$(FURTHER_CONNECTIONS)" }}
{{ include "plane.secretEnv" (list "FURTHER_CONNECTIONS" (include "plane.name" (list . "hyperdx-connections")) "further") }}
{{- end }}
- name: DEFAULT_CONNECTIONS
  value: {{ printf "[%s%s]" (include "hyperdx.connection" (dict "root" . "password" "$(CLICKSTACK_UI_PASSWORD)")) $further | quote }}
{{- end -}}
{{- end }}

{{- /* Host and options of the plane's own MongoDB, behind user and password. */}}
{{- define "hyperdx.mongoAddress" -}}
{{- $mongodb := .Values.hyperdx.mongodb -}}
{{ include "plane.serviceHost" (list . "hyperdx-mongodb") }}:{{ $mongodb.service.port | int64 }}/{{ $mongodb.connection.database }}
{{- $options := list -}}
{{- if $mongodb.auth.enabled }}{{ $options = append $options "authSource=admin" }}{{ end -}}
{{- if $mongodb.tls.enabled }}{{ $options = append $options "tls=true&tlsCAFile=/etc/mongodb/ca/ca.crt" }}{{ end -}}
{{- with $mongodb.connection.params }}{{ $options = append $options (trimPrefix "?" .) }}{{ end -}}
{{- with $options }}?{{ join "&" . }}{{ end }}
{{- end }}

{{- /* The URI of an existing MongoDB; a private authority is named in it unless the URI names one itself. */}}
{{- define "hyperdx.externalMongoUri" -}}
{{- $connection := .Values.hyperdx.mongodb.connection -}}
{{- $uri := $connection.externalUri -}}
{{- $uri -}}
{{- if and $connection.caSecret (not (contains "tlsCAFile=" $uri)) -}}
{{- /* Options follow a slash even where no database is named. */ -}}
{{- if contains "?" $uri }}&{{ else if contains "/" (regexReplaceAll "^[a-z+]+://" $uri "") }}?{{ else }}/?{{ end -}}
tls=true&tlsCAFile=/etc/mongodb/ca/ca.crt
{{- end -}}
{{- end }}

{{- /* Name of the Secret whose ca.crt signs MongoDB's certificate; empty when none is needed. */}}
{{- define "hyperdx.mongoCaSecret" -}}
{{- $mongodb := .Values.hyperdx.mongodb -}}
{{- if not $mongodb.enabled }}{{ $mongodb.connection.caSecret }}
{{- else if $mongodb.tls.enabled }}{{ include "plane.tlsSecret" (list . "hyperdx-mongodb-tls" $mongodb.tls.secretName) }}
{{- end -}}
{{- end }}

{{- define "hyperdx.mongoCaMount" -}}
{{- if include "hyperdx.mongoCaSecret" . }}
- name: mongodb-ca
  mountPath: /etc/mongodb/ca
  readOnly: true
{{- end }}
{{- end }}

{{- /* Volumes with the authorities that HyperDX trusts: of ClickHouse and of MongoDB. */}}
{{- define "hyperdx.caVolumes" -}}
{{- include "clickstack.caVolume" . }}
{{- with include "hyperdx.mongoCaSecret" . }}
- name: mongodb-ca
  secret:
    secretName: {{ . }}
    items:
      - key: ca.crt
        path: ca.crt
{{- end }}
{{- end }}

{{- /* MONGO_URI: the plane's own MongoDB, an existing Secret, or an external URI kept in the chart's Secret. */}}
{{- define "hyperdx.mongoEnv" -}}
{{- $mongodb := .Values.hyperdx.mongodb -}}
{{- $name := include "plane.name" (list . "hyperdx-mongodb") -}}
{{- if not $mongodb.enabled -}}
{{- if $mongodb.connection.existingSecret -}}
{{ include "plane.secretEnv" (list "MONGO_URI" $mongodb.connection.existingSecret $mongodb.connection.key) }}
{{- else -}}
{{ include "plane.secretEnv" (list "MONGO_URI" $name "uri") }}
{{- end -}}
{{- else if not $mongodb.auth.enabled -}}
- name: MONGO_URI
  value: {{ printf "mongodb://%s" (include "hyperdx.mongoAddress" .) | quote }}
{{- else if $mongodb.auth.existingSecret -}}
# The kubelet puts user and password into the URI, so they must need no escaping in one.
{{ include "plane.secretEnv" (list "MONGO_USERNAME" $mongodb.auth.existingSecret $mongodb.auth.usernameKey) }}
{{ include "plane.secretEnv" (list "MONGO_PASSWORD" $mongodb.auth.existingSecret $mongodb.auth.passwordKey) }}
- name: MONGO_URI
  value: {{ printf "mongodb://$(MONGO_USERNAME):$(MONGO_PASSWORD)@%s" (include "hyperdx.mongoAddress" .) | quote }}
{{- else -}}
{{ include "plane.secretEnv" (list "MONGO_URI" $name "uri") }}
{{- end -}}
{{- end }}
