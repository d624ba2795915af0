import { group } from '../model/node';
import { quantity } from '../types/quantity';

/** CPU and memory that a container asks for and may use at most. */
export interface ResourceDefaults {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

/** Returns the requests and limits of `subject` ("a ClickHouse server"). */
export function resources(subject: string, defaults: ResourceDefaults, advanced = false) {
  return group(
    {
      title: 'CPU and memory',
      description: `What ${subject} asks for and may use at most.`,
      layout: 'resources',
      advanced,
    },
    {
      requests: group(
        { title: 'Requests' },
        {
          cpu: quantity({
            title: 'CPU request',
            description: `Share of a core kept free for ${subject}; raise it when its pods are starved by others.`,
            default: defaults.requests.cpu,
            quantity: 'cpu',
            unit: 'cores',
            emptyMeans: 'not set',
            examples: ['250m', '2'],
          }),
          memory: quantity({
            title: 'Memory request',
            description: `Memory kept free for ${subject}; set it to what it needs in normal use.`,
            default: defaults.requests.memory,
            quantity: 'memory',
            unit: 'bytes',
            emptyMeans: 'not set',
            examples: ['512Mi', '4Gi'],
          }),
        },
      ),
      limits: group(
        { title: 'Limits' },
        {
          cpu: quantity({
            title: 'CPU limit',
            description: `Most CPU that ${subject} may use before it is slowed down; leave it empty for no limit.`,
            default: defaults.limits.cpu,
            quantity: 'cpu',
            unit: 'cores',
            emptyMeans: 'not set',
            examples: ['500m', '4'],
          }),
          memory: quantity({
            title: 'Memory limit',
            description: `Memory at which ${subject} is killed and restarted; keep it above the request.`,
            default: defaults.limits.memory,
            quantity: 'memory',
            unit: 'bytes',
            emptyMeans: 'not set',
            examples: ['1Gi', '8Gi'],
          }),
        },
      ),
    },
  );
}
