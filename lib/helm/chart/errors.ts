import { StudioError } from '../../base';

/** Faults of charts: their archive, their metadata, their files, their dependencies. */
export type ChartErrorCode =
  'chart-archive' | 'chart-metadata' | 'chart-file' | 'chart-dependency' | 'chart-ignore' | 'chart-values';

/** A chart that Helm refuses to load; `message` is Helm's, `subject` the file at fault where one is known. */
export class ChartError extends StudioError<ChartErrorCode> {}

/** Raises a chart fault. */
export function failChart(code: ChartErrorCode, message: string, subject?: string): never {
  throw new ChartError(code, message, subject === undefined ? {} : { subject });
}
