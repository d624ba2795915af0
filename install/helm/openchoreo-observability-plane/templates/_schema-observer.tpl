{{- /*
What the observer reads. It scans every column but labels_json into plain strings, so nothing here may be
NULL; a missing key of a map is '' and never NULL, so fallbacks ask for ''.
*/}}

{{- /* The first non-empty of several expressions. Argument: a list of SQL expressions. */}}
{{- define "schema.firstOf" -}}
{{- if eq (len .) 1 -}}
{{- first . -}}
{{- else -}}
multiIf({{ range initial . }}{{ . }} != '', {{ . }}, {{ end }}{{ last . }})
{{- end -}}
{{- end }}

{{- /*
A resource attribute, else the pod label behind it as the collector's k8sattributes processor names it.
Argument: (list "component.id" "component-name").
*/}}
{{- define "schema.identity" -}}
{{- $label := index . 1 -}}
{{- include "schema.firstOf" (list
  (printf "ResourceAttributes['%s']" (index . 0))
  (printf "ResourceAttributes['k8s.pod.labels.%s']" $label)
  (printf "ResourceAttributes['k8s.pod.label.%s']" $label)
  (printf "LogAttributes['%s']" $label)) -}}
{{- end }}

{{- /* A log attribute, else a resource attribute. Argument: (list "namespace" "k8s.namespace.name"). */}}
{{- define "schema.place" -}}
{{- $expressions := list (printf "LogAttributes['%s']" (first .)) -}}
{{- range rest . -}}
{{- $expressions = append $expressions (printf "ResourceAttributes['%s']" .) -}}
{{- end -}}
{{- include "schema.firstOf" $expressions -}}
{{- end }}

{{- /* The rows of logs_mv out of otel_logs. */}}
{{- define "schema.observerLogsSelect" -}}
SELECT
    {{ include "schema.identity" (list "organization.id" "organization-name") }} AS organization_id,
    {{ include "schema.identity" (list "project.id" "project-name") }} AS project_id,
    {{ include "schema.identity" (list "component.id" "component-name") }} AS component_id,
    {{ include "schema.identity" (list "environment.id" "environment-name") }} AS environment_id,
    {{ include "schema.identity" (list "version" "version") }} AS version,
    {{ include "schema.identity" (list "version.id" "version_id") }} AS version_id,
    {{ include "schema.identity" (list "build.id" "build-name") }} AS build_id,
    {{ include "schema.identity" (list "build.uuid" "uuid") }} AS build_uuid,
    {{ include "schema.place" (list "gateway_vhost" "gateway.vhost") }} AS gateway_vhost,
    {{ include "schema.place" (list "api_id" "api.id") }} AS api_id,
    {{ include "schema.place" (list "api_version" "api.version") }} AS api_version,
    {{ include "schema.place" (list "namespace" "k8s.namespace.name") }} AS namespace,
    {{ include "schema.place" (list "pod_id" "k8s.pod.uid" "k8s.pod.name") }} AS pod_id,
    {{ include "schema.firstOf" (list "LogAttributes['container_name']" "LogAttributes['container']" "ResourceAttributes['k8s.container.name']") }} AS container_name,
    {{ include "schema.place" (list "log_type" "log.type") }} AS log_type,
    Body AS log,
    multiIf(
        SeverityText != '', replaceOne(upper(SeverityText), 'WARNING', 'WARN'),
        SeverityNumber = 0, '',
        arrayElement(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'], toUInt8(intDiv(least(SeverityNumber, 24) - 1, 4) + 1))
    ) AS log_level,
    -- Pod labels by their own names, as the observer's label filters and cost report look them up
    toJSONString(mapUpdate(
        mapUpdate(
            CAST(if(organization_id = '', map(), map('organization-name', organization_id)), 'Map(String, String)'),
            CAST(mapApply((k, v) -> (replaceRegexpOne(k, '^k8s[.]pod[.]labels?[.]', ''), v),
                mapFilter((k, v) -> match(k, '^k8s[.]pod[.]labels?[.]'), CAST(ResourceAttributes, 'Map(String, String)'))), 'Map(String, String)')
        ),
        CAST(LogAttributes, 'Map(String, String)')
    )) AS labels_json,
    Timestamp AS timestamp
FROM {{ .Values.clickstack.database }}.otel_logs
{{- end }}

{{- define "schema.observerLogs" -}}
{{- $select := include "schema.observerLogsSelect" . -}}
{{- $db := .Values.clickstack.database -}}
{{- $cluster := include "schema.onCluster" . -}}
-- Logs by organization, project and component, as the observer asks for them
CREATE TABLE IF NOT EXISTS {{ $db }}.logs_mv{{ $cluster }}
(
    organization_id LowCardinality(String) CODEC(ZSTD(1)),
    project_id LowCardinality(String) CODEC(ZSTD(1)),
    component_id LowCardinality(String) CODEC(ZSTD(1)),
    environment_id LowCardinality(String) CODEC(ZSTD(1)),
    version LowCardinality(String) CODEC(ZSTD(1)),
    version_id String CODEC(ZSTD(1)),
    build_id String CODEC(ZSTD(1)),
    build_uuid String CODEC(ZSTD(1)),
    gateway_vhost LowCardinality(String) CODEC(ZSTD(1)),
    api_id String CODEC(ZSTD(1)),
    api_version LowCardinality(String) CODEC(ZSTD(1)),
    namespace LowCardinality(String) CODEC(ZSTD(1)),
    pod_id String CODEC(ZSTD(1)),
    container_name LowCardinality(String) CODEC(ZSTD(1)),
    log_type LowCardinality(String) CODEC(ZSTD(1)),
    log String CODEC(ZSTD(1)),
    log_level LowCardinality(String) CODEC(ZSTD(1)),
    labels_json String CODEC(ZSTD(1)),
    timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1))
)
ENGINE = {{ include "schema.engine" (list . "logs_mv") }}
PARTITION BY toDate(timestamp)
ORDER BY (organization_id, project_id, component_id, timestamp)
SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{ $db }}.logs_mv_ingest{{ $cluster }} TO {{ $db }}.logs_mv AS
{{ $select }};

-- Changes the query of an existing view in place: dropping it would lose what arrives meanwhile
ALTER TABLE {{ $db }}.logs_mv_ingest{{ $cluster }} MODIFY QUERY
{{ $select }};
{{- end }}
