import { flag } from '../model/leaves';
import { group } from '../model/node';
import { image } from '../blocks/image';
import { disruptionBudget, podFields } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { freeForm } from '../types/free-form';
import { dataFields } from './clickstack-data';
import { externalFields, serverFields } from './clickstack-server';

const { replicas, memory, storage, service, keeper, logLevel, terminationGracePeriod } = serverFields;
const { database, retention, credentials, tls, initSQL } = dataFields;

/** ClickHouse: the servers, their volumes, accounts and tables. */
export const clickstackSection = group(
  {
    title: 'ClickStack',
    summary: 'ClickHouse cluster, storage, retention, credentials',
    description: 'The ClickHouse servers that store logs, traces, metrics and sessions.',
  },
  {
    enabled: flag({
      title: 'Run ClickHouse',
      description: 'Whether the plane runs its own ClickHouse; turn it off to use one that exists.',
      default: true,
    }),
    external: externalFields,
    image: image({
      title: 'Image',
      description: 'The ClickHouse server, also used by the schema Job and by pods that wait for the schema.',
      repository: 'clickhouse/clickhouse-server',
      tag: '26.3.17.14',
    }),
    replicas,
    database,
    resources: resources('a ClickHouse server', {
      requests: { cpu: '500m', memory: '2Gi' },
      limits: { cpu: '2', memory: '6Gi' },
    }),
    memory,
    storage,
    retention,
    service,
    credentials,
    tls,
    keeper,
    initSQL,
    config: freeForm({
      title: 'Server configuration',
      description:
        "ClickHouse server settings merged over the plane's own, as YAML in the layout of config.xml.",
      default: {},
      examples: [{ background_pool_size: 16 }],
      advanced: true,
    }),
    usersConfig: freeForm({
      title: 'Users configuration',
      description:
        "ClickHouse profiles, quotas and users merged over the plane's own, in the layout of users.xml.",
      default: {},
      examples: [{ profiles: { default: { max_threads: 4 } } }],
      advanced: true,
    }),
    logLevel,
    terminationGracePeriod,
    ...podFields('ClickHouse pods'),
    podDisruptionBudget: disruptionBudget('ClickHouse pods'),
  },
);
