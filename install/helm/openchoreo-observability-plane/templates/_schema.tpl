{{- /*
The tables of the plane. Every statement can be repeated: the init Job runs all of them again whenever the
schema, the retention or the number of servers changes.

One server keeps plain MergeTree tables. Several create Replicated tables ON CLUSTER with paths that name
database and table: with the default path, which holds a fresh UUID per statement, a server that joins
later would create a table apart from the others.
*/}}

{{- define "schema.onCluster" -}}
{{- if include "clickstack.replicated" . }} ON CLUSTER clickstack{{ end -}}
{{- end }}

{{- /* Engine of a table. Argument: (list $ "otel_logs"). */}}
{{- define "schema.engine" -}}
{{- $root := index . 0 -}}
{{- if include "clickstack.replicated" $root -}}
ReplicatedMergeTree('/clickhouse/tables/{shard}/{{ $root.Values.clickstack.database }}/{{ index . 1 }}', '{replica}')
{{- else -}}
MergeTree
{{- end -}}
{{- end }}

{{- /* An interval of SQL for a retention. */}}
{{- define "schema.interval" -}}
{{- $seconds := include "plane.seconds" . | int64 -}}
{{- if eq (mod $seconds 3600) 0 }}toIntervalHour({{ div $seconds 3600 }}){{ else }}toIntervalSecond({{ $seconds }}){{ end -}}
{{- end }}

{{- /* Retention of every table and the column it counts from: name, column, key of clickstack.retention. */}}
{{- define "schema.tables" -}}
- {name: otel_logs, column: Timestamp, signal: logs}
- {name: logs_mv, column: timestamp, signal: logs}
- {name: otel_traces, column: Timestamp, signal: traces}
- {name: otel_traces_trace_id_ts, column: Start, signal: traces}
- {name: otel_metrics_gauge, column: TimeUnix, signal: metrics}
- {name: otel_metrics_sum, column: TimeUnix, signal: metrics}
- {name: otel_metrics_histogram, column: TimeUnix, signal: metrics}
- {name: otel_metrics_exponential_histogram, column: TimeUnix, signal: metrics}
- {name: otel_metrics_summary, column: TimeUnix, signal: metrics}
- {name: hyperdx_sessions, column: Timestamp, signal: sessions}
{{- end }}

{{- /* Names of the tables whose rows are kept for ever, separated by blanks. */}}
{{- define "schema.keptForEver" -}}
{{- $names := list -}}
{{- range include "schema.tables" . | fromYamlArray -}}
{{- if eq (include "plane.milliseconds" (index $.Values.clickstack.retention .signal)) "0" -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- end -}}
{{- join " " $names -}}
{{- end }}

{{- /* Views that copy what is inserted, separated by blanks. */}}
{{- define "schema.copyingViews" -}}
logs_mv_ingest otel_traces_trace_id_ts_mv
{{- end }}

{{- /*
The whole schema. MODIFY TTL comes after CREATE so that a changed retention reaches existing tables; with
an unchanged one it does nothing. Partitions are days and expire as a whole.
*/}}
{{- define "schema.sql" -}}
{{- $db := .Values.clickstack.database -}}
{{- $cluster := include "schema.onCluster" . -}}
CREATE DATABASE IF NOT EXISTS {{ $db }}{{ $cluster }};

{{ include "schema.logs" . }}

{{ include "schema.observerLogs" . }}

{{ include "schema.traces" . }}

{{ include "schema.metrics" . }}

-- Retention
{{- range include "schema.tables" . | fromYamlArray }}
{{- $retention := index $.Values.clickstack.retention .signal }}
{{- if ne (include "plane.milliseconds" $retention) "0" }}
ALTER TABLE {{ $db }}.{{ .name }}{{ $cluster }} MODIFY TTL toDateTime({{ .column }}) + {{ include "schema.interval" $retention }};
{{- end }}
{{- end }}
{{- end }}
