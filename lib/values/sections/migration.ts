import { decimal, flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { image } from '../blocks/image';
import { podFields, serviceAccount } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { labelName } from '../types/name';
import { line } from '../types/text';
import { cleanupGroup } from './migration-cleanup';

// Jobs are one pod each: there is nothing to spread.
const { spread: _spread, affinity: _affinity, ...pod } = podFields('migration pods');

// Index names go into a URL; the exporter puts a hyphen before the date.
const PREFIX = '^[a-z0-9][a-z0-9._-]*-$';

/** Returns a share that may be exceeded, in percent. */
function drift(title: string, description: string, fallback: number) {
  return decimal({ title, description, default: fallback, min: 0, max: 100, step: 0.1, unit: '%' });
}

/** Leaving OpenSearch: write to both, compare, and remove what is no longer needed. */
export const migrationSection = group(
  {
    title: 'Migration',
    summary: 'Shadow write, comparison, clean-up of OpenSearch',
    description:
      'Steps from OpenSearch to this plane: write logs to both, compare what arrived, then remove OpenSearch.',
  },
  {
    image: image({
      title: 'Image',
      description: 'Image of the migration Jobs; it must contain sh, curl and kubectl.',
      repository: 'alpine/k8s',
      tag: '1.34.1',
    }),
    shadowWrite: group(
      {
        title: 'Shadow write',
        description:
          'The gateway also writes logs to the OpenSearch of observer.openSearch, so that going back stays possible.',
      },
      {
        enabled: flag({
          title: 'Write to OpenSearch too',
          description:
            'Whether logs also go to OpenSearch; stop what wrote them there before, or each is there twice.',
          default: false,
        }),
        indexPrefix: line({
          title: 'Index prefix of copies',
          description:
            'What the names of the daily indexes begin with; it ends with a hyphen, and the date follows.',
          default: '',
          emptyMeans: 'the index prefix that the observer reads',
          examples: ['shadow-', 'copies-'],
          check: (text) =>
            new RegExp(PREFIX).test(text)
              ? undefined
              : {
                  code: 'bad-value',
                  message: `${text.slice(0, 60)} is not an index prefix: lower-case letters, digits, . _ and -, with a hyphen at the end`,
                },
          json: { pattern: PREFIX },
        }),
        queueSize: integer({
          title: 'Waiting copies',
          description:
            'Records that may wait for OpenSearch; beyond that, senders are refused until it is back.',
          default: 50000,
          min: 100,
          max: 100000000,
          unit: 'records',
          advanced: true,
        }),
        maxElapsedSeconds: integer({
          title: 'Drop copies after',
          description:
            'Seconds after which a copy that OpenSearch does not take is dropped; ClickHouse keeps its own.',
          default: 60,
          // The longest wait between two tries.
          min: 30,
          max: 86400,
          unit: 's',
          advanced: true,
        }),
      },
    ),
    validation: group(
      {
        title: 'Comparison',
        description: 'A Job counts the logs of the same time windows in both stores.',
      },
      {
        enabled: flag({
          title: 'Compare the stores',
          description:
            'Whether a Job compares counts while both stores are written; it runs once for these values.',
          default: false,
        }),
        durationSeconds: integer({
          title: 'Duration',
          description: 'Seconds for which the stores are compared; an hour covers usual ups and downs.',
          default: 3600,
          min: 10,
          max: 604800,
          unit: 's',
        }),
        sampleIntervalSeconds: integer({
          title: 'Window',
          description:
            'Length of a compared window in seconds; shorter ones find short gaps, longer ones hide jitter.',
          default: 60,
          min: 5,
          max: 86400,
          unit: 's',
        }),
        settleSeconds: integer({
          title: 'Settle time',
          description:
            'Seconds that a window is left alone before it is counted, until queues and refreshes are through.',
          default: 120,
          min: 0,
          max: 3600,
          unit: 's',
          advanced: true,
        }),
        maxDriftPercent: drift(
          'Difference of a window',
          'Difference of counts above which a window counts as drifting.',
          1,
        ),
        maxOverallDriftPercent: drift(
          'Drifting windows',
          'Share of drifting windows above which the comparison fails.',
          5,
        ),
        namespace: labelName({
          title: 'Only this namespace',
          description:
            'Namespace whose logs are compared, where OpenSearch and the plane see different ones.',
          default: '',
          emptyMeans: 'all logs',
          examples: ['dp-default'],
          advanced: true,
        }),
        backoffLimit: integer({
          title: 'Retries of the comparison',
          description:
            'How often the Job starts again after a node or pod was lost; a failed comparison is final.',
          default: 5,
          min: 0,
          max: 100,
          unit: 'retries',
          advanced: true,
        }),
      },
    ),
    cleanup: cleanupGroup,
    resources: resources('a migration Job', {
      requests: { cpu: '50m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    }),
    ...pod,
    serviceAccount: serviceAccount(
      'Only the clean-up mounts its token; it may do what the chosen deletions need.',
    ),
  },
);
