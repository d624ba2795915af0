import type { PlaneTrace } from '../trace';

/** A values path and in how many lines it shows. */
export interface PathCount {
  path: string;
  lines: number;
}

// A line made of more values than this is a digest or a whole map: it is about none of them in particular.
const mostPathsOfALine = 8;

/** Returns the paths whose values are in the lines of objects, those with most lines last: they are the least special. */
export function pathsInObjects(trace: PlaneTrace, objects: readonly string[]): PathCount[] {
  const counts = new Map<string, number>();
  for (const id of objects) {
    for (const line of trace.linesOfObject(id)) {
      const paths = line.paths.filter(({ relation }) => relation !== 'decides').map(({ path }) => path);
      if (paths.length > mostPathsOfALine) continue;
      for (const path of new Set(paths)) counts.set(path, (counts.get(path) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([path, lines]) => ({ path, lines }))
    .sort((one, other) => one.lines - other.lines || (one.path < other.path ? -1 : 1));
}
