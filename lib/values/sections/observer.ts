import { choice, flag, integer } from '../model/leaves';
import { group } from '../model/node';
import { autoscaling } from '../blocks/autoscaling';
import { image } from '../blocks/image';
import { ingress } from '../blocks/ingress';
import { disruptionBudget, podFields } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { route } from '../blocks/route';
import { serviceAnnotations, serviceType } from '../blocks/service';
import { port } from '../types/address';
import { environmentList } from '../types/environment';
import { backendFields } from './observer-backends';

/** Returns one limit of the observer's answers. */
function limit(title: string, description: string, lines: number) {
  return integer({ title, description, default: lines, min: 1, max: 10_000_000, unit: 'lines' });
}

/** The OpenChoreo observer, which answers queries for logs and traces. */
export const observerSection = group(
  {
    title: 'Observer',
    summary: 'Query API for OpenChoreo, backends',
    description: 'The OpenChoreo service that answers queries for logs and traces.',
  },
  {
    enabled: flag({
      title: 'Run the observer',
      description:
        'Whether the plane runs the observer; OpenChoreo needs it, a plane for HyperDX alone does not.',
      default: true,
    }),
    image: image({
      title: 'Image',
      description: 'The observer. The published image does not read ClickStack: give a build that does.',
      repository: 'ghcr.io/openchoreo/observer',
      tag: '',
      tagDescription: 'Version of the observer; choose one built with ClickStack support.',
      tagEmptyMeans: 'the version that the chart was made for',
    }),
    replicas: integer({
      title: 'Replicas',
      description: 'Observer pods that share the queries; two or more survive the loss of a node.',
      default: 1,
      min: 0,
      max: 100,
      unit: 'replicas',
    }),
    service: group(
      { title: 'Service', description: 'Where OpenChoreo reaches the observer.' },
      {
        type: serviceType('the observer'),
        port: port({
          title: 'Port',
          description: 'Port of the query API; the pods listen on it too.',
          default: 8080,
        }),
        annotations: serviceAnnotations('the observer'),
      },
    ),
    ingress: ingress('the observer', 'observer.example.com'),
    route: route('the observer', 'HTTPRoute', 'observer.example.com'),
    logLevel: choice(
      [
        { value: 'debug', title: 'Debug', description: 'Text instead of JSON.' },
        { value: 'info', title: 'Info' },
        { value: 'warn', title: 'Warn' },
        { value: 'error', title: 'Error' },
      ],
      {
        title: 'Log level',
        description: 'How much the observer logs; use debug for a short time only.',
        default: 'info',
        advanced: true,
      },
    ),
    ...backendFields,
    limits: group(
      { title: 'Answer limits', description: 'How much one query may return.', advanced: true },
      {
        maxLogs: limit('Log lines at most', 'Log lines that one query may ask for.', 10000),
        defaultLogs: limit(
          'Log lines by default',
          'Log lines returned when a query asks for no number.',
          100,
        ),
        defaultBuildLogs: limit(
          'Build log lines by default',
          'Lines of a build log returned when no number is asked for.',
          3000,
        ),
        maxLogLinesPerFile: limit(
          'Lines per exported file',
          'Log lines written into one exported file.',
          600000,
        ),
      },
    ),
    extraEnv: environmentList({
      title: 'Environment list',
      description:
        'Further environment variables in the form of Kubernetes, with references to Secrets and ConfigMaps.',
      default: [],
      examples: [[{ name: 'SERVER_READ_TIMEOUT', value: '60s' }]],
      advanced: true,
    }),
    resources: resources('the observer', {
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    }),
    autoscaling: autoscaling('the observer', { min: 2, max: 4 }),
    ...podFields('observer pods'),
    podDisruptionBudget: disruptionBudget('observer pods'),
  },
);
