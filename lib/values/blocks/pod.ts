import { choice, flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { checkAffinity, freeForm } from '../types/free-form';
import { annotations, labels } from '../types/labels';
import { objectName } from '../types/name';
import { tolerations } from '../types/tolerations';

/** Returns the fields that every workload has: labels, placement, priority and its service account. */
export function podFields(pods: string) {
  return {
    podLabels: labels({
      title: 'Pod labels',
      description: `Further labels of the ${pods}; add those that your policies or cost reports select by.`,
      default: {},
      examples: [{ team: 'observability' }],
      advanced: true,
    }),
    podAnnotations: annotations({
      title: 'Pod annotations',
      description: `Annotations of the ${pods}, for service meshes, scrapers and backup tools; a change restarts them.`,
      default: {},
      examples: [{ 'sidecar.istio.io/inject': 'false' }],
      advanced: true,
    }),
    nodeSelector: labels({
      title: 'Node selector',
      description: `Labels that a node must have to run the ${pods}; set it to use a node pool of their own.`,
      default: {},
      examples: [{ 'kubernetes.io/arch': 'amd64' }],
      advanced: true,
      reserved: true,
    }),
    tolerations: tolerations({
      title: 'Tolerations',
      description: `Taints that the ${pods} put up with; add one for each taint of the nodes meant for them.`,
      default: [],
      examples: [[{ key: 'dedicated', operator: 'Equal', value: 'observability', effect: 'NoSchedule' }]],
      advanced: true,
    }),
    affinity: freeForm({
      title: 'Affinity',
      description: `Affinity of the ${pods} as Kubernetes writes it; when set, it replaces the built-in spreading.`,
      default: {},
      examples: [{ nodeAffinity: {} }],
      advanced: true,
      check: checkAffinity,
    }),
    spread: choice(
      [
        { value: 'off', title: 'Off', description: 'The scheduler decides.' },
        { value: 'preferred', title: 'Preferred', description: 'Different nodes where possible.' },
        { value: 'required', title: 'Required', description: 'Never two on one node; the rest waits.' },
      ],
      {
        title: 'Spread over nodes',
        description: `Whether the ${pods} keep off each other's nodes; require it when losing a node must not stop them all.`,
        default: 'preferred',
        advanced: true,
      },
    ),
    priorityClassName: objectName({
      title: 'Priority class',
      description: `Priority class of the ${pods}; set it so that they are not evicted before less important ones.`,
      default: '',
      emptyMeans: "the cluster's default priority",
      examples: ['platform-critical'],
      advanced: true,
    }),
    serviceAccount: serviceAccount('No token of it is mounted.'),
  };
}

/** Returns the service account of one component; `description` says whether its token is mounted. */
export function serviceAccount(description: string) {
  return group(
    { title: 'Service account', description, advanced: true },
    {
      create: flag({
        title: 'Create service account',
        description: 'Whether the chart creates the account; turn it off to use one that exists.',
        default: true,
        advanced: true,
      }),
      name: objectName({
        title: 'Service account name',
        description: 'Name of the account that is created or used; set it when policies refer to it by name.',
        default: '',
        emptyMeans: "the component's own name when created, else the namespace's default account",
        examples: ['observability'],
        advanced: true,
      }),
      annotations: annotations({
        title: 'Service account annotations',
        description: 'Annotations of the created account, for example to bind it to a cloud identity.',
        default: {},
        examples: [{ 'iam.gke.io/gcp-service-account': 'plane@project.iam.gserviceaccount.com' }],
        advanced: true,
      }),
    },
  );
}

/** Returns the disruption budget of `pods`; the chart renders it only for more than one replica. */
export function disruptionBudget(pods: string) {
  return group(
    {
      title: 'Disruption budget',
      description: 'Applies when there is more than one replica.',
      advanced: true,
    },
    {
      enabled: flag({
        title: 'Limit voluntary disruption',
        description: `Whether draining nodes must leave enough ${pods} running; turn it off if it blocks maintenance.`,
        default: true,
        advanced: true,
      }),
      maxUnavailable: integer({
        title: 'Pods down at most',
        description: `How many of the ${pods} may be evicted at the same time; one is right for nearly everyone.`,
        default: 1,
        min: 1,
        max: 100,
        unit: 'pods',
        advanced: true,
      }),
    },
  );
}
