import { askEngine, askHelm, type ChartTexts, type OracleCase, type Verdict } from './helm-oracle';
import type { HelmProfile } from '../value';

/**
 * Many probes in one Helm process, since starting Helm costs far more than a small chart does. What the
 * engine renders goes side by side into one chart; what it refuses needs a process each.
 */

/** A probe on which Helm and the engine disagree. */
export interface BatchDifference {
  probe: number;
  helm: string;
  ours: string;
}

/** How probes are put together: `one` on its own, `all` of the numbered ones in one chart. */
interface Batch {
  readonly profile: HelmProfile;
  readonly count: number;
  readonly chartOf: (probes: readonly number[]) => OracleCase;
  /** The probe that a path in a message or in a `# Source:` line belongs to. */
  readonly probeOf: (text: string) => number | undefined;
  /** Whether Helm is asked about a probe that the engine refuses; each costs a process. Default: always. */
  readonly asksAbout?: ((probe: number) => boolean) | undefined;
}

/**
 * Returns the templates that Helm and the engine render differently, messages included. Of those that
 * the engine refuses, Helm is asked about the ones that `asksAbout` accepts.
 */
export function compareTemplates(
  profile: HelmProfile,
  { templates, values }: { templates: readonly string[]; values: string },
  asksAbout?: (probe: number) => boolean,
): BatchDifference[] {
  const chartOf = (probes: readonly number[]): OracleCase => ({
    chart: {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.2.3\nappVersion: "4.5"\n',
      'values.yaml': values,
      ...Object.fromEntries(probes.map((i) => [`templates/p${i}.yaml`, templates[i] ?? ''])),
    },
  });
  const probeOf = (text: string): number | undefined => numberIn(/app\/templates\/p(\d+)\.yaml/.exec(text));
  return compareBatch({ profile, count: templates.length, chartOf, probeOf, asksAbout });
}

/** Returns the cases that differ when each is a subchart of one chart, with the values and flags that are its own. */
export function compareSubcharts(
  profile: HelmProfile,
  cases: readonly OracleCase[],
  asksAbout?: (probe: number) => boolean,
): BatchDifference[] {
  const probeOf = (text: string): number | undefined => numberIn(/top\/charts\/c(\d+)\//.exec(text));
  return compareBatch({
    profile,
    count: cases.length,
    chartOf: (probes) => underOneChart(cases, probes),
    probeOf,
    asksAbout,
  });
}

function underOneChart(cases: readonly OracleCase[], probes: readonly number[]): OracleCase {
  const chart: Record<string, string> = { 'Chart.yaml': 'apiVersion: v2\nname: top\nversion: 1.0.0\n' };
  const values: Record<string, unknown>[] = [];
  const set: string[] = [];
  for (const i of probes) {
    const test = cases[i];
    if (!test) continue;
    for (const [path, text] of Object.entries(renamed(test.chart, `c${i}`)))
      chart[`charts/c${i}/${path}`] = text;
    for (const [at, text] of (test.values ?? []).entries()) {
      values[at] = { ...values[at], [`c${i}`]: JSON.parse(text) as unknown };
    }
    set.push(...(test.set ?? []).map((flag) => `c${i}.${flag}`));
  }
  return { chart, values: values.map((one) => JSON.stringify(one)), set };
}

function renamed(chart: ChartTexts, name: string): ChartTexts {
  return { ...chart, 'Chart.yaml': (chart['Chart.yaml'] ?? '').replace(/^name: .*$/m, `name: ${name}`) };
}

function compareBatch(batch: Batch): BatchDifference[] {
  const { profile, count, chartOf, probeOf, asksAbout = () => true } = batch;
  const good: number[] = [];
  const differences: BatchDifference[] = [];
  for (let i = 0; i < count; i++) {
    const ours = askEngine(profile, chartOf([i]));
    if (ours.ok) good.push(i);
    else if (asksAbout(i)) addDifference(differences, i, { ours, helm: askHelm(profile, chartOf([i])) });
  }
  let left = good;
  while (left.length > 0) {
    const helm = askHelm(profile, chartOf(left));
    if (helm.ok) {
      const ours = askEngine(profile, chartOf(left));
      if (ours.ok && ours.text === helm.text) break;
      differences.push(...differingProbes(helm, ours, probeOf));
      break;
    }
    const culprit = probeOf(helm.message);
    if (culprit === undefined || !left.includes(culprit)) {
      throw new Error(`helm failed outside of the probes: ${helm.message}`);
    }
    addDifference(differences, culprit, { helm, ours: askEngine(profile, chartOf([culprit])) });
    left = left.filter((i) => i !== culprit);
  }
  return differences;
}

function addDifference(
  differences: BatchDifference[],
  probe: number,
  said: { helm: Verdict; ours: Verdict },
): void {
  const [helm, ours] = [words(said.helm), words(said.ours)];
  if (helm !== ours) differences.push({ probe, helm, ours });
}

function differingProbes(helm: Verdict, ours: Verdict, probeOf: Batch['probeOf']): BatchDifference[] {
  const [theirs, own] = [helm, ours].map((verdict) => {
    const documents = new Map<number, string>();
    for (const document of words(verdict).split(/^---\n/m)) {
      const probe = probeOf(document);
      if (probe !== undefined) documents.set(probe, (documents.get(probe) ?? '') + document);
    }
    return documents;
  });
  const probes = new Set([...(theirs?.keys() ?? []), ...(own?.keys() ?? [])]);
  const found = [...probes]
    .map((probe) => ({ probe, helm: theirs?.get(probe) ?? '', ours: own?.get(probe) ?? '' }))
    .filter((one) => one.helm !== one.ours);
  // The same documents in another order differ too.
  return found.length > 0 ? found : [{ probe: -1, helm: words(helm), ours: words(ours) }];
}

function words(verdict: Verdict): string {
  return verdict.ok ? verdict.text : `Error: ${verdict.message}`;
}

function numberIn(match: RegExpExecArray | null): number | undefined {
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
