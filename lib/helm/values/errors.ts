import { StudioError } from '../../base';

/** Faults of values: their files, the --set flags, their shape, the chart's schema. */
export type ValuesErrorCode = 'values-file' | 'values-flag' | 'values-type' | 'values-schema';

/** Values that Helm refuses; `message` is Helm's. */
export class ValuesError extends StudioError<ValuesErrorCode> {}

/** Raises a values fault. */
export function failValues(code: ValuesErrorCode, message: string): never {
  throw new ValuesError(code, message);
}
