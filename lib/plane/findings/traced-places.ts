import type { PlaneTrace } from '../trace';
import type { Finding, FindingPlace } from './finding';

/** A value that merely decides about more lines than this is not what these lines are about. */
const mostDecided = 6;

/**
 * Returns the lines of the plane that the values at fault show in, by path: for those findings that name
 * no lines themselves. Lines that hold a value come first; where there are none, the few that are there
 * because of it. A path that shows nowhere is left out.
 */
export function tracedPlaces(
  findings: readonly Finding[],
  trace: Pick<PlaneTrace, 'linesOfPath'>,
): ReadonlyMap<string, readonly FindingPlace[]> {
  const places = new Map<string, readonly FindingPlace[]>();
  const paths = new Set(findings.filter((one) => one.places.length === 0).flatMap((one) => one.paths));
  for (const path of paths) {
    const found = placesOf(path, trace);
    if (found.length > 0) places.set(path, found);
  }
  return places;
}

function placesOf(path: string, trace: Pick<PlaneTrace, 'linesOfPath'>): FindingPlace[] {
  const lines = trace.linesOfPath(path);
  const holding = lines.filter(({ relation }) => relation !== 'decides');
  if (holding.length === 0 && lines.length > mostDecided) return [];
  const byObject = new Map<string, Set<number>>();
  for (const { object, line } of holding.length > 0 ? holding : lines) {
    // Lines of the notes belong to no object.
    if (object === undefined) continue;
    byObject.set(object, (byObject.get(object) ?? new Set()).add(line));
  }
  return [...byObject].map(([object, found]) => ({ object, lines: [...found].sort((a, b) => a - b) }));
}

/** Returns the findings, each that names no lines with those of its paths. */
export function withTracedPlaces(
  findings: readonly Finding[],
  places: ReadonlyMap<string, readonly FindingPlace[]>,
): readonly Finding[] {
  return findings.map((finding) => {
    if (finding.places.length > 0) return finding;
    const traced = finding.paths.flatMap((path) => places.get(path) ?? []);
    return traced.length > 0 ? { ...finding, places: traced } : finding;
  });
}
