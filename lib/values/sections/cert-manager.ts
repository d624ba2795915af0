import { choice, flag } from '../model/leaves';
import { group } from '../model/node';
import { duration } from '../types/duration';
import { objectName } from '../types/name';
import { line } from '../types/text';

/** Returns the fields that name an issuer. */
function issuerFields(empty: string) {
  return {
    name: objectName({
      title: 'Issuer',
      description: 'Name of the issuer that signs; it must exist and be ready.',
      default: '',
      emptyMeans: empty,
      examples: ['company-ca'],
    }),
    kind: choice(
      [
        { value: 'Issuer', title: 'Issuer', description: 'Of this namespace.' },
        { value: 'ClusterIssuer', title: 'Cluster issuer', description: 'Of the whole cluster.' },
      ],
      {
        title: 'Kind of issuer',
        description: 'Whether the issuer serves one namespace or the whole cluster.',
        default: 'ClusterIssuer',
      },
    ),
    group: line({
      title: 'Group of the issuer',
      description: 'API group of the issuer; change it only for issuers that come as an extension.',
      default: 'cert-manager.io',
      examples: ['cert-manager.io', 'awspca.cert-manager.io'],
      advanced: true,
    }),
  };
}

/** Certificates that cert-manager issues and renews, for every part that serves TLS and names no Secret. */
export const certManagerSection = group(
  {
    title: 'Certificates',
    summary: 'cert-manager: who signs, for how long',
    description:
      'Lets cert-manager issue and renew the certificates of every part that serves TLS and names no Secret.',
  },
  {
    enabled: flag({
      title: 'Use cert-manager',
      description: 'Whether cert-manager writes the certificates; it must be installed in the cluster.',
      default: false,
    }),
    authority: choice(
      [
        {
          value: 'own',
          title: 'Own authority',
          description: 'A certificate authority for this plane alone.',
        },
        { value: 'issuer', title: 'Existing issuer', description: 'An issuer of your own, with a ca.crt.' },
      ],
      {
        title: 'Authority',
        description:
          'Who signs the certificates inside the plane; an issuer must write ca.crt, which ACME issuers do not.',
        default: 'own',
      },
    ),
    issuerRef: group(
      { title: 'Existing issuer', description: 'Signs when the authority is an existing issuer.' },
      issuerFields('none'),
    ),
    edge: group(
      { title: 'Certificates of Ingresses', description: 'For host names that name no certificate Secret.' },
      {
        enabled: flag({
          title: 'Certify Ingress hosts',
          description:
            'Whether host names of Ingresses get certificates too; browsers want an issuer that they trust.',
          default: false,
        }),
        issuerRef: group(
          { title: 'Issuer of Ingress hosts', description: 'May be an ACME issuer such as Let’s Encrypt.' },
          issuerFields('the authority of the plane'),
        ),
      },
    ),
    duration: duration({
      title: 'Validity',
      description: 'How long a certificate is valid; shorter limits the harm of a lost key.',
      default: '2160h',
      atLeast: '1h',
      wholeSeconds: true,
      examples: ['2160h', '720h'],
    }),
    renewBefore: duration({
      title: 'Renew before the end',
      description: 'How long before its end a certificate is renewed; it must be shorter than the validity.',
      default: '720h',
      atLeast: '5m',
      wholeSeconds: true,
      examples: ['720h', '240h'],
    }),
    authorityDuration: duration({
      title: "Validity of the plane's authority",
      description: "How long the certificate of the plane's own authority is valid.",
      default: '87600h',
      atLeast: '1h',
      wholeSeconds: true,
      examples: ['87600h'],
      advanced: true,
    }),
    keyAlgorithm: choice(
      [
        { value: 'ECDSA', title: 'ECDSA', description: 'P-256: small and fast.' },
        { value: 'RSA', title: 'RSA', description: '2048 bits, for clients that know nothing else.' },
      ],
      {
        title: 'Key algorithm',
        description: 'Kind of private keys; use RSA where the issuer or a client demands it.',
        default: 'ECDSA',
        advanced: true,
      },
    ),
  },
);
