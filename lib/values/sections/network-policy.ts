import { flag } from '../model/leaves';
import { group } from '../model/node';
import { textList } from '../types/free-form';
import { checkCidr, CIDR_PATTERN } from '../types/address';
import { checkLabelName, LABEL_PATTERN } from '../types/name';

/** Returns the namespaces that may reach one part of the plane. */
function namespaces(title: string, description: string) {
  return textList({
    title,
    description,
    default: [],
    emptyMeans: 'from anywhere',
    examples: [['openchoreo-control-plane']],
    item: 'name',
    check: (text) => checkLabelName(text),
    pattern: LABEL_PATTERN,
  });
}

/** Who may reach the plane over the network. */
export const networkPolicySection = group(
  {
    title: 'Network policy',
    summary: 'Who may reach which port',
    description: 'Closes every port of the plane but those that its parts and the namespaces below need.',
  },
  {
    enabled: flag({
      title: 'Restrict traffic',
      description:
        'Whether network policies are created; needs a network that enforces them, such as Calico or Cilium.',
      default: false,
    }),
    otlpNamespaces: namespaces(
      'Namespaces that send',
      'Namespaces whose pods may send telemetry to the gateway.',
    ),
    uiNamespaces: namespaces(
      'Namespaces that open HyperDX',
      'Namespaces, such as that of the ingress, that may reach HyperDX.',
    ),
    observerNamespaces: namespaces(
      'Namespaces that query',
      'Namespaces whose pods may query the observer, which itself asks for no credentials.',
    ),
    metricsNamespaces: namespaces(
      'Namespaces that scrape',
      'Namespaces whose pods may read the metrics of ClickHouse, the gateway and the collectors.',
    ),
    restrictEgress: flag({
      title: 'Restrict outgoing traffic',
      description:
        'Whether pods may call only the plane, the DNS and the addresses below; ClickHouse and MongoDB never may more.',
      default: false,
    }),
    egressCIDRs: textList({
      title: 'Addresses outside',
      description:
        'Address ranges that may be called: external stores, and for HyperDX what alerts and sign-in need.',
      default: [],
      emptyMeans: 'anything, for those parts that need something outside',
      examples: [['10.20.0.0/16', '203.0.113.10/32']],
      item: 'string',
      check: checkCidr,
      pattern: CIDR_PATTERN,
    }),
  },
);
