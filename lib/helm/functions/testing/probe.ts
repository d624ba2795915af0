import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { executeTemplates } from '../../engine';
import { textOfBytes } from '../../text';
import { GoMap, type Entropy, type HelmProfile } from '../../value';
import { templateFunctions } from '..';
import '../../extras';

/** What an expression came to: the type and the JSON of its value, or the message of its failure. */
export type Outcome = { ok: true; text: string } | { ok: false; message: string };

/** An expression on which we and Helm disagree. */
export interface Difference {
  expression: string;
  helm: string;
  ours: string;
}

export const profiles: readonly HelmProfile[] = ['3.17', '4.1', '4.2'];

/** The helm binary of a profile, or undefined where the machine has none. */
export function helmBinary(profile: HelmProfile): string | undefined {
  const binary = path.resolve(import.meta.dirname, `../../../../node_modules/.cache/oracle/${profile}/helm`);
  return existsSync(binary) ? binary : undefined;
}

const file = 'probe/templates/probe.yaml';
const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: probe}\ndata:\n';

/** Base64 keeps every byte of a result away from YAML's rules. */
function line(expression: string, index: number): string {
  return `  p${index}: "{{ $r := ${expression} }}{{ printf "%s %s" (typeOf $r) (toRawJson $r) | b64enc }}"\n`;
}

const entropy: Entropy = {
  now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
  randomBytes: (count) => new Uint8Array(count).map((_, i) => (i * 73 + 41) & 255),
};

/** Returns what our engine makes of one expression. */
export function evaluateOurs(expression: string, profile: HelmProfile): Outcome {
  const result = executeTemplates({
    templates: [
      { name: file, text: head + line(expression, 0), basePath: 'probe/templates', data: new GoMap() },
    ],
    functions: templateFunctions(profile),
    profile,
    entropy,
  });
  if (!result.ok) return { ok: false, message: result.message };
  const encoded = /p0: "([^"]*)"/.exec(result.texts.get(file) ?? '')?.[1] ?? '';
  return { ok: true, text: decode(encoded) };
}

function decode(encoded: string): string {
  return textOfBytes(new Uint8Array(Buffer.from(encoded, 'base64')));
}

/** A chart in a temporary folder with a template of probes, and the helm that renders it. */
class ProbeChart {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'probe-'));
  private readonly binary: string;

  constructor(binary: string) {
    this.binary = binary;
    mkdirSync(path.join(this.folder, 'templates'));
    writeFileSync(path.join(this.folder, 'Chart.yaml'), 'apiVersion: v2\nname: probe\nversion: 0.1.0\n');
  }

  run(template: string): { ok: true; output: string } | { ok: false; message: string } {
    writeFileSync(path.join(this.folder, 'templates/probe.yaml'), template);
    try {
      const env = { ...process.env, HOME: this.folder, TZ: 'UTC' };
      const options = { encoding: 'utf8', env, maxBuffer: 1 << 28, stdio: 'pipe' } as const;
      return { ok: true, output: execFileSync(this.binary, ['template', 'r', this.folder], options) };
    } catch (error) {
      const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
      return { ok: false, message: errorOf(text) };
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The message of helm's error output without warnings and the hint on --debug. */
function errorOf(text: string): string {
  const from = text.indexOf('Error: ');
  return text
    .slice(from < 0 ? 0 : from + 'Error: '.length)
    .replace(/\n\nUse --debug flag[^]*$/, '')
    .replace(/\n+$/, '');
}

/**
 * Returns the expressions on which Helm and our engine differ. Expressions that we can evaluate go
 * into one Helm process; one that Helm refuses is reported and left out. Expressions that we refuse
 * need a process each; of those only some are asked about.
 */
export function compareWithHelm(
  expressions: readonly string[],
  profile: HelmProfile,
  refusals: { every: number; from: number } = { every: 1, from: 0 },
): { differences: Difference[]; compared: number } {
  const binary = helmBinary(profile);
  if (!binary) throw new Error(`no helm for ${profile}`);
  const chart = new ProbeChart(binary);
  try {
    const ours = expressions.map((expression) => ({
      expression,
      outcome: evaluateOurs(expression, profile),
    }));
    const good = ours.flatMap(({ expression, outcome }) =>
      outcome.ok ? [{ expression, text: outcome.text }] : [],
    );
    const bad = ours.flatMap(({ expression, outcome }) =>
      outcome.ok ? [] : [{ expression, message: outcome.message }],
    );
    const checkedBad = bad.filter((_, i) => i % refusals.every === refusals.from);
    const differences = [...compareValues(chart, good), ...compareFailures(chart, checkedBad)];
    return { differences, compared: good.length + checkedBad.length };
  } finally {
    chart.remove();
  }
}

function compareValues(chart: ProbeChart, probes: { expression: string; text: string }[]): Difference[] {
  const differences: Difference[] = [];
  let left = probes;
  for (;;) {
    const result = chart.run(head + left.map(({ expression }, i) => line(expression, i)).join(''));
    if (result.ok) {
      const found = new Map(
        [...result.output.matchAll(/^ {2}p(\d+): "([^"]*)"$/gm)].map((m) => [Number(m[1]), m[2]]),
      );
      for (const [i, { expression, text }] of left.entries()) {
        const helm = decode(found.get(i) ?? '');
        if (helm !== text) differences.push({ expression, helm, ours: text });
      }
      return differences;
    }
    const row = Number(/probe\.yaml:(\d+)/.exec(result.message)?.[1] ?? '0') - head.split('\n').length;
    const culprit = left[row];
    if (!culprit) throw new Error(`helm failed outside of the probes: ${result.message}`);
    differences.push({ expression: culprit.expression, helm: `error ${result.message}`, ours: culprit.text });
    left = left.filter((probe) => probe !== culprit);
  }
}

function compareFailures(chart: ProbeChart, probes: { expression: string; message: string }[]): Difference[] {
  return probes.flatMap(({ expression, message }) => {
    const result = chart.run(head + line(expression, 0));
    const helm = result.ok ? 'no error' : result.message;
    return helm === message ? [] : [{ expression, helm, ours: message }];
  });
}
