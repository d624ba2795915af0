import { parseDuration } from '../types/duration';
import { certificatesIssued } from './cert-manager';
import { conflict, missing, questionable, type Rule } from './rule';
import { reportSharedPorts, reportShadowed } from './shared';

const receiversOn: Rule = ({ gateway: { enabled, receivers } }, report) => {
  if (enabled && !receivers.grpc.enabled && !receivers.http.enabled) {
    report(
      'gateway.receivers.grpc.enabled',
      missing('the gateway needs gRPC or HTTP to receive anything', 'Turn one of them on.'),
    );
  }
};

const portsDistinct: Rule = ({ gateway: { enabled, service } }, report) => {
  if (!enabled) return;
  const ports = [
    { port: 13133, use: 'health checks' },
    { port: 8888, use: 'metrics' },
    { path: 'gateway.service.otlpGrpcPort', port: service.otlpGrpcPort, use: 'OTLP over gRPC' },
    { path: 'gateway.service.otlpHttpPort', port: service.otlpHttpPort, use: 'OTLP over HTTP' },
  ];
  reportSharedPorts(ports, report);
};

const accessSound: Rule = (values, report) => {
  const { enabled, auth, tls, cors, receivers } = values.gateway;
  if (!enabled) return;
  if (tls.enabled && tls.secretName === '' && !certificatesIssued(values)) {
    report(
      'gateway.tls.secretName',
      missing('TLS needs a Secret with a certificate', 'Name one, or turn on certManager.enabled.'),
    );
  }
  if (tls.clientCA && !tls.enabled) {
    report(
      'gateway.tls.clientCA',
      questionable('has no effect without TLS', 'Turn on gateway.tls.enabled.'),
      'warning',
    );
  }
  if (!auth.enabled && (auth.token !== '' || auth.existingSecret !== '')) {
    const field = auth.token === '' ? 'existingSecret' : 'token';
    report(
      `gateway.auth.${field}`,
      questionable('has no effect: no token is required', 'Turn on gateway.auth.enabled.'),
      'warning',
    );
  }
  const secret = { name: auth.existingSecret, field: 'gateway.auth.existingSecret' };
  reportShadowed(secret, { 'gateway.auth.token': auth.token }, report);
  if (cors.allowedOrigins.includes('*')) {
    report(
      'gateway.cors.allowedOrigins',
      questionable('any web site may send telemetry', 'List the sites instead of *.'),
      'warning',
    );
  }
  if (cors.allowedOrigins.length > 0 && !receivers.http.enabled) {
    report(
      'gateway.cors.allowedOrigins',
      questionable('has no effect: browsers need OTLP over HTTP'),
      'warning',
    );
  }
  if (cors.allowedHeaders.length > 0 && cors.allowedOrigins.length === 0) {
    report('gateway.cors.allowedHeaders', questionable('has no effect without allowed origins'), 'warning');
  }
};

/** What the collector itself checks at start, so that it does not fail there. */
const pipelineSound: Rule = ({ gateway: { enabled, memoryLimiter, batch, queue } }, report) => {
  if (!enabled) return;
  if (memoryLimiter.spikeLimitPercentage >= memoryLimiter.limitPercentage) {
    report(
      'gateway.memoryLimiter.spikeLimitPercentage',
      conflict(
        `must be below the hard limit of ${memoryLimiter.limitPercentage} %`,
        'A fifth to a third of it is usual.',
      ),
    );
  }
  if (batch.minSize > batch.maxSize) {
    report('gateway.batch.minSize', conflict(`is more than the ${batch.maxSize} items of the largest batch`));
  }
  if (queue.enabled && queue.size < batch.minSize) {
    report(
      'gateway.queue.size',
      conflict(`is less than the ${batch.minSize} items of a batch`, `Use at least ${batch.minSize}.`),
    );
  }
};

const retrySound: Rule = ({ gateway: { enabled, retry } }, report) => {
  if (!enabled || !retry.enabled) return;
  const first = parseDuration(retry.initialInterval) ?? 0n;
  const longest = parseDuration(retry.maxInterval) ?? 0n;
  const total = parseDuration(retry.maxElapsedTime) ?? 0n;
  if (first > longest) {
    report(
      'gateway.retry.initialInterval',
      conflict(`is more than the longest wait of ${retry.maxInterval}`),
    );
  }
  if (total > 0n && total < longest) {
    report(
      'gateway.retry.maxElapsedTime',
      conflict(
        `is less than the longest wait of ${retry.maxInterval}`,
        'Raise it, or use 0s to never give up.',
      ),
    );
  } else if (total > 0n && total < first) {
    report(
      'gateway.retry.maxElapsedTime',
      conflict(`is less than the first wait of ${retry.initialInterval}`),
    );
  }
};

/** What has to fit together in the Gateway section. */
export const gatewayRules: readonly Rule[] = [
  receiversOn,
  portsDistinct,
  accessSound,
  pipelineSound,
  retrySound,
];
