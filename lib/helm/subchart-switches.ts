import { fullPath, type ChartNode } from './values';

/** Values paths that decide whether a chart is rendered at all, by its `templates` directory. */
export type SubchartSwitches = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * Returns what switches each subchart that is rendered: the conditions and tags that Chart.yaml names
 * for it and for the charts around it.
 */
export function subchartSwitches(root: ChartNode): SubchartSwitches {
  const switches = new Map<string, readonly (readonly string[])[]>();
  addSwitches(root, { path: [], outer: [], switches });
  return switches;
}

interface Walk {
  /** Where the chart's values lie in the root's. */
  readonly path: readonly string[];
  /** What switches the chart itself. */
  readonly outer: readonly (readonly string[])[];
  readonly switches: Map<string, readonly (readonly string[])[]>;
}

function addSwitches(node: ChartNode, { path, outer, switches }: Walk): void {
  if (outer.length > 0) switches.set(`${fullPath(node)}/templates`, outer);
  for (const subchart of node.subcharts) {
    const requirement = node.requirements?.find(({ name }) => name === subchart.name);
    const conditions = (requirement?.condition ?? '')
      .trim()
      .split(',')
      .filter((condition) => condition !== '')
      .map((condition) => [...path, ...condition.split('.')]);
    const tags = (requirement?.tags ?? []).map((tag) => ['tags', tag]);
    addSwitches(subchart, {
      path: [...path, subchart.name],
      outer: [...outer, ...conditions, ...tags],
      switches,
    });
  }
}
