/**
 * cluster: a plane as a Helm release on a cluster. Connects, plans, applies, watches, rolls back and
 * removes, against the port `Cluster`; `kube/` implements the port. It knows Helm and the plane; it knows
 * neither a page nor a kubeconfig.
 */
export type {
  ApplyEvent,
  ApplyOutcome,
  ApplyPhase,
  ApplySummary,
  NotReadyReason,
  Readiness,
} from './apply/event';
export { executePlan } from './apply/execute-plan';
export { JobRegistry, PlanShelf, type JobEvent, type JobStart, type JobSummary } from './apply/jobs';
export type { ExecuteOptions } from './apply/options';
export { Cancellation } from './cancellation';
export type {
  AccessAnswer,
  AccessQuestion,
  AccessRule,
  AccessRules,
  AppliedObject,
  ApplyObjectOptions,
  Cluster,
  ClusterPlace,
  DeleteOptions,
  FollowEvent,
  Identity,
  JsonPatchOperation,
  ListQuery,
  ResourceKind,
  ServerVersion,
} from './cluster';
export { describeConnection } from './connect';
export type { Connection } from './connection';
export {
  ClusterError,
  isClusterError,
  messageOf,
  type ClusterErrorCode,
  type FieldCause,
  type FieldConflict,
} from './errors';
export { findDrift, type DriftRequest } from './life/find-drift';
export { listReleases, loadRelease, readHistory } from './life/read-releases';
export { compareRevisions, readRevision } from './life/read-revision';
export { readStatus } from './life/read-status';
export type {
  DriftedField,
  DriftedObject,
  DriftReport,
  LoadedRelease,
  ObjectHealth,
  ReleaseStatus,
  ReleaseSummary,
  RevisionComparison,
  RevisionDetail,
  RevisionSummary,
} from './life/views';
export { idOf, nameOf, refOf, type KubeObject, type ObjectMeta, type ObjectRef } from './object';
export {
  maskedText,
  type Decision,
  type FieldChange,
  type ForeignOwner,
  type NeededDecision,
  type ObjectAction,
  type ObjectChange,
  type PendingOperation,
  type Plan,
  type PlanFailure,
  type PlannedHook,
  type PlanOperation,
  type PlanResult,
  type PlanView,
} from './plan/plan';
export { makePlan } from './plan/make-plan';
export { planRollback, planUninstall } from './plan/plan-rollback';
export type { PlanRequest, RollbackRequest, UninstallRequest } from './plan/request';
export { checkRequest } from './preflight/check-request';
export { runPreflight } from './preflight/run-preflight';
export type { PreflightCheck, PreflightReport, PreflightTopic } from './preflight/report';
export type { Clock, ClusterSession, ReleaseTarget } from './session';
