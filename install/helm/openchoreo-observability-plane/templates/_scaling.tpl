{{- /*
A HorizontalPodAutoscaler of a Deployment; a target of 0 leaves its metric out.
Argument: (dict "root" $ "app" … "component" … "values" .Values.x).
*/}}
{{- define "plane.autoscaler" -}}
{{- $scaling := .values.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "plane.name" (list .root .app) }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "plane.name" (list .root .app) }}
  minReplicas: {{ $scaling.minReplicas | int64 }}
  maxReplicas: {{ $scaling.maxReplicas | int64 }}
  metrics:
    {{- range $metric, $target := dict "cpu" $scaling.targetCPU "memory" $scaling.targetMemory }}
    {{- if gt ($target | int64) 0 }}
    - type: Resource
      resource:
        name: {{ $metric }}
        target:
          type: Utilization
          averageUtilization: {{ $target | int64 }}
    {{- end }}
    {{- end }}
{{- end }}

{{- /* A PodDisruptionBudget of a Deployment; empty when it never has more than one pod. Same argument. */}}
{{- define "plane.disruptionBudget" -}}
{{- $pods := .values.replicas | int64 -}}
{{- if (.values.autoscaling | default dict).enabled -}}
{{- $pods = .values.autoscaling.minReplicas | int64 -}}
{{- end -}}
{{- if and .values.enabled .values.podDisruptionBudget.enabled (gt $pods 1) -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "plane.name" (list .root .app) }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .values.podDisruptionBudget.maxUnavailable | int64 }}
  selector:
    matchLabels:
      {{- include "plane.selectorLabels" . | nindent 6 }}
{{- end -}}
{{- end }}
