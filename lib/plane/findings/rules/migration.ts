import type { Rule } from '../finding';
import { put } from '../patches';

/** Steps of a migration that were left on, or destroy more than one may want. */
export const migrationRules: readonly Rule[] = [
  {
    id: 'PS911',
    severity: 'advice',
    title: 'Shadow write that nothing reads',
    why: 'Every log is stored twice, and a slow OpenSearch fills the queue of the gateway. After the comparison the second copy serves nobody.',
    check({ values: { migration, observer } }, report) {
      if (!migration.shadowWrite.enabled || migration.validation.enabled) return;
      const { backend, dualRead } = observer.telemetry;
      if (observer.enabled && (dualRead || backend === 'opensearch')) return;
      report({
        message: 'OpenSearch takes every log, and nothing in this plane reads it or compares it',
        paths: ['migration.shadowWrite.enabled'],
        fix: { label: 'Write to ClickHouse only', patch: [put('migration.shadowWrite.enabled', false)] },
      });
    },
  },
  {
    id: 'PS912',
    severity: 'warning',
    title: 'Clean-up that is armed',
    why: 'A confirmed clean-up deletes at the next installation or upgrade. An unconfirmed one lists what it would delete.',
    check({ values: { migration } }, report) {
      const { enabled, confirmed, deletePVCs } = migration.cleanup;
      if (!enabled || !confirmed) return;
      report({
        message: `the next upgrade deletes OpenSearch${deletePVCs ? ' with its data' : ''}`,
        paths: ['migration.cleanup.confirmed'],
        fix: { label: 'Only list it', patch: [put('migration.cleanup.confirmed', false)] },
      });
    },
  },
  {
    id: 'PS913',
    severity: 'warning',
    title: 'Volumes deleted without a snapshot',
    why: 'Volume claims take their data with them. Without a snapshot of the log indexes there is no way back.',
    check({ values: { migration } }, report) {
      const { enabled, archiveIndices, deletePVCs } = migration.cleanup;
      if (!enabled || archiveIndices || !deletePVCs) return;
      report({
        message: 'the volumes of OpenSearch go, and no snapshot of its indexes is made before',
        paths: ['migration.cleanup.deletePVCs', 'migration.cleanup.archiveIndices'],
        fix: { label: 'Keep the volumes', patch: [put('migration.cleanup.deletePVCs', false)] },
      });
    },
  },
];
