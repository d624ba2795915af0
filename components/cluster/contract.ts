import type {
  Connection,
  Decision,
  DriftReport,
  JobEvent,
  JobSummary,
  PlanView,
  PreflightReport,
  ReleaseStatus,
  ReleaseSummary,
  ReleaseTarget,
  RevisionComparison,
  RevisionSummary,
} from '@/lib/cluster';
import type { YamlMap } from '@/lib/values';
import type { HelmProfile } from '../shell/view-state';

/** What the server answers: a value, or what went wrong and what to do about it. */
export type Answer<Value> =
  { ok: true; value: Value } | { ok: false; code: string; message: string; suggestion?: string };

/** A context that the server can connect to. */
export interface ContextChoice {
  name: string;
  server: string;
  isCurrent: boolean;
}

/** What the server offers. */
export interface ClusterOffer {
  contexts: readonly ContextChoice[];
  isReadOnly: boolean;
}

/** Where: a context of the server's kubeconfig, and a release in it. */
export interface Place {
  context: string;
  target: ReleaseTarget;
}

export interface PlanAsked extends Place {
  profile: HelmProfile;
  /** What differs from the defaults. */
  overrides: unknown;
}

/** A plan with what stands in its way. Without a view nothing could be planned, and `refusal` says why. */
export interface PlanShown {
  view: PlanView | undefined;
  refusal?: string;
  preflight: PreflightReport;
}

export interface ApplyAsked {
  context: string;
  digest: string;
  decisions: readonly Decision[];
  wait: boolean;
  rollBackOnFailure: boolean;
}

/** The values of a running release, those that are secret left out. */
export interface ReleaseValues {
  revision: number;
  isPlane: boolean;
  chartName: string;
  values: YamlMap;
  /** Paths of values that were left out because they are secret. */
  leftOut: readonly string[];
}

/** What the page asks of the server about clusters. The kubeconfig stays there. */
export interface ClusterActions {
  offer: () => Promise<Answer<ClusterOffer>>;
  connect: (context: string) => Promise<Answer<Connection>>;
  plan: (asked: PlanAsked) => Promise<Answer<PlanShown>>;
  planRollback: (asked: Place & { revision: number }) => Promise<Answer<PlanShown>>;
  planUninstall: (asked: Place & { keepHistory: boolean }) => Promise<Answer<PlanShown>>;
  apply: (asked: ApplyAsked) => Promise<Answer<JobSummary>>;
  jobs: (context: string) => Promise<Answer<readonly JobSummary[]>>;
  /** Streams the events of a job from the one numbered `from`; ends with the job. */
  follow: (asked: { job: string; from: number }) => Promise<AsyncIterable<JobEvent>>;
  cancel: (job: string) => Promise<Answer<null>>;
  releases: (context: string) => Promise<Answer<readonly ReleaseSummary[]>>;
  status: (place: Place) => Promise<Answer<ReleaseStatus | null>>;
  history: (place: Place) => Promise<Answer<readonly RevisionSummary[]>>;
  compare: (asked: Place & { from: number; to: number }) => Promise<Answer<RevisionComparison>>;
  drift: (place: Place) => Promise<Answer<DriftReport>>;
  load: (place: Place) => Promise<Answer<ReleaseValues>>;
}
