import type { AbsentText, ChartFrame, ChartPlace, LineOrigin, ObjectLine } from '../trace';

/** A place in the chart that wrote a part of a line, with the parts it wrote. */
export interface LinePlace extends ChartPlace {
  frames: readonly ChartFrame[];
  /** Columns of the line that came from here, from 0; the end is not part of it. */
  parts: readonly { from: number; to: number }[];
}

/** Why a line says what it says. No path is in more than one of the lists. */
export interface LineExplanation {
  /** Paths whose values are in the text. */
  values: readonly string[];
  /** Paths of maps and lists of which only keys or length are in the text. */
  shapes: readonly string[];
  /** Paths that decided that the line is there, or that something in it is not. */
  decides: readonly string[];
  /** Where in the chart it was written, actions before literal text. */
  places: readonly LinePlace[];
  /** What would stand in this line and does not. */
  absent: readonly AbsentText[];
  /** Whether the chart writes the line itself: no value is in it. */
  isLiteral: boolean;
}

/** Returns why a line says what it says. */
export function explainLine(line: ObjectLine): LineExplanation {
  const having = (relation: string) =>
    line.paths.filter((path) => path.relation === relation).map(({ path }) => path);
  const values = new Set(having('value'));
  const shapes = new Set(having('shape').filter((path) => !values.has(path)));
  const decides = new Set(having('decides').filter((path) => !values.has(path) && !shapes.has(path)));
  return {
    values: [...values],
    shapes: [...shapes],
    decides: [...decides],
    places: placesOf(line.origins),
    absent: line.absent,
    isLiteral: values.size === 0 && shapes.size === 0,
  };
}

/** Pieces of one place are one entry, also when other pieces stand between them. */
function placesOf(origins: readonly LineOrigin[]): LinePlace[] {
  const places = new Map<string, LinePlace & { parts: { from: number; to: number }[] }>();
  for (const { file, line, action, frames, from, to } of origins) {
    const callers = frames.map(({ caller }) => `${caller.file}:${caller.line}`).join(' ');
    const key = `${file}:${line} ${action} ${callers}`;
    const place = places.get(key) ?? { file, line, action, frames, parts: [] };
    place.parts.push({ from, to });
    places.set(key, place);
  }
  return [...places.values()].sort((one, other) => Number(one.action === '') - Number(other.action === ''));
}
