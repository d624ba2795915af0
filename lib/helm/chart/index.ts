/**
 * chart: what a chart is: its archive or directory, metadata, files and subcharts, and what templates
 * see of it as `.Chart`, `.Files` and `.Capabilities`. It knows nothing of the user's values.
 */
export { openPackedCharts } from './packed';
export { ChartError, type ChartErrorCode } from './errors';
export { loadChartArchive, loadChartDirectory, type Chart, type ChartFile, type LoadOptions } from './load';
export type { ChartMetadata, Dependency, Maintainer } from './metadata';
