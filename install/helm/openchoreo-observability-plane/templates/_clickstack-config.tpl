{{- /* Configuration of the ClickHouse servers, merged by them over the files of their image. */}}

{{- define "clickstack.serverConfig" -}}
{{- $values := .Values.clickstack -}}
logger:
  level: {{ $values.logLevel }}
{{- if $values.tls.enabled }}
# Only the ports with TLS listen.
http_port:
  "@remove": "1"
tcp_port:
  "@remove": "1"
https_port: 8443
tcp_port_secure: 9440
openSSL:
  server:
    certificateFile: /etc/clickstack/tls/tls.crt
    privateKeyFile: /etc/clickstack/tls/tls.key
    caConfig: /etc/clickstack/tls/ca.crt
    verificationMode: relaxed
    disableProtocols: sslv2,sslv3,tlsv1,tlsv1_1
  client:
    caConfig: /etc/clickstack/tls/ca.crt
    loadDefaultCAFile: false
    verificationMode: strict
    invalidCertificateHandler:
      name: RejectCertificateHandler
{{- else }}
http_port: 8123
tcp_port: 9000
{{- end }}
# Nothing of the plane speaks these.
mysql_port:
  "@remove": "1"
postgresql_port:
  "@remove": "1"
prometheus:
  endpoint: /metrics
  port: 9363
  metrics: true
  events: true
  asynchronous_metrics: true
  errors: true
max_server_memory_usage_to_ram_ratio: {{ $values.memory.serverRatio }}
{{- with $values.resources.limits.memory }}
# {{ $values.memory.serverRatio }} of the memory limit of {{ . }}
max_server_memory_usage: {{ include "plane.bytesShare" (list . $values.memory.serverRatio) }}
{{- end }}
max_concurrent_queries: {{ $values.memory.maxConcurrentQueries | int64 }}
mark_cache_size: {{ include "plane.bytes" $values.memory.markCache }}
# The stock caches are made for servers with much memory.
uncompressed_cache_size: 0
# Running queries may finish before the pod's grace period ends.
shutdown_wait_unfinished_queries: 1
shutdown_wait_unfinished: {{ div (include "plane.seconds" $values.terminationGracePeriod | int64) 2 }}
# What servers log about themselves must not fill the disk.
query_log:
  ttl: event_date + INTERVAL 7 DAY DELETE
part_log:
  ttl: event_date + INTERVAL 7 DAY DELETE
error_log:
  ttl: event_date + INTERVAL 7 DAY DELETE
asynchronous_metric_log:
  ttl: event_date + INTERVAL 3 DAY DELETE
{{- range list "trace_log" "metric_log" "text_log" "processors_profile_log" "query_thread_log" "query_views_log" "query_metric_log" "opentelemetry_span_log" "latency_log" "session_log" "zookeeper_log" "aggregated_zookeeper_log" "background_schedule_pool_log" }}
{{ . }}:
  "@remove": "1"
{{- end }}
{{- if include "clickstack.replicated" . }}
{{ include "clickstack.clusterConfig" . }}
{{- end }}
{{- end }}

{{- /* Several servers: one shard, a Keeper in each, all replicas of each other. */}}
{{- define "clickstack.clusterConfig" -}}
{{- $values := .Values.clickstack -}}
{{- $replicas := include "clickstack.replicas" . | int -}}
macros:
  cluster: clickstack
  shard: "01"
  replica:
    "@from_env": POD_NAME
interserver_http_host:
  "@from_env": POD_FQDN
{{- if $values.tls.enabled }}
interserver_http_port:
  "@remove": "1"
interserver_https_port: {{ include "clickstack.interserverPort" . }}
{{- else }}
interserver_http_port: {{ include "clickstack.interserverPort" . }}
{{- end }}
interserver_http_credentials:
  user: interserver
  password:
    "@from_env": CLICKSTACK_INTERSERVER_PASSWORD
remote_servers:
  "@replace": "1"
  clickstack:
    secret:
      "@from_env": CLICKSTACK_INTERSERVER_PASSWORD
    shard:
      internal_replication: true
      replica:
        {{- range $ordinal := until $replicas }}
        - host: {{ include "clickstack.podHost" (list $ $ordinal) }}
          port: {{ if $values.tls.enabled }}9440{{ else }}9000{{ end }}
          {{- if $values.tls.enabled }}
          secure: 1
          {{- end }}
        {{- end }}
distributed_ddl:
  path: /clickhouse/task_queue/ddl
zookeeper:
  node:
    {{- range $ordinal := until $replicas }}
    - host: {{ include "clickstack.podHost" (list $ $ordinal) }}
      port: {{ include "clickstack.keeperPort" $ }}
      {{- if $values.tls.enabled }}
      secure: 1
      {{- end }}
    {{- end }}
keeper_server:
  {{- if $values.tls.enabled }}
  tcp_port_secure: {{ include "clickstack.keeperPort" . }}
  {{- else }}
  tcp_port: {{ include "clickstack.keeperPort" . }}
  {{- end }}
  server_id:
    "@from_env": KEEPER_SERVER_ID
  log_storage_path: /var/lib/clickhouse/coordination/log
  snapshot_storage_path: /var/lib/clickhouse/coordination/snapshots
  coordination_settings:
    operation_timeout_ms: 10000
    session_timeout_ms: 30000
    # The first start waits for images and volumes of the other servers; Keeper gives up after this.
    startup_timeout: {{ include "plane.milliseconds" $values.keeper.startupTimeout }}
    raft_logs_level: warning
    # The stock log caches take up to 1.5 GiB.
    latest_logs_cache_size_threshold: {{ include "plane.bytes" $values.keeper.logCacheSize }}
    commit_logs_cache_size_threshold: {{ include "plane.bytes" $values.keeper.logCacheSize }}
  raft_configuration:
    {{- if $values.tls.enabled }}
    secure: true
    {{- end }}
    server:
      {{- range $ordinal := until $replicas }}
      - id: {{ add $ordinal 1 }}
        hostname: {{ include "clickstack.podHost" (list $ $ordinal) }}
        port: 9234
      {{- end }}
{{- end }}

{{- /*
Users. They stand in a file and not in SQL so that every server has the same ones from its first moment;
passwords come from the environment. Reading users have grants and no readonly profile: drivers send
settings with their queries, which readonly=1 refuses.
*/}}
{{- define "clickstack.usersConfig" -}}
{{- $values := .Values.clickstack -}}
{{- $db := $values.database -}}
profiles:
  default:
    {{- with $values.resources.limits.memory }}
    # {{ $values.memory.queryRatio }} of the memory limit of {{ . }}
    max_memory_usage: {{ include "plane.bytesShare" (list . $values.memory.queryRatio) }}
    {{- end }}
    log_queries: 1
users:
  # The user that needs no password.
  default:
    "@remove": "1"
  {{ $values.credentials.username }}:
    password:
      "@from_env": CLICKSTACK_ADMIN_PASSWORD
    profile: default
    quota: default
    networks:
      ip: "::/0"
    access_management: 1
  {{ $values.credentials.ingest.username }}:
    password:
      "@from_env": CLICKSTACK_INGEST_PASSWORD
    profile: default
    quota: default
    networks:
      ip: "::/0"
    grants:
      query:
        - GRANT SHOW, SELECT, INSERT ON {{ $db }}.*
  {{ $values.credentials.observer.username }}:
    password:
      "@from_env": CLICKSTACK_OBSERVER_PASSWORD
    profile: default
    quota: default
    networks:
      ip: "::/0"
    grants:
      query:
        - GRANT SHOW, SELECT ON {{ $db }}.*
  {{ $values.credentials.ui.username }}:
    password:
      "@from_env": CLICKSTACK_UI_PASSWORD
    profile: default
    quota: default
    networks:
      ip: "::/0"
    grants:
      query:
        - GRANT SHOW ON *.*, SELECT ON system.*, SELECT ON {{ $db }}.*
{{- end }}
