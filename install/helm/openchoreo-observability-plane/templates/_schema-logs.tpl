{{- /* Columns that the exporter writes for a log record, without those of one table only. */}}
{{- define "schema.logColumns" -}}
Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
TraceId String CODEC(ZSTD(1)),
SpanId String CODEC(ZSTD(1)),
TraceFlags UInt8,
SeverityText LowCardinality(String) CODEC(ZSTD(1)),
SeverityNumber UInt8,
ServiceName LowCardinality(String) CODEC(ZSTD(1)),
Body String CODEC(ZSTD(1)),
ResourceSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
ScopeSchemaUrl LowCardinality(String) CODEC(ZSTD(1)),
ScopeName String CODEC(ZSTD(1)),
ScopeVersion LowCardinality(String) CODEC(ZSTD(1)),
ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
LogAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
INDEX idx_resource_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_resource_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_scope_key mapKeys(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_scope_value mapValues(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_log_key mapKeys(LogAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_log_value mapValues(LogAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_body lower(Body) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 8
{{- end }}

{{- /*
Logs and browser sessions. TimestampTime is what tools made for older exporters sort by; as an alias it
costs nothing. The materialized columns spare HyperDX reading whole maps.
*/}}
{{- define "schema.logs" -}}
{{- $db := .Values.clickstack.database -}}
{{- $cluster := include "schema.onCluster" . -}}
-- Logs, as the collector's ClickHouse exporter writes them
CREATE TABLE IF NOT EXISTS {{ $db }}.otel_logs{{ $cluster }}
(
    {{- include "schema.logColumns" . | nindent 4 }},
    EventName String CODEC(ZSTD(1)),
    TimestampTime DateTime ALIAS toDateTime(Timestamp),
    {{- range list "k8s.cluster.name" "k8s.container.name" "k8s.deployment.name" "k8s.namespace.name" "k8s.node.name" "k8s.pod.name" "k8s.pod.uid" "deployment.environment.name" }}
    `__otel_materialized_{{ . }}` LowCardinality(String) MATERIALIZED ResourceAttributes['{{ . }}'] CODEC(ZSTD(1)),
    {{- end }}
    INDEX idx_severity SeverityNumber TYPE minmax GRANULARITY 1
)
ENGINE = {{ include "schema.engine" (list . "otel_logs") }}
PARTITION BY toDate(Timestamp)
ORDER BY (toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;

-- A table that an older exporter created has no EventName
ALTER TABLE {{ $db }}.otel_logs{{ $cluster }} ADD COLUMN IF NOT EXISTS EventName String CODEC(ZSTD(1));

-- Browser sessions: log records with an attribute rr-web.event
CREATE TABLE IF NOT EXISTS {{ $db }}.hyperdx_sessions{{ $cluster }}
(
    {{- include "schema.logColumns" . | nindent 4 }},
    TimestampTime DateTime DEFAULT toDateTime(Timestamp)
)
ENGINE = {{ include "schema.engine" (list . "hyperdx_sessions") }}
PARTITION BY toDate(TimestampTime)
ORDER BY (ServiceName, TimestampTime, Timestamp)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;
{{- end }}
