import { flag, integer, percent } from '../model/leaves';
import { group } from '../model/node';

/** Returns the fields of a HorizontalPodAutoscaler for `subject`. */
export function autoscaling(subject: string, defaults: { min: number; max: number }) {
  return group(
    { title: 'Autoscaling', description: 'Replaces the fixed number of replicas.', advanced: true },
    {
      enabled: flag({
        title: 'Scale by load',
        description: `Whether replicas of ${subject} follow CPU and memory use; needs the metrics server.`,
        default: false,
      }),
      minReplicas: integer({
        title: 'Replicas at least',
        description: 'Replicas that stay when there is little load; two or more survive the loss of a node.',
        default: defaults.min,
        min: 1,
        max: 100,
        unit: 'replicas',
      }),
      maxReplicas: integer({
        title: 'Replicas at most',
        description: 'Replicas that are never exceeded; keeps a flood of data from filling the cluster.',
        default: defaults.max,
        min: 1,
        max: 100,
        unit: 'replicas',
      }),
      targetCPU: percent({
        title: 'CPU target',
        description:
          'Average CPU use, in percent of the request, above which replicas are added; 0 ignores CPU.',
        default: 75,
        min: 0,
        max: 1000,
        zeroMeans: 'CPU is ignored',
      }),
      targetMemory: percent({
        title: 'Memory target',
        description:
          'Average memory use, in percent of the request, above which replicas are added; 0 ignores memory.',
        default: 80,
        min: 0,
        max: 1000,
        zeroMeans: 'memory is ignored',
      }),
    },
  );
}
