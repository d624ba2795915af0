import { flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { resources } from '../blocks/resources';
import { port } from '../types/address';
import { duration } from '../types/duration';
import { identifier, objectName } from '../types/name';
import { secret, sql } from '../types/text';

/** Who may read and write the data, how long it stays, and how the tables come to be. */

const generated = 'kept from the cluster, else generated';

/** Returns the retention of one signal; zero keeps its rows for ever. */
function retention(title: string, what: string, hours: string) {
  return duration({
    title: `Retention of ${title}`,
    description: `How long ${what} are kept before ClickHouse deletes them; a change takes effect on data already stored.`,
    default: hours,
    atLeast: '1h',
    wholeSeconds: true,
    zeroMeans: 'kept for ever',
    examples: ['168h', '720h', '0s'],
  });
}

/** Returns the account of one client of ClickHouse. */
function account(title: string, username: string, may: string) {
  return group(
    { title, description: `May ${may}.`, advanced: true },
    {
      username: identifier({
        title: `${title} name`,
        description: `Name of the account that may ${may}; change it if the name is taken.`,
        default: username,
        examples: [username],
      }),
      password: secret({
        title: `${title} password`,
        description: 'Its password; leave it empty to have one generated and kept.',
        default: '',
        emptyMeans: generated,
      }),
    },
  );
}

export const dataFields = {
  database: identifier({
    title: 'Database',
    description:
      'Database that holds all telemetry; change it when an existing ClickHouse already uses the name.',
    default: 'telemetry',
    examples: ['telemetry'],
    advanced: true,
  }),
  retention: group(
    {
      title: 'Retention',
      description: 'How long each signal is kept. 24h is a day, 168h a week, 720h thirty days.',
    },
    {
      logs: retention('logs', 'log records', '720h'),
      traces: retention('traces', 'spans', '720h'),
      metrics: retention('metrics', 'metric points', '2160h'),
      sessions: retention('sessions', 'recorded browser sessions', '720h'),
    },
  ),
  credentials: group(
    {
      title: 'Credentials',
      description: 'One account each for administration, ingestion, the observer and the UI.',
    },
    {
      existingSecret: objectName({
        title: 'Existing Secret',
        description:
          'Secret that holds all passwords instead of the chart; set it for GitOps and external secret stores.',
        default: '',
        emptyMeans: 'the chart writes its own Secret',
        examples: ['clickstack-credentials'],
      }),
      username: identifier({
        title: 'Administrator name',
        description: 'Name of the account that creates databases, tables and grants.',
        default: 'clickstack_admin',
        examples: ['clickstack_admin'],
      }),
      password: secret({
        title: 'Administrator password',
        description: 'Password of the administrator; leave it empty to have one generated and kept.',
        default: '',
        emptyMeans: generated,
      }),
      ingest: account('Ingest account', 'otel_ingest', 'insert telemetry'),
      observer: account('Observer account', 'observer_reader', 'read telemetry for the observer'),
      ui: account('UI account', 'hyperdx_ui', 'read telemetry and system tables for HyperDX'),
      interserver: group(
        { title: 'Server to server', description: 'Among several ClickHouse servers.', advanced: true },
        {
          password: secret({
            title: 'Server to server password',
            description:
              'Password with which the servers trust each other; leave it empty to have one generated and kept.',
            default: '',
            emptyMeans: generated,
          }),
        },
      ),
    },
  ),
  tls: group(
    { title: 'TLS', description: 'Encrypts connections to ClickHouse.' },
    {
      enabled: flag({
        title: 'Serve TLS',
        description: 'Whether ClickHouse serves TLS and the other components use it; needs a certificate.',
        default: false,
      }),
      secretName: objectName({
        title: 'Certificate Secret',
        description:
          'Secret of type kubernetes.io/tls with tls.crt, tls.key and ca.crt, as cert-manager writes it.',
        default: '',
        emptyMeans: "cert-manager's, where it is used",
        examples: ['clickstack-tls'],
      }),
      port: port({
        title: 'Native TLS port',
        description: 'Port of the native protocol over TLS.',
        default: 9440,
        advanced: true,
      }),
      httpsPort: port({
        title: 'HTTPS port',
        description: 'Port of the HTTP interface over TLS.',
        default: 8443,
        advanced: true,
      }),
    },
  ),
  initSQL: group(
    {
      title: 'Schema job',
      description: 'Creates tables, views and grants, and applies a changed retention.',
      advanced: true,
    },
    {
      enabled: flag({
        title: 'Create the schema',
        description:
          'Whether a Job creates and updates the tables; turn it off only if you manage them yourself.',
        default: true,
      }),
      schema: sql({
        title: 'Further SQL',
        description:
          "Statements run after the plane's own at every change; write them so that they can run twice.",
        default: '',
        emptyMeans: 'none',
        examples: [
          'CREATE VIEW IF NOT EXISTS telemetry.errors AS SELECT * FROM telemetry.otel_logs WHERE SeverityNumber >= 17;',
        ],
      }),
      backoffLimit: integer({
        title: 'Retries',
        description: 'How often the Job is tried again before it counts as failed.',
        default: 10,
        min: 0,
        max: 100,
        unit: 'retries',
      }),
      ttlAfterFinished: duration({
        title: 'Keep finished Job',
        description:
          'How long the finished Job and its log stay; keep it for ever under GitOps tools, which miss a Job that is gone.',
        default: '24h',
        wholeSeconds: true,
        zeroMeans: 'kept until the next change of the schema',
        examples: ['1h', '24h', '0s'],
      }),
      waitTimeout: duration({
        title: 'Wait for ClickHouse',
        description:
          'How long one try waits for all servers to answer; raise it where volumes and images come slowly.',
        default: '10m',
        atLeast: '10s',
        wholeSeconds: true,
        examples: ['10m', '30m'],
      }),
      resources: resources('the schema Job', {
        requests: { cpu: '50m', memory: '128Mi' },
        limits: { cpu: '500m', memory: '512Mi' },
      }),
    },
  ),
};
