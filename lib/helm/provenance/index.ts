/**
 * provenance: where every range of rendered text comes from. It watches an execution through the
 * executor's `Tracer` and answers questions afterwards. All knowledge of how origins pass through a
 * function is in its table of flows; functions know nothing of it.
 */
export type { Relation } from './origin-sets';
export { parsePath, printPath, type PathStep } from './paths';
export {
  Provenance,
  type LineUse,
  type Origin,
  type PathUse,
  type Skipped,
  type TracedText,
} from './provenance';
export type { FrameUse, TemplatePlace } from './places';
export { Recorder, type TracedInclude } from './recorder';
export type { Tables } from './tables';
export { addChartValues } from './chart-values';
