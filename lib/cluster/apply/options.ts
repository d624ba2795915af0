import type { Cancellation } from '../cancellation';
import type { Decision } from '../plan/plan';

/** How to execute a plan. */
export interface ExecuteOptions {
  /** What was decided; a plan whose `needs` are not all in here is refused. Default: nothing. */
  decisions?: readonly Decision[];
  /** Waits until everything is ready, or gone, before hooks behind and the record. Default: true. */
  wait?: boolean;
  /** How long to wait for each hook, and for the rollout or the removal, in milliseconds. Default: 5 minutes, as Helm. */
  timeout?: number;
  /** Rolls back to the last deployed revision when an upgrade fails; removes a failed first install. Default: false. */
  rollBackOnFailure?: boolean;
  /** Stops between two requests. What was applied stays, the record says `failed`. Default: never. */
  cancellation?: Cancellation;
  /** Shown in the history in place of Helm's words. */
  description?: string;
}
