import { choice, flag, integer, ratio } from '../model/leaves';
import { group } from '../model/node';
import { serviceAnnotations, serviceType } from '../blocks/service';
import { host, port } from '../types/address';
import { duration } from '../types/duration';
import { objectName } from '../types/name';
import { quantity } from '../types/quantity';

/** The ClickHouse server itself: how many, how large, how reached. */
export const serverFields = {
  replicas: group(
    { title: 'Replicas', description: 'The installation mode decides which of the two numbers counts.' },
    {
      standard: integer({
        title: 'Replicas in standard mode',
        description:
          'ClickHouse servers in standard mode, each with all data; an odd number keeps Keeper able to vote.',
        default: 3,
        min: 1,
        max: 9,
        unit: 'replicas',
      }),
      minimal: integer({
        title: 'Replicas in minimal mode',
        description: 'ClickHouse servers in minimal mode; one is the point of that mode.',
        default: 1,
        min: 1,
        max: 9,
        unit: 'replicas',
      }),
    },
  ),
  memory: group(
    { title: 'Memory settings', description: 'How the server divides its memory limit.', advanced: true },
    {
      serverRatio: ratio({
        title: 'Server share of the limit',
        description:
          'Share of the memory limit that the server may use in all; lower it when pods are killed for memory.',
        default: 0.8,
        min: 0.1,
        max: 0.95,
      }),
      queryRatio: ratio({
        title: 'Query share of the limit',
        description:
          'Share of the memory limit that one query may use; raise it when large queries fail for memory.',
        default: 0.5,
        min: 0.05,
        max: 0.95,
      }),
      markCache: quantity({
        title: 'Mark cache',
        description: 'Memory for index marks; raise it with the amount of data when queries read many parts.',
        default: '256Mi',
        quantity: 'memory',
        unit: 'bytes',
        examples: ['256Mi', '1Gi'],
      }),
      maxConcurrentQueries: integer({
        title: 'Concurrent queries',
        description: 'Queries that run at the same time before further ones are refused.',
        default: 100,
        min: 1,
        max: 10000,
        unit: 'queries',
      }),
    },
  ),
  storage: group(
    { title: 'Storage', description: 'The volume of each server.' },
    {
      size: quantity({
        title: 'Size in standard mode',
        description:
          'Volume of each server in standard mode: compressed data of the whole retention and a third more.',
        default: '200Gi',
        quantity: 'storage',
        unit: 'bytes',
        examples: ['500Gi', '2Ti'],
      }),
      minimalSize: quantity({
        title: 'Size in minimal mode',
        description: 'Volume of the server in minimal mode.',
        default: '50Gi',
        quantity: 'storage',
        unit: 'bytes',
        examples: ['20Gi'],
      }),
      storageClass: objectName({
        title: 'Storage class',
        description: 'Storage class of the volumes; choose one on fast local or network SSDs.',
        default: '',
        emptyMeans: "the cluster's default class",
        examples: ['gp3', 'premium-rwo'],
      }),
      retainOnDelete: flag({
        title: 'Keep volumes',
        description:
          'Whether the data outlives the release and a scale-down; turn it off for clusters thrown away.',
        default: true,
      }),
    },
  ),
  service: group(
    { title: 'Service', description: 'Where clients reach the ready servers.' },
    {
      type: serviceType('ClickHouse'),
      port: port({
        title: 'Native port',
        description: "Port of ClickHouse's native protocol, which the gateway and the observer use.",
        default: 9000,
      }),
      httpPort: port({
        title: 'HTTP port',
        description: "Port of ClickHouse's HTTP interface, which HyperDX uses.",
        default: 8123,
      }),
      annotations: serviceAnnotations('ClickHouse'),
    },
  ),
  keeper: group(
    {
      title: 'Keeper',
      description: 'Runs inside the servers when there is more than one, and coordinates their replication.',
      advanced: true,
    },
    {
      startupTimeout: duration({
        title: 'Start timeout',
        description:
          'How long Keeper waits for a majority at start; raise it where volumes and images come slowly.',
        default: '5m',
        atLeast: '30s',
        wholeSeconds: true,
        examples: ['10m'],
      }),
      logCacheSize: quantity({
        title: 'Log cache',
        description: 'Memory for the log of each Keeper; the default suits small servers.',
        default: '64Mi',
        quantity: 'memory',
        unit: 'bytes',
        examples: ['64Mi', '256Mi'],
      }),
    },
  ),
  logLevel: choice(
    [
      { value: 'none', title: 'None' },
      { value: 'fatal', title: 'Fatal' },
      { value: 'critical', title: 'Critical' },
      { value: 'error', title: 'Error' },
      { value: 'warning', title: 'Warning' },
      { value: 'notice', title: 'Notice' },
      { value: 'information', title: 'Information' },
      { value: 'debug', title: 'Debug' },
      { value: 'trace', title: 'Trace', description: 'Very much output.' },
    ],
    {
      title: 'Log level',
      description: 'How much the servers log; use debug or trace for a short time only.',
      default: 'information',
      advanced: true,
    },
  ),
  terminationGracePeriod: duration({
    title: 'Time to shut down',
    description: 'Time a server gets to finish queries and flush logs before it is killed.',
    default: '120s',
    atLeast: '1s',
    wholeSeconds: true,
    examples: ['120s', '5m'],
    advanced: true,
  }),
};

/** A ClickHouse that exists already, used when the plane runs none of its own. */
export const externalFields = group(
  {
    title: 'External ClickHouse',
    description: 'Used when the plane runs no ClickHouse of its own.',
    advanced: true,
  },
  {
    host: host({
      title: 'Host',
      description: 'Host name of the existing ClickHouse; needed when the plane runs none.',
      default: '',
      emptyMeans: 'none',
      examples: ['clickhouse.example.com'],
    }),
    nativePort: port({
      title: 'Native port',
      description: 'Port of its native protocol; 9440 is usual with TLS.',
      default: 9000,
    }),
    httpPort: port({
      title: 'HTTP port',
      description: 'Port of its HTTP interface; 8443 is usual with TLS.',
      default: 8123,
    }),
    secure: flag({
      title: 'Connect with TLS',
      description: 'Whether it expects TLS on these ports.',
      default: false,
    }),
    caSecret: objectName({
      title: 'CA Secret',
      description:
        'Secret with a ca.crt that its certificate is trusted by; needed with a private authority.',
      default: '',
      emptyMeans: 'the public authorities',
      examples: ['clickhouse-ca'],
    }),
  },
);
