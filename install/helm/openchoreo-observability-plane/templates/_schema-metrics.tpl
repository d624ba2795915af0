{{- /* Columns that all five kinds of metrics share, in the order of the exporter. */}}
{{- define "schema.metricColumns" -}}
ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
ResourceSchemaUrl String CODEC(ZSTD(1)),
ScopeName String CODEC(ZSTD(1)),
ScopeVersion String CODEC(ZSTD(1)),
ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1)),
ScopeSchemaUrl String CODEC(ZSTD(1)),
ServiceName LowCardinality(String) CODEC(ZSTD(1)),
MetricName LowCardinality(String) CODEC(ZSTD(1)),
MetricDescription String CODEC(ZSTD(1)),
MetricUnit String CODEC(ZSTD(1)),
Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
StartTimeUnix DateTime CODEC(Delta, ZSTD(1)),
TimeUnix DateTime CODEC(Delta, ZSTD(1)),
Flags UInt32 CODEC(ZSTD(1)),
{{- end }}

{{- define "schema.metricIndexes" -}}
INDEX idx_resource_key mapKeys(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_resource_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_scope_key mapKeys(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_scope_value mapValues(ScopeAttributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_attribute_key mapKeys(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_attribute_value mapValues(Attributes) TYPE bloom_filter(0.01) GRANULARITY 1,
INDEX idx_time TimeUnix TYPE minmax GRANULARITY 1
{{- end }}

{{- define "schema.exemplars" -}}
Exemplars Nested(FilteredAttributes Map(LowCardinality(String), String), TimeUnix DateTime, Value Float64, SpanId String, TraceId String) CODEC(ZSTD(1)),
{{- end }}

{{- /* One table of metrics. Argument: (dict "root" $ "name" "gauge" "columns" "<SQL>"). */}}
{{- define "schema.metricTable" -}}
{{- $table := printf "otel_metrics_%s" .name -}}
CREATE TABLE IF NOT EXISTS {{ .root.Values.clickstack.database }}.{{ $table }}{{ include "schema.onCluster" .root }}
(
    {{- include "schema.metricColumns" . | nindent 4 }}
    {{- .columns | trim | nindent 4 }}
    {{- include "schema.metricIndexes" . | nindent 4 }}
)
ENGINE = {{ include "schema.engine" (list .root $table) }}
PARTITION BY toDate(TimeUnix)
ORDER BY (ServiceName, MetricName, toStartOfHour(TimeUnix), cityHash64(Attributes), TimeUnix)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;
{{- end }}

{{- define "schema.gaugeColumns" -}}
Value Float64 CODEC(ZSTD(1)),
{{ include "schema.exemplars" . }}
{{- end }}

{{- define "schema.sumColumns" -}}
Value Float64 CODEC(ZSTD(1)),
AggregationTemporality Int32 CODEC(ZSTD(1)),
IsMonotonic Bool CODEC(Delta(1), ZSTD(1)),
{{ include "schema.exemplars" . }}
{{- end }}

{{- define "schema.histogramColumns" -}}
Count UInt64 CODEC(Delta, ZSTD(1)),
Sum Float64 CODEC(ZSTD(1)),
BucketCounts Array(UInt64) CODEC(ZSTD(1)),
ExplicitBounds Array(Float64) CODEC(ZSTD(1)),
Min Float64 CODEC(ZSTD(1)),
Max Float64 CODEC(ZSTD(1)),
AggregationTemporality Int32 CODEC(ZSTD(1)),
{{ include "schema.exemplars" . }}
{{- end }}

{{- define "schema.exponentialHistogramColumns" -}}
Count UInt64 CODEC(Delta, ZSTD(1)),
Sum Float64 CODEC(ZSTD(1)),
Scale Int32 CODEC(ZSTD(1)),
ZeroCount UInt64 CODEC(ZSTD(1)),
PositiveOffset Int32 CODEC(ZSTD(1)),
PositiveBucketCounts Array(UInt64) CODEC(ZSTD(1)),
NegativeOffset Int32 CODEC(ZSTD(1)),
NegativeBucketCounts Array(UInt64) CODEC(ZSTD(1)),
Min Float64 CODEC(ZSTD(1)),
Max Float64 CODEC(ZSTD(1)),
AggregationTemporality Int32 CODEC(ZSTD(1)),
{{ include "schema.exemplars" . }}
{{- end }}

{{- define "schema.summaryColumns" -}}
Count UInt64 CODEC(Delta, ZSTD(1)),
Sum Float64 CODEC(ZSTD(1)),
ValueAtQuantiles Nested(Quantile Float64, Value Float64) CODEC(ZSTD(1)),
{{- end }}

{{- define "schema.metrics" -}}
-- Metrics, one table for each kind
{{ include "schema.metricTable" (dict "root" . "name" "gauge" "columns" (include "schema.gaugeColumns" .)) }}

{{ include "schema.metricTable" (dict "root" . "name" "sum" "columns" (include "schema.sumColumns" .)) }}

{{ include "schema.metricTable" (dict "root" . "name" "histogram" "columns" (include "schema.histogramColumns" .)) }}

{{ include "schema.metricTable" (dict "root" . "name" "exponential_histogram" "columns" (include "schema.exponentialHistogramColumns" .)) }}

{{ include "schema.metricTable" (dict "root" . "name" "summary" "columns" (include "schema.summaryColumns" .)) }}
{{- end }}
