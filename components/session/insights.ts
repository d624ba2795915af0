import { renderPlane, type PlaneRender } from '@/lib/plane';
import { everythingFound, tracedPlaces, type Finding, type FindingPlace } from '@/lib/plane/findings';
import type { Workload } from '@/lib/plane/sizing';
import { examineValues, overridesOf } from '@/lib/values';
import { planeTopology, type Topology } from '@/lib/plane/topology';
import type { EvaluateRequest } from './evaluate';

/** What insights are made from: values, the plane that they render to, and what the plane has to carry. */
export interface InsightInput {
  values: unknown;
  /** Absent when the values have errors or do not render. */
  render: PlaneRender | undefined;
  /** Absent while nobody has stated it. */
  workload: Workload | undefined;
}

/**
 * What the page knows about a plane beyond its manifests. It is worked out after the manifests have
 * been sent, and only for values that nobody has typed over meanwhile: a key press never waits for it.
 */
export interface Insights {
  /** The request that these insights belong to. */
  id: number;
  /** Everything to fix or to look at, the worst first; also of values that do not render. */
  findings: readonly Finding[];
  /** The plane as a graph; absent when the values have errors or do not render. */
  topology: Topology | undefined;
}

/** Returns the insights into one plane. */
export function insightsOf(id: number, { values, render, workload }: InsightInput): Insights {
  return {
    id,
    findings: everythingFound(examineValues(values), { render, workload }),
    topology: render && planeTopology(render.objects),
  };
}

/** The lines that the values at fault show in, by path. */
export interface FindingLines {
  /** The request that they belong to. */
  id: number;
  places: ReadonlyMap<string, readonly FindingPlace[]>;
}

/**
 * Returns the lines of the values that findings speak of. It renders once more, recording where each line
 * comes from, which takes several times as long: it is for moments in which nobody types.
 */
export function findingLinesOf(
  { id, values, target }: EvaluateRequest,
  findings: readonly Finding[],
): FindingLines {
  const options = { ...target, skipSchemaValidation: true, trace: true };
  const render = renderPlane(overridesOf(values), options);
  return { id, places: render.ok && render.trace ? tracedPlaces(findings, render.trace) : new Map() };
}
