import { conflict, missing, questionable, type Rule } from './rule';

const destination: Rule = ({ collectors: { enabled, otlp, namespace }, gateway, certManager }, report) => {
  if (!enabled) return;
  if (otlp.endpoint === '') {
    if (!gateway.enabled) {
      report(
        'collectors.otlp.endpoint',
        missing('the plane has no gateway to send to', 'Give the endpoint of another one.'),
      );
    } else if (!gateway.receivers[otlp.protocol].enabled) {
      report(
        'collectors.otlp.protocol',
        conflict(
          `the gateway does not receive ${otlp.protocol}`,
          `Turn on gateway.receivers.${otlp.protocol}.`,
        ),
      );
    }
  }
  if (otlp.tls.enabled && otlp.tls.secretName === '') {
    report('collectors.otlp.tls.secretName', missing('TLS needs a Secret with the authority'));
  }
  if ((otlp.tls.certFile === '') !== (otlp.tls.keyFile === '')) {
    const absent = otlp.tls.certFile === '' ? 'certFile' : 'keyFile';
    report(`collectors.otlp.tls.${absent}`, missing('a certificate and its key belong together'));
  }
  const asked = otlp.endpoint === '' && gateway.enabled && gateway.tls.enabled && gateway.tls.clientCA;
  // The Secret that cert-manager writes holds the authority; pods read those of their own namespace only.
  const isIssued = certManager.enabled && gateway.tls.secretName === '' && namespace.name === '';
  if (otlp.endpoint === '' && gateway.enabled && gateway.tls.enabled && !otlp.tls.enabled && !isIssued) {
    report(
      'collectors.otlp.tls.enabled',
      questionable(
        namespace.name === ''
          ? "the gateway's certificate must be signed by a public authority to be trusted"
          : `collectors in ${namespace.name} cannot read the authority of the gateway's certificate`,
        namespace.name === ''
          ? 'Else name the Secret with its authority.'
          : `Copy its ca.crt into a Secret there and name it here, unless a public authority signs.`,
      ),
      'warning',
    );
  }
  if (asked && !(otlp.tls.enabled && otlp.tls.certFile !== '')) {
    report(
      'collectors.otlp.tls.certFile',
      missing(
        'the gateway asks for client certificates',
        'Give collectors.otlp.tls a Secret with certificate and key.',
      ),
    );
  }
};

const something: Rule = ({ collectors: { enabled, logs, receiver, kubeletStats, hostMetrics } }, report) => {
  if (!enabled || logs.enabled || receiver.enabled || kubeletStats.enabled || hostMetrics.enabled) return;
  report('collectors.logs.enabled', missing('the collectors gather nothing', 'Turn on logs or a receiver.'));
};

const namespacesSound: Rule = ({ collectors: { enabled, logs } }, report) => {
  if (!enabled || !logs.enabled) return;
  logs.includeNamespaces.forEach((name, index) => {
    if (!logs.excludeNamespaces.includes(name)) return;
    report(
      `collectors.logs.includeNamespaces.${index}`,
      conflict(`${name} is left out by excludeNamespaces`),
    );
  });
};

const limitsSound: Rule = (
  { collectors: { enabled, receiver, memoryLimiter, queue, tolerations } },
  report,
) => {
  if (!enabled) return;
  if (receiver.enabled && receiver.grpcPort === receiver.httpPort) {
    report('collectors.receiver.httpPort', conflict(`port ${receiver.httpPort} is already used for gRPC`));
  }
  if (memoryLimiter.spikeLimitPercentage >= memoryLimiter.limitPercentage) {
    report(
      'collectors.memoryLimiter.spikeLimitPercentage',
      conflict(`must be below the hard limit of ${memoryLimiter.limitPercentage} %`),
    );
  }
  if (queue.size < queue.batchSize) {
    report('collectors.queue.size', conflict(`is less than the ${queue.batchSize} records of a request`));
  }
  if (tolerations.length === 0) {
    report(
      'collectors.tolerations',
      questionable('nodes with taints get no collector', 'Use operator: Exists for all nodes.'),
      'warning',
    );
  }
};

/** Pods read Secrets of their own namespace only. */
const tokenThere: Rule = ({ collectors: { enabled, otlp, namespace }, gateway: { auth } }, report) => {
  const usesTheirs = otlp.endpoint === '' && otlp.tokenSecret === '' && auth.enabled;
  if (!enabled || !usesTheirs || auth.existingSecret === '' || namespace.name === '') return;
  report(
    'collectors.otlp.tokenSecret',
    questionable(`the namespace ${namespace.name} needs the Secret ${auth.existingSecret} as well`),
    'warning',
  );
};

/** What has to fit together in the Collectors section. */
export const collectorsRules: readonly Rule[] = [
  destination,
  something,
  namespacesSound,
  limitsSound,
  tokenThere,
];
