{{- /* Leaving OpenSearch: copies, the comparison, and the clean-up. */}}

{{- /* Non-empty when a part of the migration talks to OpenSearch. */}}
{{- define "migration.usesOpenSearch" -}}
{{- $values := .Values.migration -}}
{{- if or $values.shadowWrite.enabled $values.validation.enabled (and $values.cleanup.enabled $values.cleanup.confirmed $values.cleanup.archiveIndices) }}true{{ end -}}
{{- end }}

{{- /* What the names of daily indexes begin with that copies go to. */}}
{{- define "migration.indexPrefix" -}}
{{- .Values.migration.shadowWrite.indexPrefix | default .Values.observer.openSearch.indexPrefix -}}
{{- end }}

{{- define "migration.cleanupNamespace" -}}
{{- .Values.migration.cleanup.namespace | default .Release.Namespace -}}
{{- end }}

{{- /* Name and password for OpenSearch. */}}
{{- define "migration.openSearchEnv" -}}
{{- $openSearch := .Values.observer.openSearch -}}
{{- $secret := include "observer.openSearchSecret" . -}}
{{ include "plane.secretEnv" (list "OPENSEARCH_USERNAME" $secret (ternary $openSearch.usernameKey "username" (not (empty $openSearch.existingSecret)))) }}
{{ include "plane.secretEnv" (list "OPENSEARCH_PASSWORD" $secret (ternary $openSearch.passwordKey "password" (not (empty $openSearch.existingSecret)))) }}
{{- end }}

{{- define "migration.caMount" -}}
{{- if .Values.observer.openSearch.caSecret }}
- name: opensearch-ca
  mountPath: /etc/opensearch/ca
  readOnly: true
{{- end }}
{{- end }}

{{- define "migration.caVolume" -}}
{{- with .Values.observer.openSearch.caSecret }}
- name: opensearch-ca
  secret:
    secretName: {{ . }}
    items:
      - key: ca.crt
        path: ca.crt
{{- end }}
{{- end }}

{{- define "migration.shadowExtension" -}}
basicauth/opensearch:
  client_auth:
    username: ${env:OPENSEARCH_USERNAME}
    password: ${env:OPENSEARCH_PASSWORD}
{{- end }}

{{- /*
Documents as Fluent Bit writes them, so that queries made for them find copies as well: dots in the names of
labels become underscores.
*/}}
{{- define "migration.shadowTransform" -}}
transform/opensearch:
  # A copy that cannot be made must not cost the original.
  error_mode: ignore
  log_statements:
    - statements:
        - set(log.cache["labels"], resource.attributes)
        - keep_matching_keys(log.cache["labels"], "^k8s[.]pod[.]labels?[.]")
        - replace_all_patterns(log.cache["labels"], "key", "^k8s[.]pod[.]labels?[.]", "")
        - replace_all_patterns(log.cache["labels"], "key", "[.]", "_")
        - set(log.cache["kubernetes"], {})
        - set(log.cache["kubernetes"]["namespace_name"], resource.attributes["k8s.namespace.name"])
        - set(log.cache["kubernetes"]["pod_name"], resource.attributes["k8s.pod.name"])
        - set(log.cache["kubernetes"]["pod_id"], resource.attributes["k8s.pod.uid"])
        - set(log.cache["kubernetes"]["container_name"], resource.attributes["k8s.container.name"])
        - set(log.cache["kubernetes"]["host"], resource.attributes["k8s.node.name"])
        - set(log.cache["kubernetes"]["labels"], log.cache["labels"])
        - set(log.cache["text"], String(log.body))
        - set(log.cache["time"], FormatTime(log.time, "%Y-%m-%dT%H:%M:%S.%LZ")) where log.time_unix_nano != 0
        - set(log.cache["time"], FormatTime(log.observed_time, "%Y-%m-%dT%H:%M:%S.%LZ")) where log.time_unix_nano == 0
        - set(log.body, {})
        - set(log.body["@timestamp"], log.cache["time"])
        - set(log.body["log"], log.cache["text"])
        - set(log.body["log_level"], log.severity_text)
        - set(log.body["stream"], log.attributes["log.iostream"])
        - set(log.body["kubernetes"], log.cache["kubernetes"])
{{- end }}

{{- define "migration.shadowExporter" -}}
{{- $shadow := .Values.migration.shadowWrite -}}
{{- $batch := .Values.gateway.batch -}}
opensearch:
  http:
    endpoint: {{ .Values.observer.openSearch.address }}
    auth:
      authenticator: basicauth/opensearch
    {{- if .Values.observer.openSearch.caSecret }}
    tls:
      ca_file: /etc/opensearch/ca/ca.crt
    {{- end }}
  mapping:
    # The body is the document.
    mode: bodymap
  # The exporter puts a hyphen between name and date.
  logs_index: {{ include "migration.indexPrefix" . | trimSuffix "-" }}
  logs_index_time_format: yyyy.MM.dd
  bulk_action: create
  timeout: 30s
  retry_on_failure:
    enabled: true
    # The copy must not hold up what ClickHouse keeps.
    max_elapsed_time: {{ $shadow.maxElapsedSeconds | int64 }}s
  sending_queue:
    enabled: true
    sizer: items
    queue_size: {{ max ($shadow.queueSize | int64) ($batch.maxSize | int64) }}
    num_consumers: 4
    batch:
      min_size: {{ min ($batch.minSize | int64) 5000 }}
      max_size: {{ min ($batch.maxSize | int64) 5000 }}
      flush_timeout: {{ $batch.flushTimeout }}
{{- end }}

{{- /*
A Job of the migration. Its name holds a hash of all it does, because a Job's template never changes.
Argument: (dict "root" $ "app" … "script" <file> "text" <script> "env" <yaml> "token" <bool> "backoffLimit" n "deadline" n).
*/}}
{{- define "migration.job" -}}
{{- $template := include "migration.jobTemplate" . -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "plane.name" (list .root .app) }}-{{ print $template .text | sha256sum | trunc 10 }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" (dict "root" .root "app" .app "component" "migration") | nindent 4 }}
spec:
  backoffLimit: {{ .backoffLimit | int64 }}
  {{- with .deadline }}
  activeDeadlineSeconds: {{ . }}
  {{- end }}
  podFailurePolicy:
    rules:
      # A verdict, not a failure: trying again would not change it.
      - action: FailJob
        onExitCodes:
          operator: In
          values: [3]
      # A lost node is nobody's fault.
      - action: Ignore
        onPodConditions:
          - type: DisruptionTarget
  template:
    {{- $template | nindent 4 }}
{{- end }}

{{- define "migration.jobTemplate" -}}
{{- $values := .root.Values.migration -}}
metadata:
  labels:
    {{- include "plane.podLabels" (dict "root" .root "app" .app "component" "migration" "pod" $values) | nindent 4 }}
  {{- with $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  # Failed pods stay, and with them what they said.
  restartPolicy: Never
  serviceAccountName: {{ include "plane.serviceAccountName" (list .root "migration" $values) }}
  automountServiceAccountToken: {{ .token }}
  enableServiceLinks: false
  {{- with include "plane.imagePullSecrets" .root | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- /* The image has no user of its own; its programs run as any. */}}
    {{- include "plane.podSecurity" 65532 | nindent 4 }}
  containers:
    - name: migration
      image: {{ include "plane.image" (dict "root" .root "image" $values.image) }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      command: ["/bin/sh", "/etc/plane/{{ .script }}"]
      env:
        - name: HOME
          value: /tmp
        {{- .env | nindent 8 }}
      {{- with include "plane.resources" (dict "resources" $values.resources) }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "plane.containerSecurity" true | nindent 8 }}
      volumeMounts:
        - name: scripts
          mountPath: /etc/plane
          readOnly: true
        - name: tmp
          mountPath: /tmp
        {{- with include "clickstack.caMount" .root | trim }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- with include "migration.caMount" .root | trim }}
        {{- . | nindent 8 }}
        {{- end }}
  volumes:
    - name: scripts
      configMap:
        name: {{ include "plane.name" (list .root "migration-scripts") }}
    - name: tmp
      emptyDir: {}
    {{- with include "clickstack.caVolume" .root | trim }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with include "migration.caVolume" .root | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{- /* Environment for whoever asks OpenSearch. */}}
{{- define "migration.openSearchAccess" -}}
- name: OPENSEARCH_URL
  value: {{ .Values.observer.openSearch.address | trimSuffix "/" | quote }}
{{ include "migration.openSearchEnv" . }}
{{- if .Values.observer.openSearch.caSecret }}
- name: OPENSEARCH_CA
  value: /etc/opensearch/ca/ca.crt
{{- end }}
{{- end }}

{{- define "migration.validationEnv" -}}
{{- $validation := .Values.migration.validation -}}
- name: CLICKHOUSE_URL
  value: {{ include "clickstack.httpUrl" . | quote }}
- name: CLICKHOUSE_TABLE
  value: {{ printf "%s.logs_mv" .Values.clickstack.database | quote }}
- name: CLICKHOUSE_USER
  value: {{ .Values.clickstack.credentials.observer.username | quote }}
{{ include "plane.secretEnv" (list "CLICKHOUSE_PASSWORD" (include "clickstack.credentialsSecret" .) "observer-password") }}
{{- if include "clickstack.caSecret" . }}
- name: CLICKHOUSE_CA
  value: /etc/clickstack/ca/ca.crt
{{- end }}
{{ include "migration.openSearchAccess" . }}
- name: OPENSEARCH_INDEX
  value: {{ ternary (printf "%s*" (include "migration.indexPrefix" .)) .Values.observer.openSearch.indexPattern .Values.migration.shadowWrite.enabled | quote }}
- name: NAMESPACE
  value: {{ $validation.namespace | quote }}
- name: DURATION_SECONDS
  value: {{ $validation.durationSeconds | int64 | quote }}
- name: WINDOW_SECONDS
  value: {{ $validation.sampleIntervalSeconds | int64 | quote }}
- name: SETTLE_SECONDS
  value: {{ $validation.settleSeconds | int64 | quote }}
- name: MAX_DRIFT_PERCENT
  value: {{ $validation.maxDriftPercent | quote }}
- name: MAX_OVERALL_DRIFT_PERCENT
  value: {{ $validation.maxOverallDriftPercent | quote }}
{{- end }}

{{- define "migration.cleanupEnv" -}}
{{- $cleanup := .Values.migration.cleanup -}}
- name: NAMESPACE
  value: {{ include "migration.cleanupNamespace" . | quote }}
- name: SELECTOR
  value: {{ $cleanup.selector | quote }}
- name: KINDS
  value: {{ include "migration.cleanupKinds" . | quote }}
- name: PLANE
  value: {{ .Chart.Name | quote }}
- name: CONFIRMED
  value: {{ $cleanup.confirmed | quote }}
- name: REQUIRE_EXPLICIT_FLAG
  value: {{ $cleanup.requireExplicitFlag | quote }}
- name: EXPLICIT_FLAG
  value: {{ $cleanup.explicitFlag | quote }}
- name: ARCHIVE_INDICES
  value: {{ $cleanup.archiveIndices | quote }}
{{- if include "migration.usesOpenSearch" . }}
- name: SNAPSHOT_REPOSITORY
  value: {{ $cleanup.snapshotRepository | quote }}
- name: BACKUP_LOCATION
  value: {{ $cleanup.backupLocation | quote }}
- name: INDICES
  value: {{ printf "%s,%s" .Values.observer.openSearch.indexPattern .Values.observer.openSearch.legacyPattern | quote }}
{{ include "migration.openSearchAccess" . }}
{{- end }}
{{- end }}

{{- /* What is deleted, in this order: servers first, their data last. */}}
{{- define "migration.cleanupKinds" -}}
{{- $cleanup := .Values.migration.cleanup -}}
{{- $kinds := list -}}
{{- if $cleanup.deleteStatefulSet }}{{ $kinds = append $kinds "statefulsets" }}{{ end -}}
{{- if $cleanup.deleteServices }}{{ $kinds = append $kinds "services" }}{{ end -}}
{{- if $cleanup.deleteConfigMaps }}{{ $kinds = append $kinds "configmaps" }}{{ end -}}
{{- if $cleanup.deleteSecrets }}{{ $kinds = append $kinds "secrets" }}{{ end -}}
{{- if $cleanup.deletePVCs }}{{ $kinds = append $kinds "persistentvolumeclaims" }}{{ end -}}
{{- join " " $kinds -}}
{{- end }}
