{{- /* What `helm test` runs: asks every part of the plane whether it works. Exits 1 naming those that do not. */}}
{{- define "scripts.testPlane" -}}
#!/bin/sh
# Checks what is named by the environment, each part for at most WAIT_SECONDS after the start.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))
failed=""

# fetch URL: prints the answer; fails unless it is a success. Both GNU's and busybox' wget know these options.
# Who the server is, is checked where data is read, by clickhouse-client.
fetch() {
  wget -q -T 10 --no-check-certificate -O - "$1"
}

# reads TABLE: whether one row, or none, can be read. The client reads CLICKHOUSE_USER and CLICKHOUSE_PASSWORD itself.
reads() {
  # Options are several words on purpose.
  # shellcheck disable=SC2086
  clickhouse-client ${CLICKSTACK_CLIENT_OPTIONS:-} --host "$CLICKSTACK_HOST" --port "$CLICKSTACK_PORT" \
    --connect_timeout 5 --receive_timeout 15 \
    --query "SELECT * FROM $CLICKSTACK_DATABASE.$1 LIMIT 1 FORMAT Null"
}

# check NAME COMMAND...: repeats a command until it succeeds or time is up.
check() {
  name=$1
  shift
  until answer=$("$@" 2>&1); do
    if [ "$(date +%s)" -ge "$deadline" ]; then
      reason=$(printf '%s\n' "$answer" | tail -n 1)
      echo "failed: $name${reason:+: $reason}"
      failed="$failed, $name"
      return
    fi
    sleep "${WAIT_INTERVAL:-3}"
  done
  echo "works: $name"
}

check "ClickHouse answers" fetch "$CLICKSTACK_URL/ping"
for table in ${CLICKSTACK_TABLES:-}; do
  check "table $table" reads "$table"
done
[ -z "${GATEWAY_URL:-}" ] || check "gateway" fetch "$GATEWAY_URL"
[ -z "${HYPERDX_URL:-}" ] || check "HyperDX" fetch "$HYPERDX_URL"
[ -z "${OBSERVER_URL:-}" ] || check "observer" fetch "$OBSERVER_URL"

if [ -n "$failed" ]; then
  echo "the plane does not work: ${failed#, }" >&2
  exit 1
fi
echo "the plane works"
{{- end }}
