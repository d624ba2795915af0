import type { PlaneValues } from '../schema';
import { bytesOf } from '../types/quantity';
import { certificatesIssued } from './cert-manager';
import { conflict, missing, questionable, type Rule } from './rule';
import { reportSharedPorts, reportShadowed } from './shared';

const path = 'clickstack';

/** Returns how many ClickHouse servers the installation mode asks for. */
function serverCount(values: PlaneValues): { count: number; field: string } {
  const mode = values.global.installationMode;
  return { count: values.clickstack.replicas[mode], field: `${path}.replicas.${mode}` };
}

/**
 * Returns whether nothing but collectors is installed, which need no ClickHouse. Naming an external one asks
 * for its schema.
 */
function isCollectorsAlone({ clickstack, gateway, hyperdx, observer, collectors, migration }: PlaneValues) {
  const others = [clickstack, gateway, hyperdx, observer, migration.validation];
  return collectors.enabled && !others.some((part) => part.enabled) && clickstack.external.host === '';
}

const externalComplete: Rule = (values, report) => {
  const { clickstack, gateway, hyperdx, observer } = values;
  const { enabled, external, credentials, tls, initSQL } = clickstack;
  if (enabled) {
    if (external.host !== '') {
      report(
        `${path}.external.host`,
        questionable('has no effect: the plane runs its own ClickHouse'),
        'warning',
      );
    }
    return;
  }
  if (isCollectorsAlone(values)) return;
  if (external.host === '') {
    report(`${path}.external.host`, missing('a plane without its own ClickHouse needs the host of another'));
  }
  if (tls.enabled) {
    const fault = questionable('has no effect on an external ClickHouse', `Use ${path}.external.secure.`);
    report(`${path}.tls.enabled`, fault, 'warning');
  }
  if (external.caSecret !== '' && !external.secure) {
    const fault = questionable('has no effect without TLS', `Turn on ${path}.external.secure.`);
    report(`${path}.external.caSecret`, fault, 'warning');
  }
  if (credentials.existingSecret !== '') return;
  const needed: [boolean, string, string][] = [
    [initSQL.enabled, 'password', credentials.password],
    [gateway.enabled, 'ingest.password', credentials.ingest.password],
    [
      observer.enabled && observer.telemetry.backend === 'clickstack',
      'observer.password',
      credentials.observer.password,
    ],
    [hyperdx.enabled, 'ui.password', credentials.ui.password],
  ];
  for (const [isNeeded, field, password] of needed) {
    if (!isNeeded || password !== '') continue;
    const fault = missing(
      'an external ClickHouse has its password already',
      `Give it, or name a Secret in ${path}.credentials.existingSecret.`,
    );
    report(`${path}.credentials.${field}`, fault);
  }
};

const tlsComplete: Rule = (values, report) => {
  const { enabled, tls } = values.clickstack;
  if (enabled && tls.enabled && tls.secretName === '' && !certificatesIssued(values)) {
    report(
      `${path}.tls.secretName`,
      missing('TLS needs a Secret with a certificate', 'Name one, or turn on certManager.enabled.'),
    );
  }
};

const accountsDistinct: Rule = ({ clickstack: { credentials } }, report) => {
  const accounts: [string, string][] = [
    ['username', credentials.username],
    ['ingest.username', credentials.ingest.username],
    ['observer.username', credentials.observer.username],
    ['ui.username', credentials.ui.username],
  ];
  const seen = new Set<string>();
  for (const [field, name] of accounts) {
    if (name === 'default') {
      report(
        `${path}.credentials.${field}`,
        conflict("default is ClickHouse's built-in account", 'Use another name.'),
      );
    }
    if (seen.has(name)) {
      report(
        `${path}.credentials.${field}`,
        conflict(
          `${name} is already the name of another account`,
          'Each needs its own, with its own rights.',
        ),
      );
    }
    seen.add(name);
  }
};

const secretNotShadowing: Rule = ({ clickstack: { credentials } }, report) => {
  reportShadowed(
    { name: credentials.existingSecret, field: `${path}.credentials.existingSecret` },
    {
      [`${path}.credentials.password`]: credentials.password,
      [`${path}.credentials.ingest.password`]: credentials.ingest.password,
      [`${path}.credentials.observer.password`]: credentials.observer.password,
      [`${path}.credentials.ui.password`]: credentials.ui.password,
      [`${path}.credentials.interserver.password`]: credentials.interserver.password,
    },
    report,
  );
};

const portsDistinct: Rule = ({ clickstack: { enabled, service, tls } }, report) => {
  if (!enabled) return;
  const taken = [
    { port: 9009, use: 'replication between the servers' },
    { port: 9363, use: 'metrics' },
    { port: 9181, use: 'Keeper' },
    { port: 9234, use: 'the votes of Keeper' },
    { path: `${path}.service.port`, port: service.port, use: 'the native protocol' },
    { path: `${path}.service.httpPort`, port: service.httpPort, use: 'HTTP' },
  ];
  const secure = [
    { path: `${path}.tls.port`, port: tls.port, use: 'the native protocol over TLS' },
    { path: `${path}.tls.httpsPort`, port: tls.httpsPort, use: 'HTTPS' },
  ];
  reportSharedPorts(tls.enabled ? [...taken, ...secure] : taken, report);
};

const keeperCanVote: Rule = (values, report) => {
  const { enabled, podDisruptionBudget } = values.clickstack;
  const { count, field } = serverCount(values);
  if (!enabled || count < 2) return;
  if (count % 2 === 0) {
    const fault = questionable(
      `with ${count} replicas Keeper tolerates no more failures than with ${count - 1}`,
      `Use ${count + 1}, or ${count - 1}.`,
    );
    report(field, fault, 'warning');
  }
  const spare = Math.floor((count - 1) / 2);
  if (podDisruptionBudget.enabled && podDisruptionBudget.maxUnavailable > Math.max(spare, 1)) {
    const fault = questionable(
      `Keeper loses its majority when ${podDisruptionBudget.maxUnavailable} of ${count} are down`,
      `Use ${Math.max(spare, 1)}.`,
    );
    report(`${path}.podDisruptionBudget.maxUnavailable`, fault, 'warning');
  }
};

const memoryFits: Rule = ({ clickstack: { enabled, memory, resources, keeper } }, report) => {
  if (!enabled) return;
  if (memory.queryRatio > memory.serverRatio) {
    report(
      `${path}.memory.queryRatio`,
      conflict(`one query may not use more than the whole server, which is ${memory.serverRatio}`),
    );
  }
  const limit = bytesOf(resources.limits.memory);
  if (limit === undefined || resources.limits.memory === '') return;
  if (limit < 1024 ** 3) {
    report(
      `${path}.resources.limits.memory`,
      questionable('ClickHouse is killed for memory with this schema below 1Gi', 'Use 2Gi or more.'),
      'warning',
    );
  }
  const usable = limit * memory.serverRatio;
  if ((bytesOf(memory.markCache) ?? 0) > usable / 2) {
    report(
      `${path}.memory.markCache`,
      conflict(
        'takes more than half of what the server may use',
        'Make it smaller, or raise the memory limit.',
      ),
    );
  }
  if ((bytesOf(keeper.logCacheSize) ?? 0) > usable / 2) {
    report(
      `${path}.keeper.logCacheSize`,
      conflict(
        'takes more than half of what the server may use',
        'Make it smaller, or raise the memory limit.',
      ),
    );
  }
};

const schemaSound: Rule = ({ clickstack: { database, initSQL } }, report) => {
  if (/^(system|information_schema)$/i.test(database)) {
    report(`${path}.database`, conflict(`${database} belongs to ClickHouse itself`, 'Use another name.'));
  }
  // The chart of the earlier ClickStack work shipped its whole schema here, with this view.
  if (/\blogs_mv_ingest\b/i.test(initSQL.schema)) {
    const fault = questionable(
      'fills logs_mv a second time: the chart creates this table and its view itself',
      'Remove these statements.',
    );
    report(`${path}.initSQL.schema`, fault, 'warning');
  }
};

/** What has to fit together in the ClickStack section. */
export const clickstackRules: readonly Rule[] = [
  externalComplete,
  tlsComplete,
  accountsDistinct,
  secretNotShadowing,
  portsDistinct,
  keeperCanVote,
  memoryFits,
  schemaSound,
];
