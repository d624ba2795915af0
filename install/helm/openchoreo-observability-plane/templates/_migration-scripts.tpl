{{- /* Shell scripts of the migration: POSIX sh with curl, awk, sed and kubectl. All values come by environment. */}}

{{- /* How both scripts ask a server. Passwords go through standard input: arguments are visible to others. */}}
{{- define "scripts.curl" -}}
# quoted TEXT: the text as the value of a curl configuration.
quoted() {
  printf '%s' "$1" | sed 's/[\\"]/\\&/g'
}

# opensearch METHOD PATH [BODY]: sets $body to the answer. Returns 1 and sets $reason without a good one.
opensearch() {
  answer=$(printf 'user = "%s:%s"\n' "$(quoted "$OPENSEARCH_USERNAME")" "$(quoted "$OPENSEARCH_PASSWORD")" |
    curl --config - --silent --show-error --connect-timeout 5 --max-time "${ANSWER_SECONDS:-60}" \
      ${OPENSEARCH_CA:+--cacert "$OPENSEARCH_CA"} --request "$1" --header 'Content-Type: application/json' \
      ${3:+--data-binary "$3"} --write-out '\n%{http_code}' "$OPENSEARCH_URL$2" 2>&1) || {
    reason=$(printf '%s\n' "$answer" | grep '^curl' | tail -n 1)
    return 1
  }
  check_status
}

# check_status: splits $answer into $body and status.
check_status() {
  status=$(printf '%s\n' "$answer" | tail -n 1)
  body=$(printf '%s\n' "$answer" | sed '$d')
  case $status in
    2??) return 0 ;;
  esac
  reason="HTTP $status: $(printf '%s' "$body" | head -n 1 | cut -c 1-300)"
  return 1
}
{{- end }}

{{- define "scripts.compareStores" -}}
#!/bin/sh
# Counts the logs of the same time windows in ClickHouse and OpenSearch, and judges the differences.
# Exits 0 when they agree, 3 when they do not or nothing was there to compare, 1 when a store does not answer.
set -eu

{{ include "scripts.curl" . }}

# clickhouse QUERY: sets $body to the answer. Returns 1 and sets $reason without a good one.
clickhouse() {
  answer=$({
    printf 'header = "X-ClickHouse-User: %s"\n' "$(quoted "$CLICKHOUSE_USER")"
    printf 'header = "X-ClickHouse-Key: %s"\n' "$(quoted "$CLICKHOUSE_PASSWORD")"
  } | curl --config - --silent --show-error --connect-timeout 5 --max-time "${ANSWER_SECONDS:-60}" \
    ${CLICKHOUSE_CA:+--cacert "$CLICKHOUSE_CA"} --data-binary "$1" --write-out '\n%{http_code}' "$CLICKHOUSE_URL/" 2>&1) || {
    reason=$(printf '%s\n' "$answer" | grep '^curl' | tail -n 1)
    return 1
  }
  check_status
}

# count_clickhouse FROM TO: sets $count.
count_clickhouse() {
  only=${NAMESPACE:+" AND namespace = '$NAMESPACE'"}
  clickhouse "SELECT count() FROM $CLICKHOUSE_TABLE WHERE timestamp >= toDateTime($1) AND timestamp < toDateTime($2)$only" || return 1
  count=$body
  is_number "$count" || {
    reason="no number: $(printf '%s' "$count" | cut -c 1-100)"
    return 1
  }
}

# count_opensearch FROM TO: sets $count. An answer of some shards only is none.
count_opensearch() {
  only=${NAMESPACE:+",{\"term\":{\"kubernetes.namespace_name.keyword\":\"$NAMESPACE\"}}"}
  range="{\"range\":{\"@timestamp\":{\"gte\":${1}000,\"lt\":${2}000,\"format\":\"epoch_millis\"}}}"
  opensearch POST "/$OPENSEARCH_INDEX/_count?ignore_unavailable=true&allow_no_indices=true" \
    "{\"query\":{\"bool\":{\"filter\":[$range$only]}}}" || return 1
  count=$(printf '%s' "$body" | sed -n 's/.*"count" *: *\([0-9][0-9]*\).*/\1/p')
  failed=$(printf '%s' "$body" | sed -n 's/.*"failed" *: *\([0-9][0-9]*\).*/\1/p')
  is_number "$count" && [ "${failed:-0}" = 0 ] || {
    reason="no count of all shards: $(printf '%s' "$body" | cut -c 1-200)"
    return 1
  }
}

is_number() {
  case $1 in
    '' | *[!0-9]*) return 1 ;;
  esac
}

# until_answered NAME FUNCTION FROM TO: repeats a count for at most PATIENCE_SECONDS.
until_answered() {
  patience=$(($(date +%s) + ${PATIENCE_SECONDS:-600}))
  last=""
  until "$2" "$3" "$4"; do
    if [ "$reason" != "$last" ]; then
      echo "waiting for $1: $reason"
      last=$reason
    fi
    if [ "$(date +%s)" -ge "$patience" ]; then
      echo "gave up after ${PATIENCE_SECONDS:-600} s: $1 does not answer: $reason" >&2
      exit 1
    fi
    sleep "${WAIT_INTERVAL:-5}"
  done
}

# exceeds A B: whether one decimal number is greater than another.
exceeds() {
  awk -v a="$1" -v b="$2" 'BEGIN { exit !(a + 0 > b + 0) }'
}

from=$(date +%s)
end=$((from + DURATION_SECONDS))
windows=0
drifting=0
rows=0
documents=0
echo "comparing $CLICKHOUSE_TABLE with $OPENSEARCH_INDEX for $DURATION_SECONDS s in windows of $WINDOW_SECONDS s"
while [ "$from" -lt "$end" ]; do
  to=$((from + WINDOW_SECONDS))
  # Late records and refreshes get time to arrive.
  pause=$((to + SETTLE_SECONDS - $(date +%s)))
  [ "$pause" -le 0 ] || sleep "$pause"
  until_answered ClickHouse count_clickhouse "$from" "$to"
  ours=$count
  until_answered OpenSearch count_opensearch "$from" "$to"
  theirs=$count
  difference=$(awk -v a="$ours" -v b="$theirs" 'BEGIN { m = a > b ? a : b; printf "%.2f", m ? (a > b ? a - b : b - a) * 100 / m : 0 }')
  verdict=""
  windows=$((windows + 1))
  if exceeds "$difference" "$MAX_DRIFT_PERCENT"; then
    drifting=$((drifting + 1))
    verdict=" (drifting)"
  fi
  echo "window $windows, $from to $to: ClickHouse $ours, OpenSearch $theirs, difference $difference %$verdict"
  rows=$((rows + ours))
  documents=$((documents + theirs))
  from=$to
done

share=$(awk -v a="$drifting" -v b="$windows" 'BEGIN { printf "%.2f", a * 100 / b }')
echo "$windows windows, $drifting drifting ($share %): ClickHouse $rows, OpenSearch $documents"
if [ "$rows" -eq 0 ] && [ "$documents" -eq 0 ]; then
  echo "nothing was compared: neither store had a log in that time" >&2
  exit 3
fi
if exceeds "$share" "$MAX_OVERALL_DRIFT_PERCENT"; then
  echo "the stores differ: $share % of the windows drift, $MAX_OVERALL_DRIFT_PERCENT % are allowed" >&2
  exit 3
fi
echo "the stores agree"
{{- end }}

{{- define "scripts.removeOpenSearch" -}}
#!/bin/sh
# Lists what is left of OpenSearch, and deletes it when that is confirmed and its indexes are archived.
# Exits 0 when done, 3 when it refuses, 1 when something fails and another try may help.
set -eu

{{ include "scripts.curl" . }}

refuse() {
  echo "refused: $1; nothing was deleted" >&2
  exit 3
}

[ -n "$SELECTOR" ] || refuse "no labels say which objects are OpenSearch's"
[ -n "$NAMESPACE" ] || refuse "no namespace says where OpenSearch is"

# list_kind KIND [SELECTOR]: names of the objects.
list_kind() {
  kubectl get "$1" --namespace "$NAMESPACE" --selector "${2:-$SELECTOR}" --output name
}

# The plane's own objects could carry the same labels.
objects=""
for kind in $KINDS; do
  own=$(list_kind "$kind" "$SELECTOR,app.kubernetes.io/part-of=$PLANE")
  [ -z "$own" ] || refuse "the labels $SELECTOR also fit objects of the plane: $(echo "$own" | tr '\n' ' ')"
  found=$(list_kind "$kind")
  [ -z "$found" ] || objects="$objects $(echo "$found" | tr '\n' ' ')"
done
if [ -z "$objects" ]; then
  echo "nothing is left of OpenSearch in $NAMESPACE ($SELECTOR)"
  exit 0
fi

if [ "$CONFIRMED" != true ]; then
  echo "this would be deleted in $NAMESPACE once migration.cleanup.confirmed is true:"
  for object in $objects; do echo "  $object"; done
  exit 0
fi
if [ "$REQUIRE_EXPLICIT_FLAG" != false ] && [ "$EXPLICIT_FLAG" != "$NAMESPACE" ]; then
  refuse "migration.cleanup.explicitFlag is not the namespace $NAMESPACE"
fi

if [ "$ARCHIVE_INDICES" != false ]; then
  servers=$(list_kind statefulsets)
  if [ -n "$servers" ]; then
    deadline=$(($(date +%s) + ${WAIT_SECONDS:-600}))
    last=""
    until opensearch GET /; do
      if [ "$reason" != "$last" ]; then
        echo "waiting for OpenSearch: $reason"
        last=$reason
      fi
      if [ "$(date +%s)" -ge "$deadline" ]; then
        echo "gave up after ${WAIT_SECONDS:-600} s: OpenSearch does not answer: $reason; nothing was deleted" >&2
        exit 1
      fi
      sleep "${WAIT_INTERVAL:-5}"
    done
    repository=$SNAPSHOT_REPOSITORY
    if [ -z "$repository" ]; then
      repository=plane-archive
      opensearch PUT "/_snapshot/$repository" "{\"type\":\"fs\",\"settings\":{\"location\":\"$BACKUP_LOCATION\"}}" || {
        echo "the repository was not registered: $reason; nothing was deleted" >&2
        exit 1
      }
    fi
    snapshot=before-cleanup-$(date -u +%Y%m%d%H%M%S)
    echo "archiving $INDICES as $repository/$snapshot"
    # A snapshot takes as long as it takes.
    ANSWER_SECONDS=86400 opensearch PUT "/_snapshot/$repository/$snapshot?wait_for_completion=true" \
      "{\"indices\":\"$INDICES\",\"ignore_unavailable\":true,\"include_global_state\":false}" || {
      echo "the snapshot failed: $reason; nothing was deleted" >&2
      exit 1
    }
    printf '%s' "$body" | grep -q '"state" *: *"SUCCESS"' || {
      echo "the snapshot is not complete: $(printf '%s' "$body" | cut -c 1-300); nothing was deleted" >&2
      exit 1
    }
    echo "archived"
  else
    case " $KINDS " in
      *" persistentvolumeclaims "*) refuse "no server is left that could archive what the volume claims hold" ;;
    esac
    echo "no server is left to archive from; its volume claims stay"
  fi
fi

for object in $objects; do
  kubectl delete "$object" --namespace "$NAMESPACE" --ignore-not-found --timeout=300s
done
echo "OpenSearch is removed from $NAMESPACE"
{{- end }}
