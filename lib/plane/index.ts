/**
 * plane: where values meet the chart. It renders the plane and says which object belongs to which part
 * of it. It knows the chart and the names in it; it knows neither a page nor a cluster.
 */
export { chartMetadata, planeChart } from './chart';
export { chartFiles } from './chart.generated';
export { componentIds, componentOf, type ComponentId } from './component';
export {
  defaultTarget,
  renderPlane,
  type PlaneFailure,
  type PlaneObject,
  type PlaneOptions,
  type PlaneRender,
} from './render';
export { existingSecretAnnotation } from './secrets';
export {
  type AbsentText,
  type ChartFrame,
  type ChartPlace,
  type LineOrigin,
  type LinePath,
  type LineRelation,
  type ObjectLine,
  type PathLine,
  type PlaneTrace,
} from './trace';
