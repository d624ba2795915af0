import { conflict, missing, questionable, type Rule } from './rule';
import { reportShadowed, reportVariables } from './shared';

/** Variables that the chart sets from a field. */
const OWNED = {
  PORT: 'observer.service.port',
  SERVER_PORT: 'observer.service.port',
  LOG_LEVEL: 'observer.logLevel',
  TELEMETRY_BACKEND: 'observer.telemetry.backend',
  TELEMETRY_DUAL_READ: 'observer.telemetry.dualRead',
  TELEMETRY_DUAL_SAMPLE_RATE: 'observer.telemetry.dualSampleRate',
  CLICKSTACK_HOSTS: 'observer.clickstack.hosts',
  CLICKSTACK_DATABASE: 'observer.clickstack.database',
  CLICKSTACK_USERNAME: 'clickstack.credentials.observer.username',
  CLICKSTACK_PASSWORD: 'clickstack.credentials.observer.password',
  HYPERDX_BASE_URL: 'hyperdx.signing.baseUrl',
  HYPERDX_SIGNING_KEY: 'hyperdx.signing.key',
  HYPERDX_TTL: 'hyperdx.signing.ttl',
  OPENSEARCH_ADDRESS: 'observer.openSearch.address',
  OPENSEARCH_USERNAME: 'observer.openSearch.username',
  OPENSEARCH_PASSWORD: 'observer.openSearch.password',
} as const;

const openSearchReachable: Rule = ({ observer: { enabled, telemetry, openSearch } }, report) => {
  if (!enabled) return;
  const secret = { name: openSearch.existingSecret, field: 'observer.openSearch.existingSecret' };
  reportShadowed(secret, { 'observer.openSearch.password': openSearch.password }, report);
  const needed = telemetry.dualRead || telemetry.backend === 'opensearch';
  if (needed && openSearch.address === '') {
    const why = telemetry.dualRead ? 'dual read' : 'the OpenSearch backend';
    report(
      'observer.openSearch.address',
      missing(`${why} needs the address of OpenSearch`, 'Write it as https://opensearch.logging:9200.'),
    );
  }
  if (openSearch.caSecret !== '' && openSearch.address.startsWith('http://')) {
    report('observer.openSearch.caSecret', questionable('has no effect on an http address'), 'warning');
  }
};

const dualReadSound: Rule = ({ observer: { enabled, telemetry } }, report) => {
  if (!enabled || !telemetry.dualRead) return;
  if (telemetry.backend === 'opensearch') {
    report(
      'observer.telemetry.dualRead',
      questionable(
        'has no effect: the backend already is OpenSearch',
        'Set the backend to ClickStack to compare.',
      ),
      'warning',
    );
  } else if (telemetry.dualSampleRate === 0) {
    report(
      'observer.telemetry.dualSampleRate',
      questionable('compares nothing', 'Use 0.05 or more, or turn off dual read.'),
      'warning',
    );
  }
};

const connectionsSound: Rule = ({ observer: { enabled, clickstack } }, report) => {
  if (enabled && clickstack.maxIdleConns > clickstack.maxOpenConns) {
    report(
      'observer.clickstack.maxIdleConns',
      conflict(
        `is more than the ${clickstack.maxOpenConns} open connections`,
        `Use at most ${clickstack.maxOpenConns}.`,
      ),
    );
  }
};

const limitsSound: Rule = ({ observer: { enabled, limits } }, report) => {
  if (!enabled) return;
  for (const field of ['defaultLogs', 'defaultBuildLogs'] as const) {
    if (limits[field] <= limits.maxLogs) continue;
    report(
      `observer.limits.${field}`,
      conflict(`is more than the ${limits.maxLogs} lines that a query may ask for`),
    );
  }
};

const environmentSound: Rule = ({ observer: { enabled, extraEnv } }, report) => {
  if (!enabled) return;
  reportVariables(
    extraEnv.map(({ name }) => ({ path: 'observer.extraEnv', name })),
    OWNED,
    report,
  );
};

/** What has to fit together in the Observer section. */
export const observerRules: readonly Rule[] = [
  openSearchReachable,
  dualReadSound,
  connectionsSound,
  limitsSound,
  environmentSound,
];
