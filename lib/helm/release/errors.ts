import { StudioError } from '../../base';

export type RecordErrorCode =
  /** What was read is no release record. */
  | 'record-broken'
  /** A Secret would not hold it. */
  | 'record-size';

/** A release record that cannot be read or written. Messages never hold values. */
export class RecordError extends StudioError<RecordErrorCode> {}
