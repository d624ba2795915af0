import { conflict, missing, questionable, type Rule } from './rule';

const openSearchKnown: Rule = ({ migration, observer, gateway }, report) => {
  const { shadowWrite, validation, cleanup } = migration;
  const needed =
    shadowWrite.enabled ||
    validation.enabled ||
    (cleanup.enabled && cleanup.confirmed && cleanup.archiveIndices);
  const asked =
    observer.enabled && (observer.telemetry.dualRead || observer.telemetry.backend === 'opensearch');
  // The observer's own rule says it already.
  if (needed && observer.openSearch.address === '' && !asked) {
    report(
      'observer.openSearch.address',
      missing(
        'the migration needs the address of OpenSearch',
        'Write it as https://opensearch.logging:9200.',
      ),
    );
  }
  if (!shadowWrite.enabled) return;
  if (!gateway.enabled) {
    report(
      'migration.shadowWrite.enabled',
      conflict('needs the gateway, which does not run', 'Turn on gateway.enabled.'),
    );
  }
  if (shadowWrite.indexPrefix === '' && !observer.openSearch.indexPrefix.endsWith('-')) {
    report(
      'migration.shadowWrite.indexPrefix',
      missing(
        `the observer's prefix ${observer.openSearch.indexPrefix} ends without a hyphen`,
        'Give one that ends with it.',
      ),
    );
  }
};

const windowsFit: Rule = ({ migration: { validation } }, report) => {
  if (validation.enabled && validation.sampleIntervalSeconds > validation.durationSeconds) {
    report(
      'migration.validation.sampleIntervalSeconds',
      conflict(`is longer than the ${validation.durationSeconds} s of the whole comparison`),
    );
  }
};

/** Nothing is deleted that is still in use, nor without being asked for twice. */
const cleanupGuarded: Rule = ({ migration: { cleanup, shadowWrite, validation }, observer }, report) => {
  if (!cleanup.enabled) {
    if (cleanup.confirmed) {
      report(
        'migration.cleanup.confirmed',
        questionable('has no effect: the clean-up does not run'),
        'warning',
      );
    }
    return;
  }
  if (!cleanup.confirmed) return;
  const inUse = [
    [observer.enabled && observer.telemetry.backend === 'opensearch', 'the observer reads from OpenSearch'],
    [observer.enabled && observer.telemetry.dualRead, 'the observer compares with OpenSearch'],
    [shadowWrite.enabled, 'the gateway writes to OpenSearch'],
    [validation.enabled, 'the comparison reads from OpenSearch'],
  ] as const;
  for (const [holds, why] of inUse) {
    if (holds) report('migration.cleanup.confirmed', conflict(why, 'Turn that off first.'));
  }
  if (cleanup.requireExplicitFlag && cleanup.explicitFlag === '') {
    report(
      'migration.cleanup.explicitFlag',
      missing('nothing is deleted before the namespace of OpenSearch is written here once more'),
    );
  } else if (
    cleanup.requireExplicitFlag &&
    cleanup.namespace !== '' &&
    cleanup.explicitFlag !== cleanup.namespace
  ) {
    report('migration.cleanup.explicitFlag', conflict(`is not the namespace ${cleanup.namespace}`));
  }
};

/** What has to fit together in the Migration section. */
export const migrationRules: readonly Rule[] = [openSearchKnown, windowsFit, cleanupGuarded];
