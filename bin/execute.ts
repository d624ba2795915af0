import { createInterface } from 'node:readline/promises';
import {
  Cancellation,
  executePlan,
  type ClusterSession,
  type Decision,
  type Plan,
  type PlanResult,
} from '../lib/cluster';
import { millisecondsOf } from './cluster-arguments';
import { printEvent } from './print-events';
import { printPlan } from './print-plan';

/** What the options of an executing command say. */
export interface ExecuteValues {
  yes: boolean;
  json: boolean;
  'no-wait': boolean;
  timeout: string;
  'rollback-on-failure': boolean;
  'force-conflicts': boolean;
  'take-ownership': boolean;
  replace: boolean;
  'take-over': boolean;
  description?: string | undefined;
}

const decisions: readonly Decision[] = ['force-conflicts', 'take-ownership', 'replace', 'take-over'];

/** Writes why there is no plan, as Helm does; returns the plan otherwise. */
export function planOrMessage(result: PlanResult): Plan | undefined {
  if (result.ok) return result.plan;
  process.stderr.write(`Error: ${result.message}\n`);
  return undefined;
}

/**
 * Shows a plan, asks, executes it and shows what happens. With `--json`, the first line of the output is
 * the plan and each further line one event. Returns 0 when it succeeded or nothing was to do, else 1.
 */
export async function showAndExecute(
  session: ClusterSession,
  plan: Plan,
  given: ExecuteValues,
): Promise<number> {
  process.stdout.write(given.json ? `${JSON.stringify({ plan: plan.view })}\n` : printPlan(plan.view));
  if (!given.yes && !(await isAgreed(given.json))) {
    process.stderr.write('nothing was changed\n');
    return 1;
  }
  const cancellation = new Cancellation();
  const stop = (): void => cancellation.cancel('interrupted');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const events = executePlan(session, plan, {
      decisions: decisions.filter((decision) => given[decision]),
      wait: !given['no-wait'],
      timeout: millisecondsOf(given.timeout),
      rollBackOnFailure: given['rollback-on-failure'],
      cancellation,
      ...(given.description === undefined ? {} : { description: given.description }),
    });
    for await (const event of events) {
      process.stdout.write(given.json ? `${JSON.stringify(event)}\n` : printEvent(event));
      if (event.type === 'finished') return event.outcome === 'succeeded' ? 0 : 1;
    }
    return 1;
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}

async function isAgreed(isJson: boolean): Promise<boolean> {
  if (isJson || !process.stdin.isTTY) {
    process.stderr.write('nobody to ask here: use --yes to go on\n');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('\napply this? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}
