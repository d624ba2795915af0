import type { PlaneRender } from '@/lib/plane';
import { everythingFound, type Finding } from '@/lib/plane/findings';
import type { Workload } from '@/lib/plane/sizing';
import { examineValues } from '@/lib/values';

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
}

/** Returns the insights into one plane. */
export function insightsOf(id: number, { values, render, workload }: InsightInput): Insights {
  return { id, findings: everythingFound(examineValues(values), { render, workload }) };
}
