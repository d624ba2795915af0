import type { Chart, ChartMetadata, Dependency } from '../chart';
import type { GoMap, Value } from '../value';

/** A dependency while dependencies are processed: Helm renames it to its alias and switches it off. */
export interface DependencyNode extends Omit<Dependency, 'importValues' | 'name' | 'enabled'> {
  name: string;
  enabled: boolean;
  importValues: readonly Value[];
}

/**
 * A chart during one render: processing dependencies renames, copies and removes subcharts and
 * replaces default values, so every render works on nodes of its own over the shared chart.
 */
export interface ChartNode {
  readonly chart: Chart;
  name: string;
  /** Undefined when Chart.yaml has no dependencies, or none is left. */
  requirements: DependencyNode[] | undefined;
  subcharts: ChartNode[];
  values: GoMap;
  parent: ChartNode | undefined;
}

/** Returns fresh nodes for a chart and everything below it. */
export function makeNode(chart: Chart, parent?: ChartNode): ChartNode {
  const node: ChartNode = {
    chart,
    name: chart.metadata.name,
    requirements: chart.metadata.dependencies?.map((dependency) => ({ ...dependency })),
    subcharts: [],
    values: chart.values,
    parent,
  };
  node.subcharts = chart.dependencies.map((subchart) => makeNode(subchart, node));
  return node;
}

/** Replaces the subcharts and makes the node their parent. */
export function setSubcharts(node: ChartNode, subcharts: ChartNode[]): void {
  for (const subchart of subcharts) subchart.parent = node;
  node.subcharts = subcharts;
}

/** The path that Helm gives a chart's files: `parent/charts/child`. */
export function fullPath(node: ChartNode): string {
  return node.parent ? `${fullPath(node.parent)}/charts/${node.name}` : node.name;
}

/** The metadata with the name and the dependencies that processing left. */
export function metadataOf(node: ChartNode): ChartMetadata {
  return { ...node.chart.metadata, name: node.name, dependencies: node.requirements };
}
