import { choice, flag, textLeaf } from '../model/leaves';
import { group } from '../model/node';
import { checkHost } from '../types/address';
import { duration } from '../types/duration';
import { textList } from '../types/free-form';
import { checkRegistry, REGISTRY_PATTERN } from '../types/image';
import { labels } from '../types/labels';
import { checkObjectName, labelName, SUBDOMAIN_PATTERN } from '../types/name';

/** What holds for every component of the plane. */
export const globalSection = group(
  {
    title: 'Global',
    summary: 'Size of the plane, names, images',
    description:
      'What holds for every component: the size of the plane, names, labels and where images come from.',
  },
  {
    installationMode: choice(
      [
        {
          value: 'standard',
          title: 'Standard',
          description: 'Three replicated ClickHouse servers with Keeper.',
        },
        {
          value: 'minimal',
          title: 'Minimal',
          description: 'One ClickHouse server, for a laptop or a trial.',
        },
      ],
      {
        title: 'Installation mode',
        description:
          'Whether ClickHouse runs as a replicated cluster or as one small server; production needs standard.',
        default: 'standard',
      },
    ),
    namePrefix: labelName({
      title: 'Name prefix',
      description: 'Put in front of every object name, so that two planes fit into one namespace.',
      default: '',
      emptyMeans: 'no prefix',
      examples: ['team-a'],
      advanced: true,
      longest: 30,
    }),
    commonLabels: labels({
      title: 'Common labels',
      description: 'Labels put on every object, for cost reports and policies.',
      default: {},
      examples: [{ team: 'platform', environment: 'production' }],
    }),
    imageRegistry: textLeaf('string', checkRegistry, {
      title: 'Registry for all images',
      description:
        'Registry that replaces the one of every image; set it where the cluster only reaches a mirror.',
      default: '',
      emptyMeans: 'each image keeps its own registry',
      examples: ['registry.example.com', 'mirror.local:5000/library'],
      json: { pattern: REGISTRY_PATTERN },
    }),
    imagePullSecrets: textList({
      title: 'Pull secrets',
      description: 'Names of Secrets with registry credentials; they must exist in the namespace.',
      default: [],
      examples: [['registry-credentials']],
      item: 'name',
      check: checkObjectName,
      pattern: SUBDOMAIN_PATTERN,
    }),
    helmTest: group(
      { title: 'helm test', description: 'A pod that asks every part whether it works.', advanced: true },
      {
        enabled: flag({
          title: 'Offer helm test',
          description: 'Whether the release has a test pod; it runs only when `helm test` is called.',
          default: true,
        }),
        waitTimeout: duration({
          title: 'Wait for the parts',
          description: 'How long the test waits for parts that still start.',
          default: '2m',
          atLeast: '1s',
          wholeSeconds: true,
          examples: ['2m', '10m'],
        }),
      },
    ),
    clusterDomain: textLeaf('string', checkHost, {
      title: 'Cluster domain',
      description:
        "DNS domain of the cluster's Services; change it only if the cluster was set up with another.",
      default: 'cluster.local',
      examples: ['cluster.local', 'k8s.example.internal'],
      advanced: true,
      json: { pattern: SUBDOMAIN_PATTERN },
    }),
  },
);
