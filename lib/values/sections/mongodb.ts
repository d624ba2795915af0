import { flag } from '../model/leaves';
import { group } from '../model/node';
import { image } from '../blocks/image';
import { podFields } from '../blocks/pod';
import { resources } from '../blocks/resources';
import { port } from '../types/address';
import { textList } from '../types/free-form';
import { identifier, objectName, secretKey } from '../types/name';
import { quantity } from '../types/quantity';
import { line, secret } from '../types/text';
import { uriOf } from '../types/uri';

const ACCESS_MODES = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'];

/** MongoDB, where HyperDX keeps users, dashboards, sources and alerts. */
export const mongodbGroup = group(
  {
    title: 'MongoDB',
    description: 'Where HyperDX keeps users, dashboards, sources and alerts.',
  },
  {
    enabled: flag({
      title: 'Run MongoDB',
      description: 'Whether the plane runs its own MongoDB; turn it off to use one that exists.',
      default: true,
    }),
    image: image({
      title: 'MongoDB image',
      description: 'The MongoDB server; HyperDX works with versions up to 7.0.',
      repository: 'mongo',
      tag: '7.0.12',
    }),
    service: group(
      { title: 'MongoDB Service', advanced: true },
      {
        port: port({
          title: 'MongoDB port',
          description: 'Port of the MongoDB Service; there is rarely a reason to change it.',
          default: 27017,
        }),
      },
    ),
    auth: group(
      {
        title: 'MongoDB credentials',
        description: 'Set when the volume is empty; MongoDB keeps them from then on.',
      },
      {
        enabled: flag({
          title: 'Require a password',
          description:
            'Whether MongoDB asks for a password; turn it off only on a cluster that is thrown away.',
          default: true,
        }),
        username: identifier({
          title: 'User name',
          description: 'Name of the MongoDB user that HyperDX uses.',
          default: 'hyperdx',
          examples: ['hyperdx'],
        }),
        password: secret({
          title: 'Password',
          description: 'Its password; leave it empty to have one generated and kept.',
          default: '',
          emptyMeans: 'kept from the cluster, else generated',
        }),
        existingSecret: objectName({
          title: 'Existing Secret',
          description: 'Secret that holds user name and password instead of the chart.',
          default: '',
          emptyMeans: 'the chart writes its own Secret',
          examples: ['mongodb-credentials'],
        }),
        usernameKey: secretKey({
          title: 'Key of the user name',
          description: 'Entry of the Secret that holds the user name.',
          default: 'username',
          examples: ['username'],
          advanced: true,
        }),
        passwordKey: secretKey({
          title: 'Key of the password',
          description: 'Entry of the Secret that holds the password.',
          default: 'password',
          examples: ['password'],
          advanced: true,
        }),
      },
    ),
    tls: group(
      {
        title: 'MongoDB TLS',
        description: 'Encrypts what HyperDX keeps in MongoDB on its way.',
        advanced: true,
      },
      {
        enabled: flag({
          title: 'Serve TLS',
          description: 'Whether MongoDB takes TLS connections only; needs a certificate.',
          default: false,
        }),
        secretName: objectName({
          title: 'Certificate Secret',
          description: 'Secret of type kubernetes.io/tls with tls.crt, tls.key and ca.crt.',
          default: '',
          emptyMeans: "cert-manager's, where it is used",
          examples: ['mongodb-tls'],
        }),
      },
    ),
    connection: group(
      {
        title: 'MongoDB connection',
        description: 'Where MongoDB is when the plane runs none, and which database and options are used.',
        advanced: true,
      },
      {
        externalUri: uriOf(['mongodb', 'mongodb+srv'], {
          title: 'External URI',
          description:
            'Connection string of an existing MongoDB; it may hold a password, so prefer a Secret.',
          default: '',
          emptyMeans: 'none',
          examples: ['mongodb://user:password@mongo.example.com:27017/hyperdx'],
        }),
        existingSecret: objectName({
          title: 'Secret with the URI',
          description: 'Secret that holds the connection string of an existing MongoDB.',
          default: '',
          emptyMeans: 'none',
          examples: ['hyperdx-mongodb-uri'],
        }),
        key: secretKey({
          title: 'Key of the URI',
          description: 'Entry of that Secret that holds the connection string.',
          default: 'uri',
          examples: ['uri'],
        }),
        caSecret: objectName({
          title: 'CA Secret',
          description:
            'Secret with a ca.crt of the existing MongoDB; a URI in a Secret must name it: tlsCAFile=/etc/mongodb/ca/ca.crt.',
          default: '',
          emptyMeans: 'the public authorities',
          examples: ['mongodb-ca'],
        }),
        database: identifier({
          title: 'MongoDB database',
          description: "Database that holds HyperDX's own data.",
          default: 'hyperdx',
          examples: ['hyperdx'],
        }),
        params: line({
          title: 'Connection options',
          description: 'Options put behind the connection string that the chart writes, such as timeouts.',
          default: '',
          emptyMeans: 'none',
          examples: ['connectTimeoutMS=10000'],
          json: { pattern: '^[^\\s?#]*$' },
          check: (text) =>
            /^[^\s?#=&]+=[^\s?#&]*(&[^\s?#=&]+=[^\s?#&]*)*$/.test(text)
              ? undefined
              : {
                  code: 'bad-value',
                  message: 'the options are not name=value pairs joined by &',
                  suggestion:
                    'Write them as connectTimeoutMS=10000&appName=hyperdx, without a question mark.',
                },
        }),
      },
    ),
    persistence: group(
      { title: 'MongoDB volume' },
      {
        enabled: flag({
          title: 'Keep on a volume',
          description: 'Whether the data survives a restart; without it users and dashboards are lost.',
          default: true,
        }),
        size: quantity({
          title: 'Volume size',
          description: 'Size of the volume; the default is plenty for users and dashboards.',
          default: '10Gi',
          quantity: 'storage',
          unit: 'bytes',
          examples: ['10Gi'],
        }),
        storageClass: objectName({
          title: 'Storage class',
          description: 'Storage class of the volume.',
          default: '',
          emptyMeans: "the cluster's default class",
          examples: ['gp3'],
        }),
        accessModes: textList({
          title: 'Access modes',
          description: 'Access modes of the volume; change them only if the storage class demands it.',
          default: ['ReadWriteOnce'],
          options: ACCESS_MODES.map((value) => ({ value, title: value })),
          examples: [['ReadWriteOnce']],
          item: 'enum',
          advanced: true,
          pattern: `^(${ACCESS_MODES.join('|')})$`,
          check: (mode) =>
            ACCESS_MODES.includes(mode)
              ? undefined
              : {
                  code: 'unknown-option',
                  message: `${mode.slice(0, 60)} is not an access mode for a database: ${ACCESS_MODES.join(', ')}`,
                },
        }),
        retainOnDelete: flag({
          title: 'Keep volume',
          description: 'Whether the volume outlives the release; turn it off for clusters thrown away.',
          default: true,
        }),
      },
    ),
    resources: resources('MongoDB', {
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { cpu: '500m', memory: '512Mi' },
    }),
    ...podFields('MongoDB pod'),
  },
);
