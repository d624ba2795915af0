{{- /* The pods of ClickHouse: what of the StatefulSet does not concern its claims. */}}
{{- define "clickstack.podTemplate" }}
{{- $values := .Values.clickstack }}
{{- $labels := dict "root" . "app" "clickstack" "component" "clickstack" "pod" $values }}
{{- $secret := include "clickstack.credentialsSecret" . }}
{{- $replicated := include "clickstack.replicated" . }}
  template:
    metadata:
      labels:
        {{- include "plane.podLabels" $labels | nindent 8 }}
      annotations:
        checksum/config: {{ print (include "clickstack.serverConfig" .) (include "clickstack.usersConfig" .) (toJson $values.config) (toJson $values.usersConfig) (include "scripts.startServer" .) | sha256sum }}
        # Passwords are read when the server starts; random ones do not change and do not count here.
        checksum/credentials: {{ toJson $values.credentials | sha256sum }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "plane.serviceAccountName" (list . "clickstack" $values) }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ include "plane.seconds" $values.terminationGracePeriod }}
      {{- with include "plane.imagePullSecrets" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with include "plane.placement" $labels | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "plane.podSecurity" 101 | nindent 8 }}
      containers:
        - name: clickhouse
          image: {{ include "plane.image" (dict "root" . "image" $values.image) }}
          imagePullPolicy: {{ $values.image.pullPolicy }}
          {{- if $replicated }}
          command: ["/bin/sh", "/etc/plane/start-server.sh"]
          {{- end }}
          env:
            # The users come from users.d; the image must not add its own.
            - name: CLICKHOUSE_SKIP_USER_SETUP
              value: "1"
            {{- include "plane.secretEnv" (list "CLICKSTACK_ADMIN_PASSWORD" $secret "password") | nindent 12 }}
            {{- include "plane.secretEnv" (list "CLICKSTACK_INGEST_PASSWORD" $secret "ingest-password") | nindent 12 }}
            {{- include "plane.secretEnv" (list "CLICKSTACK_OBSERVER_PASSWORD" $secret "observer-password") | nindent 12 }}
            {{- include "plane.secretEnv" (list "CLICKSTACK_UI_PASSWORD" $secret "ui-password") | nindent 12 }}
            {{- if $replicated }}
            {{- include "plane.secretEnv" (list "CLICKSTACK_INTERSERVER_PASSWORD" $secret "interserver-password") | nindent 12 }}
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
            - name: POD_FQDN
              value: $(POD_NAME).{{ include "plane.name" (list . "clickstack-headless") }}.{{ .Release.Namespace }}.svc.{{ .Values.global.clusterDomain }}
            - name: CLICKSTACK_PEERS
              value: {{ include "clickstack.podHosts" . | quote }}
            - name: WAIT_SECONDS
              value: {{ include "plane.seconds" $values.keeper.startupTimeout | quote }}
            {{- end }}
          ports:
            {{- if $values.tls.enabled }}
            - name: https
              containerPort: 8443
            - name: native-tls
              containerPort: 9440
            {{- else }}
            - name: http
              containerPort: 8123
            - name: native
              containerPort: 9000
            {{- end }}
            - name: metrics
              containerPort: 9363
            {{- if $replicated }}
            - name: interserver
              containerPort: {{ include "clickstack.interserverPort" . }}
            - name: keeper
              containerPort: {{ include "clickstack.keeperPort" . }}
            - name: raft
              containerPort: 9234
            {{- end }}
          # /ping and not /replicas_status: reads go on while replicas lag or Keeper has no majority.
          startupProbe:
            httpGet:
              path: /ping
              port: {{ ternary "https" "http" $values.tls.enabled }}
              scheme: {{ ternary "HTTPS" "HTTP" $values.tls.enabled }}
            periodSeconds: 10
            timeoutSeconds: 5
            # Loading many parts takes minutes, and Keeper waits for its peers before that.
            failureThreshold: {{ add 30 (div (include "plane.seconds" $values.keeper.startupTimeout | int64) 10) }}
          livenessProbe:
            httpGet:
              path: /ping
              port: {{ ternary "https" "http" $values.tls.enabled }}
              scheme: {{ ternary "HTTPS" "HTTP" $values.tls.enabled }}
            periodSeconds: 30
            timeoutSeconds: 10
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /ping
              port: {{ ternary "https" "http" $values.tls.enabled }}
              scheme: {{ ternary "HTTPS" "HTTP" $values.tls.enabled }}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          lifecycle:
            preStop:
              exec:
                # Lets Services drop the server before it stops taking queries.
                command: ["/bin/sh", "-c", "sleep 5"]
          {{- with include "plane.resources" (dict "resources" $values.resources) }}
          {{- . | nindent 10 }}
          {{- end }}
          securityContext:
            {{- include "plane.containerSecurity" true | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: /var/lib/clickhouse
            - name: logs
              mountPath: /var/log/clickhouse-server
            - name: tmp
              mountPath: /tmp
            # Single files: a mount over the whole directory would hide the image's own listen and log settings.
            - name: config
              mountPath: /etc/clickhouse-server/config.d/plane.yaml
              subPath: server.yaml
              readOnly: true
            - name: config
              mountPath: /etc/clickhouse-server/users.d/plane.yaml
              subPath: users.yaml
              readOnly: true
            {{- if $values.config }}
            - name: config
              mountPath: /etc/clickhouse-server/config.d/zz-site.yaml
              subPath: site-server.yaml
              readOnly: true
            {{- end }}
            {{- if $values.usersConfig }}
            - name: config
              mountPath: /etc/clickhouse-server/users.d/zz-site.yaml
              subPath: site-users.yaml
              readOnly: true
            {{- end }}
            {{- if $replicated }}
            - name: scripts
              mountPath: /etc/plane
              readOnly: true
            {{- end }}
            {{- if $values.tls.enabled }}
            - name: tls
              mountPath: /etc/clickstack/tls
              readOnly: true
            {{- end }}
      volumes:
        - name: config
          configMap:
            name: {{ include "plane.name" (list . "clickstack-config") }}
        - name: logs
          emptyDir: {}
        - name: tmp
          emptyDir: {}
        {{- if $replicated }}
        - name: scripts
          configMap:
            name: {{ include "plane.name" (list . "clickstack-scripts") }}
        {{- end }}
        {{- if $values.tls.enabled }}
        - name: tls
          secret:
            secretName: {{ include "plane.tlsSecret" (list . "clickstack-tls" $values.tls.secretName) }}
            # The server's group may read the key, no one else.
            defaultMode: 0440
        {{- end }}
{{- end }}
