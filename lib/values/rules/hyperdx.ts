import { certificatesIssued } from './cert-manager';
import { conflict, missing, questionable, type Rule } from './rule';
import { reportSharedPorts, reportShadowed, reportVariables } from './shared';

/** Variables that the chart sets from a field. */
const OWNED = {
  MONGO_URI: 'hyperdx.mongodb',
  FRONTEND_URL: 'hyperdx.frontendUrl',
  HYPERDX_APP_URL: 'hyperdx.frontendUrl',
  HYPERDX_APP_PORT: 'hyperdx.service.port',
  HYPERDX_LOG_LEVEL: 'hyperdx.logLevel',
  HYPERDX_API_KEY: 'hyperdx.secrets.apiKey',
  EXPRESS_SESSION_SECRET: 'hyperdx.secrets.sessionSecret',
  USAGE_STATS_ENABLED: 'hyperdx.usageStats',
  RUN_SCHEDULED_TASKS_EXTERNALLY: 'hyperdx.scheduledTasks.external',
  DEFAULT_CONNECTIONS: 'hyperdx.provision.extraConnections',
  DEFAULT_SOURCES: 'hyperdx.provision.extraSources',
} as const;

const mongodbReachable: Rule = (values, report) => {
  const { enabled, mongodb } = values.hyperdx;
  if (!enabled) return;
  const { connection, auth, persistence, tls } = mongodb;
  if (!mongodb.enabled) {
    if (connection.externalUri === '' && connection.existingSecret === '') {
      const fault = missing(
        'HyperDX needs a MongoDB',
        'Give the URI of one, name a Secret that holds it, or run MongoDB in the plane.',
      );
      report('hyperdx.mongodb.connection.externalUri', fault);
    }
    const secret = { name: connection.existingSecret, field: 'hyperdx.mongodb.connection.existingSecret' };
    reportShadowed(secret, { 'hyperdx.mongodb.connection.externalUri': connection.externalUri }, report);
    return;
  }
  if (tls.enabled && tls.secretName === '' && !certificatesIssued(values)) {
    report(
      'hyperdx.mongodb.tls.secretName',
      missing('TLS needs a Secret with a certificate', 'Name one, or turn on certManager.enabled.'),
    );
  }
  for (const field of ['externalUri', 'existingSecret', 'caSecret'] as const) {
    if (connection[field] === '') continue;
    report(
      `hyperdx.mongodb.connection.${field}`,
      questionable('has no effect: the plane runs its own MongoDB'),
      'warning',
    );
  }
  const secret = { name: auth.existingSecret, field: 'hyperdx.mongodb.auth.existingSecret' };
  reportShadowed(secret, { 'hyperdx.mongodb.auth.password': auth.password }, report);
  if (!persistence.enabled) {
    report(
      'hyperdx.mongodb.persistence.enabled',
      questionable('users, dashboards and alerts are lost when the pod restarts'),
      'warning',
    );
  } else if (persistence.accessModes.length === 0) {
    report(
      'hyperdx.mongodb.persistence.accessModes',
      missing('a volume needs an access mode', 'ReadWriteOnce is usual.'),
    );
  } else if (persistence.accessModes.length > 1 && persistence.accessModes.includes('ReadWriteOncePod')) {
    // The API server refuses such a claim.
    report(
      'hyperdx.mongodb.persistence.accessModes',
      conflict('ReadWriteOncePod goes with no other access mode', 'Take it alone, or leave it out.'),
    );
  }
};

const linksSound: Rule = ({ hyperdx: { signing } }, report) => {
  if ((signing.key !== '' || signing.existingSecret !== '') && signing.baseUrl === '') {
    report(
      'hyperdx.signing.baseUrl',
      missing(
        'a signing key needs the URL that signed links begin with',
        'The observer does not start otherwise.',
      ),
    );
  }
  const secret = { name: signing.existingSecret, field: 'hyperdx.signing.existingSecret' };
  reportShadowed(secret, { 'hyperdx.signing.key': signing.key }, report);
};

const secretsSound: Rule = ({ hyperdx: { secrets } }, report) => {
  const secret = { name: secrets.existingSecret, field: 'hyperdx.secrets.existingSecret' };
  const given = {
    'hyperdx.secrets.sessionSecret': secrets.sessionSecret,
    'hyperdx.secrets.apiKey': secrets.apiKey,
  };
  reportShadowed(secret, given, report);
};

const alertsCheckedOnce: Rule = ({ hyperdx: { enabled, replicas, scheduledTasks } }, report) => {
  if (!enabled || replicas < 2 || scheduledTasks.external) return;
  const fault = questionable(
    `each of the ${replicas} replicas checks every alert`,
    'Turn it on, so that one CronJob does.',
  );
  report('hyperdx.scheduledTasks.external', fault, 'warning');
};

const provisionSound: Rule = ({ hyperdx: { enabled, provision } }, report) => {
  if (!enabled || !provision.enabled) return;
  if (provision.existingSecret !== '') {
    if (provision.extraConnections.length > 0) {
      const fault = questionable(
        `has no effect: the Secret ${provision.existingSecret} holds all connections`,
        'Put them there.',
      );
      report('hyperdx.provision.extraConnections', fault, 'warning');
    }
    // What the connections of a Secret are called is not known here.
    return;
  }
  const names = [
    provision.connectionName,
    ...provision.extraConnections.map((connection) => String(connection.name)),
  ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    report(
      'hyperdx.provision.extraConnections',
      conflict(`two connections have the name ${twice}`, 'Give each its own.'),
    );
  }
  for (const source of provision.extraSources) {
    const connection = String(source.connection);
    if (names.includes(connection)) continue;
    const fault = conflict(
      `a source refers to the connection ${connection.slice(0, 60)}, which does not exist`,
      `Known are ${names.join(', ')}.`,
    );
    report('hyperdx.provision.extraSources', fault);
  }
};

const environmentSound: Rule = ({ hyperdx: { enabled, env, extraEnv, service } }, report) => {
  if (!enabled) return;
  const variables = [
    ...Object.keys(env).map((name) => ({ path: 'hyperdx.env', name })),
    ...extraEnv.map(({ name }) => ({ path: 'hyperdx.extraEnv', name })),
  ];
  reportVariables(variables, OWNED, report);
  for (const { path, name } of variables) {
    if (!/^CLICKHOUSE_(HOST|PORT|USER|PASSWORD|DATABASE)$/.test(name)) continue;
    report(
      path,
      questionable(`HyperDX does not read ${name}`, 'The chart sets up its connection itself; remove it.'),
      'warning',
    );
  }
  const ports = [
    { port: 8000, use: "HyperDX's API" },
    { port: 4320, use: 'OpAMP' },
    { path: 'hyperdx.service.port', port: service.port, use: 'the interface' },
  ];
  reportSharedPorts(ports, report);
};

/** What has to fit together in the HyperDX section. */
export const hyperdxRules: readonly Rule[] = [
  mongodbReachable,
  linksSound,
  secretsSound,
  alertsCheckedOnce,
  provisionSound,
  environmentSound,
];
