import { describe, expect, it } from 'vitest';
import { validateValues, withValue } from './index';

/** Overrides by path. */
const given = (paths: Record<string, unknown>) =>
  Object.entries(paths).reduce<unknown>((all, [path, value]) => withValue(all, path, value), {});

/** The faults of a document: severity and path. */
const faults = (paths: Record<string, unknown>) =>
  validateValues(given(paths)).map(({ severity, path }) => `${severity} ${path}`);

const external = { 'clickstack.enabled': false, 'clickstack.external.host': 'ch.example.com' };

describe('rules report on the field at fault', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['TLS of ClickHouse needs a Secret', { 'clickstack.tls.enabled': true }, ['error clickstack.tls.secretName']],
    ['TLS of the gateway needs a Secret', { 'gateway.tls.enabled': true }, ['error gateway.tls.secretName']],
    ['TLS of a gateway that does not run needs nothing', { 'gateway.tls.enabled': true, 'gateway.enabled': false }, []],
    ['client certificates need TLS', { 'gateway.tls.clientCA': true }, ['warning gateway.tls.clientCA']],
    ['dual read needs OpenSearch', { 'observer.telemetry.dualRead': true }, ['error observer.openSearch.address']],
    ['the OpenSearch backend needs OpenSearch', { 'observer.telemetry.backend': 'opensearch' }, ['error observer.openSearch.address']],
    ['a memory limit is not below its request', { 'gateway.resources.limits.memory': '128Mi' }, ['error gateway.resources.limits.memory']],
    ['a CPU limit is not below its request', { 'observer.resources.requests.cpu': 2 }, ['error observer.resources.limits.cpu']],
    ['no limit is no fault', { 'observer.resources.limits.cpu': '', 'observer.resources.requests.cpu': '8' }, []],
    ['an external ClickHouse needs a host and passwords', { 'clickstack.enabled': false }, ['error clickstack.external.host', 'error clickstack.credentials.password', 'error clickstack.credentials.ingest.password', 'error clickstack.credentials.observer.password', 'error clickstack.credentials.ui.password']],
    ['an external ClickHouse is content with a Secret', { ...external, 'clickstack.credentials.existingSecret': 'ch' }, []],
    ['only passwords that are used are needed', { ...external, 'clickstack.initSQL.enabled': false, 'gateway.enabled': false, 'observer.enabled': false, 'clickstack.credentials.ui.password': 'p4ssword' }, []],
    ['an external host does nothing beside an own ClickHouse', { 'clickstack.external.host': 'ch' }, ['warning clickstack.external.host']],
    ['an external MongoDB needs an address', { 'hyperdx.mongodb.enabled': false }, ['error hyperdx.mongodb.connection.externalUri']],
    ['an external MongoDB is not needed without HyperDX', { 'hyperdx.mongodb.enabled': false, 'hyperdx.enabled': false }, []],
    ['autoscaling has a range', { 'gateway.autoscaling.enabled': true, 'gateway.autoscaling.minReplicas': 9 }, ['error gateway.autoscaling.maxReplicas']],
    ['autoscaling measures something', { 'gateway.autoscaling.enabled': true, 'gateway.autoscaling.targetCPU': 0, 'gateway.autoscaling.targetMemory': 0 }, ['error gateway.autoscaling.targetCPU']],
    ['autoscaling measures against a request', { 'observer.autoscaling.enabled': true, 'observer.resources.requests.cpu': '' }, ['error observer.autoscaling.targetCPU']],
    ['autoscaling replaces replicas', { 'gateway.autoscaling.enabled': true, 'gateway.replicas': 3 }, ['warning gateway.replicas']],
    ['the spike fits under the limit', { 'gateway.memoryLimiter.spikeLimitPercentage': 80 }, ['error gateway.memoryLimiter.spikeLimitPercentage']],
    ['the smallest batch fits the largest', { 'gateway.batch.minSize': 20000 }, ['error gateway.batch.minSize']],
    ['the queue holds a batch', { 'gateway.queue.size': 10 }, ['error gateway.queue.size']],
    ['waits grow', { 'gateway.retry.initialInterval': '1m' }, ['error gateway.retry.initialInterval']],
    ['giving up comes after waiting', { 'gateway.retry.maxElapsedTime': '10s' }, ['error gateway.retry.maxElapsedTime']],
    ['never giving up is fine', { 'gateway.retry.maxElapsedTime': '0s' }, []],
    ['the gateway receives something', { 'gateway.receivers.grpc.enabled': false, 'gateway.receivers.http.enabled': false }, ['error gateway.receivers.grpc.enabled']],
    ['ports of the gateway differ', { 'gateway.service.otlpHttpPort': 4317 }, ['error gateway.service.otlpHttpPort']],
    ['ports of the gateway leave health checks alone', { 'gateway.service.otlpGrpcPort': 13133 }, ['error gateway.service.otlpGrpcPort']],
    ['ports of ClickHouse differ', { 'clickstack.service.httpPort': 9000 }, ['error clickstack.service.httpPort']],
    ['TLS ports count with TLS only', { 'clickstack.tls.port': 9000 }, []],
    ['TLS ports differ from plain ones', { 'clickstack.tls.port': 9000, 'clickstack.tls.enabled': true, 'clickstack.tls.secretName': 's' }, ['error clickstack.tls.port']],
    ['the UI port leaves the API alone', { 'hyperdx.service.port': 8000 }, ['error hyperdx.service.port']],
    ['accounts differ', { 'clickstack.credentials.ui.username': 'otel_ingest' }, ['error clickstack.credentials.ui.username']],
    ['the default account is not ours', { 'clickstack.credentials.username': 'default' }, ['error clickstack.credentials.username']],
    ['system is not our database', { 'clickstack.database': 'system' }, ['error clickstack.database']],
    ['even replicas are doubtful', { 'clickstack.replicas.standard': 2 }, ['warning clickstack.replicas.standard']],
    ['even replicas of the other mode are not', { 'clickstack.replicas.standard': 2, 'global.installationMode': 'minimal' }, []],
    ['Keeper keeps its majority', { 'clickstack.podDisruptionBudget.maxUnavailable': 2 }, ['warning clickstack.podDisruptionBudget.maxUnavailable']],
    ['a query fits the server', { 'clickstack.memory.queryRatio': 0.9 }, ['error clickstack.memory.queryRatio']],
    ['the mark cache fits the server', { 'clickstack.memory.markCache': '4Gi' }, ['error clickstack.memory.markCache']],
    ['ClickHouse needs memory', { 'clickstack.resources.limits.memory': '512Mi', 'clickstack.resources.requests.memory': '256Mi', 'clickstack.memory.markCache': '64Mi' }, ['warning clickstack.resources.limits.memory']],
    ['idle connections are open ones', { 'observer.clickstack.maxIdleConns': 20 }, ['error observer.clickstack.maxIdleConns']],
    ['default lines are allowed lines', { 'observer.limits.maxLogs': 50 }, ['error observer.limits.defaultLogs', 'error observer.limits.defaultBuildLogs']],
    ['a signing key needs a base URL', { 'hyperdx.signing.key': 'k3y-k3y-k3y' }, ['error hyperdx.signing.baseUrl']],
    ['a required token is generated', { 'gateway.auth.enabled': true }, []],
    ['a token nobody asks for', { 'gateway.auth.token': 'abcdefgh' }, ['warning gateway.auth.token']],
    ['a Secret hides a password', { 'clickstack.credentials.existingSecret': 's', 'clickstack.credentials.ingest.password': 'abcdefgh' }, ['warning clickstack.credentials.ingest.password']],
    ['a variable is set once', { 'hyperdx.env': { A: '1' }, 'hyperdx.extraEnv': [{ name: 'A', value: '2' }] }, ['error hyperdx.extraEnv']],
    ['variables of the chart are its own', { 'observer.extraEnv': [{ name: 'PORT', value: '1' }] }, ['warning observer.extraEnv']],
    ['CLICKHOUSE_HOST does nothing', { 'hyperdx.env': { CLICKHOUSE_HOST: 'x' } }, ['warning hyperdx.env']],
    ['alerts are checked once', { 'hyperdx.replicas': 2 }, ['warning hyperdx.scheduledTasks.external']],
    ['sources name known connections', { 'hyperdx.provision.extraSources': [{ name: 'a', kind: 'log', connection: 'x' }] }, ['error hyperdx.provision.extraSources']],
    ['connections have different names', { 'hyperdx.provision.extraConnections': [{ name: 'ClickStack', host: 'http://a', username: 'u' }] }, ['error hyperdx.provision.extraConnections']],
    ['an image has a name', { 'gateway.image.tag': '' }, ['error gateway.image.tag']],
    ['a digest is a name', { 'gateway.image.tag': '', 'gateway.image.digest': `sha256:${'0'.repeat(64)}` }, []],
    ['latest is doubtful', { 'hyperdx.image.tag': 'latest' }, ['warning hyperdx.image.tag']],
    ['accounts are created once', { 'gateway.serviceAccount.name': 'plane', 'observer.serviceAccount.name': 'plane' }, ['error observer.serviceAccount.name']],
    ['namespaces without policies', { 'networkPolicy.uiNamespaces': ['ingress'] }, ['warning networkPolicy.uiNamespaces']],
    ['a value that is wrong by itself is reported once', { 'gateway.resources.limits.memory': '12MB' }, ['error gateway.resources.limits.memory']],
    ['MongoDB without a volume is doubtful', { 'hyperdx.mongodb.persistence.enabled': false }, ['warning hyperdx.mongodb.persistence.enabled']],
    ['a volume has an access mode', { 'hyperdx.mongodb.persistence.accessModes': [] }, ['error hyperdx.mongodb.persistence.accessModes']],
    ['dual read compares something', { 'observer.telemetry.dualRead': true, 'observer.openSearch.address': 'http://os:9200', 'observer.telemetry.dualSampleRate': 0 }, ['warning observer.telemetry.dualSampleRate']],
    ['an Ingress has a host', { 'observer.ingress.enabled': true }, ['error observer.ingress.host']],
    ['an Ingress answers under a name', { 'hyperdx.ingress.enabled': true, 'hyperdx.ingress.host': '10.0.0.1' }, ['error hyperdx.ingress.host']],
    ['hosts differ', { 'hyperdx.ingress.enabled': true, 'hyperdx.ingress.host': 'a.example.com', 'observer.ingress.enabled': true, 'observer.ingress.host': 'a.example.com' }, ['error observer.ingress.host']],
    ['hosts of what does not run are free', { 'hyperdx.enabled': false, 'hyperdx.ingress.enabled': true, 'hyperdx.ingress.host': 'a.example.com', 'observer.ingress.enabled': true, 'observer.ingress.host': 'a.example.com' }, []],
    ['an Ingress leads to a protocol that is received', { 'gateway.ingress.enabled': true, 'gateway.ingress.host': 'a.example.com', 'gateway.receivers.http.enabled': false }, ['error gateway.ingress.enabled']],
    ['an Ingress before TLS is doubtful', { 'gateway.ingress.enabled': true, 'gateway.ingress.host': 'a.example.com', 'gateway.tls.enabled': true, 'gateway.tls.secretName': 's' }, ['warning gateway.ingress.enabled']],
    ['any origin is doubtful', { 'gateway.cors.allowedOrigins': ['*'] }, ['warning gateway.cors.allowedOrigins']],
    ['logs_mv is ours', { 'clickstack.initSQL.schema': 'CREATE MATERIALIZED VIEW t.logs_mv_ingest TO t.logs_mv AS SELECT 1' }, ['warning clickstack.initSQL.schema']],
  ])('%s', (_rule, paths, expected) => expect(faults(paths)).toEqual(expected)); // prettier-ignore
});
