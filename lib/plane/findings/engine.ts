import { problemText, type ExaminedValues, type ValuesProblem } from '../../values';
import type { PlaneRender } from '../render';
import type { Workload } from '../sizing/workload';
import { severities, type Finding, type Plane, type Rule } from './finding';
import { accessRules } from './rules/access';
import { availabilityRules } from './rules/availability';
import { capacityRules } from './rules/capacity';
import { clickhouseRules } from './rules/clickhouse';
import { collectorsRules } from './rules/collectors';
import { gatewayRules } from './rules/gateway';
import { hyperdxRules } from './rules/hyperdx';
import { migrationRules } from './rules/migration';
import { observerRules } from './rules/observer';
import { workloadRules } from './rules/workloads';

/** Every rule, in the order of its id. */
export const findingRules: readonly Rule[] = [
  ...clickhouseRules,
  ...gatewayRules,
  ...hyperdxRules,
  ...observerRules,
  ...accessRules,
  ...availabilityRules,
  ...workloadRules,
  ...capacityRules,
  ...collectorsRules,
  ...migrationRules,
];

/** What there is to look at beside the values. */
export interface FindingContext {
  /** The plane of these values; without it the rules about objects are silent. */
  render?: Pick<PlaneRender, 'objects'> | undefined;
  /** What the plane has to carry; without it the rules about capacity are silent. */
  workload?: Workload | undefined;
}

/**
 * Returns what the rules find in `examined` values, the worst first, else in the order of the rules. It
 * reads nothing else and changes nothing; no message holds a secret value.
 */
export function findingsOf(examined: ExaminedValues, context: FindingContext = {}): readonly Finding[] {
  const plane: Plane = {
    values: examined.values,
    given: examined.given,
    objects: context.render?.objects ?? [],
    workload: context.workload,
  };
  const found: Finding[] = [];
  for (const { id, severity, title, why, check } of findingRules) {
    check(plane, ({ message, paths, places = [], fix }) => {
      found.push({ id, severity, title, why, message, paths, places, ...(fix && { fix }) });
    });
  }
  return worstFirst(found);
}

/**
 * Returns everything to say of `examined` values in one list, the worst first: what `findingsOf` returns,
 * and the problems of the values of which no finding speaks.
 */
export function everythingFound(examined: ExaminedValues, context: FindingContext = {}): readonly Finding[] {
  const findings = findingsOf(examined, context);
  const beside = problemsBeside(findings, examined.problems).map((problem): Finding => {
    const title = problem.severity === 'error' ? 'Value that does not work' : 'Value to look at';
    const { code: id, severity, path } = problem;
    const message = problemText(problem);
    return { id, severity, title, why: '', message, paths: path === '' ? [] : [path], places: [] };
  });
  return worstFirst([...beside, ...findings]);
}

function worstFirst(findings: Finding[]): Finding[] {
  // The sort is stable: rules of one severity stay in their order.
  return findings.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** Returns the problems of the values of which no finding speaks: those that a list shows beside findings. */
export function problemsBeside(
  findings: readonly Finding[],
  problems: readonly ValuesProblem[],
): readonly ValuesProblem[] {
  return problems.filter(
    (problem) =>
      !findings.some(
        ({ paths, severity }) =>
          paths.includes(problem.path) &&
          (severity === 'error' || (severity === 'warning' && problem.severity === 'warning')),
      ),
  );
}
