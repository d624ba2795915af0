import { existsSync } from 'node:fs';
import { makePlan, type ClusterSession, type PlanRequest, type PlanResult } from '../lib/cluster';
import { runPreflight, type PreflightReport } from '../lib/cluster';
import { planeChart } from '../lib/plane';
import {
  ArgumentError,
  countOf,
  executeOptions,
  executeUsage,
  millisecondsOf,
  openFor,
  parseClusterArguments,
  profileOf,
  readValuesFiles,
  renderOptions,
  renderUsage,
  runCommand,
  sharedUsage,
  targetOf,
  type SharedValues,
} from './cluster-arguments';
import { planOrMessage, showAndExecute } from './execute';
import { printPlan } from './print-plan';
import { readChart } from './read-chart';
import { checkValuesText } from './values-problems';

const planUsage = `usage: plane-studio plan -f FILE [OPTIONS]

Shows what an apply would change on the cluster, field by field. Changes nothing.
${renderUsage}${sharedUsage}
      --preflight        look at permissions, storage, quota and capacity too
      --detailed-exitcode  exit with 2 when there are changes (0: none, 1: error)
`;

const applyUsage = `usage: plane-studio apply -f FILE [OPTIONS]

Plans, asks, and applies exactly that plan as a Helm release.
${renderUsage}${executeUsage}${sharedUsage}`;

/**
 * `plane-studio plan`. Returns 0, or with --detailed-exitcode 2 when there are changes; 1 for errors and
 * for plans that an apply would refuse; 2 for arguments that make no sense.
 */
export function planCommand(args: readonly string[]): Promise<number> {
  return runCommand('plan', planUsage, async () => {
    const { values } = parseClusterArguments(args, {
      ...renderOptions,
      preflight: { type: 'boolean', default: false },
      'detailed-exitcode': { type: 'boolean', default: false },
    });
    if (values.help) return printHelp(planUsage);
    const session = openFor(values);
    const result = await planFor(session, values);
    const plan = result && planOrMessage(result);
    if (!plan) return 1;
    const preflight = values.preflight ? await runPreflight(session, plan) : undefined;
    if (values.json) {
      process.stdout.write(`${JSON.stringify({ plan: plan.view, ...(preflight ? { preflight } : {}) })}\n`);
    } else {
      process.stdout.write(printPlan(plan.view));
      if (preflight) process.stdout.write(printPreflight(preflight));
    }
    if (plan.view.blockers.length > 0 || preflight?.isReady === false) return 1;
    return values['detailed-exitcode'] && !plan.view.isEmpty ? 2 : 0;
  });
}

/** `plane-studio apply`. Returns 0 when it succeeded, 1 when not, 2 for arguments that make no sense. */
export function applyCommand(args: readonly string[]): Promise<number> {
  return runCommand('apply', applyUsage, async () => {
    const { values } = parseClusterArguments(args, { ...renderOptions, ...executeOptions });
    if (values.help) return printHelp(applyUsage);
    const maxHistory = countOf('history-max', values['history-max']);
    millisecondsOf(values.timeout);
    const session = openFor(values);
    const result = await planFor(session, values, { maxHistory });
    const plan = result && planOrMessage(result);
    return plan ? showAndExecute(session, plan, values) : 1;
  });
}

interface RenderValues extends SharedValues {
  values?: string[] | undefined;
  set?: string[] | undefined;
  'set-string'?: string[] | undefined;
  'set-json'?: string[] | undefined;
  chart?: string | undefined;
  helm: string;
}

/** Returns the plan that the options ask for, or nothing after values files whose problems were written. */
async function planFor(
  session: ClusterSession,
  given: RenderValues,
  further: Partial<PlanRequest> = {},
): Promise<PlanResult | undefined> {
  const profile = profileOf(given.helm);
  const files = readValuesFiles(given.values);
  const { set = [], 'set-string': setString = [], 'set-json': setJson = [] } = given;
  if (given.chart === undefined) {
    // Only the plane's own values have a model; rules between values need the whole of them.
    const isWhole = files.length === 1 && [set, setString, setJson].every((flags) => flags.length === 0);
    const verdicts = files.map(({ name, text }) => checkValuesText(text, name, isWhole));
    if (verdicts.some(({ hasErrors }) => hasErrors)) return undefined;
  } else if (!existsSync(given.chart)) throw new ArgumentError(`there is no chart at ${given.chart}`);
  return makePlan(session, {
    target: targetOf(given),
    chart: given.chart === undefined ? planeChart(profile) : readChart(given.chart, profile),
    values: { files, set, setString, setJson },
    ...further,
  });
}

/** Returns a preflight for a terminal: what is wrong first. */
function printPreflight({ checks, missingRoles }: PreflightReport): string {
  const order = ['error', 'warning', 'ok'];
  const sorted = [...checks].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const lines = sorted.map(
    ({ severity, topic, message, remedy }) =>
      `${severity.padEnd(8)}${topic.padEnd(14)}${message}${remedy === undefined ? '' : `. ${remedy}`}`,
  );
  return `\npreflight\n${lines.join('\n')}\n${missingRoles === '' ? '' : `\n${missingRoles}`}`;
}

/** Writes a help text; returns 0. */
export function printHelp(usage: string): number {
  process.stdout.write(usage);
  return 0;
}
