{{- /* Certificates: given Secrets, or those that cert-manager writes. */}}

{{- /*
Name of the Secret with a part's certificate: the given one, else the one that cert-manager writes.
Argument: (list $ "clickstack-tls" .Values.clickstack.tls.secretName).
*/}}
{{- define "plane.tlsSecret" -}}
{{- if index . 2 }}{{ index . 2 }}{{ else }}{{ include "plane.name" (list (index . 0) (index . 1)) }}{{ end -}}
{{- end }}

{{- /* Name of the certificate Secret of an Ingress; empty for plain HTTP. Argument: (list $ "hyperdx" .Values.hyperdx.ingress). */}}
{{- define "plane.ingressTlsSecret" -}}
{{- $issuing := (index . 0).Values.certManager -}}
{{- if (index . 2).tlsSecret }}{{ (index . 2).tlsSecret }}
{{- else if and $issuing.enabled $issuing.edge.enabled }}{{ include "plane.name" (list (index . 0) (printf "%s-ingress-tls" (index . 1))) }}
{{- end -}}
{{- end }}

{{- /* Who signs inside the plane. */}}
{{- define "certificates.issuerRef" -}}
{{- $values := .Values.certManager -}}
{{- if eq $values.authority "own" -}}
name: {{ include "plane.name" (list . "plane-ca") }}
kind: Issuer
group: cert-manager.io
{{- else -}}
{{ include "certificates.givenIssuer" $values.issuerRef }}
{{- end -}}
{{- end }}

{{- define "certificates.givenIssuer" -}}
name: {{ .name }}
kind: {{ .kind }}
group: {{ .group }}
{{- end }}

{{- /* Who signs for Ingress hosts. */}}
{{- define "certificates.edgeIssuerRef" -}}
{{- if .Values.certManager.edge.issuerRef.name -}}
{{ include "certificates.givenIssuer" .Values.certManager.edge.issuerRef }}
{{- else -}}
{{ include "certificates.issuerRef" . }}
{{- end -}}
{{- end }}

{{- /*
A certificate and its Secret of the same name.
Argument: (dict "root" $ "app" … "component" … "name" "<secret>" "hosts" (list …) "issuer" "<yaml>" "usages" (list …)).
*/}}
{{- define "certificates.certificate" -}}
{{- $values := .root.Values.certManager -}}
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: {{ .name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "plane.labels" . | nindent 4 }}
spec:
  secretName: {{ .name }}
  # cert-manager leaves its Secrets behind; by these they are found.
  secretTemplate:
    labels:
      {{- include "plane.selectorLabels" . | nindent 6 }}
  duration: {{ $values.duration }}
  renewBefore: {{ $values.renewBefore }}
  privateKey:
    algorithm: {{ $values.keyAlgorithm }}
    size: {{ ternary 256 2048 (eq $values.keyAlgorithm "ECDSA") }}
    rotationPolicy: Always
  usages:
    - digital signature
    - key encipherment
    {{- toYaml .usages | nindent 4 }}
  dnsNames:
    {{- range uniq .hosts }}
    - {{ . | quote }}
    {{- end }}
  issuerRef:
    {{- .issuer | nindent 4 }}
{{- end }}

{{- /* Names by which a Service is called, as a JSON list. Argument: (list $ "clickstack"). */}}
{{- define "certificates.serviceHosts" -}}
{{- $root := index . 0 -}}
{{- $name := include "plane.name" . -}}
{{- $short := printf "%s.%s" $name $root.Release.Namespace -}}
{{- list $name $short (printf "%s.svc" $short) (printf "%s.svc.%s" $short $root.Values.global.clusterDomain) | toJson -}}
{{- end }}
