/**
 * release: release records as Helm 3 and Helm 4 write them into Secrets, and what follows from a list of
 * them. It knows bytes and labels; it knows nothing of clusters or of time.
 */
export { composeRelease, manifestOf, type ReleaseParts } from './compose';
export { decodeRelease, encodeRelease, recordLimit } from './encode';
export { RecordError, type RecordErrorCode } from './errors';
export { defaultMaxHistory, lastDeployed, newest, revisionsToPrune, type RevisionHead } from './history';
export {
  isPending,
  type ChartMetadataRecord,
  type ChartRecord,
  type FileRecord,
  type HookRecord,
  type HookRun,
  type Release,
  type ReleaseInfo,
  type ReleaseState,
} from './release';
export {
  recordName,
  recordSecret,
  recordSelector,
  recordType,
  releaseOfSecret,
  userLabels,
  type RecordSecret,
  type RecordStamp,
} from './secret';
