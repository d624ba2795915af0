import { flag } from '../model/leaves';
import { group } from '../model/node';
import { checkOrigin, ORIGIN_PATTERN } from '../types/address';
import { duration } from '../types/duration';
import { textList } from '../types/free-form';
import { objectName, secretKey } from '../types/name';
import { quantity } from '../types/quantity';
import { secret } from '../types/text';

/** Who may send telemetry, and how. */

const HEADER = /^(\*|[A-Za-z0-9!#$%&'*+.^_`|~-]+)$/;

export const receiverFields = {
  receivers: group(
    { title: 'Protocols', description: 'At least one must be on.' },
    {
      grpc: group(
        { title: 'OTLP over gRPC' },
        {
          enabled: flag({
            title: 'Receive gRPC',
            description: 'Whether OTLP over gRPC is received; most SDKs and collectors use it.',
            default: true,
          }),
          maxMessageSize: quantity({
            title: 'Largest gRPC message',
            description:
              'Message size above which a sender is refused; raise it if senders use large batches.',
            default: '16Mi',
            quantity: 'memory',
            unit: 'bytes',
            multipleOf: '1Mi',
            examples: ['4Mi', '64Mi'],
            advanced: true,
          }),
        },
      ),
      http: group(
        { title: 'OTLP over HTTP' },
        {
          enabled: flag({
            title: 'Receive HTTP',
            description: 'Whether OTLP over HTTP is received; browsers need it.',
            default: true,
          }),
          maxBodySize: quantity({
            title: 'Largest HTTP body',
            description: 'Body size above which a sender is refused; session replays need several MiB.',
            default: '20Mi',
            quantity: 'memory',
            unit: 'bytes',
            examples: ['20Mi'],
            advanced: true,
          }),
        },
      ),
    },
  ),
  cors: group(
    { title: 'Browsers (CORS)', description: 'Lets web pages send telemetry over HTTP.', advanced: true },
    {
      allowedOrigins: textList({
        title: 'Allowed origins',
        description: 'Web sites whose pages may send telemetry; list each one rather than *.',
        default: [],
        emptyMeans: 'browsers of other sites are refused',
        examples: [['https://shop.example.com', 'https://*.example.org']],
        item: 'url',
        check: checkOrigin,
        pattern: ORIGIN_PATTERN,
      }),
      allowedHeaders: textList({
        title: 'Allowed headers',
        description: 'Request headers that pages may send beyond the usual ones, for example a token.',
        default: [],
        emptyMeans: 'the usual ones',
        examples: [['Authorization']],
        item: 'string',
        check: (text) =>
          HEADER.test(text)
            ? undefined
            : { code: 'bad-value', message: `${text.slice(0, 60)} is not a header name` },
      }),
      maxAge: duration({
        title: 'Remember permission',
        description: 'How long a browser may remember that it is allowed.',
        default: '2h',
        wholeSeconds: true,
        examples: ['2h'],
      }),
    },
  ),
  auth: group(
    { title: 'Token', description: 'Senders must present a bearer token.' },
    {
      enabled: flag({
        title: 'Require a token',
        description:
          'Whether senders must send a bearer token; turn it on when the port is reachable by others.',
        default: false,
      }),
      token: secret({
        title: 'Token',
        description: 'The token that senders must present; leave it empty to have one generated and kept.',
        default: '',
        emptyMeans: 'kept from the cluster, else generated',
      }),
      existingSecret: objectName({
        title: 'Existing Secret',
        description: 'Secret that holds the token instead of the chart.',
        default: '',
        emptyMeans: 'the chart writes its own Secret',
        examples: ['gateway-token'],
      }),
      existingSecretKey: secretKey({
        title: 'Key in the Secret',
        description: 'Entry of the existing Secret that holds the token.',
        default: 'token',
        examples: ['token'],
        advanced: true,
      }),
    },
  ),
  tls: group(
    { title: 'TLS', description: 'Encrypts what senders send.' },
    {
      enabled: flag({
        title: 'Serve TLS',
        description: 'Whether the gateway serves TLS on its OTLP ports; needs a certificate.',
        default: false,
      }),
      secretName: objectName({
        title: 'Certificate Secret',
        description: 'Secret of type kubernetes.io/tls with tls.crt and tls.key, as cert-manager writes it.',
        default: '',
        emptyMeans: "cert-manager's, where it is used",
        examples: ['gateway-tls'],
      }),
      clientCA: flag({
        title: 'Require client certificates',
        description: 'Whether senders must show a certificate signed by ca.crt of the same Secret.',
        default: false,
      }),
    },
  ),
};
