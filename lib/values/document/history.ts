/** One step of a history: a state and what was done to reach it. */
export interface Step<State> {
  state: State;
  /** What was done, as a menu says it: "Change Replicas". */
  label: string;
  /** Steps with the same key in a row may become one. */
  mergeKey?: string;
  /** Milliseconds of the last change in this step. */
  at: number;
}

/** States in a row, with one of them current. Never changed in place. */
export interface History<State> {
  past: readonly Step<State>[];
  present: Step<State>;
  future: readonly Step<State>[];
}

/** A pause while typing ends a step; a shorter one is part of it. */
const pauseMilliseconds = 1200;
/** Steps kept; the oldest are forgotten first. */
const mostSteps = 500;

/** Returns a history that begins with `state`. */
export function beginHistory<State>(state: State, at: number): History<State> {
  return { past: [], present: { state, label: '', at }, future: [] };
}

/**
 * Returns the history with one more step. A step with the merge key of the current one, soon after it,
 * becomes one with it, so that typing a word is undone at once. What was undone is forgotten.
 */
export function pushStep<State>({ past, present }: History<State>, step: Step<State>): History<State> {
  const isContinued =
    past.length > 0 &&
    step.mergeKey !== undefined &&
    step.mergeKey === present.mergeKey &&
    step.at - present.at <= pauseMilliseconds;
  if (isContinued) return { past, present: step, future: [] };
  return { past: [...past, present].slice(-mostSteps), present: step, future: [] };
}

/** Returns the history one step back, or nothing at its beginning. Later changes start a step of their own. */
export function stepBack<State>({ past, present, future }: History<State>): History<State> | undefined {
  const before = past.at(-1);
  if (!before) return undefined;
  return { past: past.slice(0, -1), present: closed(before), future: [present, ...future] };
}

/** Returns the history one step forward again, or nothing when none was undone. */
export function stepForward<State>({ past, present, future }: History<State>): History<State> | undefined {
  const [after, ...rest] = future;
  return after && { past: [...past, present], present: closed(after), future: rest };
}

/** Returns the history with its present step ended: the next change is a step of its own. */
export function endStep<State>(history: History<State>): History<State> {
  return { ...history, present: closed(history.present) };
}

function closed<State>({ mergeKey: _mergeKey, ...step }: Step<State>): Step<State> {
  return step;
}
