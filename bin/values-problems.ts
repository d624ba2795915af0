import { problemText, validateValuesText, type ProblemCode } from '../lib/values';

/** What a values file of the plane holds, after its problems were written to standard error. */
export interface CheckedValues {
  values: unknown;
  hasErrors: boolean;
}

/** What the rules between several values say; one file of several cannot be judged by them. */
const ruleCodes: ReadonlySet<ProblemCode> = new Set(['missing-value', 'conflict', 'questionable']);

/**
 * Checks a values file of the plane and writes each problem to standard error as `FILE:LINE:COLUMN:
 * SEVERITY: PATH: MESSAGE`, the form that editors and CI systems read. Secret values are never written.
 * `isWhole` tells that nothing else is merged into it; only then do the rules between values count.
 */
export function checkValuesText(text: string, file: string, isWhole: boolean): CheckedValues {
  const { values, problems: all } = validateValuesText(text, file);
  const problems = isWhole ? all : all.filter(({ code }) => !ruleCodes.has(code));
  for (const problem of problems) {
    const { line, column } = problem.pos;
    const path = problem.path === '' ? '' : `${problem.path}: `;
    process.stderr.write(`${file}:${line}:${column}: ${problem.severity}: ${path}${problemText(problem)}\n`);
  }
  return { values, hasErrors: problems.some((problem) => problem.severity === 'error') };
}
