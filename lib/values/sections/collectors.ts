import { choice, flag, percent } from '../model/leaves';
import { group } from '../model/node';
import { image } from '../blocks/image';
import { podFields, serviceAccount } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { freeForm } from '../types/free-form';
import { labelName } from '../types/name';
import { tolerations } from '../types/tolerations';
import { deliveryFields } from './collectors-delivery';
import { telemetryFields } from './collectors-telemetry';

// One pod runs on every node: spreading has no meaning.
const {
  spread: _spread,
  affinity: _affinity,
  tolerations: _tolerations,
  ...pod
} = podFields('collector pods');

/** Collectors on the nodes: container logs, telemetry of applications, metrics of the node. */
export const collectorsSection = group(
  {
    title: 'Collectors',
    summary: 'Container logs and OTLP on every node',
    description:
      'An OpenTelemetry Collector on every node that reads container logs and names what it sends after the pod.',
  },
  {
    enabled: flag({
      title: 'Run collectors',
      description:
        'Whether every node gets a collector; it runs as root to read log files, so its namespace must admit that.',
      default: false,
    }),
    image: image({
      title: 'Image',
      description: 'The OpenTelemetry Collector; it must contain the filelog receiver and k8s_attributes.',
      repository: 'otel/opentelemetry-collector-contrib',
      tag: '0.155.0',
    }),
    namespace: group(
      {
        title: 'Namespace of the collectors',
        description: 'A namespace of their own lets that of the plane keep the restricted standard.',
      },
      {
        name: labelName({
          title: 'Namespace',
          description: 'Namespace that the collectors run in.',
          default: '',
          emptyMeans: "the plane's own namespace",
          examples: ['openchoreo-collectors'],
        }),
        create: flag({
          title: 'Create the namespace',
          description: 'Whether the chart creates that namespace, with labels that admit the collectors.',
          default: true,
        }),
      },
    ),
    ...telemetryFields,
    ...deliveryFields,
    logLevel: choice(
      [
        { value: 'debug', title: 'Debug' },
        { value: 'info', title: 'Info' },
        { value: 'warn', title: 'Warn' },
        { value: 'error', title: 'Error' },
      ],
      {
        title: 'Log level',
        description: 'How much collectors log; use debug for a short time only.',
        default: 'info',
        advanced: true,
      },
    ),
    config: freeForm({
      title: 'Collector configuration',
      description:
        'Collector configuration merged over the generated one, for what these fields do not cover.',
      default: {},
      examples: [{ processors: { filter: { logs: { log_record: ['severity_number < 5'] } } } }],
      advanced: true,
    }),
    resources: resources('a collector', {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '250m', memory: '256Mi' },
    }),
    maxUnavailable: percent({
      title: 'Nodes updated at once',
      description: 'Share of the nodes whose collector is replaced at the same time.',
      default: 10,
      advanced: true,
    }),
    ...pod,
    tolerations: tolerations({
      title: 'Tolerations',
      description: 'Taints that collectors put up with; by default all, so that no node stays without logs.',
      default: [{ operator: 'Exists' }],
      examples: [[{ operator: 'Exists' }]],
      advanced: true,
    }),
    affinity: freeForm({
      title: 'Affinity',
      description: 'Nodes to leave out, such as virtual ones that no pod with files of its node can run on.',
      default: {},
      examples: [
        {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }] },
              ],
            },
          },
        },
      ],
      advanced: true,
    }),
    serviceAccount: serviceAccount(
      'It may read pods, namespaces and nodes of the cluster; its token is mounted.',
    ),
  },
);
