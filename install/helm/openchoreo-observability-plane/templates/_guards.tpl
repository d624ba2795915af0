{{- /* Combinations of values that would install and not work. Messages name the field and what to do. */}}

{{- define "guards.names" -}}
{{- if not (has .Values.global.installationMode (list "standard" "minimal")) -}}
{{- fail (printf "global.installationMode: %q is neither standard nor minimal" .Values.global.installationMode) -}}
{{- end -}}
{{- if gt (len .Values.global.namePrefix) 30 -}}
{{- fail "global.namePrefix: longer than 30 characters, which leaves no room for the names of objects" -}}
{{- end -}}
{{- range $path, $image := dict "clickstack.image" .Values.clickstack.image "gateway.image" .Values.gateway.image "hyperdx.image" .Values.hyperdx.image "hyperdx.mongodb.image" .Values.hyperdx.mongodb.image -}}
{{- if not (or $image.tag $image.digest) -}}
{{- fail (printf "%s: give a tag or a digest" $path) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.clickstack" -}}
{{- $values := .Values.clickstack -}}
{{- if not (regexMatch "^[A-Za-z_][A-Za-z0-9_]*$" $values.database) -}}
{{- fail (printf "clickstack.database: %q is no name of a database; use letters, digits and underscores" $values.database) -}}
{{- end -}}
{{- $users := list $values.credentials.username $values.credentials.ingest.username $values.credentials.observer.username $values.credentials.ui.username -}}
{{- range $users -}}
{{- /* User names are names of elements in the server's configuration. */ -}}
{{- if not (regexMatch "^[A-Za-z_][A-Za-z0-9_-]*$" .) -}}
{{- fail (printf "clickstack.credentials: %q is no user name; use letters, digits, underscores and hyphens" .) -}}
{{- end -}}
{{- end -}}
{{- if ne (len (uniq $users)) 4 -}}
{{- fail "clickstack.credentials: the four user names must differ" -}}
{{- end -}}
{{- if has "default" $users -}}
{{- fail "clickstack.credentials: the user default is removed by this plane; choose another name" -}}
{{- end -}}
{{- if $values.enabled -}}
{{- if lt (include "clickstack.replicas" . | int) 1 -}}
{{- fail (printf "clickstack.replicas.%s: at least 1 is needed; set clickstack.enabled to false for no server at all" .Values.global.installationMode) -}}
{{- end -}}
{{- if and $values.tls.enabled (not $values.tls.secretName) (not .Values.certManager.enabled) -}}
{{- fail "clickstack.tls.secretName: TLS needs a Secret with tls.crt, tls.key and ca.crt, or certManager.enabled" -}}
{{- end -}}
{{- else if not (include "collectors.alone" .) -}}
{{- if not $values.external.host -}}
{{- fail "clickstack.external.host: needed while clickstack.enabled is false" -}}
{{- end -}}
{{- if not $values.credentials.existingSecret -}}
{{- if and (not .Values.clickstack.credentials.password) $values.initSQL.enabled -}}
{{- fail "clickstack.credentials.password: an external ClickHouse knows no generated password; give it, name an existing Secret or turn clickstack.initSQL.enabled off" -}}
{{- end -}}
{{- range $user := list "ingest" "observer" "ui" -}}
{{- if not (index $values.credentials $user).password -}}
{{- fail (printf "clickstack.credentials.%s.password: an external ClickHouse knows no generated password; give it or name an existing Secret" $user) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- /*
What Kubernetes refuses to change in place, and tables that do not change their engine: refused here, before
anything is touched. Seen only where Helm sees the cluster, so not under `helm template`.
*/}}
{{- define "guards.immutable" -}}
{{- if .Values.clickstack.enabled -}}
{{- $live := lookup "apps/v1" "StatefulSet" .Release.Namespace (include "plane.name" (list . "clickstack")) -}}
{{- if $live -}}
{{- $before := $live.spec.replicas | int -}}
{{- $after := include "clickstack.replicas" . | int -}}
{{- if or (and (gt $before 1) (eq $after 1)) (and (eq $before 1) (gt $after 1)) -}}
{{- fail (printf "clickstack.replicas: the running plane has %d and this asks for %d; tables of one server and replicated tables do not change into each other: install a second plane beside it and move the data" $before $after) -}}
{{- end -}}
{{- end -}}
{{- include "guards.volume" (dict "root" . "app" "clickstack" "path" "clickstack.storage" "size" (include "clickstack.storageSize" .) "class" .Values.clickstack.storage.storageClass) -}}
{{- end -}}
{{- end }}

{{- /*
Volume templates of a running StatefulSet. An empty size asks for no volume.
Argument: (dict "root" $ "app" "clickstack" "path" "clickstack.storage" "size" "200Gi" "class" "").
*/}}
{{- define "guards.volume" -}}
{{- $live := lookup "apps/v1" "StatefulSet" .root.Release.Namespace (include "plane.name" (list .root .app)) -}}
{{- if $live -}}
{{- $advice := "Kubernetes does not change that in a StatefulSet: delete it with --cascade=orphan, which leaves pods and data, and try again" -}}
{{- $templates := $live.spec.volumeClaimTemplates | default list -}}
{{- if ne (empty $templates) (empty .size) -}}
{{- fail (printf "%s: the running %s has %s volume and this asks for the opposite; %s" .path .app (ternary "no" "a" (empty $templates)) $advice) -}}
{{- end -}}
{{- range $templates -}}
{{- $size := .spec.resources.requests.storage -}}
{{- if ne (include "plane.bytes" $size) (include "plane.bytes" $.size) -}}
{{- fail (printf "%s: the running %s has a volume of %s and this asks for %s; grow the claims first. %s" $.path $.app $size $.size $advice) -}}
{{- end -}}
{{- if ne (.spec.storageClassName | default "") ($.class | default "") -}}
{{- fail (printf "%s.storageClass: the running %s uses %q and this asks for %q; %s" $.path $.app (.spec.storageClassName | default "") ($.class | default "") $advice) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.gateway" -}}
{{- $values := .Values.gateway -}}
{{- if $values.enabled -}}
{{- if not (or $values.receivers.grpc.enabled $values.receivers.http.enabled) -}}
{{- fail "gateway.receivers: turn on grpc or http, or set gateway.enabled to false" -}}
{{- end -}}
{{- if and $values.tls.enabled (not $values.tls.secretName) (not .Values.certManager.enabled) -}}
{{- fail "gateway.tls.secretName: TLS needs a Secret with tls.crt and tls.key, or certManager.enabled" -}}
{{- end -}}
{{- if gt ($values.batch.minSize | int64) ($values.batch.maxSize | int64) -}}
{{- fail "gateway.batch.minSize: larger than gateway.batch.maxSize" -}}
{{- end -}}
{{- if and $values.queue.enabled (gt ($values.batch.minSize | int64) ($values.queue.size | int64)) -}}
{{- fail "gateway.queue.size: smaller than gateway.batch.minSize, so no batch would ever fill" -}}
{{- end -}}
{{- if ge ($values.memoryLimiter.spikeLimitPercentage | int64) ($values.memoryLimiter.limitPercentage | int64) -}}
{{- fail "gateway.memoryLimiter.spikeLimitPercentage: must be below limitPercentage" -}}
{{- end -}}
{{- include "guards.autoscaling" (list "gateway" $values.autoscaling) -}}
{{- include "guards.ingress" (list "gateway" $values.ingress) -}}
{{- include "guards.route" (list "gateway.route" $values.route) -}}
{{- include "guards.route" (list "gateway.grpcRoute" $values.grpcRoute) -}}
{{- if and $values.route.enabled (not $values.receivers.http.enabled) -}}
{{- fail "gateway.route.enabled: leads to OTLP over HTTP; turn on gateway.receivers.http.enabled" -}}
{{- end -}}
{{- if and $values.grpcRoute.enabled (not $values.receivers.grpc.enabled) -}}
{{- fail "gateway.grpcRoute.enabled: leads to OTLP over gRPC; turn on gateway.receivers.grpc.enabled" -}}
{{- end -}}
{{- if and $values.ingress.enabled (not $values.receivers.http.enabled) -}}
{{- fail "gateway.ingress.enabled: leads to OTLP over HTTP; turn on gateway.receivers.http.enabled" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.autoscaling" -}}
{{- $scaling := index . 1 -}}
{{- if $scaling.enabled -}}
{{- if gt ($scaling.minReplicas | int64) ($scaling.maxReplicas | int64) -}}
{{- fail (printf "%s.autoscaling.minReplicas: larger than maxReplicas" (index . 0)) -}}
{{- end -}}
{{- if and (le ($scaling.targetCPU | int64) 0) (le ($scaling.targetMemory | int64) 0) -}}
{{- fail (printf "%s.autoscaling: give targetCPU or targetMemory" (index . 0)) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.hyperdx" -}}
{{- $values := .Values.hyperdx -}}
{{- if $values.enabled -}}
{{- include "guards.ingress" (list "hyperdx" $values.ingress) -}}
{{- include "guards.route" (list "hyperdx.route" $values.route) -}}
{{- if has ($values.service.port | int64) (list (int64 8000) (int64 4320)) -}}
{{- fail (printf "hyperdx.service.port: %d is used by HyperDX inside its pod" ($values.service.port | int64)) -}}
{{- end -}}
{{- $mongodb := $values.mongodb -}}
{{- if and (not $mongodb.enabled) (not $mongodb.connection.externalUri) (not $mongodb.connection.existingSecret) -}}
{{- fail "hyperdx.mongodb.connection: give externalUri or existingSecret while hyperdx.mongodb.enabled is false" -}}
{{- end -}}
{{- if $mongodb.enabled -}}
{{- if and $mongodb.tls.enabled (not $mongodb.tls.secretName) (not .Values.certManager.enabled) -}}
{{- fail "hyperdx.mongodb.tls.secretName: TLS needs a Secret with tls.crt, tls.key and ca.crt, or certManager.enabled" -}}
{{- end -}}
{{- include "guards.volume" (dict "root" . "app" "hyperdx-mongodb" "path" "hyperdx.mongodb.persistence" "size" (ternary $mongodb.persistence.size "" $mongodb.persistence.enabled) "class" $mongodb.persistence.storageClass) -}}
{{- end -}}
{{- end -}}
{{- if and $values.signing.key (not $values.signing.baseUrl) -}}
{{- fail "hyperdx.signing.baseUrl: needed with a signing key; the observer does not start without it" -}}
{{- end -}}
{{- end }}

{{- define "guards.observer" -}}
{{- $values := .Values.observer -}}
{{- if $values.enabled -}}
{{- if not (has $values.telemetry.backend (list "clickstack" "opensearch")) -}}
{{- fail (printf "observer.telemetry.backend: %q is neither clickstack nor opensearch" $values.telemetry.backend) -}}
{{- end -}}
{{- if and (include "observer.usesOpenSearch" .) (not $values.openSearch.address) -}}
{{- fail "observer.openSearch.address: needed for dual read and for the opensearch backend" -}}
{{- end -}}
{{- if or (lt ($values.telemetry.dualSampleRate | float64) 0.0) (gt ($values.telemetry.dualSampleRate | float64) 1.0) -}}
{{- fail "observer.telemetry.dualSampleRate: must lie between 0 and 1" -}}
{{- end -}}
{{- include "guards.autoscaling" (list "observer" $values.autoscaling) -}}
{{- include "guards.ingress" (list "observer" $values.ingress) -}}
{{- include "guards.route" (list "observer.route" $values.route) -}}
{{- end -}}
{{- end }}

{{- define "guards.certManager" -}}
{{- $values := .Values.certManager -}}
{{- if $values.enabled -}}
{{- if not (has $values.authority (list "own" "issuer")) -}}
{{- fail (printf "certManager.authority: %q is neither own nor issuer" $values.authority) -}}
{{- end -}}
{{- if and (eq $values.authority "issuer") (not $values.issuerRef.name) -}}
{{- fail "certManager.issuerRef.name: certificates need the issuer that signs them" -}}
{{- end -}}
{{- if ge (include "plane.seconds" $values.renewBefore | int64) (include "plane.seconds" $values.duration | int64) -}}
{{- fail "certManager.renewBefore: must be shorter than certManager.duration" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.collectors" -}}
{{- $values := .Values.collectors -}}
{{- if $values.enabled -}}
{{- if include "collectors.ownGateway" . -}}
{{- if not .Values.gateway.enabled -}}
{{- fail "collectors.otlp.endpoint: the plane has no gateway to send to; give the endpoint of another one" -}}
{{- end -}}
{{- if not (index .Values.gateway.receivers $values.otlp.protocol).enabled -}}
{{- fail (printf "collectors.otlp.protocol: the gateway does not receive %s; turn on gateway.receivers.%s.enabled" $values.otlp.protocol $values.otlp.protocol) -}}
{{- end -}}
{{- if and .Values.gateway.tls.enabled .Values.gateway.tls.clientCA (not (and $values.otlp.tls.enabled $values.otlp.tls.certFile)) -}}
{{- fail "collectors.otlp.tls.certFile: the gateway asks for client certificates; give a Secret with certificate and key" -}}
{{- end -}}
{{- end -}}
{{- if and $values.otlp.tls.enabled (not $values.otlp.tls.secretName) -}}
{{- fail "collectors.otlp.tls.secretName: TLS needs a Secret with the authority of the destination" -}}
{{- end -}}
{{- if ne (empty $values.otlp.tls.certFile) (empty $values.otlp.tls.keyFile) -}}
{{- fail "collectors.otlp.tls: certFile and keyFile belong together" -}}
{{- end -}}
{{- if not (or $values.logs.enabled $values.receiver.enabled $values.kubeletStats.enabled $values.hostMetrics.enabled) -}}
{{- fail "collectors: nothing is gathered; turn on logs, receiver, kubeletStats or hostMetrics" -}}
{{- end -}}
{{- if gt ($values.queue.batchSize | int64) ($values.queue.size | int64) -}}
{{- fail "collectors.queue.size: smaller than collectors.queue.batchSize, so no request would ever fill" -}}
{{- end -}}
{{- if ge ($values.memoryLimiter.spikeLimitPercentage | int64) ($values.memoryLimiter.limitPercentage | int64) -}}
{{- fail "collectors.memoryLimiter.spikeLimitPercentage: must be below limitPercentage" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- /* Nothing is deleted that is still in use, nor without being asked for twice. */}}
{{- define "guards.migration" -}}
{{- $values := .Values.migration -}}
{{- $openSearch := .Values.observer.openSearch -}}
{{- if and (include "migration.usesOpenSearch" .) (not $openSearch.address) -}}
{{- fail "observer.openSearch.address: needed by the migration" -}}
{{- end -}}
{{- if $values.shadowWrite.enabled -}}
{{- if not .Values.gateway.enabled -}}
{{- fail "migration.shadowWrite.enabled: needs the gateway; turn on gateway.enabled" -}}
{{- end -}}
{{- if not (hasSuffix "-" (include "migration.indexPrefix" .)) -}}
{{- fail (printf "migration.shadowWrite.indexPrefix: %q does not end with a hyphen, which the exporter puts before the date" (include "migration.indexPrefix" .)) -}}
{{- end -}}
{{- end -}}
{{- if and $values.validation.enabled (gt ($values.validation.sampleIntervalSeconds | int64) ($values.validation.durationSeconds | int64)) -}}
{{- fail "migration.validation.sampleIntervalSeconds: longer than durationSeconds" -}}
{{- end -}}
{{- $cleanup := $values.cleanup -}}
{{- if and $cleanup.enabled $cleanup.confirmed -}}
{{- if and .Values.observer.enabled (include "observer.usesOpenSearch" .) -}}
{{- fail "migration.cleanup.confirmed: the observer still reads from OpenSearch; turn off dualRead and choose the clickstack backend first" -}}
{{- end -}}
{{- if or $values.shadowWrite.enabled $values.validation.enabled -}}
{{- fail "migration.cleanup.confirmed: shadowWrite or validation still use OpenSearch; turn them off first" -}}
{{- end -}}
{{- if and $cleanup.requireExplicitFlag (ne $cleanup.explicitFlag (include "migration.cleanupNamespace" .)) -}}
{{- fail (printf "migration.cleanup.explicitFlag: nothing is deleted before the namespace %q is written here" (include "migration.cleanupNamespace" .)) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "guards.monitoring" -}}
{{- $monitors := .Values.monitoring.serviceMonitors -}}
{{- if and $monitors.enabled (gt (include "plane.seconds" $monitors.scrapeTimeout | int64) (include "plane.seconds" $monitors.interval | int64)) -}}
{{- fail "monitoring.serviceMonitors.scrapeTimeout: longer than the interval, which Prometheus refuses" -}}
{{- end -}}
{{- end }}
