import { questionable, type Rule } from './rule';

/** Namespaces are listed to be enforced; without policies they are not. */
export const networkPolicyRules: readonly Rule[] = [
  ({ networkPolicy }, report) => {
    if (networkPolicy.enabled) return;
    for (const field of ['otlpNamespaces', 'uiNamespaces', 'observerNamespaces'] as const) {
      if (networkPolicy[field].length === 0) continue;
      report(
        `networkPolicy.${field}`,
        questionable('has no effect: traffic is not restricted', 'Turn on networkPolicy.enabled.'),
        'warning',
      );
    }
  },
];
