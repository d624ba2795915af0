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

{{- /*
Milliseconds of a Go duration such as 1h30m, rounded down: the time to which it leads, counted from the
epoch. Helm stops at a text that is no duration.
*/}}
{{- define "plane.milliseconds" -}}
{{- $end := toDate "2006-01-02T15:04:05Z07:00" "1970-01-01T00:00:00Z" | mustDateModify (toString .) -}}
{{- /* Sprig counts whole seconds; the format gives the rest of the last one. */ -}}
{{- printf "%s%s" (unixEpoch $end) (dateInZone "05.000" $end "UTC" | substr 3 6) | atoi -}}
{{- end }}

{{- /* Whole seconds of a Go duration. */}}
{{- define "plane.seconds" -}}
{{- toDate "2006-01-02T15:04:05Z07:00" "1970-01-01T00:00:00Z" | mustDateModify (toString .) | unixEpoch -}}
{{- end }}
