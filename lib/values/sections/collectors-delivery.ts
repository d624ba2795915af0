import { choice, flag, integer, percent } from '../model/leaves';
import { group } from '../model/node';
import { url } from '../types/address';
import { duration } from '../types/duration';
import { objectName, secretKey } from '../types/name';
import { line } from '../types/text';

/** Where collectors send to, and what they hold while nobody takes it. */

/** Returns the name of a file of the TLS Secret; "" leaves it out. */
function file(words: { title: string; description: string; emptyMeans: string; default: string }) {
  return secretKey({ ...words, examples: ['tls.crt'] });
}

// The path goes into a volume and into the collector's configuration.
const HOST_PATH = '^/[A-Za-z0-9._/-]*[A-Za-z0-9._-]$';

export const deliveryFields = {
  otlp: group(
    { title: 'Destination', description: 'The gateway that collectors send to.' },
    {
      endpoint: url({
        title: 'Endpoint',
        description:
          'URL of an OTLP receiver in another cluster; with ClickStack, gateway, HyperDX and observer off, only collectors are installed.',
        default: '',
        emptyMeans: "this plane's gateway",
        examples: ['https://otlp.example.com', 'http://otlp-gateway:4318'],
      }),
      protocol: choice(
        [
          { value: 'http', title: 'HTTP', description: 'Passes every proxy and load balancer.' },
          { value: 'grpc', title: 'gRPC', description: 'One long-lived connection for each node.' },
        ],
        {
          title: 'Protocol',
          description: 'How OTLP is sent; the gateway must receive it.',
          default: 'http',
          advanced: true,
        },
      ),
      compression: choice(
        [
          { value: 'gzip', title: 'gzip' },
          { value: 'zstd', title: 'Zstandard', description: 'Less CPU; needs a recent receiver.' },
          { value: 'none', title: 'None' },
        ],
        {
          title: 'OTLP compression',
          description: 'How telemetry is compressed on its way to the gateway.',
          default: 'gzip',
          advanced: true,
        },
      ),
      tokenSecret: objectName({
        title: 'Token Secret',
        description: 'Secret with the bearer token that the destination asks for.',
        default: '',
        emptyMeans: "this plane's own token for its gateway, none for another destination",
        examples: ['otlp-token'],
        advanced: true,
      }),
      tokenKey: secretKey({
        title: 'Key of the token',
        description: 'Entry of that Secret that holds the token.',
        default: 'token',
        examples: ['token'],
        advanced: true,
      }),
      tls: group(
        { title: 'Destination TLS', description: 'Certificates for a destination with TLS.', advanced: true },
        {
          enabled: flag({
            title: 'Use a TLS Secret',
            description:
              'Whether the Secret below is used; a gateway of this namespace that cert-manager certifies is trusted without it.',
            default: false,
          }),
          secretName: objectName({
            title: 'TLS Secret',
            description:
              "Secret in the collectors' own namespace with the authority of the destination, and their certificate.",
            default: '',
            emptyMeans: 'none',
            examples: ['collectors-tls'],
          }),
          caFile: file({
            title: 'Authority entry',
            description: 'Entry of the Secret that holds the authority of the destination.',
            default: 'ca.crt',
            emptyMeans: 'the public authorities',
          }),
          certFile: file({
            title: 'Certificate entry',
            description: 'Entry that holds the certificate that collectors show.',
            default: '',
            emptyMeans: 'collectors show no certificate',
          }),
          keyFile: file({
            title: 'Private key entry',
            description: 'Entry that holds the private key of that certificate.',
            default: '',
            emptyMeans: 'collectors show no certificate',
          }),
        },
      ),
    },
  ),
  memoryLimiter: group(
    {
      title: 'Memory limiter',
      description: 'Slows reading down before the pod runs out of memory.',
      advanced: true,
    },
    {
      limitPercentage: percent({
        title: 'Hard limit',
        description: 'Share of the memory limit above which nothing more is taken in.',
        default: 80,
      }),
      spikeLimitPercentage: percent({
        title: 'Room for spikes',
        description: 'Share kept free below the hard limit; taking in stops already when use enters it.',
        default: 25,
      }),
    },
  ),
  queue: group(
    { title: 'Queue', description: 'Holds records while the gateway is away.', advanced: true },
    {
      persistent: flag({
        title: 'Keep on disk',
        description: 'Whether waiting records lie on the disk of the node, so that a restart loses none.',
        default: true,
      }),
      size: integer({
        title: 'Length',
        description: 'Records that may wait; when they are that many, reading of log files stops.',
        default: 20000,
        min: 100,
        max: 100000000,
        unit: 'records',
      }),
      batchSize: integer({
        title: 'Records per request',
        description: 'Records that are sent together at most.',
        default: 2000,
        min: 1,
        max: 100000,
        unit: 'records',
      }),
      flushTimeout: duration({
        title: 'Longest wait',
        description: 'Time after which fewer records are sent anyway.',
        default: '1s',
        atLeast: '100ms',
        examples: ['1s'],
      }),
      maxElapsedTime: duration({
        title: 'Give up after',
        description: 'Time after which a request that fails is dropped.',
        default: '0s',
        // The longest wait between two tries; the collector refuses less.
        atLeast: '30s',
        zeroMeans: 'never given up',
        examples: ['0s', '1h'],
      }),
    },
  ),
  stateDir: line({
    title: 'Folder on the node',
    description: 'Folder of the node that keeps read positions and the queue; it stays after an uninstall.',
    default: '/var/lib/openchoreo/collectors',
    examples: ['/var/lib/openchoreo/collectors', '/mnt/fast/collectors'],
    advanced: true,
    check: (text) =>
      new RegExp(HOST_PATH).test(text) && !text.split('/').includes('..')
        ? undefined
        : { code: 'bad-value', message: `${text.slice(0, 60)} is not an absolute path below /` },
    json: { pattern: HOST_PATH },
  }),
};
