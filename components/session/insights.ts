import type { PlaneRender } from '@/lib/plane';

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
}

/** Returns the insights into one plane. */
export function insightsOf(id: number, _input: InsightInput): Insights {
  return { id };
}
