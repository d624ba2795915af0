/** rules: what has to fit together in values whose leaves are good by themselves. */
import { certManagerRules } from './cert-manager';
import { clickstackRules } from './clickstack';
import { gatewayRules } from './gateway';
import { hyperdxRules } from './hyperdx';
import { ingressRules } from './ingress';
import { monitoringRules } from './monitoring';
import { networkPolicyRules } from './network-policy';
import { observerRules } from './observer';
import { routeRules } from './routes';
import type { Rule } from './rule';
import { autoscalingSound, imagesNamed, limitsNotBelowRequests, serviceAccountsDistinct } from './shared';

/** Every rule over several values, in the order in which their problems are shown. */
export const rules: readonly Rule[] = [
  limitsNotBelowRequests,
  imagesNamed,
  ...clickstackRules,
  ...gatewayRules,
  ...hyperdxRules,
  ...observerRules,
  autoscalingSound,
  serviceAccountsDistinct,
  ...certManagerRules,
  ...networkPolicyRules,
  ...ingressRules,
  ...routeRules,
  ...monitoringRules,
];
