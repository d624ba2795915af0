import { choice, flag, integer, ratio } from '../model/leaves';
import { group } from '../model/node';
import { checkHostPort, HOST_PORT_PATTERN, url } from '../types/address';
import { duration } from '../types/duration';
import { textList } from '../types/free-form';
import { identifier, objectName, secretKey } from '../types/name';
import { line, secret } from '../types/text';
import type { Check } from '../model/fault';

/** Where the observer reads telemetry from. */

// Index names go into a URL path; * is OpenSearch's wildcard.
const checkIndex: Check<string> = (text) =>
  /^[a-z0-9][a-z0-9._*,-]*$/.test(text)
    ? undefined
    : {
        code: 'bad-value',
        message: `${text.slice(0, 60)} is not an index name: lower-case letters, digits, . _ - and *`,
      };

const checkTable: Check<string> = (text) =>
  /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?$/.test(text)
    ? undefined
    : {
        code: 'bad-value',
        message: `${text.slice(0, 60)} is not a table`,
        suggestion: 'Write it as database.table.',
      };

const TABLE_PATTERN = '^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?$';

export const backendFields = {
  telemetry: group(
    { title: 'Backend', description: 'Where logs and traces are read from.' },
    {
      backend: choice(
        [
          { value: 'clickstack', title: 'ClickStack', description: 'ClickHouse of this plane.' },
          { value: 'opensearch', title: 'OpenSearch', description: 'An OpenSearch outside the plane.' },
        ],
        {
          title: 'Backend',
          description: 'Store that answers queries; stay on OpenSearch until the data has been compared.',
          default: 'clickstack',
        },
      ),
      dualRead: flag({
        title: 'Dual read',
        description:
          'Whether some queries also go to OpenSearch and differences are logged, to prepare a migration.',
        default: false,
      }),
      dualSampleRate: ratio({
        title: 'Compared share',
        description: 'Share of queries that are compared; each of them waits for both stores.',
        default: 0.05,
        zeroMeans: 'nothing is compared',
        examples: [0.05, 1],
      }),
    },
  ),
  clickstack: group(
    {
      title: 'ClickHouse connection',
      description: "Leave hosts empty for this plane's own ClickHouse.",
      advanced: true,
    },
    {
      hosts: textList({
        title: 'Hosts',
        description: 'ClickHouse servers as host:port of the native protocol, tried in this order.',
        default: [],
        emptyMeans: "this plane's ClickHouse",
        examples: [['clickhouse.example.com:9000']],
        item: 'hostPort',
        check: checkHostPort,
        pattern: HOST_PORT_PATTERN,
      }),
      database: identifier({
        title: 'Database',
        description: 'Database to read from.',
        default: '',
        emptyMeans: "this plane's database",
        examples: ['telemetry'],
      }),
      timeout: duration({
        title: 'Connect timeout',
        description: 'Time to connect, also at start; raise it over slow networks.',
        default: '30s',
        atLeast: '1s',
        examples: ['30s'],
      }),
      queryTimeout: duration({
        title: 'Query timeout',
        description: 'Time one query may take; raise it for long time ranges.',
        default: '10s',
        atLeast: '1s',
        examples: ['10s', '1m'],
      }),
      maxOpenConns: integer({
        title: 'Open connections',
        description:
          'Connections at most; it also caps the rows of one answer, at 100 for each but 2000 at least.',
        default: 10,
        min: 1,
        max: 1000,
        unit: 'connections',
      }),
      maxIdleConns: integer({
        title: 'Idle connections',
        description: 'Connections kept open without work.',
        default: 5,
        min: 0,
        max: 1000,
        unit: 'connections',
      }),
      connMaxLifetime: duration({
        title: 'Connection lifetime',
        description: 'Age at which a connection is replaced, so that load moves to new servers.',
        default: '5m',
        atLeast: '1s',
        examples: ['5m'],
      }),
      compression: choice(
        [
          { value: 'lz4', title: 'LZ4', description: 'Fast.' },
          { value: 'zstd', title: 'Zstandard', description: 'Smaller, more CPU.' },
          { value: 'none', title: 'None' },
        ],
        {
          title: 'Compression',
          description: 'How answers are compressed on the way.',
          default: 'lz4',
        },
      ),
      logsTable: line({
        title: 'Logs table',
        description: 'Table or view with the columns that log queries read.',
        default: '',
        emptyMeans: "logs_mv in this plane's database",
        examples: ['telemetry.logs_mv'],
        check: checkTable,
        json: { pattern: TABLE_PATTERN },
      }),
      tracesTable: line({
        title: 'Traces table',
        description: 'Table or view with the columns that trace queries read.',
        default: '',
        emptyMeans: "traces_mv in this plane's database",
        examples: ['telemetry.traces_mv'],
        check: checkTable,
        json: { pattern: TABLE_PATTERN },
      }),
    },
  ),
  openSearch: group(
    {
      title: 'OpenSearch',
      description: 'Used with dual read and with the OpenSearch backend.',
      advanced: true,
    },
    {
      address: url({
        title: 'Address',
        description: 'URL of OpenSearch; needed for dual read and for the OpenSearch backend.',
        default: '',
        emptyMeans: 'none',
        examples: ['https://opensearch.logging:9200'],
      }),
      username: line({
        title: 'User name',
        description: 'OpenSearch user that may read the indexes.',
        default: 'admin',
        examples: ['observer'],
      }),
      password: secret({
        title: 'Password',
        description: 'Password of that user; prefer a Secret.',
        default: '',
        emptyMeans: 'kept from the cluster, else none',
      }),
      existingSecret: objectName({
        title: 'Existing Secret',
        description: 'Secret that holds user name and password instead of the chart.',
        default: '',
        emptyMeans: 'the chart writes its own Secret',
        examples: ['opensearch-credentials'],
      }),
      usernameKey: secretKey({
        title: 'Key of the user name',
        description: 'Entry of the Secret that holds the user name.',
        default: 'username',
        examples: ['username'],
      }),
      passwordKey: secretKey({
        title: 'Key of the password',
        description: 'Entry of the Secret that holds the password.',
        default: 'password',
        examples: ['password'],
      }),
      timeout: duration({
        title: 'Query timeout',
        description: 'Time one OpenSearch query may take.',
        default: '180s',
        atLeast: '1s',
        examples: ['180s'],
      }),
      maxRetries: integer({
        title: 'Retries',
        description: 'How often a failed OpenSearch query is tried again.',
        default: 3,
        min: 0,
        max: 100,
        unit: 'retries',
      }),
      indexPrefix: line({
        title: 'Index prefix',
        description: 'What the name of each daily log index begins with.',
        default: 'kubernetes-',
        examples: ['kubernetes-', 'logs-'],
        check: checkIndex,
      }),
      indexPattern: line({
        title: 'Index pattern',
        description: 'Pattern that matches all log indexes.',
        default: 'kubernetes-*',
        examples: ['kubernetes-*', 'logs-*'],
        check: checkIndex,
      }),
      legacyPattern: line({
        title: 'Legacy pattern',
        description: 'Pattern of indexes that older versions wrote.',
        default: 'choreo*',
        examples: ['choreo*', 'old-*'],
        check: checkIndex,
      }),
      caSecret: objectName({
        title: 'CA Secret',
        description:
          'Secret with a ca.crt that OpenSearch is trusted by; needed with a private certificate authority.',
        default: '',
        emptyMeans: 'the public authorities',
        examples: ['opensearch-ca'],
      }),
    },
  ),
};
