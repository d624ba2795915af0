import type { ValuesProblem } from '@/lib/values';
import type { PlaneFailure, PlaneRender } from '@/lib/plane';
import type { Finding } from '@/lib/plane/findings';
import type { Workload } from '@/lib/plane/sizing';
import type { EvaluateReply, EvaluateRequest, ObjectState, SessionMessage, Target } from './evaluate';
import type { FindingLines, Insights } from './insights';
import { latestWins } from './latest-wins';

/** What is known about the values on the page. Everything in it derives from them. */
export interface SessionState {
  /** False until the first evaluation is back. */
  isReady: boolean;
  problems: readonly ValuesProblem[];
  problemsByPath: ReadonlyMap<string, readonly ValuesProblem[]>;
  /** The paths of fields that have an error. */
  errorPaths: ReadonlySet<string>;
  changedPaths: ReadonlySet<string>;
  valuesText: string;
  publicValuesText: string;
  /** The last plane that rendered; older than the values when `isStale`. */
  render: PlaneRender | undefined;
  /** What `render` was made from. */
  rendered: EvaluateRequest | undefined;
  failure: PlaneFailure | undefined;
  isStale: boolean;
  objectStates: ReadonlyMap<string, ObjectState>;
  removedObjects: readonly string[];
  /** The newest insights; those of an older plane until the next ones are there. */
  insights: Insights | undefined;
  /** The findings of the insights by each path that they name. */
  findingsByPath: ReadonlyMap<string, readonly Finding[]>;
  /** The lines that the values at fault show in, by path; those of an older plane until the next are there. */
  findingLines: FindingLines['places'];
}

export const emptySession: SessionState = {
  isReady: false,
  problems: [],
  problemsByPath: new Map(),
  errorPaths: new Set(),
  changedPaths: new Set(),
  valuesText: '',
  publicValuesText: '',
  render: undefined,
  rendered: undefined,
  failure: undefined,
  isStale: false,
  objectStates: new Map(),
  removedObjects: [],
  insights: undefined,
  findingsByPath: new Map(),
  findingLines: new Map(),
};

/** The part of a worker that a session needs. */
export interface Evaluator {
  postMessage(request: EvaluateRequest): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<SessionMessage>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

export interface Session {
  getState: () => SessionState;
  subscribe: (listener: () => void) => () => void;
  /** Evaluates `values` for `target`; the state follows when the answer is there. */
  evaluate: (values: unknown, target: Target) => void;
  /** States what the plane has to carry; the findings follow. */
  stateWorkload: (workload: Workload | undefined) => void;
  /**
   * Resolves with the state once its insights belong to the newest values, or cannot be had because the
   * evaluator failed: what counts findings right after a change must not count those of the plane before.
   */
  whenInsightsAreCurrent: () => Promise<SessionState>;
  dispose: () => void;
}

/** Returns a session whose work is done by `evaluator`, away from the thread that types and paints. */
export function createSession(evaluator: Evaluator): Session {
  let state = emptySession;
  let lastId = 0;
  let last: { values: unknown; target: Target } | undefined;
  let workload: Workload | undefined;
  let failedId: number | undefined;
  const listeners = new Set<() => void>();
  let sent: EvaluateRequest | undefined;
  const queue = latestWins<EvaluateRequest>((request) => {
    sent = request;
    evaluator.postMessage(request);
  });

  evaluator.addEventListener('message', ({ data }) => {
    if (data.kind === 'insights') {
      // A plane that does not render has no picture: the last good one stays, as its manifests do.
      const topology = data.insights.topology ?? state.insights?.topology;
      const insights = { ...data.insights, topology };
      const findingsByPath = groupByPath(insights.findings, ({ paths }) => paths, state.findingsByPath);
      state = { ...state, insights, findingsByPath };
    } else if (data.kind === 'lines') {
      if (data.lines.id !== lastId) return;
      state = { ...state, findingLines: data.lines.places };
    } else {
      // One request is on its way at a time, so the answer is to the last one sent.
      const answered = sent;
      queue.settle();
      state = nextState(state, data.reply);
      if (!state.isStale) state = { ...state, rendered: answered };
    }
    for (const listener of listeners) listener();
  });

  // A fault inside the evaluator is a bug of the studio: say so, keep what is on the page, and go on.
  evaluator.addEventListener('error', () => {
    failedId = sent?.id;
    queue.settle();
    const failure = {
      ok: false,
      message: 'the studio failed on these values: undo the last change',
    } as const;
    state = { ...state, isReady: true, failure, isStale: true };
    for (const listener of listeners) listener();
  });

  const offer = () => {
    if (!last) return;
    lastId += 1;
    queue.offer({ id: lastId, ...last, ...(workload && { workload }) });
  };

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    evaluate(values, target) {
      last = { values, target };
      offer();
    },
    stateWorkload(stated) {
      if (stated === workload) return;
      workload = stated;
      offer();
    },
    whenInsightsAreCurrent() {
      const areCurrent = () => lastId > 0 && (state.insights?.id === lastId || failedId === lastId);
      if (areCurrent()) return Promise.resolve(state);
      return new Promise((resolve) => {
        const listen = () => {
          if (!areCurrent()) return;
          listeners.delete(listen);
          resolve(state);
        };
        listeners.add(listen);
      });
    },
    dispose: () => evaluator.terminate(),
  };
}

/** Returns the state after an answer. An answer without a plane keeps the last good one and marks it stale. */
export function nextState(state: SessionState, reply: EvaluateReply): SessionState {
  const { render } = reply;
  const common = {
    isReady: true,
    problems: reply.problems,
    problemsByPath: groupByPath(reply.problems, ({ path }) => [path], state.problemsByPath),
    errorPaths: new Set(
      reply.problems.filter(({ severity }) => severity === 'error').map(({ path }) => path),
    ),
    changedPaths: new Set(reply.changedPaths),
    valuesText: reply.valuesText,
    publicValuesText: reply.publicValuesText,
  };
  if (!render?.ok) return { ...state, ...common, failure: render, isStale: true };
  return {
    ...common,
    render,
    rendered: state.rendered,
    failure: undefined,
    isStale: false,
    objectStates: new Map(reply.objectStates),
    removedObjects: reply.removedObjects,
    insights: state.insights,
    findingsByPath: state.findingsByPath,
    findingLines: state.findingLines,
  };
}

/** Groups items by their paths; a group that says the same as before stays the same array, so nothing repaints. */
function groupByPath<Item>(
  items: readonly Item[],
  pathsOf: (item: Item) => readonly string[],
  before: ReadonlyMap<string, readonly Item[]>,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const path of pathsOf(item)) {
      const group = groups.get(path);
      if (group) group.push(item);
      else groups.set(path, [item]);
    }
  }
  const stable = new Map<string, readonly Item[]>(groups);
  for (const [path, group] of groups) {
    const old = before.get(path);
    if (old && JSON.stringify(old) === JSON.stringify(group)) stable.set(path, old);
  }
  return stable;
}
