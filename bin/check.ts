import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { renderPlane } from '../lib/plane';
import {
  findingRules,
  findingsOf,
  problemsBeside,
  type Finding,
  type FindingFix,
} from '../lib/plane/findings';
import { exampleWorkload, signals, type Workload } from '../lib/plane/sizing';
import {
  examineValues,
  parsePath,
  parseValuesText,
  problemText,
  validateValuesText,
  type ValuesDocument,
} from '../lib/values';

const usage = `usage: plane-studio check -f FILE [OPTIONS]

Says what is wrong with a values file of the plane, what is risky and what could be better.

  -f, --values FILE   values file, "-" for standard input
      --strict        exit 1 on warnings too, not only on errors
      --ignore ID     leave out the findings of a rule; repeatable
      --ingest GB     GB of telemetry a day, uncompressed: then disk and queue are checked against it
      --json          one JSON object instead of lines

Lines are FILE:LINE:COLUMN: SEVERITY: ID: PATH: MESSAGE. docs/findings.md explains every id.
`;

/** One line of the answer: a finding, or a problem of the values of which no finding speaks. */
interface Result {
  id: string;
  severity: Finding['severity'];
  message: string;
  suggestion?: string;
  paths: readonly string[];
  line: number;
  column: number;
  /** Objects and lines of the rendered plane. */
  places: Finding['places'];
}

interface Options {
  file: string;
  strict: boolean;
  json: boolean;
  ignored: ReadonlySet<string>;
  ingest: number | undefined;
}

/**
 * `plane-studio check`: prints the problems of a values file and the findings of its plane. Returns 0; 1
 * when there are errors, or warnings under --strict, or the file cannot be read; 2 for arguments that make
 * no sense. No secret value is printed.
 */
export function checkCommand(args: readonly string[]): number {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if ('problem' in options) {
    process.stderr.write(`plane-studio check: ${options.problem}\n${usage}`);
    return 2;
  }
  let text;
  try {
    text = readFileSync(options.file === '-' ? 0 : options.file, 'utf8');
  } catch (error) {
    process.stderr.write(`plane-studio check: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const results = checkText(text, options);
  process.stdout.write(options.json ? asJson(results, options.file) : asLines(results, options.file));
  const counts = countOf(results);
  if (!options.json) process.stderr.write(`${printCounts(counts)}\n`);
  return counts.error > 0 || (options.strict && counts.warning > 0) ? 1 : 0;
}

function readOptions(args: readonly string[]): Options | { problem: string } | 'help' {
  let given;
  try {
    given = parseArgs({
      args: [...args],
      options: {
        values: { type: 'string', short: 'f' },
        strict: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        ignore: { type: 'string', multiple: true, default: [] },
        ingest: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (given.help) return 'help';
  if (given.values === undefined) return { problem: 'no values file: use -f FILE' };
  const ignored = given.ignore.flatMap((ids) => ids.split(','));
  const unknown = ignored.find((id) => !findingRules.some((rule) => rule.id === id));
  if (unknown !== undefined) return { problem: `no such rule: ${unknown}` };
  const ingest = given.ingest === undefined ? undefined : Number(given.ingest);
  if (ingest !== undefined && !(ingest >= 0))
    return { problem: `--ingest must be a number of GB, not ${given.ingest}` };
  const { values: file, strict, json } = given;
  return { file, strict, json, ignored: new Set(ignored), ingest };
}

function checkText(text: string, { ignored, ingest }: Options): Result[] {
  const document = parseValuesText(text);
  const { problems } = validateValuesText(text);
  const findings = document.values === undefined ? [] : planeFindings(document.values, ingest);
  const kept = findings.filter(({ id }) => !ignored.has(id));
  const located = new Map(problems.map((problem) => [problem, problem.pos]));
  return [
    ...problemsBeside(findings, problems).map((problem): Result => {
      const { line, column } = located.get(problem as (typeof problems)[number]) ?? { line: 1, column: 1 };
      const { code, severity, message, suggestion, path } = problem;
      const paths = path === '' ? [] : [path];
      return {
        id: code,
        severity,
        message,
        paths,
        line,
        column,
        places: [],
        ...(suggestion && { suggestion }),
      };
    }),
    ...kept.map((finding) => resultOf(finding, document)),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

function planeFindings(overrides: unknown, ingest: number | undefined): Finding[] {
  const examined = examineValues(overrides);
  const hasErrors = examined.problems.some(({ severity }) => severity === 'error');
  const render = hasErrors ? undefined : renderPlane(overrides);
  const workload = ingest === undefined ? undefined : workloadOf(ingest);
  const findings = [...findingsOf(examined, { render: render?.ok ? render : undefined, workload })];
  if (render && !render.ok) {
    // The chart refuses what the model lets through, mostly by its own guards.
    const title = 'The chart does not render';
    findings.unshift({
      id: 'render',
      severity: 'error',
      title,
      why: '',
      message: render.message,
      paths: [],
      places: [],
    });
  }
  return findings;
}

/** A day's ingest, divided among the signals as in the example that sizing starts from. */
function workloadOf(gigabytes: number): Workload {
  const whole = signals.reduce((sum, signal) => sum + exampleWorkload.signals[signal].amount, 0);
  const loads = { ...exampleWorkload.signals };
  for (const signal of signals) {
    loads[signal] = { ...loads[signal], amount: (loads[signal].amount / whole) * gigabytes };
  }
  return { ...exampleWorkload, signals: loads, growthPercentPerMonth: 0 };
}

function resultOf({ id, severity, message, paths, places, fix }: Finding, document: ValuesDocument): Result {
  const { line, column } = document.positionOf(parsePath(paths[0] ?? ''));
  const suggestion = fix && suggestionOf(fix);
  return { id, severity, message, paths, places, line, column, ...(suggestion && { suggestion }) };
}

/** The fix in words. Whole maps and lists are not spelled out: they may hold what must not be shown. */
function suggestionOf({ label, patch }: FindingFix): string {
  const changes = patch.map((change) => {
    if (!('set' in change)) return `remove ${change.path}`;
    const { set, path } = change;
    return typeof set === 'object' ? undefined : `${path}: ${JSON.stringify(set)}`;
  });
  const spelled = changes.every((change) => change !== undefined);
  return spelled ? `${label} (${changes.join(', ')}).` : `${label}.`;
}

function asLines(results: readonly Result[], file: string): string {
  return results
    .map((result) => {
      const { id, severity, line, column, paths, places } = result;
      const where = paths[0] ?? places[0]?.object;
      const subject = where === undefined ? '' : `${where}: `;
      return `${file}:${line}:${column}: ${severity}: ${id}: ${subject}${problemText(result)}\n`;
    })
    .join('');
}

function asJson(results: readonly Result[], file: string): string {
  return `${JSON.stringify({ file, counts: countOf(results), results }, null, 2)}\n`;
}

type Counts = Record<Finding['severity'], number>;

function countOf(results: readonly Result[]): Counts {
  const counts: Counts = { error: 0, warning: 0, advice: 0 };
  for (const { severity } of results) counts[severity] += 1;
  return counts;
}

function printCounts({ error, warning, advice }: Counts): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return `${count(error, 'error')}, ${count(warning, 'warning')}, ${advice} advice`;
}
