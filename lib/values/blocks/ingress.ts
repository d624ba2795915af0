import { flag } from '../model/leaves';
import { group } from '../model/node';
import { annotations } from '../types/labels';
import { objectName } from '../types/name';

/** Returns the fields of an Ingress that leads from outside the cluster to `subject`. */
export function ingress(subject: string, exampleHost: string) {
  return group(
    {
      title: 'Ingress',
      description: `Reaches ${subject} from outside the cluster through an ingress controller.`,
      advanced: true,
    },
    {
      enabled: flag({
        title: 'Create an Ingress',
        description: `Whether an Ingress leads to ${subject}; needs an ingress controller in the cluster.`,
        default: false,
      }),
      className: objectName({
        title: 'Ingress class',
        description: 'Class of the controller that serves it; choose one where there are several.',
        default: '',
        emptyMeans: "the cluster's default class",
        examples: ['nginx'],
      }),
      host: objectName({
        title: 'Host name',
        description: `DNS name under which ${subject} answers; needed for an Ingress, and of its own.`,
        default: '',
        emptyMeans: 'none',
        examples: [exampleHost],
      }),
      tlsSecret: objectName({
        title: 'Certificate Secret',
        description:
          'Secret of type kubernetes.io/tls for the host name; a controller of certificates may write it.',
        default: '',
        emptyMeans: 'plain HTTP, unless cert-manager certifies Ingress hosts',
        examples: ['ingress-tls'],
      }),
      annotations: annotations({
        title: 'Ingress annotations',
        description: 'Annotations of the Ingress, for its controller or for the one that makes certificates.',
        default: {},
        examples: [{ 'cert-manager.io/cluster-issuer': 'letsencrypt' }],
      }),
    },
  );
}
