{{- /* Where ClickHouse is and how its clients reach it. */}}

{{- /* Number of ClickHouse servers of the chosen installation mode. */}}
{{- define "clickstack.replicas" -}}
{{- if eq .Values.global.installationMode "minimal" -}}
{{- .Values.clickstack.replicas.minimal | int64 -}}
{{- else -}}
{{- .Values.clickstack.replicas.standard | int64 -}}
{{- end -}}
{{- end }}

{{- /* Non-empty when the plane runs several servers, which then replicate through Keeper. */}}
{{- define "clickstack.replicated" -}}
{{- if and .Values.clickstack.enabled (gt (include "clickstack.replicas" . | int) 1) }}true{{ end -}}
{{- end }}

{{- define "clickstack.storageSize" -}}
{{- if eq .Values.global.installationMode "minimal" }}{{ .Values.clickstack.storage.minimalSize }}{{ else }}{{ .Values.clickstack.storage.size }}{{ end -}}
{{- end }}

{{- /* Non-empty when clients speak TLS. */}}
{{- define "clickstack.secure" -}}
{{- if .Values.clickstack.enabled -}}
{{- if .Values.clickstack.tls.enabled }}true{{ end -}}
{{- else -}}
{{- if .Values.clickstack.external.secure }}true{{ end -}}
{{- end -}}
{{- end }}

{{- define "clickstack.host" -}}
{{- if .Values.clickstack.enabled }}{{ include "plane.serviceHost" (list . "clickstack") }}{{ else }}{{ .Values.clickstack.external.host }}{{ end -}}
{{- end }}

{{- define "clickstack.nativePort" -}}
{{- if not .Values.clickstack.enabled }}{{ .Values.clickstack.external.nativePort | int64 }}
{{- else if .Values.clickstack.tls.enabled }}{{ .Values.clickstack.tls.port | int64 }}
{{- else }}{{ .Values.clickstack.service.port | int64 }}
{{- end -}}
{{- end }}

{{- define "clickstack.httpPort" -}}
{{- if not .Values.clickstack.enabled }}{{ .Values.clickstack.external.httpPort | int64 }}
{{- else if .Values.clickstack.tls.enabled }}{{ .Values.clickstack.tls.httpsPort | int64 }}
{{- else }}{{ .Values.clickstack.service.httpPort | int64 }}
{{- end -}}
{{- end }}

{{- define "clickstack.httpUrl" -}}
http{{ if include "clickstack.secure" . }}s{{ end }}://{{ include "clickstack.host" . }}:{{ include "clickstack.httpPort" . }}
{{- end }}

{{- /* Name of the Secret whose ca.crt signs the servers' certificates; empty when public authorities do. */}}
{{- define "clickstack.caSecret" -}}
{{- $values := .Values.clickstack -}}
{{- if not $values.enabled -}}
{{- if $values.external.secure }}{{ $values.external.caSecret }}{{ end -}}
{{- else if $values.tls.enabled -}}
{{- include "plane.tlsSecret" (list . "clickstack-tls" $values.tls.secretName) -}}
{{- end -}}
{{- end }}

{{- /* Clients mount only ca.crt: the private key stays with the servers. */}}
{{- define "clickstack.caVolume" -}}
{{- with include "clickstack.caSecret" . }}
- name: clickstack-ca
  secret:
    secretName: {{ . }}
    items:
      - key: ca.crt
        path: ca.crt
{{- end }}
{{- end }}

{{- define "clickstack.caMount" -}}
{{- if include "clickstack.caSecret" . }}
- name: clickstack-ca
  mountPath: /etc/clickstack/ca
  readOnly: true
{{- end }}
{{- end }}

{{- /* Name of the n-th server as its peers and clients resolve it. Argument: (list $ 0). */}}
{{- define "clickstack.podHost" -}}
{{- $root := index . 0 -}}
{{ include "plane.name" (list $root "clickstack") }}-{{ index . 1 }}.{{ include "plane.name" (list $root "clickstack-headless") }}.{{ $root.Release.Namespace }}.svc.{{ $root.Values.global.clusterDomain }}
{{- end }}

{{- /* Every server, separated by blanks. */}}
{{- define "clickstack.podHosts" -}}
{{- $hosts := list -}}
{{- range $ordinal := until (include "clickstack.replicas" . | int) -}}
{{- $hosts = append $hosts (include "clickstack.podHost" (list $ $ordinal)) -}}
{{- end -}}
{{- join " " $hosts -}}
{{- end }}

{{- /* Options that clickhouse-client needs beside host, port, user and password. */}}
{{- define "clickstack.clientOptions" -}}
{{- if include "clickstack.secure" . -}}
--secure{{ if include "clickstack.caSecret" . }} --config-file=/etc/plane/client.xml{{ end }}
{{- end -}}
{{- end }}

{{- /*
An init container that waits until the tables exist: the exporter caches what it sees of the schema when
it starts, and the observer exits when the database is missing.
Argument: (dict "root" $ "user" "<name>" "passwordKey" "<key>" "tables" "<names separated by blanks>").
*/}}
{{- define "clickstack.waitForSchema" -}}
- name: wait-for-schema
  image: {{ include "plane.image" (dict "root" .root "image" .root.Values.clickstack.image) }}
  imagePullPolicy: {{ .root.Values.clickstack.image.pullPolicy }}
  command: ["/bin/sh", "/etc/plane/wait-for-schema.sh"]
  env:
    - name: CLICKSTACK_HOST
      value: {{ include "clickstack.host" .root | quote }}
    - name: CLICKSTACK_PORT
      value: {{ include "clickstack.nativePort" .root | quote }}
    - name: CLICKSTACK_CLIENT_OPTIONS
      value: {{ include "clickstack.clientOptions" .root | quote }}
    - name: CLICKSTACK_DATABASE
      value: {{ .root.Values.clickstack.database | quote }}
    - name: CLICKSTACK_TABLES
      value: {{ .tables | quote }}
    - name: WAIT_SECONDS
      value: {{ include "plane.seconds" .root.Values.clickstack.initSQL.waitTimeout | quote }}
    - name: CLICKHOUSE_USER
      value: {{ .user | quote }}
    {{- include "plane.secretEnv" (list "CLICKHOUSE_PASSWORD" (include "clickstack.credentialsSecret" .root) .passwordKey) | nindent 4 }}
    - name: HOME
      value: /tmp
  {{- with include "plane.resources" (dict "resources" .root.Values.clickstack.initSQL.resources) }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- include "plane.containerSecurity" true | nindent 4 }}
    # The client runs as any user; this is the one its image is made for.
    runAsUser: 101
    runAsGroup: 101
  volumeMounts:
    - name: scripts
      mountPath: /etc/plane
      readOnly: true
    - name: wait-tmp
      mountPath: /tmp
    {{- with include "clickstack.caMount" .root | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{- /* The volumes of that init container. */}}
{{- define "clickstack.waitVolumes" -}}
- name: scripts
  configMap:
    name: {{ include "plane.name" (list . "clickstack-scripts") }}
- name: wait-tmp
  emptyDir: {}
{{- end }}

{{- /* Ports of the servers among themselves; with TLS they have other customary numbers. */}}
{{- define "clickstack.interserverPort" -}}
{{- if .Values.clickstack.tls.enabled }}9010{{ else }}9009{{ end -}}
{{- end }}
{{- define "clickstack.keeperPort" -}}
{{- if .Values.clickstack.tls.enabled }}9281{{ else }}9181{{ end -}}
{{- end }}
