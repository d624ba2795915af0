{{- /* Pod template of the init Job. */}}
{{- define "clickstack.initTemplate" -}}
{{- $values := .Values.clickstack -}}
{{- $labels := dict "root" . "app" "clickstack-init" "component" "clickstack" "pod" (dict "podLabels" $values.podLabels) -}}
metadata:
  labels:
    {{- include "plane.podLabels" $labels | nindent 4 }}
  {{- with $values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  # Failed pods stay, and with them what they said.
  restartPolicy: Never
  serviceAccountName: {{ include "plane.serviceAccountName" (list . "clickstack" $values) }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with include "plane.imagePullSecrets" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- with include "plane.jobPlacement" $values | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  securityContext:
    {{- include "plane.podSecurity" 101 | nindent 4 }}
  containers:
    - name: init-schema
      image: {{ include "plane.image" (dict "root" . "image" $values.image) }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      command: ["/bin/sh", "/etc/plane/init-schema.sh"]
      env:
        {{- if $values.enabled }}
        - name: CLICKSTACK_OWN
          value: "true"
        - name: CLICKSTACK_HOSTS
          value: {{ include "clickstack.podHosts" . | quote }}
        - name: CLICKSTACK_PORT
          value: {{ ternary "9440" "9000" $values.tls.enabled | quote }}
        {{- else }}
        - name: CLICKSTACK_HOSTS
          value: {{ include "clickstack.host" . | quote }}
        - name: CLICKSTACK_PORT
          value: {{ include "clickstack.nativePort" . | quote }}
        {{- end }}
        {{- if include "clickstack.replicated" . }}
        - name: CLICKSTACK_CLUSTER
          value: clickstack
        {{- end }}
        - name: CLICKSTACK_CLIENT_OPTIONS
          value: {{ include "clickstack.clientOptions" . | quote }}
        - name: CLICKSTACK_DATABASE
          value: {{ $values.database | quote }}
        - name: KEPT_FOR_EVER
          value: {{ include "schema.keptForEver" . | quote }}
        - name: COPYING_VIEWS
          value: {{ include "schema.copyingViews" . | quote }}
        - name: SCHEMA_DIR
          value: /etc/plane-schema
        - name: WAIT_SECONDS
          value: {{ include "plane.seconds" $values.initSQL.waitTimeout | quote }}
        - name: CLICKHOUSE_USER
          value: {{ $values.credentials.username | quote }}
        {{- include "plane.secretEnv" (list "CLICKHOUSE_PASSWORD" (include "clickstack.credentialsSecret" .) "password") | nindent 8 }}
        - name: HOME
          value: /tmp
      {{- with include "plane.resources" (dict "resources" $values.initSQL.resources) }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "plane.containerSecurity" true | nindent 8 }}
      volumeMounts:
        - name: scripts
          mountPath: /etc/plane
          readOnly: true
        - name: schema
          mountPath: /etc/plane-schema
          readOnly: true
        - name: tmp
          mountPath: /tmp
        {{- with include "clickstack.caMount" . | trim }}
        {{- . | nindent 8 }}
        {{- end }}
  volumes:
    - name: scripts
      configMap:
        name: {{ include "plane.name" (list . "clickstack-scripts") }}
    - name: schema
      configMap:
        name: {{ include "plane.name" (list . "clickstack-schema") }}
    - name: tmp
      emptyDir: {}
    {{- with include "clickstack.caVolume" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}
