import { Cancellation } from '../cancellation';
import type { PlanView } from '../plan/plan';
import type { Plan } from '../plan/plan';
import type { ApplyEvent } from './event';

/** A job as a list shows it. Safe to send to a browser. */
export interface JobSummary {
  id: string;
  operation: PlanView['operation'];
  target: PlanView['target'];
  context: string;
  digest: string;
  startedAt: number;
  /** Undefined while it runs. */
  outcome: Extract<ApplyEvent, { type: 'finished' }>['outcome'] | undefined;
}

/** An event with its place in the job, from 0: a reader that was cut off asks for what comes after. */
export interface JobEvent {
  index: number;
  event: ApplyEvent;
}

interface Job {
  summary: JobSummary;
  events: ApplyEvent[];
  cancellation: Cancellation;
  wake: Set<() => void>;
}

/** What a job is started with. */
export interface JobStart {
  id: string;
  view: PlanView;
  /** Called once with the job's cancellation. */
  run: (cancellation: Cancellation) => AsyncIterable<ApplyEvent>;
  now: number;
}

/** How many finished jobs are remembered. */
const remembered = 20;

/**
 * The operations that run, and those that ran lately. An operation goes on whoever reads; any number of
 * readers may attach at any time, and each gets every event from where it wants.
 */
export class JobRegistry {
  readonly #jobs = new Map<string, Job>();

  /**
   * Starts a job. Returns the one that runs for the same release instead, if there is one: a second click
   * or tab must not apply twice.
   */
  start({ id, view, run, now }: JobStart): { job: JobSummary; isNew: boolean } {
    const running = this.#runningFor(view);
    if (running) return { job: running.summary, isNew: false };
    const cancellation = new Cancellation();
    const { operation, target, context, digest } = view;
    const summary = { id, operation, target, context, digest, startedAt: now, outcome: undefined };
    const job: Job = { summary, events: [], cancellation, wake: new Set() };
    this.#jobs.set(id, job);
    void this.#drain(job, run(cancellation));
    return { job: job.summary, isNew: true };
  }

  /** Yields the events of a job from `from` on, those that were and those to come; nothing for an unknown job. */
  async *attach(id: string, from = 0): AsyncGenerator<JobEvent> {
    const job = this.#jobs.get(id);
    if (!job) return;
    for (let index = from; ;) {
      const event = job.events[index];
      if (event) {
        yield { index, event };
        index += 1;
        if (event.type === 'finished') return;
      } else if (job.summary.outcome !== undefined) return;
      else {
        await new Promise<void>((resolve) => {
          job.wake.add(resolve);
        });
      }
    }
  }

  /** Asks a job to stop; returns whether it runs. */
  cancel(id: string): boolean {
    const job = this.#jobs.get(id);
    if (!job || job.summary.outcome !== undefined) return false;
    job.cancellation.cancel('cancelled by the user');
    return true;
  }

  /** Returns all jobs that are known, the newest first. */
  list(): JobSummary[] {
    return [...this.#jobs.values()].map(({ summary }) => summary).sort((a, b) => b.startedAt - a.startedAt);
  }

  #runningFor({ target, context }: PlanView): Job | undefined {
    return [...this.#jobs.values()].find(
      ({ summary }) =>
        summary.outcome === undefined &&
        summary.context === context &&
        summary.target.namespace === target.namespace &&
        summary.target.releaseName === target.releaseName,
    );
  }

  async #drain(job: Job, events: AsyncIterable<ApplyEvent>): Promise<void> {
    for await (const event of events) {
      job.events.push(event);
      if (event.type === 'finished') job.summary = { ...job.summary, outcome: event.outcome };
      for (const wake of job.wake) wake();
      job.wake.clear();
    }
    this.#forgetOld();
  }

  #forgetOld(): void {
    const finished = this.list().filter(({ outcome }) => outcome !== undefined);
    for (const { id } of finished.slice(remembered)) this.#jobs.delete(id);
  }
}

/** Plans between being shown and being applied, by digest. They hold secrets: the shelf stays on the server. */
export class PlanShelf {
  readonly #plans = new Map<string, Plan>();
  readonly #limit: number;

  /** `limit`: how many plans are kept; the oldest goes first. */
  constructor(limit = 20) {
    this.#limit = limit;
  }

  put(plan: Plan): void {
    this.#plans.delete(plan.view.digest);
    this.#plans.set(plan.view.digest, plan);
    const oldest = this.#plans.keys().next();
    if (this.#plans.size > this.#limit && !oldest.done) this.#plans.delete(oldest.value);
  }

  /** Returns the plan with a digest, and forgets it once it has expired. */
  take(digest: string, now: number): Plan | undefined {
    const plan = this.#plans.get(digest);
    if (!plan || now <= plan.view.expiresAt) return plan;
    this.#plans.delete(digest);
    return undefined;
  }
}
