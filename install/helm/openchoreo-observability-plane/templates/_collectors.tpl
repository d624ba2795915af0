{{- /* The collector of a node: its configuration and where it sends to. */}}

{{- /* Namespace of the collectors. */}}
{{- define "collectors.namespace" -}}
{{- .Values.collectors.namespace.name | default .Release.Namespace -}}
{{- end }}

{{- /* Name of what belongs to the whole cluster, where other releases may have the same. */}}
{{- define "collectors.clusterName" -}}
{{- printf "%s-%s" .Release.Namespace (include "plane.name" (list . "collectors")) | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- /*
Non-empty when nothing but collectors is installed, as in a cluster whose telemetry is stored elsewhere. Naming
an external ClickHouse asks for its schema, and with it for the Job that creates it.
*/}}
{{- define "collectors.alone" -}}
{{- $values := .Values -}}
{{- $others := or $values.clickstack.enabled $values.gateway.enabled $values.hyperdx.enabled $values.observer.enabled $values.migration.validation.enabled -}}
{{- if and $values.collectors.enabled (not $others) (not $values.clickstack.external.host) }}true{{ end -}}
{{- end }}

{{- /* Non-empty when collectors send to the plane's own gateway. */}}
{{- define "collectors.ownGateway" -}}
{{- if not .Values.collectors.otlp.endpoint }}true{{ end -}}
{{- end }}

{{- /* Name and key of the Secret with the token that collectors present; empty without a token. */}}
{{- define "collectors.tokenSecret" -}}
{{- $otlp := .Values.collectors.otlp -}}
{{- if $otlp.tokenSecret }}{{ $otlp.tokenSecret }}
{{- else if and (include "collectors.ownGateway" .) .Values.gateway.auth.enabled }}{{ include "gateway.tokenSecret" . }}
{{- end -}}
{{- end }}
{{- define "collectors.tokenKey" -}}
{{- $otlp := .Values.collectors.otlp -}}
{{- if $otlp.tokenSecret }}{{ $otlp.tokenKey }}{{ else }}{{ include "gateway.tokenSecretKey" . }}{{ end -}}
{{- end }}

{{- /* Where collectors send to. A gRPC client takes host and port, TLS is a setting of its own. */}}
{{- define "collectors.endpoint" -}}
{{- $otlp := .Values.collectors.otlp -}}
{{- $service := .Values.gateway.service -}}
{{- if $otlp.endpoint }}{{ $otlp.endpoint }}
{{- else -}}
http{{ if .Values.gateway.tls.enabled }}s{{ end }}://{{ include "plane.serviceHost" (list . "otlp-gateway") }}:{{ ternary $service.otlpGrpcPort $service.otlpHttpPort (eq $otlp.protocol "grpc") | int64 }}
{{- end -}}
{{- end }}

{{- define "collectors.config" -}}
{{- if .Values.collectors.config -}}
{{- $generated := include "collectors.generatedConfig" . | fromYaml -}}
{{- mergeOverwrite (deepCopy $generated) (deepCopy .Values.collectors.config) | toYaml -}}
{{- else -}}
{{- include "collectors.generatedConfig" . -}}
{{- end -}}
{{- end }}

{{- define "collectors.generatedConfig" -}}
{{- $values := .Values.collectors -}}
{{- $exporter := ternary "otlp_grpc" "otlp_http" (eq $values.otlp.protocol "grpc") -}}
{{- $token := include "collectors.tokenSecret" . -}}
extensions:
  health_check:
    endpoint: 0.0.0.0:13133
  # Read positions and the queue, on the disk of the node: a new pod goes on where the old one stopped.
  file_storage:
    directory: /var/lib/otelcol
    create_directory: true
  {{- if $token }}
  bearertokenauth:
    scheme: Bearer
    token: ${env:OTLP_TOKEN}
  {{- end }}
receivers:
  {{- if $values.logs.enabled }}
  filelog:
    {{- include "collectors.filelog" . | nindent 4 }}
  {{- end }}
  {{- if $values.receiver.enabled }}
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317
      http:
        endpoint: 0.0.0.0:4318
  {{- end }}
  {{- if $values.kubeletStats.enabled }}
  kubeletstats:
    auth_type: serviceAccount
    endpoint: https://${env:K8S_NODE_IP}:10250
    insecure_skip_verify: {{ $values.kubeletStats.insecureSkipVerify }}
    collection_interval: {{ $values.kubeletStats.interval }}
    metric_groups: [container, pod, node, volume]
  {{- end }}
  {{- if $values.hostMetrics.enabled }}
  hostmetrics:
    root_path: /hostfs
    collection_interval: {{ $values.hostMetrics.interval }}
    scrapers:
      cpu: {}
      load: {}
      memory: {}
      disk: {}
      network: {}
      filesystem:
        exclude_fs_types:
          match_type: strict
          fs_types: [autofs, cgroup2, configfs, debugfs, devpts, devtmpfs, fusectl, mqueue, nsfs, overlay, proc, squashfs, sysfs, tmpfs, tracefs]
  {{- end }}
processors:
  memory_limiter:
    check_interval: 1s
    limit_percentage: {{ $values.memoryLimiter.limitPercentage | int64 }}
    spike_limit_percentage: {{ $values.memoryLimiter.spikeLimitPercentage | int64 }}
  k8s_attributes:
    {{- include "collectors.attributes" . | nindent 4 }}
  resource/node:
    attributes:
      - key: k8s.node.name
        value: ${env:K8S_NODE_NAME}
        action: insert
  {{- if and $values.logs.enabled $values.logs.inferSeverity }}
  transform/severity:
    {{- include "collectors.severity" . | nindent 4 }}
  {{- end }}
exporters:
  {{ $exporter }}:
    endpoint: {{ include "collectors.endpoint" . }}
    compression: {{ $values.otlp.compression }}
    {{- if $token }}
    auth:
      authenticator: bearertokenauth
    {{- end }}
    {{- with include "collectors.tls" . | trim }}
    tls:
      {{- . | nindent 6 }}
    {{- end }}
    retry_on_failure:
      max_elapsed_time: {{ $values.queue.maxElapsedTime }}
    sending_queue:
      sizer: items
      queue_size: {{ $values.queue.size | int64 }}
      # A full queue stops the reading of files: nothing is dropped.
      block_on_overflow: true
      {{- if $values.queue.persistent }}
      storage: file_storage
      {{- end }}
      batch:
        min_size: {{ $values.queue.batchSize | int64 }}
        max_size: {{ $values.queue.batchSize | int64 }}
        flush_timeout: {{ $values.queue.flushTimeout }}
service:
  extensions: [health_check, file_storage{{ if $token }}, bearertokenauth{{ end }}]
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
  pipelines:
    {{- $metrics := list }}
    {{- if $values.receiver.enabled }}{{ $metrics = append $metrics "otlp" }}{{ end }}
    {{- if $values.kubeletStats.enabled }}{{ $metrics = append $metrics "kubeletstats" }}{{ end }}
    {{- if $values.hostMetrics.enabled }}{{ $metrics = append $metrics "hostmetrics" }}{{ end }}
    {{- if or $values.logs.enabled $values.receiver.enabled }}
    logs:
      receivers: [{{ if $values.logs.enabled }}filelog{{ end }}{{ if and $values.logs.enabled $values.receiver.enabled }}, {{ end }}{{ if $values.receiver.enabled }}otlp{{ end }}]
      processors: [memory_limiter, k8s_attributes, resource/node{{ if and $values.logs.enabled $values.logs.inferSeverity }}, transform/severity{{ end }}]
      exporters: [{{ $exporter }}]
    {{- end }}
    {{- with $metrics }}
    metrics:
      receivers: [{{ join ", " . }}]
      processors: [memory_limiter, k8s_attributes, resource/node]
      exporters: [{{ $exporter }}]
    {{- end }}
    {{- if $values.receiver.enabled }}
    traces:
      receivers: [otlp]
      processors: [memory_limiter, k8s_attributes, resource/node]
      exporters: [{{ $exporter }}]
    {{- end }}
{{- end }}

{{- /*
Log files are read where the kubelet keeps them by pod: only those paths name namespace, pod, pod uid and
container, which the container operator turns into resource attributes.
*/}}
{{- define "collectors.filelog" -}}
{{- $logs := .Values.collectors.logs -}}
include:
  {{- range $logs.includeNamespaces }}
  - /var/log/pods/{{ . }}_*/*/*.log
  {{- else }}
  - /var/log/pods/*/*/*.log
  {{- end }}
exclude:
  # What collectors say about logs must not become logs.
  - /var/log/pods/{{ include "collectors.namespace" . }}_{{ include "plane.name" (list . "collectors") }}-*_*/*/*.log
  {{- range $logs.excludeNamespaces }}
  - /var/log/pods/{{ . }}_*/*/*.log
  {{- end }}
start_at: {{ $logs.startAt }}
include_file_path: true
include_file_name: false
# Runtimes split long lines anywhere: a blank at the end of a part is one within the line.
preserve_leading_whitespaces: true
preserve_trailing_whitespaces: true
max_log_size: {{ include "plane.bytes" $logs.maxLogSize }}
storage: file_storage
retry_on_failure:
  enabled: true
  max_elapsed_time: 0
operators:
  - type: container
    max_log_size: {{ include "plane.bytes" $logs.maxLogSize }}
{{- end }}

{{- /*
What the processor adds of a pod. Logs name their pod by uid; applications that send OTLP are known by their
address. Of several rules for one attribute the last that finds its label counts, so preferred labels come
last. Labels are kept under their own names as well, for the observer's label filters.
*/}}
{{- define "collectors.attributes" -}}
{{- $attributes := .Values.collectors.attributes -}}
{{- $ids := dict
  "organization.id" $attributes.organization
  "project.id" $attributes.project
  "component.id" $attributes.component
  "environment.id" $attributes.environment
  "version" $attributes.version
  "version.id" $attributes.versionId
  "build.id" $attributes.build
  "build.uuid" $attributes.buildUuid
  "log.type" $attributes.logType -}}
{{- $kept := list -}}
auth_type: serviceAccount
filter:
  node_from_env_var: K8S_NODE_NAME
pod_association:
  - sources:
      - from: resource_attribute
        name: k8s.pod.uid
  - sources:
      - from: resource_attribute
        name: k8s.pod.ip
  - sources:
      - from: connection
extract:
  metadata:
    - k8s.namespace.name
    - k8s.pod.name
    - k8s.pod.uid
    - k8s.node.name
    - k8s.deployment.name
    - k8s.statefulset.name
    - k8s.daemonset.name
    - k8s.job.name
    - k8s.cronjob.name
    - service.name
    - service.version
  labels:
    {{- range $id, $labels := $ids }}
    {{- range $labels | reverse }}
    {{- $kept = append $kept . }}
    - tag_name: {{ $id }}
      key: {{ . }}
      from: pod
    {{- end }}
    {{- end }}
    {{- range concat $kept $attributes.copyLabels | uniq | sortAlpha }}
    - tag_name: k8s.pod.labels.{{ . }}
      key: {{ . }}
      from: pod
    {{- end }}
{{- end }}

{{- /* The level of a line that has none: the first level word near its start. */}}
{{- define "collectors.severity" -}}
error_mode: ignore
log_statements:
  - conditions:
      - log.severity_number == 0 and log.severity_text == ""
    statements:
      - merge_maps(log.cache, ExtractPatterns(log.body, "(?is)^.{0,200}?\\b(?P<level>trace|debug|info|warn|warning|error|fatal|panic|critical)\\b"), "upsert")
      - set(log.severity_text, ConvertCase(log.cache["level"], "upper")) where log.cache["level"] != nil
      - set(log.severity_text, "WARN") where log.severity_text == "WARNING"
      - set(log.severity_text, "FATAL") where log.severity_text == "PANIC" or log.severity_text == "CRITICAL"
      - set(log.severity_number, SEVERITY_NUMBER_TRACE) where log.severity_text == "TRACE"
      - set(log.severity_number, SEVERITY_NUMBER_DEBUG) where log.severity_text == "DEBUG"
      - set(log.severity_number, SEVERITY_NUMBER_INFO) where log.severity_text == "INFO"
      - set(log.severity_number, SEVERITY_NUMBER_WARN) where log.severity_text == "WARN"
      - set(log.severity_number, SEVERITY_NUMBER_ERROR) where log.severity_text == "ERROR"
      - set(log.severity_number, SEVERITY_NUMBER_FATAL) where log.severity_text == "FATAL"
{{- end }}

{{- /*
Secret with the certificates for the destination, when one is needed: the given one, else that of the plane's own
gateway when cert-manager writes it, because it holds the authority. A given Secret of the gateway need not, and
pods read Secrets of their own namespace only.
*/}}
{{- define "collectors.tlsSecret" -}}
{{- $tls := .Values.collectors.otlp.tls -}}
{{- if $tls.enabled }}{{ $tls.secretName }}
{{- else if and (include "collectors.ownGateway" .) .Values.gateway.tls.enabled .Values.certManager.enabled (not .Values.gateway.tls.secretName) (eq (include "collectors.namespace" .) .Release.Namespace) }}{{ include "plane.name" (list . "otlp-gateway-tls") }}
{{- end -}}
{{- end }}

{{- /* TLS of the exporter; empty when the scheme of the endpoint says it all. */}}
{{- define "collectors.tls" -}}
{{- $tls := .Values.collectors.otlp.tls -}}
{{- if hasPrefix "http://" (include "collectors.endpoint" .) }}
insecure: true
{{- else if include "collectors.tlsSecret" . }}
{{- if not $tls.enabled }}
ca_file: /etc/otelcol/tls/ca.crt
{{- else }}
{{- with $tls.caFile }}
ca_file: /etc/otelcol/tls/{{ . }}
{{- end }}
{{- with $tls.certFile }}
cert_file: /etc/otelcol/tls/{{ . }}
{{- end }}
{{- with $tls.keyFile }}
key_file: /etc/otelcol/tls/{{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
