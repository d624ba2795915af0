import type { Connection, JobSummary, ObjectHealth } from '@/lib/cluster';
import type { Answer, ApplyAsked, ClusterActions, ClusterOffer, PlanShown } from './contract';
import { addEvent, noProgress, type JobProgress } from './job-progress';

/** Why something from the server is not there. */
export interface Fault {
  code: string;
  message: string;
  suggestion?: string;
}

/** Something that the server is asked for. The value of before stays while it is asked again. */
export interface Remote<Value> {
  isWaiting: boolean;
  value?: Value;
  fault?: Fault;
}

/** How one object is doing. */
export type Health = Pick<ObjectHealth, 'state' | 'message'>;

/** The operation that the page follows. */
export interface FollowedJob {
  shown: JobSummary;
  progress: JobProgress;
  /** Whether the stream is cut and being taken up again. */
  isCutOff: boolean;
  /** Whether the server no longer knows it: it was started anew. */
  isLost: boolean;
}

export interface ClusterState {
  offer: Remote<ClusterOffer>;
  /** Empty until one is known. */
  context: string;
  connection: Remote<Connection>;
  plan: Remote<PlanShown>;
  job: FollowedJob | undefined;
  /** How the objects of the release are doing, by `Kind/name`; empty while nobody looked. */
  health: ReadonlyMap<string, Health>;
  /** Counts operations that ended, so that views ask anew. */
  ended: number;
}

/** What the page knows of clusters, and what it can ask for. Lives as long as the page. */
export interface ClusterStore {
  getState: () => ClusterState;
  subscribe: (listener: () => void) => () => void;
  actions: ClusterActions;
  /** Learns which contexts there are, connects to one, and takes up a running operation. */
  start: (wanted: string) => Promise<void>;
  connect: (context: string) => Promise<void>;
  plan: (make: () => Promise<Answer<PlanShown>>) => Promise<void>;
  dropPlan: () => void;
  apply: (asked: ApplyAsked) => Promise<void>;
  cancel: () => Promise<void>;
  closeJob: () => void;
  /** Takes note of how objects are doing, so that every view can show it. */
  noteHealth: (objects: readonly ObjectHealth[]) => void;
}

export const noCluster: ClusterState = {
  offer: { isWaiting: false },
  context: '',
  connection: { isWaiting: false },
  plan: { isWaiting: false },
  job: undefined,
  health: new Map(),
  ended: 0,
};

// How long a cut stream waits before it is taken up again, in milliseconds; the last one repeats.
const pauses = [250, 500, 1000, 2000, 4000];

/** Returns a store that asks through `actions`. */
export function createClusterStore(actions: ClusterActions): ClusterStore {
  let state = noCluster;
  const listeners = new Set<() => void>();
  const set = (change: Partial<ClusterState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };

  const connect = async (context: string): Promise<void> => {
    set({ context, connection: { isWaiting: true }, plan: { isWaiting: false }, health: noCluster.health });
    const connection = await ask(() => actions.connect(context));
    // An answer about a context that was left meanwhile says nothing about this one.
    if (state.context !== context) return;
    set({ connection });
    if (connection.fault) return;
    const { value: jobs = [] } = await ask(() => actions.jobs(context));
    const running = jobs.find((job) => job.outcome === undefined);
    if (running && !state.job) void follow(running);
  };

  const follow = async (shown: JobSummary): Promise<void> => {
    set({ job: { shown, progress: noProgress, isCutOff: false, isLost: false } });
    let next = 0;
    for (let attempt = 0; state.job?.shown.id === shown.id; attempt += 1) {
      try {
        for await (const { index, event } of await actions.follow({ job: shown.id, from: next })) {
          if (state.job?.shown.id !== shown.id) return;
          attempt = 0;
          next = index + 1;
          set({
            job: { shown, progress: addEvent(state.job.progress, event), isCutOff: false, isLost: false },
          });
        }
        // A stream that ends without the end of the operation is of one that the server does not know.
        if (state.job && !state.job.progress.end)
          set({ job: { ...state.job, isCutOff: false, isLost: true } });
      } catch {
        // Cut off: said below, and tried again.
      }
      if (state.job?.progress.end || state.job?.isLost) {
        set({ ended: state.ended + 1 });
        return;
      }
      if (state.job?.shown.id !== shown.id) return;
      set({ job: { ...state.job, isCutOff: true } });
      await new Promise((resolve) => setTimeout(resolve, pauses[Math.min(attempt, pauses.length - 1)]));
    }
  };

  return {
    actions,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect,
    async start(wanted) {
      if (state.offer.isWaiting || state.offer.value) return;
      set({ offer: { isWaiting: true } });
      const offer = await ask(actions.offer);
      set({ offer });
      const contexts = offer.value?.contexts ?? [];
      const chosen =
        contexts.find(({ name }) => name === wanted) ??
        contexts.find(({ isCurrent }) => isCurrent) ??
        contexts[0];
      if (chosen) await connect(chosen.name);
    },
    async plan(make) {
      // What is over would stand above the new plan and hide it.
      const { job } = state;
      const isOver = job !== undefined && (job.progress.end !== undefined || job.isLost);
      set({ plan: { isWaiting: true }, ...(isOver ? { job: undefined } : {}) });
      set({ plan: await ask(make) });
    },
    dropPlan: () => set({ plan: { isWaiting: false } }),
    async apply(asked) {
      const { plan } = state;
      const { value, fault } = await ask(() => actions.apply(asked));
      if (fault) {
        set({ plan: { ...plan, fault } });
        return;
      }
      set({ plan: { isWaiting: false } });
      if (value) await follow(value);
    },
    async cancel() {
      const { job } = state;
      if (job) await ask(() => actions.cancel(job.shown.id));
    },
    closeJob: () => set({ job: undefined }),
    noteHealth: (objects) =>
      set({
        health: new Map(
          objects.map(({ ref, isPresent, state: is, message }) => [
            `${ref.kind}/${ref.name}`,
            isPresent ? { state: is, message } : { state: 'failed', message: 'missing' },
          ]),
        ),
      }),
  };
}

/** Asks the server; a server that does not answer is a fault like any other. */
export async function ask<Value>(question: () => Promise<Answer<Value>>): Promise<Remote<Value>> {
  try {
    const answer = await question();
    if (answer.ok) return { isWaiting: false, value: answer.value };
    const { code, message, suggestion } = answer;
    return {
      isWaiting: false,
      fault: { code, message, ...(suggestion === undefined ? {} : { suggestion }) },
    };
  } catch {
    return {
      isWaiting: false,
      fault: {
        code: 'no-answer',
        message: 'the studio did not answer',
        suggestion: 'Check that it is still running, then try again.',
      },
    };
  }
}
