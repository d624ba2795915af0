{{- /*
Bytes of a Kubernetes quantity such as 512Mi, 1.5G or 2e9, rounded down. Templates have no such
function, and memory settings of servers take bytes.
*/}}
{{- define "plane.bytes" -}}
{{- $quantity := toString . -}}
{{- $number := regexFind "^[0-9.]+" $quantity -}}
{{- $suffix := trimPrefix $number $quantity -}}
{{- $units := dict "" 1 "m" 0.001
  "k" 1000 "M" 1000000 "G" 1000000000 "T" 1000000000000 "P" 1000000000000000
  "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 -}}
{{- if hasKey $units $suffix -}}
{{- mulf (float64 $number) (get $units $suffix) | int64 -}}
{{- else if regexMatch "^[eE][+-]?[0-9]+$" $suffix -}}
{{- float64 $quantity | int64 -}}
{{- else -}}
{{- fail (printf "%q is not a Kubernetes quantity" $quantity) -}}
{{- end -}}
{{- end }}

{{- /* A share of a quantity in bytes. Argument: (list "6Gi" 0.8). */}}
{{- define "plane.bytesShare" -}}
{{- mulf (include "plane.bytes" (index . 0) | float64) (index . 1) | int64 -}}
{{- end }}

{{- /* Milliseconds of a Go duration such as 1h30m, rounded down. */}}
{{- define "plane.milliseconds" -}}
{{- $duration := toString . -}}
{{- if not (regexMatch "^([0-9.]+(ns|us|µs|ms|s|m|h))+$|^0$" $duration) -}}
{{- fail (printf "%q is not a duration such as 30s, 5m or 720h" $duration) -}}
{{- end -}}
{{- $units := dict "ns" 0.000001 "us" 0.001 "µs" 0.001 "ms" 1 "s" 1000 "m" 60000 "h" 3600000 -}}
{{- $total := 0.0 -}}
{{- range regexFindAll "[0-9.]+(ns|us|µs|ms|s|m|h)" $duration -1 -}}
{{- $unit := regexFind "[a-zµ]+$" . -}}
{{- $total = addf $total (mulf (trimSuffix $unit . | float64) (get $units $unit)) -}}
{{- end -}}
{{- $total | int64 -}}
{{- end }}

{{- /* Whole seconds of a Go duration. */}}
{{- define "plane.seconds" -}}
{{- div (include "plane.milliseconds" . | int64) 1000 -}}
{{- end }}
