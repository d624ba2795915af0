import type { AbsentText, ChartFrame, LinePath, PlaneTrace } from '../trace';

/** An object of the chart that these values leave out. */
export interface AbsentObject {
  /** Its kind, as the chart writes it. */
  kind: string;
  /** The template file that would print it, relative to the chart. */
  source: string;
  /** The condition that left it out, and where it stands. */
  file: string;
  line: number;
  action: string;
  /** The paths that decided. */
  paths: readonly LinePath[];
  frames: readonly ChartFrame[];
}

/**
 * Returns the objects of the chart that are not there, with why. An object is known by the `kind:` that
 * its template has below the condition; `chartFiles` are the texts of the chart by path.
 */
export function absentObjects(
  trace: Pick<PlaneTrace, 'absences'>,
  chartFiles: Readonly<Record<string, string>>,
): AbsentObject[] {
  const found = new Map<string, AbsentObject>();
  for (const absence of trace.absences()) {
    // The notes are no objects, and a branch inside an object leaves a part of it out.
    if (!absence.source.endsWith('.yaml')) continue;
    for (const kind of kindsBelow(absence, chartFiles)) {
      const { source, file, line, action, paths, frames } = absence;
      const key = `${source} ${kind} ${file}:${line}`;
      if (!found.has(key)) found.set(key, { kind, source, file, line, action, paths, frames });
    }
  }
  return [...found.values()].sort((one, other) => {
    const [left, right] = [`${one.source} ${one.kind}`, `${other.source} ${other.kind}`];
    return left < right ? -1 : Number(left > right);
  });
}

/** Returns the kinds of objects that the branch at a place holds, itself or in what it includes. */
function kindsBelow({ file, line }: Pick<AbsentText, 'file' | 'line'>, chartFiles: ChartFiles): string[] {
  const text = chartFiles[file];
  return text === undefined ? [] : kindsIn(branchAt(text.split('\n'), line), { chartFiles, entered: [] });
}

type ChartFiles = Readonly<Record<string, string>>;

/** An object stands at the left margin, and so does the action that includes one. */
function kindsIn(
  branch: readonly string[],
  { chartFiles, entered }: { chartFiles: ChartFiles; entered: readonly string[] },
): string[] {
  const kinds = branch.flatMap((text) => {
    const [, kind] = /^kind: ["']?([A-Z]\w+)/.exec(text) ?? [];
    if (kind !== undefined) return [kind];
    const [, name] = /^\{\{-?\s*(?:include|template)\s+"([^"]+)"/.exec(text) ?? [];
    if (name === undefined || entered.includes(name)) return [];
    return kindsIn(defineOf(name, chartFiles), { chartFiles, entered: [...entered, name] });
  });
  return [...new Set(kinds)];
}

const opening = /\{\{-?\s*(?:if|with|range|define|block)\b/g;
const closing = /\{\{-?\s*end\b/g;

/** Returns the lines from `line` (from 1) to the `end` of the action that begins there. */
function branchAt(lines: readonly string[], line: number): string[] {
  const branch: string[] = [];
  let depth = 0;
  for (const text of lines.slice(line - 1)) {
    depth += (text.match(opening) ?? []).length - (text.match(closing) ?? []).length;
    branch.push(text);
    if (depth <= 0) return branch;
  }
  return branch;
}

function defineOf(name: string, chartFiles: ChartFiles): string[] {
  const file = Object.values(chartFiles).find((text) => text.includes(`define "${name}"`));
  const lines = file?.split('\n') ?? [];
  const start = lines.findIndex((line) => line.includes(`define "${name}"`));
  return start < 0 ? [] : branchAt(lines, start + 1);
}
