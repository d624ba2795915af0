import { choice } from '../model/leaves';
import { annotations } from '../types/labels';

/** Returns the type of the Service of `subject`. */
export function serviceType(subject: string) {
  return choice(
    [
      { value: 'ClusterIP', title: 'Cluster IP', description: 'Reachable inside the cluster only.' },
      { value: 'NodePort', title: 'Node port', description: 'A port on every node.' },
      { value: 'LoadBalancer', title: 'Load balancer', description: 'An address from the cloud or MetalLB.' },
    ],
    {
      title: 'Service type',
      description: `How ${subject} can be reached; keep Cluster IP unless clients sit outside the cluster.`,
      default: 'ClusterIP',
    },
  );
}

/** Returns the annotations of the Service of `subject`. */
export function serviceAnnotations(subject: string) {
  return annotations({
    title: 'Service annotations',
    description: `Annotations of the Service of ${subject}, mostly to steer a cloud load balancer.`,
    default: {},
    examples: [{ 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' }],
    advanced: true,
  });
}
