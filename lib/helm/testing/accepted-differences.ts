/** Input on which the engine differs from Helm, and why that is accepted. */
export interface AcceptedDifference {
  /** A template expression. */
  readonly expression: string;
  readonly reason: string;
}

/**
 * Every difference that the comparisons know of. What cannot be compared at all, because Helm varies
 * from run to run, is in the README: random functions, clocks, addresses (`%p`), map order.
 */
export const acceptedDifferences: readonly AcceptedDifference[] = [];

/** Whether an expression is among the accepted differences. */
export function isAccepted(expression: string): boolean {
  return acceptedDifferences.some((one) => one.expression === expression);
}
