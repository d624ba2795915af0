import { chartObject } from './chart/chart-object';
import { FilesObject } from './chart/files-object';
import type { Chart } from './chart';
import type { TemplateInput } from './engine';
import { GoInt, GoMap, type HelmProfile, type Value } from './value';
import { fullPath, metadataOf, tableAt, type ChartNode } from './values';

/** What is the same for every template of a release. */
export interface ReleaseData {
  release: GoMap;
  capabilities: Value;
  profile: HelmProfile;
}

/** What `.Release` says; see `RenderOptions`. */
export interface ReleaseOptions {
  namespace?: string;
  isUpgrade?: boolean;
  revision?: number;
}

/** Returns what `.Release` is. */
export function releaseObject(name: string, options: ReleaseOptions): GoMap {
  const isUpgrade = options.isUpgrade ?? false;
  return new GoMap(
    new Map<string, Value>([
      ['Name', name],
      ['Namespace', options.namespace ?? 'default'],
      ['IsUpgrade', isUpgrade],
      ['IsInstall', !isUpgrade],
      ['Revision', new GoInt(options.revision ?? 1)],
      ['Service', 'Helm'],
    ]),
  );
}

/** The Go type of `.`, `.Values` and `.Template`. */
export function valuesType(profile: HelmProfile): string {
  return profile === '3.17' ? 'chartutil.Values' : 'common.Values';
}

const filesByChart = new WeakMap<Chart, FilesObject>();

/**
 * Returns the templates of a chart and its subcharts, each with the data that its chart sees: its own
 * values only, in a map that shares its entries with the parent's. Library charts give partials only.
 */
export function collectTemplates(root: ChartNode, values: GoMap, data: ReleaseData): TemplateInput[] {
  const templates = new Map<string, TemplateInput>();
  addChart(root, values, { data, templates });
  return [...templates.values()];
}

interface Collection {
  data: ReleaseData;
  templates: Map<string, TemplateInput>;
}

function addChart(node: ChartNode, values: GoMap, collection: Collection): GoMap {
  const { release, capabilities, profile } = collection.data;
  const type = valuesType(profile);
  const subcharts = new GoMap();
  const data = new GoMap(
    new Map<string, Value>([
      ['Chart', chartObject(metadataOf(node), node.parent === undefined, profile)],
      ['Files', filesOf(node.chart)],
      ['Release', release],
      ['Capabilities', capabilities],
      ['Values', values],
      ['Subcharts', subcharts],
    ]),
    type,
  );
  for (const subchart of node.subcharts) {
    const inner = tableAt(values, subchart.name.split('.'));
    const innerValues = new GoMap(inner?.entries ?? new Map<string, Value>(), type);
    subcharts.entries.set(subchart.name, addChart(subchart, innerValues, collection));
  }
  const path = fullPath(node);
  const isLibrary = node.chart.metadata.type.toLowerCase() === 'library';
  for (const { path: file, text } of node.chart.templates) {
    if (isLibrary && !file.slice(file.lastIndexOf('/') + 1).startsWith('_')) continue;
    const name = `${path}/${file}`;
    collection.templates.set(name, { name, text, basePath: `${path}/templates`, data });
  }
  return data;
}

function filesOf(chart: Chart): FilesObject {
  let files = filesByChart.get(chart);
  if (!files) {
    files = new FilesObject(chart.files);
    filesByChart.set(chart, files);
  }
  return files;
}
