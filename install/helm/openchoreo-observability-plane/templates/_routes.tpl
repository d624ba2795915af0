{{- /*
A route of the Gateway API to one port of a component's Service. Routes name ports by number.
Argument: (dict "root" $ "app" … "component" … "kind" "HTTPRoute" "route" .Values.x.route "port" 3000).
*/}}
{{- define "plane.route" -}}
{{- $name := include "plane.name" (list .root .app) -}}
apiVersion: gateway.networking.k8s.io/v1
kind: {{ .kind }}
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
  {{- with .route.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  parentRefs:
    {{- toYaml .route.parentRefs | nindent 4 }}
  {{- with .route.hostnames }}
  hostnames:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  rules:
    - backendRefs:
        - name: {{ $name }}
          port: {{ .port | int64 }}
{{- end }}

{{- /* Argument: (list "gateway.route" .Values.gateway.route). */}}
{{- define "guards.route" -}}
{{- $route := index . 1 -}}
{{- if and $route.enabled (not $route.parentRefs) -}}
{{- fail (printf "%s.parentRefs: a route needs a Gateway to attach to" (index . 0)) -}}
{{- end -}}
{{- end }}
