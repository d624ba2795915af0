/**
 * values: from what the user says and what charts default to, to what templates see. It knows Helm's
 * merging, dependencies and schema rules; it knows nothing of templates.
 */
export { fullPath, makeNode, metadataOf, type ChartNode } from './chart-node';
export { coalesceValues, type CoalesceOptions } from './coalesce';
export { missingDependencies, processDependencies, tableAt } from './dependencies';
export { ValuesError, type ValuesErrorCode } from './errors';
export { mergeMaps } from './merge-maps';
export { fromPlain, toPlain } from './plain-value';
export { mergeUserValues, type UserValues } from './user-values';
