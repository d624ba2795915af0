{{- /*
The collector's configuration. gateway.config is merged over the generated one: maps deeply, lists as a
whole. Without it the generated text stays as written here, so that a value changes its own lines only.
*/}}
{{- define "gateway.config" -}}
{{- if .Values.gateway.config -}}
{{- $generated := include "gateway.generatedConfig" . | fromYaml -}}
{{- mergeOverwrite (deepCopy $generated) (deepCopy .Values.gateway.config) | toYaml -}}
{{- else -}}
{{- include "gateway.generatedConfig" . -}}
{{- end -}}
{{- end }}

{{- define "gateway.generatedConfig" -}}
{{- $values := .Values.gateway -}}
extensions:
  health_check:
    endpoint: 0.0.0.0:13133
  {{- if $values.auth.enabled }}
  bearertokenauth:
    scheme: Bearer
    token: ${env:OTLP_TOKEN}
  {{- end }}
receivers:
  otlp:
    protocols:
      {{- if $values.receivers.grpc.enabled }}
      grpc:
        # Receivers listen on localhost only unless told otherwise.
        endpoint: 0.0.0.0:4317
        max_recv_msg_size_mib: {{ max 1 (div (include "plane.bytes" $values.receivers.grpc.maxMessageSize | int64) 1048576) }}
        {{- with include "gateway.receiverSecurity" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
      {{- end }}
      {{- if $values.receivers.http.enabled }}
      http:
        endpoint: 0.0.0.0:4318
        max_request_body_size: {{ include "plane.bytes" $values.receivers.http.maxBodySize }}
        {{- with include "gateway.receiverSecurity" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- if $values.cors.allowedOrigins }}
        cors:
          allowed_origins:
            {{- toYaml $values.cors.allowedOrigins | nindent 12 }}
          {{- with $values.cors.allowedHeaders }}
          allowed_headers:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          max_age: {{ include "plane.seconds" $values.cors.maxAge }}
        {{- end }}
      {{- end }}
processors:
  memory_limiter:
    check_interval: {{ $values.memoryLimiter.checkInterval }}
    limit_percentage: {{ $values.memoryLimiter.limitPercentage | int64 }}
    spike_limit_percentage: {{ $values.memoryLimiter.spikeLimitPercentage | int64 }}
  {{- if not $values.queue.enabled }}
  # Without a queue the exporter cannot batch.
  batch:
    send_batch_size: {{ $values.batch.minSize | int64 }}
    send_batch_max_size: {{ $values.batch.maxSize | int64 }}
    timeout: {{ $values.batch.flushTimeout }}
  {{- end }}
exporters:
  clickhouse:
    {{- include "gateway.exporter" (dict "root" . "logsTable" "otel_logs") | nindent 4 }}
  {{- if $values.sessions.enabled }}
  clickhouse/sessions:
    {{- include "gateway.exporter" (dict "root" . "logsTable" "hyperdx_sessions") | nindent 4 }}
  {{- end }}
{{- if $values.sessions.enabled }}
connectors:
  # HyperDX keeps what its browser library records of a session apart from the logs.
  routing/sessions:
    default_pipelines: [logs/store]
    error_mode: ignore
    table:
      - context: log
        condition: attributes["rr-web.event"] != nil
        pipelines: [logs/sessions]
{{- end }}
service:
  extensions: [health_check{{ if $values.auth.enabled }}, bearertokenauth{{ end }}]
  telemetry:
    logs:
      level: {{ $values.logLevel }}
      encoding: json
    metrics:
      readers:
        - pull:
            exporter:
              prometheus:
                host: 0.0.0.0
                port: 8888
                # The names that alerts and dashboards use, whatever a version makes of units and types.
                without_type_suffix: true
                without_units: true
                without_scope_info: true
  pipelines:
    {{- $processors := ternary "[memory_limiter]" "[memory_limiter, batch]" $values.queue.enabled }}
    traces:
      receivers: [otlp]
      processors: {{ $processors }}
      exporters: [clickhouse]
    metrics:
      receivers: [otlp]
      processors: {{ $processors }}
      exporters: [clickhouse]
    {{- if $values.sessions.enabled }}
    logs:
      receivers: [otlp]
      processors: {{ $processors }}
      exporters: [routing/sessions]
    logs/store:
      receivers: [routing/sessions]
      exporters: [clickhouse]
    logs/sessions:
      receivers: [routing/sessions]
      exporters: [clickhouse/sessions]
    {{- else }}
    logs:
      receivers: [otlp]
      processors: {{ $processors }}
      exporters: [clickhouse]
    {{- end }}
{{- end }}

{{- /* TLS and token of a receiver's protocol; empty without either. */}}
{{- define "gateway.receiverSecurity" -}}
{{- $values := .Values.gateway -}}
{{- if $values.tls.enabled }}
tls:
  cert_file: /etc/otelcol/tls/tls.crt
  key_file: /etc/otelcol/tls/tls.key
  # A renewed certificate is taken up without a restart.
  reload_interval: 10m
  {{- if $values.tls.clientCA }}
  client_ca_file: /etc/otelcol/tls/ca.crt
  {{- end }}
{{- end }}
{{- if $values.auth.enabled }}
auth:
  authenticator: bearertokenauth
{{- end }}
{{- end }}

{{- /* One exporter to ClickHouse. Argument: (dict "root" $ "logsTable" "otel_logs"). */}}
{{- define "gateway.exporter" -}}
{{- $values := .root.Values.gateway -}}
endpoint: tcp://{{ include "clickstack.host" .root }}:{{ include "clickstack.nativePort" .root }}{{ if include "clickstack.secure" .root }}?secure=true{{ end }}
username: ${env:CLICKSTACK_USERNAME}
password: ${env:CLICKSTACK_PASSWORD}
database: {{ .root.Values.clickstack.database }}
{{- if include "clickstack.caSecret" .root }}
tls:
  ca_file: /etc/clickstack/ca/ca.crt
{{- end }}
# The init Job makes the tables, with replication and retention.
create_schema: false
logs_table_name: {{ .logsTable }}
traces_table_name: otel_traces
metrics_tables:
  gauge:
    name: otel_metrics_gauge
  sum:
    name: otel_metrics_sum
  histogram:
    name: otel_metrics_histogram
  exponential_histogram:
    name: otel_metrics_exponential_histogram
  summary:
    name: otel_metrics_summary
compress: {{ $values.exporter.compression }}
async_insert: {{ $values.exporter.asyncInsert }}
timeout: {{ $values.exporter.timeout }}
retry_on_failure:
  enabled: {{ $values.retry.enabled }}
  initial_interval: {{ $values.retry.initialInterval }}
  max_interval: {{ $values.retry.maxInterval }}
  max_elapsed_time: {{ $values.retry.maxElapsedTime }}
sending_queue:
  enabled: {{ $values.queue.enabled }}
  {{- if $values.queue.enabled }}
  sizer: items
  queue_size: {{ $values.queue.size | int64 }}
  num_consumers: {{ $values.queue.consumers | int64 }}
  block_on_overflow: {{ $values.queue.blockOnOverflow }}
  batch:
    min_size: {{ $values.batch.minSize | int64 }}
    max_size: {{ $values.batch.maxSize | int64 }}
    flush_timeout: {{ $values.batch.flushTimeout }}
  {{- end }}
{{- end }}

{{- /* The tables that the exporters write to. */}}
{{- define "gateway.tables" -}}
otel_logs otel_traces otel_metrics_gauge otel_metrics_sum otel_metrics_histogram otel_metrics_exponential_histogram otel_metrics_summary
{{- if .Values.gateway.sessions.enabled }} hyperdx_sessions{{ end }}
{{- end }}
