import type { Rule } from '../finding';
import { defaultText, put, reset } from '../patches';

/** The observer and the stores that it reads. */

const upstream = /(^|\/)openchoreo\/observer$/;

export const observerRules: readonly Rule[] = [
  {
    id: 'PS401',
    severity: 'warning',
    title: 'Observer image without ClickStack support',
    why: 'The observer that OpenChoreo publishes reads none of the settings of this plane: it asks adapters instead. Only a build with the ClickStack backend answers from ClickHouse.',
    check({ values: { observer } }, report) {
      if (!observer.enabled || observer.telemetry.backend !== 'clickstack') return;
      if (!upstream.test(observer.image.repository)) return;
      report({
        message: `${observer.image.repository} does not read ClickHouse: name an image that does`,
        paths: ['observer.image.repository'],
      });
    },
  },
  {
    id: 'PS402',
    severity: 'warning',
    title: 'Dual read that compares nothing',
    why: 'Dual read is on but the share of compared queries is zero, so a migration is not being checked although it looks so.',
    check({ values: { observer } }, report) {
      const { backend, dualRead, dualSampleRate } = observer.telemetry;
      if (!observer.enabled || !dualRead || backend === 'opensearch' || dualSampleRate > 0) return;
      const path = 'observer.telemetry.dualSampleRate';
      report({
        message: 'no query is compared',
        paths: [path, 'observer.telemetry.dualRead'],
        fix: { label: `Compare ${defaultText(path)} of the queries`, patch: [reset(path)] },
      });
    },
  },
  {
    id: 'PS403',
    severity: 'error',
    title: 'OpenSearch wanted and not named',
    why: 'Dual read and the OpenSearch backend need the address of OpenSearch.',
    check({ values: { observer } }, report) {
      const { backend, dualRead } = observer.telemetry;
      if (!observer.enabled || (!dualRead && backend !== 'opensearch')) return;
      if (observer.openSearch.address !== '') return;
      report({
        message: `${dualRead ? 'dual read' : 'the OpenSearch backend'} has no address to read from`,
        paths: [
          'observer.openSearch.address',
          dualRead ? 'observer.telemetry.dualRead' : 'observer.telemetry.backend',
        ],
        fix: {
          label: 'Read from ClickStack alone',
          patch: [reset('observer.telemetry.dualRead'), reset('observer.telemetry.backend')],
        },
      });
    },
  },
  {
    id: 'PS404',
    severity: 'advice',
    title: 'Most queries wait for two stores',
    why: 'A compared query asks OpenSearch after ClickHouse, inside the same request: it takes as long as both. A small share finds the same differences.',
    check({ values: { observer } }, report) {
      const { backend, dualRead, dualSampleRate } = observer.telemetry;
      if (!observer.enabled || !dualRead || backend === 'opensearch' || dualSampleRate <= 0.5) return;
      const path = 'observer.telemetry.dualSampleRate';
      report({
        message: `${Math.round(dualSampleRate * 100)} % of the queries wait for both stores`,
        paths: [path],
        fix: { label: `Compare ${defaultText(path)} of the queries`, patch: [reset(path)] },
      });
    },
  },
  {
    id: 'PS405',
    severity: 'warning',
    title: 'Dual read on the OpenSearch backend',
    why: 'Dual read compares ClickHouse with OpenSearch. With OpenSearch as the backend there is nothing to compare.',
    check({ values: { observer } }, report) {
      const { backend, dualRead } = observer.telemetry;
      if (!observer.enabled || !dualRead || backend !== 'opensearch') return;
      report({
        message: 'dual read has no effect',
        paths: ['observer.telemetry.dualRead', 'observer.telemetry.backend'],
        fix: { label: 'Turn dual read off', patch: [put('observer.telemetry.dualRead', false)] },
      });
    },
  },
  {
    id: 'PS406',
    severity: 'warning',
    title: 'OpenSearch over plain HTTP',
    why: 'User name and password of OpenSearch go with every query in clear text.',
    check({ values: { observer } }, report) {
      const { telemetry, openSearch } = observer;
      const isUsed = telemetry.dualRead || telemetry.backend === 'opensearch';
      if (!observer.enabled || !isUsed || !/^http:\/\//i.test(openSearch.address)) return;
      report({
        message: 'the password of OpenSearch crosses the network in clear text',
        paths: ['observer.openSearch.address'],
        fix: {
          label: 'Use https',
          patch: [put('observer.openSearch.address', openSearch.address.replace(/^http:/i, 'https:'))],
        },
      });
    },
  },
  {
    id: 'PS407',
    severity: 'error',
    title: 'More idle connections than open ones',
    why: 'A connection that is idle is open too.',
    check({ values: { observer } }, report) {
      const { maxIdleConns, maxOpenConns } = observer.clickstack;
      if (!observer.enabled || maxIdleConns <= maxOpenConns) return;
      report({
        message: `${maxIdleConns} may be idle and only ${maxOpenConns} open`,
        paths: ['observer.clickstack.maxIdleConns', 'observer.clickstack.maxOpenConns'],
        fix: {
          label: `Keep ${maxOpenConns} idle`,
          patch: [put('observer.clickstack.maxIdleConns', maxOpenConns)],
        },
      });
    },
  },
  {
    id: 'PS408',
    severity: 'warning',
    title: 'Observer sent to the HTTP port',
    why: "The observer speaks ClickHouse's native protocol: 9000, or 9440 with TLS. On the HTTP port it never connects, and exits at start.",
    check({ values: { observer } }, report) {
      const { hosts } = observer.clickstack;
      if (!observer.enabled || observer.telemetry.backend !== 'clickstack') return;
      if (!hosts.some((host) => /:(8123|8443)$/.test(host))) return;
      const native = hosts.map((host) => host.replace(/:8123$/, ':9000').replace(/:8443$/, ':9440'));
      report({
        message: 'a host of the observer has a port of the HTTP interface',
        paths: ['observer.clickstack.hosts'],
        fix: {
          label: 'Use the native ports',
          patch: [put('observer.clickstack.hosts', [...new Set(native)])],
        },
      });
    },
  },
];
