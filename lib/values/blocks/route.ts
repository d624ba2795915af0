import { flag } from '../model/leaves';
import { group } from '../model/node';
import { nearestOf } from '../model/nearest';
import { shown, type Fault } from '../model/fault';
import { objectList, textList, type FreeForm } from '../types/free-form';
import { annotations } from '../types/labels';
import { checkObjectName } from '../types/name';

/** The wildcard label that hostnames of the Gateway API may begin with is allowed, addresses are not. */
export const HOSTNAME_PATTERN = '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

const PARENT_KEYS = ['name', 'namespace', 'sectionName', 'port', 'kind', 'group'];

/** Returns what is wrong with a host name of a route. */
export function checkHostname(text: string): Fault | undefined {
  if (/^\d+(\.\d+){3}$/.test(text))
    return { code: 'bad-value', message: `${shown(text)} is an address; a route answers under DNS names` };
  return checkObjectName(text.startsWith('*.') ? text.slice(2) : text);
}

/** Returns what is wrong with a reference to a Gateway. */
export function checkParent(parent: FreeForm): Fault | undefined {
  const stray = Object.keys(parent).find((key) => !PARENT_KEYS.includes(key));
  if (stray !== undefined) {
    const near = nearestOf(stray, PARENT_KEYS);
    return {
      code: 'unknown-key',
      message: `${shown(stray)} is not part of a reference to a Gateway: ${PARENT_KEYS.join(', ')}`,
      ...(near !== undefined && { suggestion: `Did you mean ${near}?` }),
    };
  }
  if (typeof parent.name !== 'string' || parent.name === '')
    return { code: 'missing-value', message: 'a reference to a Gateway needs its name' };
  const { port } = parent;
  if (port !== undefined && !(Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65535))
    return { code: 'out-of-range', message: 'port must be a whole number from 1 to 65535' };
  const text = ['namespace', 'sectionName', 'kind', 'group'].find(
    (key) => parent[key] !== undefined && typeof parent[key] !== 'string',
  );
  return text === undefined ? undefined : { code: 'wrong-type', message: `${text} must be text` };
}

/** Returns the fields of a route of the Gateway API that leads to `subject`; `kind` is the kind of route. */
export function route(subject: string, kind: 'HTTPRoute' | 'GRPCRoute', exampleHost: string) {
  return group(
    {
      title: kind === 'GRPCRoute' ? 'Gateway API route for gRPC' : 'Gateway API route',
      description: `Reaches ${subject} from outside the cluster through a Gateway that exists.`,
      advanced: true,
    },
    {
      enabled: flag({
        title: kind === 'GRPCRoute' ? 'Create a GRPCRoute' : 'Create an HTTPRoute',
        description: `Whether a route leads from a Gateway to ${subject}; needs the Gateway API in the cluster.`,
        default: false,
      }),
      parentRefs: objectList({
        title: 'Gateways',
        description:
          'Gateways that the route attaches to, each with name and, where needed, namespace and sectionName.',
        default: [],
        emptyMeans: 'none',
        examples: [[{ name: 'edge', namespace: 'gateway-system', sectionName: 'https' }]],
        check: checkParent,
      }),
      hostnames: textList({
        title: 'Host names',
        description: `DNS names under which ${subject} answers; name them where listeners serve several hosts.`,
        default: [],
        emptyMeans: 'every host of the listener',
        examples: [[exampleHost]],
        item: 'name',
        check: checkHostname,
        pattern: HOSTNAME_PATTERN,
      }),
      annotations: annotations({
        title: 'Route annotations',
        description: 'Annotations of the route, for the controller that serves it.',
        default: {},
        examples: [{ 'external-dns.alpha.kubernetes.io/hostname': exampleHost }],
      }),
    },
  );
}
