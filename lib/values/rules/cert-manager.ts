import type { PlaneValues } from '../schema';
import { parseDuration } from '../types/duration';
import { conflict, missing, questionable, type Rule } from './rule';

/** Returns whether a part that serves TLS gets its certificate from cert-manager when it names no Secret. */
export function certificatesIssued({ certManager }: PlaneValues): boolean {
  return certManager.enabled;
}

const issuersNamed: Rule = ({ certManager }, report) => {
  if (!certManager.enabled) return;
  if (certManager.authority === 'issuer' && certManager.issuerRef.name === '')
    report('certManager.issuerRef.name', missing('certificates need the issuer that signs them'));
  if (certManager.authority === 'own' && certManager.issuerRef.name !== '')
    report(
      'certManager.issuerRef.name',
      questionable(
        'has no effect: the plane has an authority of its own',
        'Set certManager.authority to issuer.',
      ),
      'warning',
    );
  if (!certManager.edge.enabled && certManager.edge.issuerRef.name !== '')
    report(
      'certManager.edge.issuerRef.name',
      questionable('has no effect: Ingress hosts are not certified', 'Turn on certManager.edge.enabled.'),
      'warning',
    );
};

/** cert-manager refuses a certificate that would be renewed before it is issued. */
const renewedInTime: Rule = ({ certManager }, report) => {
  if (!certManager.enabled) return;
  const validity = parseDuration(certManager.duration) ?? 0n;
  const before = parseDuration(certManager.renewBefore) ?? 0n;
  const authority = parseDuration(certManager.authorityDuration) ?? 0n;
  if (before >= validity)
    report(
      'certManager.renewBefore',
      conflict(`is not shorter than the validity of ${certManager.duration}`, 'A third of it is usual.'),
    );
  if (certManager.authority === 'own' && authority <= validity)
    report(
      'certManager.authorityDuration',
      conflict(`is not longer than the ${certManager.duration} of the certificates that it signs`),
    );
};

const somethingToCertify: Rule = (values, report) => {
  const { certManager, clickstack, gateway, hyperdx, observer } = values;
  if (!certManager.enabled) return;
  const inside = [
    clickstack.enabled && clickstack.tls.enabled && clickstack.tls.secretName === '',
    gateway.enabled && gateway.tls.enabled && gateway.tls.secretName === '',
    hyperdx.enabled &&
      hyperdx.mongodb.enabled &&
      hyperdx.mongodb.tls.enabled &&
      hyperdx.mongodb.tls.secretName === '',
  ];
  const edge = [gateway, hyperdx, observer].map(
    (part) =>
      certManager.edge.enabled && part.enabled && part.ingress.enabled && part.ingress.tlsSecret === '',
  );
  if (![...inside, ...edge].includes(true))
    report(
      'certManager.enabled',
      questionable(
        'has no effect: no part serves TLS without a Secret',
        'Turn on TLS of ClickHouse, for example.',
      ),
      'warning',
    );
};

/** Rules over what cert-manager is asked for. */
export const certManagerRules: readonly Rule[] = [issuersNamed, renewedInTime, somethingToCertify];
