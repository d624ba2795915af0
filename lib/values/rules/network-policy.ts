import type { PlaneValues } from '../schema';
import { questionable, type Rule } from './rule';

/** Namespaces are listed to be enforced; without policies they are not. */
export const networkPolicyRules: readonly Rule[] = [
  ({ networkPolicy }, report) => {
    if (networkPolicy.enabled) return;
    for (const field of [
      'otlpNamespaces',
      'uiNamespaces',
      'observerNamespaces',
      'metricsNamespaces',
      'egressCIDRs',
    ] as const) {
      if (networkPolicy[field].length === 0) continue;
      report(
        `networkPolicy.${field}`,
        questionable('has no effect: traffic is not restricted', 'Turn on networkPolicy.enabled.'),
        'warning',
      );
    }
  },
  (values, report) => {
    const { enabled, restrictEgress, egressCIDRs } = values.networkPolicy;
    if (!enabled) return;
    if (!restrictEgress && egressCIDRs.length > 0) {
      const fault = questionable('has no effect', 'Turn on networkPolicy.restrictEgress.');
      report('networkPolicy.egressCIDRs', fault, 'warning');
    }
    const callers = callersOfOutside(values);
    if (restrictEgress && egressCIDRs.length === 0 && callers.length > 0) {
      const fault = questionable(
        `${callers.join(' and ')} may call anything, because something outside is needed`,
        'List the addresses of external stores, alerts and sign-in.',
      );
      report('networkPolicy.egressCIDRs', fault, 'warning');
    }
  },
];

/** Returns the parts that have to call something outside the plane. */
function callersOfOutside({ clickstack, gateway, hyperdx, observer }: PlaneValues): string[] {
  const { telemetry, clickstack: store } = observer;
  const elsewhere =
    telemetry.backend === 'opensearch' || telemetry.dualRead || store.hosts.length > 0 || !clickstack.enabled;
  return [
    ...(gateway.enabled && !clickstack.enabled ? ['the gateway'] : []),
    // Webhooks of alerts and the makers of sign-in are anywhere.
    ...(hyperdx.enabled ? ['HyperDX'] : []),
    ...(observer.enabled && elsewhere ? ['the observer'] : []),
  ];
}
