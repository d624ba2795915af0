import { choice, flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { image } from '../blocks/image';
import { ingress } from '../blocks/ingress';
import { disruptionBudget, podFields } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { route } from '../blocks/route';
import { serviceAnnotations, serviceType } from '../blocks/service';
import { port, url } from '../types/address';
import { environmentList, environmentMap } from '../types/environment';
import { connectionFields } from './hyperdx-connections';
import { mongodbGroup } from './mongodb';

const { secrets, provision, signing, scheduledTasks } = connectionFields;

/** HyperDX, the user interface, and the MongoDB behind it. */
export const hyperdxSection = group(
  {
    title: 'HyperDX',
    summary: 'User interface, sources, MongoDB',
    description: 'The user interface for logs, traces, metrics and sessions, and the MongoDB behind it.',
  },
  {
    enabled: flag({
      title: 'Run HyperDX',
      description: 'Whether the plane runs the user interface; turn it off when only the observer is needed.',
      default: true,
    }),
    image: image({
      title: 'Image',
      description: 'HyperDX with its interface and API in one image.',
      repository: 'hyperdx/hyperdx',
      tag: '2.36.0',
    }),
    replicas: integer({
      title: 'Replicas',
      description: 'HyperDX pods; with more than one, let a CronJob check the alerts.',
      default: 1,
      min: 0,
      max: 100,
      unit: 'replicas',
    }),
    service: group(
      { title: 'Service', description: 'Where browsers and ingresses reach HyperDX.' },
      {
        type: serviceType('HyperDX'),
        port: port({
          title: 'Port',
          description: 'Port of the interface; the pods listen on it too.',
          default: 3000,
        }),
        annotations: serviceAnnotations('HyperDX'),
      },
    ),
    ingress: ingress('HyperDX', 'hyperdx.example.com'),
    route: route('HyperDX', 'HTTPRoute', 'hyperdx.example.com'),
    frontendUrl: url({
      title: 'Public URL',
      description:
        'URL at which users open HyperDX; set it to your ingress, because links and sign-in depend on it.',
      default: 'http://localhost:3000',
      examples: ['https://hyperdx.example.com'],
    }),
    logLevel: choice(
      [
        { value: 'debug', title: 'Debug' },
        { value: 'info', title: 'Info' },
        { value: 'warn', title: 'Warn' },
        { value: 'error', title: 'Error' },
      ],
      {
        title: 'Log level',
        description: 'How much HyperDX logs; use debug for a short time only.',
        default: 'info',
        advanced: true,
      },
    ),
    usageStats: flag({
      title: 'Send usage statistics',
      description: 'Whether HyperDX reports anonymous use to its makers.',
      default: false,
      advanced: true,
    }),
    env: environmentMap({
      title: 'Environment',
      description:
        'Further environment variables as names and values; use the list below to read from Secrets.',
      default: {},
      examples: [{ NODE_OPTIONS: '--max-old-space-size=768' }],
      advanced: true,
    }),
    extraEnv: environmentList({
      title: 'Environment list',
      description:
        'Further environment variables in the form of Kubernetes, with references to Secrets and ConfigMaps.',
      default: [],
      examples: [[{ name: 'SMTP_PASSWORD', valueFrom: { secretKeyRef: { name: 'smtp', key: 'password' } } }]],
      advanced: true,
    }),
    secrets,
    provision,
    signing,
    scheduledTasks,
    mongodb: mongodbGroup,
    resources: resources('HyperDX', {
      requests: { cpu: '200m', memory: '512Mi' },
      limits: { cpu: '1', memory: '1Gi' },
    }),
    ...podFields('HyperDX pods'),
    podDisruptionBudget: disruptionBudget('HyperDX pods'),
  },
);
