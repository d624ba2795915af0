import { conflict, missing, questionable, type Rule } from './rule';

/** Each Ingress answers under a name of its own; all lead everything below "/" to one component. */
const hostsSound: Rule = (values, report) => {
  const taken = new Map<string, string>();
  for (const component of ['gateway', 'hyperdx', 'observer'] as const) {
    const { enabled, ingress } = values[component];
    if (!enabled || !ingress.enabled) continue;
    const path = `${component}.ingress.host`;
    const other = taken.get(ingress.host);
    if (ingress.host === '') {
      report(path, missing('an Ingress needs the name under which it answers'));
    } else if (/^\d+(\.\d+){3}$/.test(ingress.host)) {
      // The API server refuses addresses in Ingress rules.
      report(path, conflict('is an address; an Ingress answers under a DNS name'));
    } else if (other !== undefined) {
      report(path, conflict(`is the host of ${other} too`, 'Give each Ingress a host name of its own.'));
    } else {
      taken.set(ingress.host, `${component}.ingress`);
    }
  }
};

/** The controller speaks plain HTTP to pods unless told otherwise, and has no certificate of a sender. */
const gatewaySpeaksHttp: Rule = ({ gateway: { enabled, ingress, receivers, tls } }, report) => {
  if (!enabled || !ingress.enabled) return;
  if (!receivers.http.enabled) {
    report(
      'gateway.ingress.enabled',
      conflict('leads to OTLP over HTTP, which is not received', 'Turn on gateway.receivers.http.enabled.'),
    );
  }
  if (tls.enabled) {
    report(
      'gateway.ingress.enabled',
      questionable(
        'the gateway serves TLS itself',
        'Tell the controller by an annotation to speak HTTPS to it; client certificates do not pass an Ingress.',
      ),
      'warning',
    );
  }
};

/** Rules over the ways in from outside the cluster. */
export const ingressRules: readonly Rule[] = [hostsSound, gatewaySpeaksHttp];
