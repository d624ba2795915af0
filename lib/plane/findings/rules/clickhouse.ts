import { bytesAt, defaultText, GiB, MiB, put, reset, roundBytes } from '../patches';
import { isProduction, serverCount } from '../blocks';
import { defaultValues, withoutValue } from '../../../values';
import { isMap } from '../../../values/equality';
import { printDuration, secondsOf } from '../../../values/types/duration';
import type { Rule } from '../finding';
import { printYamlNumber } from './free-form';

/** ClickHouse: what it keeps, and whether it has the memory, the time and the settings to do so. */

const memoryLimit = 'clickstack.resources.limits.memory';
const memoryRequest = 'clickstack.resources.requests.memory';
const leastMemory = 2 * GiB;

/** Server settings that take bytes of memory beyond what the plane counts on. */
const cacheSettings = [
  'uncompressed_cache_size',
  'mark_cache_size',
  'index_mark_cache_size',
  'max_server_memory_usage',
];

export const clickhouseRules: readonly Rule[] = [
  {
    id: 'PS101',
    severity: 'warning',
    title: 'No retention',
    why: 'Without a retention nothing is ever deleted, and ClickHouse stops accepting data once the volume is full.',
    check({ values: { clickstack } }, report) {
      if (!clickstack.initSQL.enabled) return;
      const endless = (['logs', 'traces', 'metrics', 'sessions'] as const).filter(
        (signal) => secondsOf(clickstack.retention[signal]) === 0,
      );
      if (endless.length === 0) return;
      const paths = endless.map((signal) => `clickstack.retention.${signal}`);
      report({
        message: `${endless.join(', ')} are kept for ever`,
        paths,
        fix: { label: 'Keep for the usual time', patch: paths.map(reset) },
      });
    },
  },
  {
    id: 'PS102',
    severity: 'warning',
    title: 'Nobody creates the tables',
    why: 'Gateway and observer wait for their tables at start. The schema Job creates them and applies the retention.',
    check({ values: { clickstack } }, report) {
      if (clickstack.initSQL.enabled) return;
      report({
        message: 'the schema Job is off: tables, grants and retention must come from elsewhere',
        paths: ['clickstack.initSQL.enabled'],
        fix: { label: 'Create the schema', patch: [put('clickstack.initSQL.enabled', true)] },
      });
    },
  },
  {
    id: 'PS103',
    severity: 'warning',
    title: 'Too little memory for ClickHouse',
    why: 'ClickHouse with this schema is killed for memory at 512Mi; the ClickStack chart itself went to 2Gi for that reason.',
    check({ values }, report) {
      const limit = bytesAt(values, memoryLimit);
      if (!values.clickstack.enabled || limit === undefined || limit >= leastMemory) return;
      const needed = Math.max(leastMemory, bytesAt(values, memoryRequest) ?? 0);
      report({
        message: `ClickHouse has ${roundBytes(limit)} of memory and needs 2Gi at least`,
        paths: [memoryLimit],
        fix: {
          label: `Raise the limit to ${roundBytes(needed)}`,
          patch: [put(memoryLimit, roundBytes(needed))],
        },
      });
    },
  },
  {
    id: 'PS104',
    severity: 'warning',
    title: 'ClickHouse without a memory limit',
    why: 'Without a limit the server takes its share of the memory of the whole node, and one query may take as much as it likes.',
    check({ values }, report) {
      if (!values.clickstack.enabled || values.clickstack.resources.limits.memory !== '') return;
      const limit = Math.max(6 * GiB, bytesAt(values, memoryRequest) ?? 0);
      report({
        message: 'ClickHouse may take the memory of the whole node',
        paths: [memoryLimit],
        fix: { label: `Limit it to ${roundBytes(limit)}`, patch: [put(memoryLimit, roundBytes(limit))] },
      });
    },
  },
  {
    id: 'PS105',
    severity: 'error',
    title: 'Cache larger than half of the memory',
    why: 'Caches come out of the memory that the server may use; what is left must hold queries and merges.',
    check({ values }, report) {
      const { clickstack } = values;
      const limit = bytesAt(values, memoryLimit);
      if (!clickstack.enabled || limit === undefined) return;
      const half = (limit * clickstack.memory.serverRatio) / 2;
      for (const path of ['clickstack.memory.markCache', 'clickstack.keeper.logCacheSize']) {
        if ((bytesAt(values, path) ?? 0) <= half) continue;
        const size = `${Math.max(1, Math.floor(half / 4 / MiB))}Mi`;
        report({
          message: `the cache takes more than half of the ${roundBytes(half * 2)} that the server may use`,
          paths: [path, memoryLimit],
          fix: { label: `Make it ${size}`, patch: [put(path, size)] },
        });
      }
    },
  },
  {
    id: 'PS106',
    severity: 'warning',
    title: 'Server setting larger than the memory limit',
    why: "Settings made for servers with much memory (8 GiB of uncompressed cache, 5 GiB of marks) take a small container's whole memory.",
    check({ values }, report) {
      const limit = bytesAt(values, memoryLimit);
      const { config, enabled } = values.clickstack;
      if (!enabled || limit === undefined) return;
      for (const key of cacheSettings) {
        const size = Number(config[key]);
        if (!(size > limit / 2)) continue;
        const rest = withoutValue(config, key);
        const change =
          Object.keys(rest).length === 0 ? reset('clickstack.config') : put('clickstack.config', rest);
        report({
          message: `${key} is ${printYamlNumber(size)} bytes, with a memory limit of ${values.clickstack.resources.limits.memory}`,
          paths: ['clickstack.config', memoryLimit],
          fix: { label: `Remove ${key}`, patch: [change] },
        });
      }
    },
  },
  {
    id: 'PS107',
    severity: 'error',
    title: 'A query may use more than the server',
    why: 'The limit of one query above the limit of the server never takes effect: the server stops the query, and others with it.',
    check({ values: { clickstack } }, report) {
      const { queryRatio, serverRatio } = clickstack.memory;
      if (!clickstack.enabled || queryRatio <= serverRatio) return;
      report({
        message: `one query may use ${queryRatio} of the memory and the whole server ${serverRatio}`,
        paths: ['clickstack.memory.queryRatio', 'clickstack.memory.serverRatio'],
        fix: { label: `Make it ${serverRatio}`, patch: [put('clickstack.memory.queryRatio', serverRatio)] },
      });
    },
  },
  {
    id: 'PS108',
    severity: 'warning',
    title: 'No memory left beside what ClickHouse counts',
    why: 'ClickHouse itself takes 0.9 of the limit at most, because allocations that it does not count need the rest.',
    check({ values: { clickstack } }, report) {
      if (!clickstack.enabled || clickstack.memory.serverRatio <= 0.9) return;
      report({
        message: `the server may use ${clickstack.memory.serverRatio} of its limit before it is killed`,
        paths: ['clickstack.memory.serverRatio'],
        // A query may use as much as the server and no more.
        fix: {
          label: 'Make it 0.9',
          patch: [
            put('clickstack.memory.serverRatio', 0.9),
            ...(clickstack.memory.queryRatio > 0.9 ? [put('clickstack.memory.queryRatio', 0.9)] : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS109',
    severity: 'warning',
    title: 'Volume thrown away with the release',
    why: 'With this off, uninstalling the release or scaling down deletes the volumes and all telemetry on them.',
    check({ values }, report) {
      const { clickstack } = values;
      if (!clickstack.enabled || clickstack.storage.retainOnDelete || !isProduction(values)) return;
      report({
        message: 'uninstalling or scaling down deletes all stored telemetry',
        paths: ['clickstack.storage.retainOnDelete'],
        fix: { label: 'Keep the volumes', patch: [put('clickstack.storage.retainOnDelete', true)] },
      });
    },
  },
  {
    id: 'PS110',
    severity: 'advice',
    title: 'Default storage class',
    why: 'ClickHouse lives on its disk: the default class of a cluster is often the slowest one, and a class cannot be changed later.',
    check({ values }, report) {
      const { clickstack } = values;
      if (!clickstack.enabled || clickstack.storage.storageClass !== '' || !isProduction(values)) return;
      report({
        message: "the volumes come from the cluster's default storage class",
        paths: ['clickstack.storage.storageClass'],
      });
    },
  },
  {
    id: 'PS111',
    severity: 'warning',
    title: 'Too little time to shut down',
    why: 'A ClickHouse server finishes queries for up to 60 seconds and then flushes its logs; killed before, it checks its parts at the next start.',
    check({ values: { clickstack } }, report) {
      const seconds = secondsOf(clickstack.terminationGracePeriod) ?? 0;
      if (!clickstack.enabled || seconds >= 90) return;
      report({
        message: `a server is killed after ${printDuration(seconds)}`,
        paths: ['clickstack.terminationGracePeriod'],
        fix: {
          label: `Give it ${defaultText('clickstack.terminationGracePeriod')}`,
          patch: [reset('clickstack.terminationGracePeriod')],
        },
      });
    },
  },
  {
    id: 'PS112',
    severity: 'advice',
    title: 'Keeper gives up early',
    why: 'Keeper ends the server when no majority is there in this time. Pulling images and binding volumes for all servers takes minutes.',
    check({ values }, report) {
      const seconds = secondsOf(values.clickstack.keeper.startupTimeout) ?? 0;
      if (serverCount(values).count < 2 || seconds >= 120) return;
      report({
        message: `Keeper waits ${printDuration(seconds)} for the other servers`,
        paths: ['clickstack.keeper.startupTimeout'],
        fix: {
          label: `Wait ${defaultText('clickstack.keeper.startupTimeout')}`,
          patch: [reset('clickstack.keeper.startupTimeout')],
        },
      });
    },
  },
  {
    id: 'PS113',
    severity: 'warning',
    title: 'External ClickHouse named, own one still runs',
    why: 'The plane uses an external ClickHouse only when it runs none of its own, so this host has no effect.',
    check({ values: { clickstack } }, report) {
      if (!clickstack.enabled || clickstack.external.host === '') return;
      report({
        message: 'all data goes to the ClickHouse of the plane, none to the external host',
        paths: ['clickstack.external.host', 'clickstack.enabled'],
        fix: { label: 'Forget the external host', patch: [reset('clickstack.external.host')] },
      });
    },
  },
  {
    id: 'PS114',
    severity: 'warning',
    title: 'External ClickHouse without TLS',
    why: 'Passwords and all telemetry cross the network in clear text.',
    check({ values: { clickstack } }, report) {
      const { enabled, external } = clickstack;
      if (enabled || external.secure || external.host === '') return;
      const ports = defaultValues.clickstack.external;
      report({
        message: 'the plane connects to the external ClickHouse without TLS',
        paths: ['clickstack.external.secure'],
        fix: {
          label: 'Connect with TLS',
          patch: [
            put('clickstack.external.secure', true),
            ...(external.nativePort === ports.nativePort
              ? [put('clickstack.external.nativePort', 9440)]
              : []),
            ...(external.httpPort === ports.httpPort ? [put('clickstack.external.httpPort', 8443)] : []),
          ],
        },
      });
    },
  },
  {
    id: 'PS115',
    severity: 'warning',
    title: 'Too little CPU for ClickHouse',
    why: 'Two vCPUs for each server are the smallest size that ClickStack advises; below one, merges fall behind and inserts are refused.',
    check({ values }, report) {
      const { clickstack } = values;
      const limit = coresOf(clickstack.resources.limits.cpu);
      if (!clickstack.enabled || !isProduction(values) || limit === undefined || limit >= 1) return;
      report({
        message: `a server may use ${limit} of a core`,
        paths: ['clickstack.resources.limits.cpu'],
        fix: { label: 'Raise the limit to 2', patch: [put('clickstack.resources.limits.cpu', '2')] },
      });
    },
  },
  {
    id: 'PS116',
    severity: 'warning',
    title: 'Profile that refuses settings',
    why: 'Observer and HyperDX send settings such as max_execution_time with their queries. A profile with readonly 1 makes every one of these queries fail; readonly 2 does not.',
    check({ values: { clickstack } }, report) {
      const profiles = clickstack.usersConfig.profiles;
      if (!clickstack.enabled || !isMap(profiles)) return;
      const strict = Object.entries(profiles).filter(
        ([, profile]) => isMap(profile) && (profile.readonly === 1 || profile.readonly === '1'),
      );
      for (const [name] of strict) {
        report({
          message: `the profile ${name} is read-only to the point that clients may not send settings`,
          paths: ['clickstack.usersConfig'],
          fix: {
            label: 'Allow settings (readonly 2)',
            patch: [
              put('clickstack.usersConfig', {
                ...clickstack.usersConfig,
                profiles: { ...profiles, [name]: { ...(profiles[name] as object), readonly: 2 } },
              }),
            ],
          },
        });
      }
    },
  },
];

function coresOf(text: string | number): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(text));
  return match ? Number(match[1]) / (match[2] === 'm' ? 1000 : 1) : undefined;
}
