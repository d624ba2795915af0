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
import { duration } from '../types/duration';
import { freeForm } from '../types/free-form';
import { labels } from '../types/labels';
import { pipelineFields } from './gateway-pipeline';
import { receiverFields } from './gateway-receivers';

const { receivers, cors, auth, tls } = receiverFields;

/** The OTLP gateway: an OpenTelemetry Collector that writes to ClickHouse. */
export const gatewaySection = group(
  {
    title: 'Gateway',
    summary: 'OTLP endpoint, limits, batches, queue',
    description:
      'The OpenTelemetry Collector that receives logs, traces and metrics and writes them to ClickHouse.',
  },
  {
    enabled: flag({
      title: 'Run the gateway',
      description:
        'Whether the plane receives telemetry itself; turn it off when other collectors write to ClickHouse.',
      default: true,
    }),
    image: image({
      title: 'Image',
      description: 'The OpenTelemetry Collector; it must contain the ClickHouse exporter.',
      repository: 'otel/opentelemetry-collector-contrib',
      tag: '0.155.0',
    }),
    replicas: integer({
      title: 'Replicas',
      description: 'Gateways that share the load; two or more survive the loss of a node.',
      default: 1,
      min: 0,
      max: 100,
      unit: 'replicas',
    }),
    service: group(
      { title: 'Service', description: 'Where senders reach the gateway.' },
      {
        type: serviceType('the gateway'),
        otlpGrpcPort: port({
          title: 'OTLP gRPC port',
          description: 'Port for OTLP over gRPC; 4317 is what senders expect.',
          default: 4317,
        }),
        otlpHttpPort: port({
          title: 'OTLP HTTP port',
          description: 'Port for OTLP over HTTP; 4318 is what senders expect.',
          default: 4318,
        }),
        annotations: serviceAnnotations('the gateway'),
      },
    ),
    ingress: ingress('OTLP over HTTP', 'otlp.example.com'),
    route: route('OTLP over HTTP', 'HTTPRoute', 'otlp.example.com'),
    grpcRoute: route('OTLP over gRPC', 'GRPCRoute', 'otlp-grpc.example.com'),
    extraLabels: labels({
      title: 'Extra labels',
      description: "Labels put on the gateway's objects, besides the common ones.",
      default: {},
      examples: [{ tier: 'ingest' }],
      advanced: true,
    }),
    receivers,
    cors,
    auth,
    tls,
    ...pipelineFields,
    sessions: group(
      { title: 'Sessions', description: 'Session replays of browsers.' },
      {
        enabled: flag({
          title: 'Store session replays',
          description:
            'Whether recordings of browser sessions go to a table of their own, where HyperDX finds them.',
          default: true,
        }),
      },
    ),
    logLevel: choice(
      [
        { value: 'debug', title: 'Debug' },
        { value: 'info', title: 'Info' },
        { value: 'warn', title: 'Warn' },
        { value: 'error', title: 'Error' },
      ],
      {
        title: 'Log level',
        description: 'How much the gateway logs; use debug for a short time only.',
        default: 'info',
        advanced: true,
      },
    ),
    config: freeForm({
      title: 'Collector configuration',
      description:
        'Collector configuration merged over the generated one; use it for receivers, processors or exporters beyond these fields.',
      default: {},
      examples: [
        { processors: { resource: { attributes: [{ key: 'cluster', value: 'prod', action: 'upsert' }] } } },
      ],
      advanced: true,
    }),
    resources: resources('a gateway', {
      requests: { cpu: '200m', memory: '256Mi' },
      limits: { cpu: '1', memory: '512Mi' },
    }),
    autoscaling: autoscaling('the gateway', { min: 2, max: 6 }),
    terminationGracePeriod: duration({
      title: 'Time to shut down',
      description: 'Time a gateway gets to empty its queue before it is killed.',
      default: '60s',
      atLeast: '1s',
      wholeSeconds: true,
      examples: ['60s'],
      advanced: true,
    }),
    ...podFields('gateway pods'),
    podDisruptionBudget: disruptionBudget('gateway pods'),
  },
);
