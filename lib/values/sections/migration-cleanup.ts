import { flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { labelName } from '../types/name';
import { line } from '../types/text';

/** Returns the choice to delete one kind of object. */
function deletion(kind: string, extra: string, fallback: boolean) {
  return flag({
    title: `Delete ${kind}`,
    description: `Whether the ${kind} of OpenSearch are deleted; ${extra}.`,
    default: fallback,
  });
}

// Goes to kubectl as one argument.
const SELECTOR = '^[A-Za-z0-9_./-]+=[A-Za-z0-9_.-]+(,[A-Za-z0-9_./-]+=[A-Za-z0-9_.-]+)*$';

/** Removal of an OpenSearch in the same cluster. Without confirmation it only lists. */
export const cleanupGroup = group(
  {
    title: 'Clean-up',
    description:
      'Removes an OpenSearch in this cluster. Until it is confirmed, it only lists what it would delete.',
  },
  {
    enabled: flag({
      title: 'Run the clean-up',
      description: 'Whether a Job looks for what is left of OpenSearch; unconfirmed, it deletes nothing.',
      default: false,
    }),
    namespace: labelName({
      title: 'Namespace of OpenSearch',
      description: 'Namespace that OpenSearch runs in.',
      default: '',
      emptyMeans: "the plane's own namespace",
      examples: ['opensearch'],
    }),
    selector: line({
      title: 'Labels of its objects',
      description: "Labels by which OpenSearch's objects are found; the plane's own are never touched.",
      default: 'app.kubernetes.io/name=opensearch',
      examples: ['app.kubernetes.io/name=opensearch', 'app.kubernetes.io/instance=search,tier=logs'],
      check: (text) =>
        new RegExp(SELECTOR).test(text)
          ? undefined
          : {
              code: 'bad-value',
              message: `${text.slice(0, 60)} is not a label selector`,
              suggestion: 'Write it as name=value, several with commas.',
            },
      json: { pattern: SELECTOR },
    }),
    confirmed: flag({
      title: 'Confirm the deletion',
      description: 'Whether objects are really deleted; look at the list of an unconfirmed run first.',
      default: false,
    }),
    requireExplicitFlag: flag({
      title: 'Ask for the name too',
      description: 'Whether the namespace must be repeated below before anything is deleted.',
      default: true,
      advanced: true,
    }),
    explicitFlag: labelName({
      title: 'Namespace, once more',
      description: 'The namespace of OpenSearch, written out to confirm that it is the right one.',
      default: '',
      emptyMeans: 'nothing is deleted',
      examples: ['opensearch'],
    }),
    archiveIndices: flag({
      title: 'Archive indexes first',
      description: 'Whether a snapshot of all log indexes must succeed before anything is deleted.',
      default: true,
    }),
    snapshotRepository: line({
      title: 'Snapshot repository',
      description: 'Repository of OpenSearch that takes the snapshot.',
      default: '',
      emptyMeans: 'one in the folder below is registered',
      examples: ['s3-archive'],
      json: { pattern: '^[a-z0-9][a-z0-9_-]*$' },
      check: (text) =>
        /^[a-z0-9][a-z0-9_-]*$/.test(text)
          ? undefined
          : { code: 'bad-value', message: `${text.slice(0, 60)} is not a name of a repository` },
    }),
    backupLocation: line({
      title: 'Backup folder',
      description: 'Folder of the OpenSearch servers, listed in their path.repo, where the snapshot goes.',
      default: '/backup/opensearch',
      examples: ['/backup/opensearch', '/mnt/snapshots'],
      json: { pattern: '^/[A-Za-z0-9._/-]+$' },
      check: (text) =>
        /^\/[A-Za-z0-9._/-]+$/.test(text)
          ? undefined
          : { code: 'bad-value', message: `${text.slice(0, 60)} is not an absolute path` },
    }),
    deleteStatefulSet: deletion('StatefulSets', 'its servers stop', true),
    deleteServices: deletion('Services', 'nobody reaches it any more', true),
    deleteConfigMaps: deletion('ConfigMaps', 'its configuration goes', true),
    deleteSecrets: deletion('Secrets', 'keep them while going back is an option', false),
    deletePVCs: deletion('volume claims', 'this destroys its data for good', false),
    backoffLimit: integer({
      title: 'Retries of the clean-up',
      description: 'How often the Job starts again after a failure; what is gone already is no failure.',
      default: 2,
      min: 0,
      max: 100,
      unit: 'retries',
      advanced: true,
    }),
  },
);
