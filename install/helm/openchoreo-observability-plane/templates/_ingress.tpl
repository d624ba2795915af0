{{- /*
An Ingress to a named port of a component's Service.
Argument: (dict "root" $ "app" … "component" … "port" "http" "values" .Values.x).
*/}}
{{- define "plane.ingress" -}}
{{- $ingress := .values.ingress -}}
{{- $name := include "plane.name" (list .root .app) -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
  {{- with $ingress.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with $ingress.className }}
  ingressClassName: {{ . | quote }}
  {{- end }}
  {{- with include "plane.ingressTlsSecret" (list .root .app $ingress) }}
  tls:
    - hosts:
        - {{ $ingress.host | quote }}
      secretName: {{ . | quote }}
  {{- end }}
  rules:
    - host: {{ $ingress.host | quote }}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {{ $name }}
                port:
                  name: {{ .port }}
{{- end }}

{{- /* Without a host an Ingress would take the traffic of every other. Argument: (list "hyperdx" .Values.hyperdx.ingress). */}}
{{- define "guards.ingress" -}}
{{- $ingress := index . 1 -}}
{{- if and $ingress.enabled (not $ingress.host) -}}
{{- fail (printf "%s.ingress.host: an Ingress needs the name under which it answers" (index . 0)) -}}
{{- end -}}
{{- end }}
