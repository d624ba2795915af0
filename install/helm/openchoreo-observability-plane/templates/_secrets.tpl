{{- /*
A password of a Secret that the chart makes: the given one, else the one that the cluster already holds,
else a new random one. Helm shows a cluster only to install and upgrade: under `helm template` and in
GitOps tools every rendering makes new ones, so name an existing Secret there.
Argument: (dict "root" $ "secret" "<name>" "key" "<key>" "given" .Values.x.password).
*/}}
{{- define "plane.password" -}}
{{- $existing := lookup "v1" "Secret" .root.Release.Namespace .secret | default dict -}}
{{- $data := $existing.data | default dict -}}
{{- if .given -}}
{{- .given -}}
{{- else if hasKey $data .key -}}
{{- get $data .key | b64dec -}}
{{- else -}}
{{- randAlphaNum 32 -}}
{{- end -}}
{{- end }}

{{- /* An environment variable out of a Secret. Argument: (list "NAME" "<secret>" "<key>"). */}}
{{- define "plane.secretEnv" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}

{{- /*
Non-empty when HyperDX's own data outlives the release. It holds passwords, so their Secrets must stay too:
MongoDB takes its user on the first start only, and HyperDX stores its connection with the first user.
*/}}
{{- define "hyperdx.dataStays" -}}
{{- $mongodb := .Values.hyperdx.mongodb -}}
{{- if and .Values.hyperdx.enabled (or (not $mongodb.enabled) (and $mongodb.persistence.enabled $mongodb.persistence.retainOnDelete)) }}true{{ end -}}
{{- end }}

{{- /* Name of the Secret with the ClickHouse passwords. */}}
{{- define "clickstack.credentialsSecret" -}}
{{- .Values.clickstack.credentials.existingSecret | default (include "plane.name" (list . "clickstack-credentials")) -}}
{{- end }}

{{- /* Name of the Secret with HyperDX's session secret, API key and further connections. */}}
{{- define "hyperdx.secret" -}}
{{- .Values.hyperdx.secrets.existingSecret | default (include "plane.name" (list . "hyperdx-secrets")) -}}
{{- end }}

{{- /* Name and key of the Secret that signs links from the observer to HyperDX. */}}
{{- define "hyperdx.signingSecret" -}}
{{- .Values.hyperdx.signing.existingSecret | default (include "plane.name" (list . "hyperdx-signing")) -}}
{{- end }}
{{- define "hyperdx.signingSecretKey" -}}
{{- if .Values.hyperdx.signing.existingSecret }}{{ .Values.hyperdx.signing.existingSecretKey }}{{ else }}signing-key{{ end -}}
{{- end }}

{{- /* Name and key of the Secret with the token that OTLP clients present. */}}
{{- define "gateway.tokenSecret" -}}
{{- .Values.gateway.auth.existingSecret | default (include "plane.name" (list . "otlp-gateway-token")) -}}
{{- end }}
{{- define "gateway.tokenSecretKey" -}}
{{- if .Values.gateway.auth.existingSecret }}{{ .Values.gateway.auth.existingSecretKey }}{{ else }}token{{ end -}}
{{- end }}

{{- /* Name of the Secret with the credentials of OpenSearch. */}}
{{- define "observer.openSearchSecret" -}}
{{- .Values.observer.openSearch.existingSecret | default (include "plane.name" (list . "observer-opensearch")) -}}
{{- end }}

{{- /* Says on a Secret which value names another one in its place. Argument: the path of that value. */}}
{{- define "plane.existingSecretAnnotation" -}}
observability.openchoreo.dev/existing-secret: {{ . }}
{{- end }}
