import type { ValuesProblem } from '../problem';
import { validateValues } from '../validate';
import { parseValuesText, type LocatedProblem } from './parse';

/** What a values text holds, and everything wrong or doubtful in it, in the order of the text. */
export interface ValidatedText {
  /** The overrides as read; missing when the text cannot be read. */
  values?: unknown;
  problems: readonly LocatedProblem[];
}

/** Returns the values of a text and all its problems with line and column; never throws. */
export function validateValuesText(text: string, fileName?: string): ValidatedText {
  const document = parseValuesText(text, fileName);
  if (document.values === undefined) return { problems: document.problems };
  const problems = validateValues(document.values).map((problem) => ({
    ...problem,
    pos: document.positionOf(problem.segments, isAboutKey(problem) ? 'key' : 'value'),
  }));
  const all = [...document.problems, ...problems];
  all.sort((a, b) => a.pos.line - b.pos.line || a.pos.column - b.pos.column);
  return { values: document.values, problems: all };
}

function isAboutKey({ code }: ValuesProblem): boolean {
  switch (code) {
    case 'unknown-key':
    case 'renamed-key':
    case 'removed-key':
    case 'forbidden-key':
    case 'null-value':
      return true;
    default:
      return false;
  }
}
