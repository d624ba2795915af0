{{- /* Parts that every pod template shares. */}}

{{- /*
Where pods run. A given affinity replaces the built-in spreading.
Argument: (dict "root" $ "app" … "component" … "pod" .Values.x).
*/}}
{{- define "plane.placement" -}}
{{- with .pod.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .pod.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .pod.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .pod.affinity }}
affinity:
  {{- toYaml .pod.affinity | nindent 2 }}
{{- else if eq .pod.spread "required" }}
affinity:
  podAntiAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "plane.selectorLabels" . | nindent 12 }}
{{- else if eq .pod.spread "preferred" }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "plane.selectorLabels" . | nindent 8 }}
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "plane.selectorLabels" . | nindent 8 }}
{{- end }}
{{- end }}

{{- /*
Where a pod runs that does its work and ends: on the nodes of its component. Affinity to and from other pods
is left out, because that of the servers would keep the pod that prepares them off their nodes.
Argument: a section of the values with the fields of pods.
*/}}
{{- define "plane.jobPlacement" -}}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with pick .affinity "nodeAffinity" }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- /* Pull secrets of every pod. */}}
{{- define "plane.imagePullSecrets" -}}
{{- with .Values.global.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- /* Security context of a pod that runs as the given user: images name their users, Kubernetes needs numbers. */}}
{{- define "plane.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- /* Security context of a container, as the restricted Pod Security Standard asks. Argument: read-only root, true or false. */}}
{{- define "plane.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: {{ . }}
capabilities:
  drop:
    - ALL
{{- end }}

{{- /* Requests and limits; an empty leaf is not set. Renders nothing when no leaf is set. */}}
{{- define "plane.resources" -}}
{{- $resources := dict -}}
{{- range $kind := list "limits" "requests" -}}
{{- $set := dict -}}
{{- range $name, $quantity := (index $.resources $kind | default dict) -}}
{{- if ne (toString ($quantity | default "")) "" -}}{{- $_ := set $set $name (toString $quantity) -}}{{- end -}}
{{- end -}}
{{- if $set -}}{{- $_ := set $resources $kind $set -}}{{- end -}}
{{- end -}}
{{- if $resources -}}
resources:
  {{- toYaml $resources | nindent 2 }}
{{- end -}}
{{- end }}

{{- /*
Environment variables in one list without duplicates, which a server-side apply refuses: a variable of
the user replaces ours of the same name. Argument: (dict "own" "<yaml list>" "map" {} "list" []).
*/}}
{{- define "plane.env" -}}
{{- $taken := dict -}}
{{- range $name, $_ := (.map | default dict) -}}{{- $_ := set $taken $name true -}}{{- end -}}
{{- range (.list | default list) -}}{{- $_ := set $taken .name true -}}{{- end -}}
{{- $listed := dict -}}
{{- range (.list | default list) -}}{{- $_ := set $listed .name true -}}{{- end -}}
{{- $own := .own | trim | fromYamlArray -}}
{{- $clash := false -}}
{{- range $own -}}{{- if hasKey $taken .name -}}{{- $clash = true -}}{{- end -}}{{- end -}}
{{- if $clash -}}
{{- $kept := list -}}
{{- range $own -}}{{- if not (hasKey $taken .name) -}}{{- $kept = append $kept . -}}{{- end -}}{{- end -}}
{{- with $kept }}{{ toYaml . }}{{ end }}
{{- else -}}
{{- .own | trim }}
{{- end }}
{{- range $name, $value := (.map | default dict) }}
{{- if not (hasKey $listed $name) }}
- name: {{ $name }}
  value: {{ toString $value | quote }}
{{- end }}
{{- end }}
{{- with .list }}
{{ toYaml . }}
{{- end }}
{{- end }}
