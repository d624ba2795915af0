/**
 * topology: the plane as a graph, read from its rendered objects. It knows Kubernetes and the protocols of
 * this field; it knows no object by name, nothing of a page, and nothing of where a box is drawn.
 */
export type {
  EdgeKind,
  EdgePort,
  NodeKind,
  NodeResources,
  Topology,
  TopologyEdge,
  TopologyGroup,
  TopologyNode,
} from './graph';
export { isIngest } from './protocols';
export { planeTopology } from './topology';
