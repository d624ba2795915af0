import {
  planRollback,
  planUninstall,
  readHistory,
  readStatus,
  type ReleaseStatus,
  type RevisionSummary,
} from '../lib/cluster';
import {
  ArgumentError,
  countOf,
  executeOptions,
  executeUsage,
  openFor,
  parseClusterArguments,
  runCommand,
  sharedUsage,
  targetOf,
} from './cluster-arguments';
import { planOrMessage, showAndExecute } from './execute';
import { printHelp } from './plan';

const statusUsage = `usage: plane-studio status [OPTIONS]

Shows the release and how each of its objects is doing. Exits with 1 when one is not ready.
${sharedUsage}`;

const historyUsage = `usage: plane-studio history [OPTIONS]

Shows the revisions of the release, the newest last.
${sharedUsage}`;

const rollbackUsage = `usage: plane-studio rollback [REVISION] [OPTIONS]

Applies an earlier revision again (default: the one before the last).
${executeUsage}${sharedUsage}`;

const uninstallUsage = `usage: plane-studio uninstall [OPTIONS]

Deletes what the release made, and says what stays.

      --keep-history     keep the records, as uninstalled
${executeUsage}${sharedUsage}`;

/** `plane-studio status`. Returns 0 when all objects are ready, 1 when not or when there is no release. */
export function statusCommand(args: readonly string[]): Promise<number> {
  return runCommand('status', statusUsage, async () => {
    const { values } = parseClusterArguments(args, {});
    if (values.help) return printHelp(statusUsage);
    const status = await readStatus(openFor(values), targetOf(values));
    process.stdout.write(values.json ? `${JSON.stringify(status)}\n` : printStatus(status));
    return status.objects.every(({ state }) => state === 'ready') ? 0 : 1;
  });
}

/** `plane-studio history`. Returns 0, or 1 when there is no release. */
export function historyCommand(args: readonly string[]): Promise<number> {
  return runCommand('history', historyUsage, async () => {
    const { values } = parseClusterArguments(args, {});
    if (values.help) return printHelp(historyUsage);
    const target = targetOf(values);
    const history = (await readHistory(openFor(values), target)).toReversed();
    if (history.length === 0) {
      process.stderr.write(`there is no release ${target.releaseName} in namespace ${target.namespace}\n`);
      return 1;
    }
    process.stdout.write(values.json ? `${JSON.stringify(history)}\n` : printHistory(history));
    return 0;
  });
}

/** `plane-studio rollback`. Returns 0 when it succeeded, 1 when not, 2 for arguments that make no sense. */
export function rollbackCommand(args: readonly string[]): Promise<number> {
  return runCommand('rollback', rollbackUsage, async () => {
    const { values, positionals } = parseClusterArguments(args, executeOptions);
    if (values.help) return printHelp(rollbackUsage);
    if (positionals.length > 1) throw new ArgumentError(`one revision at most, not ${positionals.join(' ')}`);
    const [text] = positionals;
    const revision = text === undefined ? {} : { revision: countOf('revision', text) };
    const maxHistory = countOf('history-max', values['history-max']);
    const session = openFor(values);
    const plan = planOrMessage(
      await planRollback(session, { target: targetOf(values), maxHistory, ...revision }),
    );
    return plan ? showAndExecute(session, plan, values) : 1;
  });
}

/** `plane-studio uninstall`. Returns 0 when it succeeded, 1 when not, 2 for arguments that make no sense. */
export function uninstallCommand(args: readonly string[]): Promise<number> {
  return runCommand('uninstall', uninstallUsage, async () => {
    const { values } = parseClusterArguments(args, {
      ...executeOptions,
      'keep-history': { type: 'boolean', default: false },
    });
    if (values.help) return printHelp(uninstallUsage);
    const session = openFor(values);
    const keepHistory = values['keep-history'];
    const plan = planOrMessage(await planUninstall(session, { target: targetOf(values), keepHistory }));
    return plan ? showAndExecute(session, plan, values) : 1;
  });
}

function printStatus({ summary, objects, notes }: ReleaseStatus): string {
  const { target, revision, status, chart, updated, description, pending } = summary;
  const width = Math.max(...objects.map(({ ref }) => `${ref.kind}/${ref.name}`.length), 0) + 2;
  const lines = [
    `release    ${target.releaseName} in ${target.namespace}`,
    `revision   ${revision}, ${status}: ${description}`,
    `updated    ${updated}`,
    `chart      ${chart.name} ${chart.version}`,
    ...(pending ? [`locked     by ${pending.holder} since ${pending.since} (${pending.state})`] : []),
    '',
    ...objects.map(
      ({ ref, state, message }) => `${state.padEnd(9)}${`${ref.kind}/${ref.name}`.padEnd(width)}${message}`,
    ),
  ];
  const text = notes.trim();
  return `${lines.join('\n')}\n${text === '' ? '' : `\n${text}\n`}`;
}

function printHistory(history: readonly RevisionSummary[]): string {
  const rows = [
    ['revision', 'updated', 'status', 'chart', 'applied', 'description'],
    ...history.map((one) => [
      String(one.revision),
      one.updated.slice(0, 19),
      one.status,
      `${one.chart.name}-${one.chart.version}`,
      one.applyMethod === 'ssa' ? 'server-side' : 'client-side',
      one.description,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
