import type { Cancellation } from '../cancellation';
import type { SecretMask } from '../plan/secret-mask';
import type { Plan } from '../plan/plan';
import type { RecordKeeper } from '../record/keeper';
import type { ClusterSession } from '../session';
import type { ApplyEvent, ApplyPhase, ApplySummary } from './event';
import type { EventChannel } from './event-channel';
import type { ExecuteOptions } from './options';

/** An event before it has its time. */
export type EventBody = ApplyEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'at'>
    : never
  : never;

type ObjectResult = Extract<ApplyEvent, { type: 'object' }>['result'];

/** One execution of a plan: what it works with, and what it did so far. */
export class Run {
  readonly session: ClusterSession;
  readonly plan: Plan;
  readonly options: ExecuteOptions;
  /** Cancelled by the user, or by losing the release to somebody else. */
  readonly cancellation: Cancellation;
  readonly mask: SecretMask;
  keeper: RecordKeeper | undefined;
  readonly #channel: EventChannel<ApplyEvent>;
  readonly #results = new Map<string, ObjectResult>();
  readonly #notReady = new Set<string>();
  readonly #notGone = new Set<string>();

  constructor(
    session: ClusterSession,
    work: { plan: Plan; options: ExecuteOptions; mask: SecretMask },
    control: { cancellation: Cancellation; channel: EventChannel<ApplyEvent> },
  ) {
    this.session = session;
    this.plan = work.plan;
    this.options = work.options;
    this.mask = work.mask;
    this.cancellation = control.cancellation;
    this.#channel = control.channel;
  }

  get timeout(): number {
    return this.options.timeout ?? 5 * 60_000;
  }

  emit(event: EventBody): void {
    this.#channel.push({ at: this.session.clock.now(), ...event });
  }

  enter(phase: ApplyPhase): void {
    this.emit({ type: 'phase', phase });
  }

  /** Notes what became of an object, and says so. */
  note(id: string, result: ObjectResult, message?: string): void {
    this.#results.set(id, result);
    this.emit({
      type: 'object',
      id,
      result,
      ...(message === undefined ? {} : { message: this.mask.text(message) }),
    });
  }

  isDone(id: string): boolean {
    const result = this.#results.get(id);
    return result !== undefined && result !== 'failed';
  }

  noteReadiness(id: string, isReady: boolean): void {
    if (isReady) this.#notReady.delete(id);
    else this.#notReady.add(id);
  }

  noteGone(id: string, isGone: boolean): void {
    if (isGone) this.#notGone.delete(id);
    else this.#notGone.add(id);
  }

  summary(): ApplySummary {
    const { objects, deletions } = this.plan.steps;
    const all = [...objects, ...deletions].map(({ id }) => id);
    const of = (...results: readonly ObjectResult[]): string[] =>
      [...this.#results].filter(([, result]) => results.includes(result)).map(([id]) => id);
    return {
      created: of('created'),
      changed: of('changed'),
      unchanged: of('unchanged'),
      replaced: of('replaced'),
      deleted: of('deleted', 'gone').filter((id) => !this.#notGone.has(id)),
      kept: of('kept'),
      failed: of('failed'),
      notReached: all.filter((id) => !this.#results.has(id)),
      notReady: [...this.#notReady],
      notGone: [...this.#notGone],
    };
  }
}
