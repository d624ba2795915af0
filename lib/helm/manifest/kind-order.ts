import { compareText } from '../text';
import type { HelmProfile } from '../value';

const installOrder = `
  PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy PodDisruptionBudget
  ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume PersistentVolumeClaim
  CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding ClusterRoleBindingList Role
  RoleList RoleBinding RoleBindingList Service DaemonSet Pod ReplicationController ReplicaSet Deployment
  HorizontalPodAutoscaler StatefulSet Job CronJob IngressClass Ingress APIService
  MutatingWebhookConfiguration ValidatingWebhookConfiguration
`;
const ranks: ReadonlyMap<string, number> = new Map(
  installOrder
    .trim()
    .split(/\s+/)
    .map((kind, rank) => [kind, rank]),
);
/** Helm 3.17 does not know the two webhook kinds. */
const apiServiceRank = ranks.get('APIService') ?? 0;

/**
 * Compares two kinds by Helm's install order: known kinds in their order, unknown ones last and among
 * themselves by name. Objects of one kind keep the order of their files.
 */
export function compareKinds(a: string, b: string, profile: HelmProfile): number {
  const rankA = rankOf(a, profile);
  const rankB = rankOf(b, profile);
  if (rankA === undefined && rankB === undefined) return compareText(a, b);
  if (rankA === undefined) return 1;
  if (rankB === undefined) return -1;
  return rankA - rankB;
}

function rankOf(kind: string, profile: HelmProfile): number | undefined {
  const rank = ranks.get(kind);
  return profile === '3.17' && rank !== undefined && rank > apiServiceRank ? undefined : rank;
}
