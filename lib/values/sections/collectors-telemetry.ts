import { choice, flag } from '../model/leaves';
import { group } from '../model/node';
import { duration } from '../types/duration';
import { textList } from '../types/free-form';
import { checkQualifiedName } from '../types/labels';
import { checkLabelName, LABEL_PATTERN } from '../types/name';
import { port } from '../types/address';
import { quantity } from '../types/quantity';

/** What a collector gathers on its node, and the names that it gives to it. */

/** Returns a list of namespaces. */
function namespaces(title: string, description: string, emptyMeans: string) {
  return textList({
    title,
    description,
    default: [],
    emptyMeans,
    examples: [['kube-system']],
    item: 'name',
    check: (text) => checkLabelName(text),
    pattern: LABEL_PATTERN,
  });
}

/** Returns the pod labels that may hold one id; the first that a pod has counts. */
function labelNames(id: string, names: readonly string[]) {
  return textList({
    title: `Labels of the ${id}`,
    description: `Pod labels that may hold the ${id}; the first of them that a pod has counts.`,
    default: names,
    emptyMeans: `no ${id} is read from labels`,
    examples: [names, ['example.com/id']],
    item: 'string',
    check: checkQualifiedName,
  });
}

export const telemetryFields = {
  logs: group(
    { title: 'Container logs', description: 'What containers print, read from the files on the node.' },
    {
      enabled: flag({
        title: 'Read container logs',
        description: 'Whether the log files of all containers on the node are read.',
        default: true,
      }),
      includeNamespaces: namespaces(
        'Namespaces to read',
        'Namespaces whose containers are read; leave it empty to read all but the excluded ones.',
        'all namespaces',
      ),
      excludeNamespaces: namespaces(
        'Namespaces to leave out',
        "Namespaces whose containers are not read; the collectors' own logs are always left out.",
        'none',
      ),
      startAt: choice(
        [
          { value: 'end', title: 'End', description: 'Only what is written from now on.' },
          { value: 'beginning', title: 'Beginning', description: 'Everything that the node still has.' },
        ],
        {
          title: 'Start at',
          description: 'Where reading a file begins that was never read before.',
          default: 'end',
        },
      ),
      inferSeverity: flag({
        title: 'Read levels from the text',
        description:
          'Whether the first word such as WARN or error near the start of a line becomes its level.',
        default: true,
        advanced: true,
      }),
      maxLogSize: quantity({
        title: 'Longest line',
        description: 'Size at which a line, put together again by the collector, is split.',
        default: '1Mi',
        quantity: 'memory',
        unit: 'bytes',
        examples: ['256Ki', '1Mi'],
        advanced: true,
      }),
    },
  ),
  receiver: group(
    {
      title: 'OTLP on the node',
      description: 'Applications send to a Service that always leads to the collector of their own node.',
    },
    {
      enabled: flag({
        title: 'Receive OTLP',
        description:
          'Whether collectors receive telemetry of applications and add what they know of the pod.',
        default: true,
      }),
      grpcPort: port({
        title: 'Node gRPC port',
        description: "Port of the collectors' Service for OTLP over gRPC.",
        default: 4317,
        advanced: true,
      }),
      httpPort: port({
        title: 'Node HTTP port',
        description: "Port of the collectors' Service for OTLP over HTTP.",
        default: 4318,
        advanced: true,
      }),
    },
  ),
  attributes: group(
    {
      title: 'Names from pod labels',
      description: 'How labels that OpenChoreo puts on pods become the ids by which the observer finds logs.',
      advanced: true,
    },
    {
      organization: labelNames('organization', ['openchoreo.dev/namespace', 'organization-name']),
      project: labelNames('project', ['openchoreo.dev/project-uid', 'project-name']),
      component: labelNames('component', ['openchoreo.dev/component-uid', 'component-name']),
      environment: labelNames('environment', ['openchoreo.dev/environment-uid', 'environment-name']),
      version: labelNames('version', ['version']),
      versionId: labelNames('version id', ['version_id']),
      build: labelNames('build', ['build-name']),
      buildUuid: labelNames('build uuid', ['uuid']),
      logType: labelNames('log type', ['target']),
      copyLabels: textList({
        title: 'Labels to keep',
        description:
          'Further pod labels that are stored with each record, so that queries can filter by them.',
        default: ['pipeline-id', 'run_id', 'workflow_name'],
        emptyMeans: 'only the labels above',
        examples: [['app.kubernetes.io/name']],
        item: 'string',
        check: checkQualifiedName,
      }),
    },
  ),
  kubeletStats: group(
    { title: 'Pod metrics', description: 'CPU, memory, network and disk of pods.', advanced: true },
    {
      enabled: flag({
        title: 'Read pod metrics',
        description: 'Whether the kubelet of the node is asked for the use of its pods and containers.',
        default: false,
      }),
      interval: duration({
        title: 'Pod metrics interval',
        description: 'Time between two readings; shorter shows peaks and stores more.',
        default: '30s',
        atLeast: '1s',
        examples: ['30s', '1m'],
      }),
      insecureSkipVerify: flag({
        title: 'Trust any kubelet',
        description:
          "Whether the kubelet's certificate goes unchecked; needed where kubelets sign their own, as in most trial clusters.",
        default: false,
      }),
    },
  ),
  hostMetrics: group(
    { title: 'Node metrics', description: 'CPU, memory, disk and network of the node.', advanced: true },
    {
      enabled: flag({
        title: 'Read node metrics',
        description: "Whether the node's own use is read; mounts the root of the node, read-only.",
        default: false,
      }),
      interval: duration({
        title: 'Node metrics interval',
        description: 'Time between two readings of the node.',
        default: '30s',
        atLeast: '1s',
        examples: ['30s', '1m'],
      }),
    },
  ),
};
