import type { ProblemCode } from './model/fault';
import type { Segment } from './paths';

/** Something wrong, or doubtful, in the values. */
export interface ValuesProblem {
  /** The path of the field (or group, or unknown key) that the problem belongs to, dotted. */
  path: string;
  /** The exact place, which may lie within a field: an entry of a map or list. */
  segments: readonly Segment[];
  code: ProblemCode;
  /** What is wrong, without a full stop. Never holds a secret value. */
  message: string;
  /** What would be right, as a sentence. */
  suggestion?: string;
  /** Only errors stop a render or an apply. */
  severity: 'error' | 'warning';
}

/** Returns a problem as one text: "200GB is not a Kubernetes quantity. Did you mean 200Gi or 200G?" */
export function problemText(problem: Pick<ValuesProblem, 'message' | 'suggestion'>): string {
  return problem.suggestion === undefined ? problem.message : `${problem.message}. ${problem.suggestion}`;
}
