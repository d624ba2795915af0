import type { Rule } from '../finding';
import { put, reset } from '../patches';

/** What the collectors on the nodes miss, or lose. Silent while there are none. */

/** What the observer asks logs by; without one of them a question finds nothing. */
const askedFor = ['organization', 'project', 'component', 'environment'] as const;

export const collectorsRules: readonly Rule[] = [
  {
    id: 'PS901',
    severity: 'warning',
    title: 'Collectors that tainted nodes refuse',
    why: 'A DaemonSet runs only on nodes whose taints it tolerates: what control plane nodes and dedicated pools log is never collected.',
    check({ values: { collectors } }, report) {
      if (!collectors.enabled || collectors.tolerations.length > 0) return;
      report({
        message: 'no taint is tolerated, so nodes with taints get no collector',
        paths: ['collectors.tolerations'],
        fix: { label: 'Tolerate every taint', patch: [reset('collectors.tolerations')] },
      });
    },
  },
  {
    id: 'PS902',
    severity: 'warning',
    title: 'Collector queue in memory',
    why: 'What waits in memory is lost when a collector restarts, which every upgrade does; on the disk of the node it survives.',
    check({ values: { collectors } }, report) {
      if (!collectors.enabled || collectors.queue.persistent) return;
      report({
        message: 'a restart of a collector loses what waits to be sent',
        paths: ['collectors.queue.persistent'],
        fix: { label: 'Keep the queue on disk', patch: [put('collectors.queue.persistent', true)] },
      });
    },
  },
  {
    id: 'PS903',
    severity: 'warning',
    title: 'Logs that the observer cannot find',
    why: 'The observer finds logs by organization, project, component and environment, which the collectors take from labels of the pods.',
    check({ values: { collectors } }, report) {
      if (!collectors.enabled || !collectors.logs.enabled) return;
      const absent = askedFor.filter((name) => collectors.attributes[name].length === 0);
      if (absent.length === 0) return;
      const paths = absent.map((name) => `collectors.attributes.${name}`);
      report({
        message: `no label gives the ${absent.join(', ')} of a log`,
        paths,
        fix: { label: 'Read OpenChoreo’s labels', patch: paths.map(reset) },
      });
    },
  },
];
