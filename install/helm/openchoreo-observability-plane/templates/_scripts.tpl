{{- /* Shell scripts of the plane: POSIX sh, because images differ (dash, busybox). All values come by environment. */}}

{{- /* Waits until one user sees all tables. Exits 1 when they do not appear in time. */}}
{{- define "scripts.waitForSchema" -}}
#!/bin/sh
# Waits for the tables named in CLICKSTACK_TABLES, at most WAIT_SECONDS.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))
last=""

# clickhouse-client reads CLICKHOUSE_USER and CLICKHOUSE_PASSWORD itself.
list_tables() {
  # Options are several words on purpose.
  # shellcheck disable=SC2086
  clickhouse-client ${CLICKSTACK_CLIENT_OPTIONS:-} --host "$CLICKSTACK_HOST" --port "$CLICKSTACK_PORT" \
    --connect_timeout 5 --receive_timeout 15 \
    --query "SELECT name FROM system.tables WHERE database = '$CLICKSTACK_DATABASE'" 2>&1
}

while :; do
  if found=$(list_tables); then
    missing=""
    for table in $CLICKSTACK_TABLES; do
      printf '%s\n' "$found" | grep -qx "$table" || missing="$missing $table"
    done
    if [ -z "$missing" ]; then
      echo "the schema is complete: $CLICKSTACK_TABLES"
      exit 0
    fi
    state="waiting for tables of $CLICKSTACK_DATABASE:$missing"
  else
    state="no answer from ClickHouse at $CLICKSTACK_HOST:$CLICKSTACK_PORT: $(printf '%s\n' "$found" | tail -n 1)"
  fi
  # One line for each change, not one for each try.
  if [ "$state" != "$last" ]; then
    echo "$state"
    last=$state
  fi
  if [ "$(date +%s)" -ge "$deadline" ]; then
    echo "gave up after $WAIT_SECONDS s: $state" >&2
    exit 1
  fi
  sleep "${WAIT_INTERVAL:-3}"
done
{{- end }}

{{- /* Creates or updates the schema. Repeatable; exits 1 with a reason and leaves the next try to the Job. */}}
{{- define "scripts.initSchema" -}}
#!/bin/sh
# Runs the schema once every server of CLICKSTACK_HOSTS answers, at most WAIT_SECONDS after the start.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))

# run HOST OPTION...: one call of the client. It reads CLICKHOUSE_USER and CLICKHOUSE_PASSWORD itself.
run() {
  host=$1
  shift
  # Options are several words on purpose.
  # shellcheck disable=SC2086
  clickhouse-client ${CLICKSTACK_CLIENT_OPTIONS:-} --host "$host" --port "$CLICKSTACK_PORT" --connect_timeout 5 "$@"
}

# must HOST OPTION...: run, or stop with a clear end of the log.
must() {
  run "$@" || {
    echo "the schema is incomplete: the statement above failed at $1" >&2
    exit 1
  }
}

# wait_for HOST QUERY WHAT: repeats a query until it succeeds.
wait_for() {
  last=""
  until answer=$(run "$1" --receive_timeout 15 --query "$2" 2>&1); do
    reason=$(printf '%s\n' "$answer" | tail -n 1)
    if [ "$reason" != "$last" ]; then
      echo "waiting for $3 at $1: $reason"
      last=$reason
    fi
    if [ "$(date +%s)" -ge "$deadline" ]; then
      echo "gave up after $WAIT_SECONDS s: $3 at $1 does not answer: $reason" >&2
      exit 1
    fi
    sleep "${WAIT_INTERVAL:-3}"
  done
}

first=""
for server in $CLICKSTACK_HOSTS; do
  first=${first:-$server}
  wait_for "$server" "SELECT 1" "ClickHouse"
  if [ -n "${CLICKSTACK_CLUSTER:-}" ]; then
    # Statements ON CLUSTER go through Keeper, which needs a majority of the servers.
    wait_for "$server" "SELECT count() FROM system.zookeeper WHERE path = '/'" "Keeper"
  fi
done
echo "all servers answer: $CLICKSTACK_HOSTS"

# Tables do not change between MergeTree and ReplicatedMergeTree; going on would split the data.
if [ -n "${CLICKSTACK_CLUSTER:-}" ]; then
  wrong="engine LIKE '%MergeTree' AND engine NOT LIKE 'Replicated%'"
  advice="they were made by a plane with one server; move their data to a new plane or convert them with ATTACH TABLE ... AS REPLICATED"
elif [ -n "${CLICKSTACK_OWN:-}" ]; then
  wrong="engine LIKE 'Replicated%'"
  advice="they were made by a plane with several servers, which cannot shrink to one; keep at least two"
else
  wrong="0"
  advice=""
fi
for server in $CLICKSTACK_HOSTS; do
  tables=$(must "$server" --query "SELECT arrayStringConcat(groupArray(name), ' ') FROM system.tables WHERE database = '$CLICKSTACK_DATABASE' AND ($wrong)")
  if [ -n "$tables" ]; then
    echo "wrong engine of tables at $server: $tables: $advice" >&2
    exit 1
  fi
done

for file in schema.sql further.sql; do
  if [ -s "$SCHEMA_DIR/$file" ]; then
    echo "running $file"
    must "$first" --receive_timeout 900 --distributed_ddl_task_timeout 600 --distributed_ddl_output_mode none \
      --queries-file "$SCHEMA_DIR/$file"
  fi
done

# A retention of 0 keeps rows for ever. REMOVE TTL fails on a table without one, so look first.
for table in ${KEPT_FOR_EVER:-}; do
  expires=$(must "$first" --query "SELECT count() FROM system.tables WHERE database = '$CLICKSTACK_DATABASE' AND name = '$table' AND engine_full LIKE '% TTL %'")
  if [ "$expires" != 0 ]; then
    echo "removing the retention of $table"
    must "$first" --distributed_ddl_output_mode none \
      --query "ALTER TABLE $CLICKSTACK_DATABASE.$table ${CLICKSTACK_CLUSTER:+ON CLUSTER $CLICKSTACK_CLUSTER }REMOVE TTL"
  fi
done

# A copying view acts for the user who made it, so inserts would fail once that user has another name.
# Only an own server grants its administrator the right to change this.
if [ -n "${CLICKSTACK_OWN:-}" ]; then
  for view in ${COPYING_VIEWS:-}; do
    must "$first" --distributed_ddl_output_mode none \
      --query "ALTER TABLE $CLICKSTACK_DATABASE.$view ${CLICKSTACK_CLUSTER:+ON CLUSTER $CLICKSTACK_CLUSTER }MODIFY SQL SECURITY NONE"
  done
fi
echo "the schema is complete"
{{- end }}

{{- /*
Starts one of several servers. Keeper resolves every peer when it starts and aborts when one is missing, so
this waits for their names first; a majority is enough to go on, because a lost node must not stop the rest.
*/}}
{{- define "scripts.startServer" -}}
#!/bin/sh
# Waits for the names in CLICKSTACK_PEERS, sets KEEPER_SERVER_ID and starts the server.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))
# Ids stay bound to host names: ordinal + 1.
KEEPER_SERVER_ID=$((${POD_NAME##*-} + 1))
export KEEPER_SERVER_ID
last=""

while :; do
  total=0
  found=0
  missing=""
  for peer in $CLICKSTACK_PEERS; do
    total=$((total + 1))
    if getent hosts "$peer" >/dev/null 2>&1; then
      found=$((found + 1))
    else
      missing="$missing $peer"
    fi
  done
  [ "$found" -eq "$total" ] && break
  if [ "$missing" != "$last" ]; then
    echo "waiting for the names of$missing"
    last=$missing
  fi
  if [ "$(date +%s)" -ge "$deadline" ]; then
    if [ $((found * 2)) -gt "$total" ]; then
      echo "going on with $found of $total servers"
      break
    fi
    echo "gave up after $WAIT_SECONDS s: only $found of $total servers have a name" >&2
    exit 1
  fi
  sleep "${WAIT_INTERVAL:-2}"
done

echo "starting server $KEEPER_SERVER_ID"
exec "${SERVER_ENTRYPOINT:-/entrypoint.sh}"
{{- end }}

{{- /* Waits for HyperDX's MongoDB, with the same URI that HyperDX uses. */}}
{{- define "scripts.waitForMongodb" -}}
#!/bin/sh
# Waits until MONGO_URI accepts a connection, at most WAIT_SECONDS.
set -eu

deadline=$(($(date +%s) + WAIT_SECONDS))
last=""

until answer=$(mongosh --quiet --nodb --eval 'connect(process.env.MONGO_URI).runCommand({ ping: 1 }).ok' 2>&1); do
  # The message may repeat the URI: never print its password.
  reason=$(printf '%s\n' "$answer" | tail -n 1 | sed 's|//[^ ]*@|//|g')
  if [ "$reason" != "$last" ]; then
    echo "waiting for MongoDB: $reason"
    last=$reason
  fi
  if [ "$(date +%s)" -ge "$deadline" ]; then
    echo "gave up after $WAIT_SECONDS s: MongoDB does not answer: $reason" >&2
    exit 1
  fi
  sleep "${WAIT_INTERVAL:-3}"
done
echo "MongoDB answers"
{{- end }}

{{- /* Configuration of clickhouse-client that trusts the authority of the servers' certificates. */}}
{{- define "scripts.clientConfig" -}}
<config>
  <openSSL>
    <client>
      <caConfig>/etc/clickstack/ca/ca.crt</caConfig>
      <loadDefaultCAFile>false</loadDefaultCAFile>
      <verificationMode>strict</verificationMode>
      <invalidCertificateHandler>
        <name>RejectCertificateHandler</name>
      </invalidCertificateHandler>
    </client>
  </openSSL>
</config>
{{- end }}
