/**
 * provenance: where every range of rendered text comes from. It watches an execution through the
 * executor's `Tracer` and answers questions afterwards. All knowledge of how origins pass through a
 * function is in its table of flows; functions know nothing of it.
 */
export type Provenance = object;
