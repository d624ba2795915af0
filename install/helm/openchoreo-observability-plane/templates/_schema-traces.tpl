{{- /* Spans, the time range of each trace, and the view that the observer reads. */}}
{{- define "schema.traces" -}}
{{- $db := .Values.clickstack.database -}}
{{- $cluster := include "schema.onCluster" . -}}
-- Traces, as the collector's ClickHouse exporter writes them
CREATE TABLE IF NOT EXISTS {{ $db }}.otel_traces{{ $cluster }}
(
    Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    TraceId String CODEC(ZSTD(1)),
    SpanId String CODEC(ZSTD(1)),
    ParentSpanId String CODEC(ZSTD(1)),
    TraceState String CODEC(ZSTD(1)),
    SpanName LowCardinality(String) CODEC(ZSTD(1)),
    SpanKind LowCardinality(String) CODEC(ZSTD(1)),
    ServiceName LowCardinality(String) CODEC(ZSTD(1)),
    ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    ScopeName String CODEC(ZSTD(1)),
    ScopeVersion String CODEC(ZSTD(1)),
    SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
    Duration UInt64 CODEC(ZSTD(1)),
    StatusCode LowCardinality(String) CODEC(ZSTD(1)),
    StatusMessage String CODEC(ZSTD(1)),
    Events Nested(Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    Links Nested(TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX idx_resource_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_resource_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_span_key mapKeys(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_span_value mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX idx_span_name lower(SpanName) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 8,
    INDEX idx_duration Duration TYPE minmax GRANULARITY 1
)
ENGINE = {{ include "schema.engine" (list . "otel_traces") }}
PARTITION BY toDate(Timestamp)
ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;

-- Time range of each trace, so that a look-up by id reads few partitions
CREATE TABLE IF NOT EXISTS {{ $db }}.otel_traces_trace_id_ts{{ $cluster }}
(
    TraceId String CODEC(ZSTD(1)),
    Start DateTime CODEC(Delta, ZSTD(1)),
    End DateTime CODEC(Delta, ZSTD(1)),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = {{ include "schema.engine" (list . "otel_traces_trace_id_ts") }}
PARTITION BY toDate(Start)
ORDER BY (TraceId, Start)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{ $db }}.otel_traces_trace_id_ts_mv{{ $cluster }} TO {{ $db }}.otel_traces_trace_id_ts AS
SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End
FROM {{ $db }}.otel_traces
WHERE TraceId != ''
GROUP BY TraceId;

-- Spans under the names that the observer asks for
CREATE OR REPLACE VIEW {{ $db }}.traces_mv{{ $cluster }} AS
SELECT
    Timestamp AS start_time,
    fromUnixTimestamp64Nano(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration)) AS end_time,
    SpanName AS span_name,
    SpanId AS span_id,
    TraceId AS trace_id,
    toInt64(Duration) AS duration_in_nanos,
    ServiceName AS service_name
FROM {{ $db }}.otel_traces;
{{- end }}
