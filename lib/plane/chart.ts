import { encodeUtf8 } from '../base';
import { loadChartDirectory, type Chart, type HelmProfile } from '../helm/core';
import { chartFiles } from './chart.generated';

const charts = new Map<HelmProfile, Chart>();

/** Returns the plane's chart, loaded as the given Helm loads it; every further call returns the same one. */
export function planeChart(profile: HelmProfile): Chart {
  let chart = charts.get(profile);
  if (!chart) {
    const files = Object.entries(chartFiles).map(([path, text]) => ({ path, data: encodeUtf8(text) }));
    chart = loadChartDirectory(files, { profile });
    charts.set(profile, chart);
  }
  return chart;
}

/** Name and version of the plane's chart, and the version of what it installs. */
export const chartMetadata: { readonly name: string; readonly version: string; readonly appVersion: string } =
  planeChart('4.2').metadata;
