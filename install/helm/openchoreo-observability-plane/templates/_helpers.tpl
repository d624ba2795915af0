{{- /*
Names, labels, images and service accounts. What belongs to one topic has its own partial:
_quantities.tpl, _pods.tpl, _secrets.tpl, _clickstack.tpl, _schema.tpl, _gateway.tpl, _hyperdx.tpl.
*/}}

{{- /* Name of an object of the plane. Argument: (list $ "clickstack"). */}}
{{- define "plane.name" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.global.namePrefix }}{{ trimSuffix "-" . }}-{{ end }}{{ index . 1 }}
{{- end }}

{{- /*
Labels by which Services, workloads and policies find pods. They are immutable in workloads, so
nothing that a user or an upgrade may change belongs here.
Argument: (dict "root" $ "app" "clickstack" "component" "clickstack").
*/}}
{{- define "plane.selectorLabels" -}}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/name: {{ .app }}
{{- end }}

{{- /* Labels of an object. `extra` is optional. The plane's own labels win over the user's. */}}
{{- define "plane.labels" -}}
{{- $chart := printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- $own := dict
  "app.kubernetes.io/component" .component
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/managed-by" .root.Release.Service
  "app.kubernetes.io/name" .app
  "app.kubernetes.io/part-of" .root.Chart.Name
  "app.kubernetes.io/version" .root.Chart.AppVersion
  "helm.sh/chart" $chart -}}
{{- toYaml (merge $own (.extra | default dict) (.root.Values.global.commonLabels | default dict)) }}
{{- end }}

{{- /*
Labels of a pod template. Without the chart's version: a new chart that changes nothing in a pod
must not restart it. `pod` is the section of the values with podLabels.
*/}}
{{- define "plane.podLabels" -}}
{{- $own := dict
  "app.kubernetes.io/component" .component
  "app.kubernetes.io/instance" .root.Release.Name
  "app.kubernetes.io/name" .app
  "app.kubernetes.io/part-of" .root.Chart.Name -}}
{{- toYaml (merge $own (.pod.podLabels | default dict) (.extra | default dict) (.root.Values.global.commonLabels | default dict)) }}
{{- end }}

{{- /*
Reference of an image; a digest wins over a tag, global.imageRegistry over any registry, also over one
written into the repository. Argument: (dict "root" $ "image" .Values.x.image).
*/}}
{{- define "plane.image" -}}
{{- $registry := .root.Values.global.imageRegistry | default .image.registry | default "" -}}
{{- $repository := .image.repository -}}
{{- $first := splitList "/" $repository | first -}}
{{- /* A first part with a dot, a port or the name localhost is a registry, as in every container tool. */ -}}
{{- if and $registry (contains "/" $repository) (or (regexMatch "[.:]" $first) (eq $first "localhost")) -}}
{{- $repository = trimPrefix (printf "%s/" $first) $repository -}}
{{- end -}}
{{- with $registry }}{{ trimSuffix "/" . }}/{{ end }}{{ $repository }}
{{- if .image.digest }}@{{ .image.digest }}
{{- else }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{- /* Name of the service account of a component. Argument: (list $ "clickstack" .Values.clickstack). */}}
{{- define "plane.serviceAccountName" -}}
{{- $account := (index . 2).serviceAccount -}}
{{- if $account.create }}{{ $account.name | default (include "plane.name" (list (index . 0) (index . 1))) }}
{{- else }}{{ $account.name | default "default" }}
{{- end }}
{{- end }}

{{- /* Host by which pods of any namespace reach a Service. It needs no cluster domain. Argument: (list $ "clickstack"). */}}
{{- define "plane.serviceHost" -}}
{{ include "plane.name" . }}.{{ (index . 0).Release.Namespace }}.svc
{{- end }}
