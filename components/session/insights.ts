import type { PlaneRender } from '@/lib/plane';
import { planeTopology, type Topology } from '@/lib/plane/topology';

/** What insights are made from: values without errors, and the plane that they render to. */
export interface InsightInput {
  values: unknown;
  render: PlaneRender;
}

/**
 * What the page knows about a plane beyond its manifests. It is worked out after the manifests have
 * been sent, and only for values that nobody has typed over meanwhile: a key press never waits for it.
 */
export interface Insights {
  /** The request that these insights belong to. */
  id: number;
  /** The plane as a graph. */
  topology: Topology;
}

/** Returns the insights into one plane. */
export function insightsOf(id: number, { render }: InsightInput): Insights {
  return { id, topology: planeTopology(render.objects) };
}
