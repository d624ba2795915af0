import { flag } from '../model/leaves';
import { group } from '../model/node';
import { nearestOf } from '../model/nearest';
import { checkUrl, url } from '../types/address';
import { duration } from '../types/duration';
import { objectList, type FreeForm } from '../types/free-form';
import { objectName, secretKey } from '../types/name';
import { cron, line, secret } from '../types/text';
import type { Fault } from '../model/fault';

/** What HyperDX is told of its secrets, sources, signed links and scheduled work. */

const SOURCE_KINDS = ['log', 'trace', 'metric', 'session'];

/** Returns what is wrong with one connection of HyperDX's DEFAULT_CONNECTIONS; its password is never shown. */
function checkConnection(connection: FreeForm): Fault | undefined {
  const missing = ['name', 'host', 'username'].find((key) => typeof connection[key] !== 'string');
  if (missing !== undefined) return { code: 'missing-value', message: `a connection needs ${missing}` };
  const fault = checkUrl(String(connection.host));
  return fault && { ...fault, message: `host: ${fault.message}` };
}

/** Returns what is wrong with one source of HyperDX's DEFAULT_SOURCES. */
function checkSource(source: FreeForm): Fault | undefined {
  const missing = ['name', 'kind', 'connection'].find((key) => typeof source[key] !== 'string');
  if (missing !== undefined) return { code: 'missing-value', message: `a source needs ${missing}` };
  const kind = String(source.kind);
  if (SOURCE_KINDS.includes(kind)) return undefined;
  const near = nearestOf(kind, SOURCE_KINDS);
  return {
    code: 'unknown-option',
    message: `${kind.slice(0, 60)} is not a kind of source: ${SOURCE_KINDS.join(', ')}`,
    ...(near !== undefined && { suggestion: `Did you mean ${near}?` }),
  };
}

export const connectionFields = {
  secrets: group(
    {
      title: 'Secrets',
      description: 'What HyperDX signs sessions with, and its own API key.',
      advanced: true,
    },
    {
      existingSecret: objectName({
        title: 'Existing Secret',
        description: 'Secret that holds session-secret and api-key instead of the chart.',
        default: '',
        emptyMeans: 'the chart writes its own Secret',
        examples: ['hyperdx-secrets'],
      }),
      sessionSecret: secret({
        title: 'Session secret',
        description: 'Secret that signs browser sessions; leave it empty to have one generated and kept.',
        default: '',
        emptyMeans: 'kept from the cluster, else generated',
      }),
      apiKey: secret({
        title: 'API key',
        description:
          'Key with which HyperDX sends its own telemetry; leave it empty to have one generated and kept.',
        default: '',
        emptyMeans: 'kept from the cluster, else generated',
      }),
    },
  ),
  provision: group(
    {
      title: 'Connections and sources',
      description: 'What the first user finds in HyperDX; later changes are made in HyperDX itself.',
    },
    {
      enabled: flag({
        title: 'Set up sources',
        description:
          'Whether the first user finds the connection and the sources of this plane ready to use.',
        default: true,
      }),
      connectionName: line({
        title: 'Connection name',
        description: "Name under which HyperDX lists this plane's ClickHouse.",
        default: 'ClickStack',
        examples: ['ClickStack', 'Production'],
        advanced: true,
      }),
      existingSecret: objectName({
        title: 'Secret with connections',
        description:
          "Secret that holds all connections instead of the chart, as the JSON list DEFAULT_CONNECTIONS, this plane's own included.",
        default: '',
        emptyMeans: 'the chart writes the connections',
        examples: ['hyperdx-connections'],
        advanced: true,
      }),
      existingSecretKey: secretKey({
        title: 'Key in the Secret',
        description: 'Entry of that Secret that holds the connections.',
        default: 'connections',
        examples: ['connections'],
        advanced: true,
      }),
      extraConnections: objectList({
        title: 'Further connections',
        description:
          'Further ClickHouse servers, each with name, host (URL of the HTTP interface), username and password.',
        default: [],
        examples: [
          [{ name: 'Staging', host: 'http://clickhouse.staging:8123', username: 'reader', password: '…' }],
        ],
        advanced: true,
        sensitive: true,
        check: checkConnection,
      }),
      extraSources: objectList({
        title: 'Further sources',
        description: 'Further sources in the form of DEFAULT_SOURCES, each with name, kind and connection.',
        default: [],
        examples: [
          [
            {
              name: 'Audit',
              kind: 'log',
              connection: 'ClickStack',
              from: { databaseName: 'telemetry', tableName: 'audit' },
              timestampValueExpression: 'Timestamp',
              defaultTableSelectExpression: 'Timestamp, Body',
            },
          ],
        ],
        advanced: true,
        check: checkSource,
      }),
    },
  ),
  signing: group(
    {
      title: 'Signed links',
      description:
        'Lets the observer hand out links into HyperDX. HyperDX itself does not check the signature.',
      advanced: true,
    },
    {
      key: secret({
        title: 'Signing key',
        description: 'Key with which the observer signs links into HyperDX; needs the base URL.',
        default: '',
        emptyMeans: 'no links are signed',
      }),
      ttl: duration({
        title: 'Link lifetime',
        description: 'How long a signed link is valid.',
        default: '15m',
        atLeast: '1s',
        examples: ['15m', '1h'],
      }),
      baseUrl: url({
        title: 'Base URL',
        description: 'URL of HyperDX that signed links begin with, as users reach it.',
        default: '',
        emptyMeans: 'no links are made',
        examples: ['https://hyperdx.example.com'],
      }),
      existingSecret: objectName({
        title: 'Existing Secret',
        description: 'Secret that holds the signing key instead of the chart.',
        default: '',
        emptyMeans: 'the chart writes its own Secret',
        examples: ['hyperdx-signing'],
      }),
      existingSecretKey: secretKey({
        title: 'Key in the Secret',
        description: 'Entry of the existing Secret that holds the signing key.',
        default: 'signing-key',
        examples: ['signing-key'],
      }),
    },
  ),
  scheduledTasks: group(
    { title: 'Alert checks', description: 'Who checks alerts, and how often.', advanced: true },
    {
      external: flag({
        title: 'Check alerts in a CronJob',
        description:
          'Whether a CronJob checks alerts instead of each HyperDX pod; needed with more than one replica.',
        default: false,
      }),
      schedule: cron({
        title: 'Schedule',
        description: 'When the CronJob checks alerts; every minute matches what HyperDX does itself.',
        default: '* * * * *',
        examples: ['* * * * *', '*/5 * * * *'],
      }),
    },
  ),
};
