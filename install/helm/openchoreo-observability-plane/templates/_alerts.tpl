{{- /*
Alerts on metrics that exist: the collector's own, ClickHouse's, the kubelet's of volumes and kube-state-metrics'
of workloads. Series are selected by the labels that the Prometheus operator gives to what it scrapes.
*/}}

{{- /*
One alert. Argument: (dict "root" $ "name" "…" "severity" "warning" "expr" "…" "summary" "…" "description" "…"
"runbook" "…"). Braces inside the texts are Prometheus' own templates: Helm takes quoted text as it is.
*/}}
{{- define "alerts.alert" -}}
- alert: {{ .name }}
  expr: {{ .expr | trim | toJson }}
  for: {{ .root.Values.monitoring.alerts.holdFor }}
  labels:
    severity: {{ .severity }}
    plane: {{ .root.Release.Name | quote }}
  annotations:
    summary: {{ .summary | toJson }}
    description: {{ .description | toJson }}
    runbook: {{ .runbook | toJson }}
{{- end }}

{{- /*
Items per second of all signals. Each signal is a metric of its own, and one that never counted anything has no
series. Argument: (list "otelcol_exporter_sent" "<label matchers>").
*/}}
{{- define "alerts.itemRate" -}}
{{- $sums := list -}}
{{- range $signal := list "log_records" "spans" "metric_points" -}}
{{- $sums = append $sums (printf "(sum(rate(%s_%s{%s}[5m])) or vector(0))" (index $ 0) $signal (index $ 1)) -}}
{{- end -}}
({{ join " + " $sums }})
{{- end }}

{{- define "alerts.gateway" -}}
{{- $values := .Values.monitoring.alerts -}}
{{- $at := printf "namespace=%q,service=%q" .Release.Namespace (include "plane.name" (list . "otlp-gateway-monitoring")) -}}
{{ include "alerts.alert" (dict "root" . "name" "PlaneGatewayDown" "severity" "critical"
  "expr" (printf "absent(up{%s} == 1)" $at)
  "summary" "No gateway takes telemetry"
  "description" "Prometheus reaches no pod of the OTLP gateway: telemetry is refused or waits at its senders."
  "runbook" "Look at the pods of the gateway and their events. A pod that waits in wait-for-schema says which table it misses: then look at the clickstack-init Job. A pod that restarts says why in its log.") }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneGatewayCannotStore" "severity" "critical"
  "expr" (printf "%s > 0" (include "alerts.itemRate" (list "otelcol_exporter_send_failed" $at)))
  "summary" "The gateway gives up telemetry"
  "description" "{{ $value | humanize }} items per second are dropped after all retries."
  "runbook" "The log of the gateway names the error of ClickHouse. Refused passwords: compare the Secret with the servers' age. Too many parts, memory or disk: see the alerts of ClickHouse. gateway.retry.maxElapsedTime decides how long an outage may last before data is lost.") }}
{{- if $values.refusedPercent }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneGatewayRefuses" "severity" "warning"
  "expr" (printf "100 * %[1]s / ((%[1]s + %[2]s) > 0) > %[3]v" (include "alerts.itemRate" (list "otelcol_receiver_refused" $at)) (include "alerts.itemRate" (list "otelcol_receiver_accepted" $at)) $values.refusedPercent)
  "summary" "The gateway refuses telemetry"
  "description" "{{ $value | humanize }} % of what senders offer is refused; they try again and drop it in the end."
  "runbook" "Memory short: raise gateway.resources.limits.memory or the replicas. Queue full: see PlaneGatewayQueueFills.") }}
{{- end }}
{{- if and $values.queueUsagePercent .Values.gateway.queue.enabled }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneGatewayQueueFills" "severity" "warning"
  "expr" (printf "100 * max by (pod, exporter, data_type) (otelcol_exporter_queue_size{%s} / otelcol_exporter_queue_capacity{%s}) > %v" $at $at $values.queueUsagePercent)
  "summary" "The queue of a gateway fills"
  "description" "Queue of {{ $labels.exporter }} in {{ $labels.pod }} is {{ $value | humanize }} % full; senders are refused when it is full."
  "runbook" "ClickHouse stores more slowly than telemetry arrives. Servers idle: raise gateway.queue.consumers. Servers busy: give them CPU, or larger batches by gateway.batch.minSize.") }}
{{- end }}
{{- if and $values.ingestionLagSeconds .Values.gateway.queue.enabled }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneIngestionLag" "severity" "warning"
  "expr" (printf "sum(otelcol_exporter_queue_size{%s}) / %s > %v" $at (include "alerts.itemRate" (list "otelcol_exporter_sent" $at)) $values.ingestionLagSeconds)
  "summary" "Telemetry arrives late"
  "description" "What waits in the gateway takes {{ $value | humanizeDuration }} to store at the present rate."
  "runbook" "The same causes as PlaneGatewayQueueFills. An infinite value means that nothing is stored at all: look at ClickHouse first.") }}
{{- end }}
{{- $limit := .Values.gateway.resources.limits.memory }}
{{- if and $values.memoryUsagePercent $limit }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneGatewayMemory" "severity" "warning"
  "expr" (printf "100 * max by (pod) (otelcol_process_memory_rss{%s}) / %s > %v" $at (include "plane.bytes" $limit) $values.memoryUsagePercent)
  "summary" "A gateway is short of memory"
  "description" "{{ $labels.pod }} uses {{ $value | humanize }} % of its memory limit; its limiter refuses telemetry before that."
  "runbook" "Raise gateway.resources.limits.memory or the replicas, or lower gateway.queue.size.") }}
{{- end }}
{{- end }}

{{- /* Collectors of the nodes. The operator names the job of a PodMonitor after it, and gives its pods no service. */}}
{{- define "alerts.collectors" -}}
{{- $values := .Values.monitoring.alerts -}}
{{- $name := include "plane.name" (list . "collectors") -}}
{{- $namespace := include "collectors.namespace" . -}}
{{- $at := printf "namespace=%q,job=%q" $namespace (printf "%s/%s" .Release.Namespace $name) -}}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCollectorDown" "severity" "warning"
  "expr" (printf "kube_daemonset_status_number_unavailable{namespace=%q,daemonset=%q} > 0" $namespace $name)
  "summary" "Nodes are without a collector"
  "description" "On {{ $value }} nodes no collector is ready: their logs wait in files, which the kubelet rotates away."
  "runbook" "Look at the pods of the DaemonSet and their events. A namespace that admits no root or no host paths refuses them; collectors.namespace gives them one of their own.") }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCollectorCannotSend" "severity" "critical"
  "expr" (printf "%s > 0" (include "alerts.itemRate" (list "otelcol_exporter_send_failed" $at)))
  "summary" "Collectors give up telemetry"
  "description" "{{ $value | humanize }} items per second are dropped on the nodes."
  "runbook" "The logs of the collectors name the answer of the gateway. A refused token or a malformed request is never tried again; for the others collectors.queue.maxElapsedTime decides how long they are.") }}
{{- if $values.refusedPercent }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCollectorRefuses" "severity" "warning"
  "expr" (printf "100 * %[1]s / ((%[1]s + %[2]s) > 0) > %[3]v" (include "alerts.itemRate" (list "otelcol_receiver_refused" $at)) (include "alerts.itemRate" (list "otelcol_receiver_accepted" $at)) $values.refusedPercent)
  "summary" "Collectors refuse telemetry"
  "description" "{{ $value | humanize }} % of what the nodes offer is refused; log files are read again later, applications drop in the end."
  "runbook" "Memory short: raise collectors.resources.limits.memory. Queue full: see PlaneCollectorQueueFills.") }}
{{- end }}
{{- if $values.queueUsagePercent }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCollectorQueueFills" "severity" "warning"
  "expr" (printf "100 * max by (pod, exporter, data_type) (otelcol_exporter_queue_size{%s} / otelcol_exporter_queue_capacity{%s}) > %v" $at $at $values.queueUsagePercent)
  "summary" "The queue of a collector fills"
  "description" "Queue of {{ $labels.exporter }} in {{ $labels.pod }} is {{ $value | humanize }} % full; reading of log files stops when it is full."
  "runbook" "The gateway is away or takes less than the nodes offer: look at its alerts, and at networkPolicy.otlpNamespaces. One node only: that node offers more than its collector may do, raise collectors.resources.limits.cpu.") }}
{{- end }}
{{- $limit := .Values.collectors.resources.limits.memory }}
{{- if and $values.memoryUsagePercent $limit }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCollectorMemory" "severity" "warning"
  "expr" (printf "100 * max by (pod) (otelcol_process_memory_rss{%s}) / %s > %v" $at (include "plane.bytes" $limit) $values.memoryUsagePercent)
  "summary" "A collector is short of memory"
  "description" "{{ $labels.pod }} uses {{ $value | humanize }} % of its memory limit; its limiter refuses telemetry before that."
  "runbook" "Raise collectors.resources.limits.memory, or lower collectors.queue.batchSize.") }}
{{- end }}
{{- end }}

{{- define "alerts.clickhouse" -}}
{{- $values := .Values.monitoring.alerts -}}
{{- $at := printf "namespace=%q,service=%q" .Release.Namespace (include "plane.name" (list . "clickstack-headless")) -}}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseDown" "severity" "critical"
  "expr" (printf "count(up{%s} == 1) < %s or absent(up{%s} == 1)" $at (include "clickstack.replicas" .) $at)
  "summary" "A ClickHouse server is down"
  "description" (printf "Prometheus reaches fewer than the %s servers of ClickHouse." (include "clickstack.replicas" .))
  "runbook" "Look at the pods of clickstack and their events: pending volumes, memory kills and failing probes are usual. With three servers one may be down; reads and writes go on.") }}
{{- if include "clickstack.replicated" . }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseReadOnly" "severity" "critical"
  "expr" (printf "max by (pod) (ClickHouseMetrics_ReadonlyReplica{%s}) > 0" $at)
  "summary" "Tables of a ClickHouse server are read-only"
  "description" "{{ $value | humanize }} tables of {{ $labels.pod }} take no inserts, mostly because Keeper is out of reach."
  "runbook" "Is a majority of the servers up? Keeper runs inside them. SELECT * FROM system.zookeeper WHERE path = '/' on the server shows whether it reaches Keeper; SYSTEM RESTART REPLICA takes a table up again.") }}
{{- if $values.replicaDelaySeconds }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseReplicaDelay" "severity" "warning"
  "expr" (printf "max by (pod) (ClickHouseAsyncMetrics_ReplicasMaxAbsoluteDelay{%s}) > %v" $at $values.replicaDelaySeconds)
  "summary" "A ClickHouse replica lies behind"
  "description" "{{ $labels.pod }} is {{ $value | humanizeDuration }} behind; queries that reach it miss the newest rows."
  "runbook" "SELECT * FROM system.replication_queue on that server shows what it waits for and the last error.") }}
{{- end }}
{{- end }}
{{- if $values.maxPartsPerPartition }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseParts" "severity" "warning"
  "expr" (printf "max by (pod) (ClickHouseAsyncMetrics_MaxPartCountForPartition{%s}) > %v" $at ($values.maxPartsPerPartition | int64))
  "summary" "ClickHouse merges too slowly"
  "description" "A partition of {{ $labels.pod }} has {{ $value | humanize }} parts; inserts are slowed down at 1000 and refused at 3000."
  "runbook" "Make inserts larger and rarer: gateway.batch.minSize, gateway.batch.flushTimeout. Telemetry with very old timestamps opens many partitions. Merges need free disk and CPU.") }}
{{- end }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseRejectsInserts" "severity" "critical"
  "expr" (printf "sum by (pod) (rate(ClickHouseProfileEvents_RejectedInserts{%s}[5m])) > 0" $at)
  "summary" "ClickHouse refuses inserts"
  "description" "{{ $labels.pod }} refuses {{ $value | humanize }} inserts per second, because a partition has too many parts."
  "runbook" "See PlaneClickHouseParts. The gateway tries again for gateway.retry.maxElapsedTime, then the data is lost.") }}
{{- $limit := .Values.clickstack.resources.limits.memory }}
{{- if and $values.memoryUsagePercent $limit }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseMemory" "severity" "warning"
  "expr" (printf "100 * max by (pod) (ClickHouseMetrics_MemoryTracking{%s}) / %s > %v" $at (include "plane.bytesShare" (list $limit .Values.clickstack.memory.serverRatio)) $values.memoryUsagePercent)
  "summary" "ClickHouse is short of memory"
  "description" "{{ $labels.pod }} uses {{ $value | humanize }} % of what it may use; queries and inserts fail when nothing is left."
  "runbook" "SELECT * FROM system.processes ORDER BY memory_usage DESC shows who uses it. Raise clickstack.resources.limits.memory, or lower clickstack.memory.queryRatio.") }}
{{- end }}
{{- if $values.queryAverageSeconds }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneQueriesSlow" "severity" "warning"
  "expr" (printf "sum(rate(ClickHouseProfileEvents_SelectQueryTimeMicroseconds{%s}[15m])) / 1e6 / (sum(rate(ClickHouseProfileEvents_SelectQuery{%s}[15m])) > 0) > %v" $at $at $values.queryAverageSeconds)
  "summary" "Queries are slow"
  "description" "A SELECT takes {{ $value | humanizeDuration }} on average."
  "runbook" "The data dashboard lists slow queries and the 95th percentile from system.query_log. Long time ranges without a service or project read everything.") }}
{{- end }}
{{- if $values.failedQueriesPercent }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneQueriesFail" "severity" "warning"
  "expr" (printf "100 * sum(rate(ClickHouseProfileEvents_FailedQuery{%s}[15m])) / (sum(rate(ClickHouseProfileEvents_Query{%s}[15m])) > 0) > %v" $at $at $values.failedQueriesPercent)
  "summary" "Queries fail"
  "description" "{{ $value | humanize }} % of the queries of ClickHouse fail."
  "runbook" "SELECT exception_code, any(exception), count() FROM system.query_log WHERE type > 2 GROUP BY 1 ORDER BY 3 DESC names the reasons.") }}
{{- end }}
{{- if $values.minCompressionRatio }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneCompressionLow" "severity" "info"
  "expr" (printf "sum(rate(ClickHouseProfileEvents_MergeTreeDataWriterUncompressedBytes{%s}[6h])) / (sum(rate(ClickHouseProfileEvents_MergeTreeDataWriterCompressedBytes{%s}[6h])) > 0) < %v" $at $at $values.minCompressionRatio)
  "summary" "Telemetry compresses badly"
  "description" "What is inserted shrinks only {{ $value | humanize }} times, so the disk fills sooner."
  "runbook" "The data dashboard shows the ratio of each table. Random identifiers and encoded payloads in bodies and attributes are usual causes.") }}
{{- end }}
{{- if $values.diskFreePercent }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneClickHouseDisk" "severity" "critical"
  "expr" (printf "100 * min by (pod) (ClickHouseAsyncMetrics_FilesystemMainPathAvailableBytes{%s} / ClickHouseAsyncMetrics_FilesystemMainPathTotalBytes{%s}) < %v" $at $at $values.diskFreePercent)
  "summary" "The disk of ClickHouse fills"
  "description" "{{ $labels.pod }} has {{ $value | humanize }} % of its disk left."
  "runbook" "Shorten clickstack.retention, or grow the claims and then clickstack.storage.size. Rows beyond the retention go with the next merges.") }}
{{- end }}
{{- end }}

{{- /* What no part of the plane tells of itself: volumes by the kubelet, pods by kube-state-metrics. */}}
{{- define "alerts.workloads" -}}
{{- $values := .Values.monitoring.alerts -}}
{{- $claims := list -}}
{{- if .Values.clickstack.enabled }}{{ $claims = append $claims (printf "data-%s-.+" (include "plane.name" (list . "clickstack"))) }}{{ end -}}
{{- $mongodb := .Values.hyperdx.mongodb -}}
{{- if and .Values.hyperdx.enabled $mongodb.enabled $mongodb.persistence.enabled }}{{ $claims = append $claims (printf "data-%s-.+" (include "plane.name" (list . "hyperdx-mongodb"))) }}{{ end -}}
{{- if and $values.diskFreePercent $claims }}
{{- $at := printf "namespace=%q,persistentvolumeclaim=~%q" .Release.Namespace (join "|" $claims) }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneVolumeFills" "severity" "warning"
  "expr" (printf "100 * kubelet_volume_stats_available_bytes{%s} / kubelet_volume_stats_capacity_bytes{%s} < %v" $at $at $values.diskFreePercent)
  "summary" "A volume of the plane fills"
  "description" "Claim {{ $labels.persistentvolumeclaim }} has {{ $value | humanize }} % of its space left."
  "runbook" "Grow the claim where its storage class allows that, then the size in the values.") }}
{{- end }}
{{- $deployments := list -}}
{{- if .Values.hyperdx.enabled }}{{ $deployments = append $deployments (include "plane.name" (list . "hyperdx")) }}{{ end -}}
{{- if .Values.observer.enabled }}{{ $deployments = append $deployments (include "plane.name" (list . "observer")) }}{{ end -}}
{{- if $deployments }}
{{ include "alerts.alert" (dict "root" . "name" "PlaneServiceDown" "severity" "critical"
  "expr" (printf "kube_deployment_status_replicas_available{namespace=%q,deployment=~%q} < 1" .Release.Namespace (join "|" $deployments))
  "summary" "A service of the plane is down"
  "description" "{{ $labels.deployment }} has no pod that is ready."
  "runbook" "Look at its pods and their events. The observer is not ready while ClickHouse does not answer it; HyperDX waits for MongoDB.") }}
{{- end }}
{{- end }}
