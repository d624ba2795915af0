import type { ComponentId } from '../component';

/**
 * What a node stands for: a workload, one replica of a StatefulSet, a route into the cluster, callers and
 * services outside the plane, and, on demand, Secrets and volumes.
 */
export type NodeKind = 'workload' | 'replica' | 'route' | 'callers' | 'external' | 'secret' | 'volume';

/** Requests and limits of all containers of a pod that run together, as Kubernetes quantities. */
export interface NodeResources {
  requests: Readonly<Record<string, string>>;
  limits: Readonly<Record<string, string>>;
}

/** One box of the picture. */
export interface TopologyNode {
  /** Stands still while values change; unique among nodes and groups. */
  id: string;
  kind: NodeKind;
  /** What it is called in the cluster, or outside it. */
  title: string;
  /** What it is, e.g. `ClickHouse, Keeper`. */
  role: string;
  /** The part of the plane; absent outside it. */
  component?: ComponentId;
  /** The kind of the object it is made from, e.g. `Deployment`; empty outside the plane. */
  objectKind: string;
  /** Ids of the rendered objects that belong to it; the one it is made from comes first. */
  objects: readonly string[];
  /** How many pods run; a range when an autoscaler decides. Absent where pods are no matter of a number. */
  replicas?: { least: number; most: number };
  resources?: NodeResources;
  /** Size of each persistent volume, e.g. `200Gi`. */
  storage?: string;
  image?: string;
  /** The group of a replica. */
  group?: string;
}

/** A StatefulSet of several replicas, drawn as a frame around them. */
export interface TopologyGroup {
  /** The id of its object. */
  id: string;
  title: string;
  role: string;
  component: ComponentId;
  objects: readonly string[];
  /** Ids of the replicas by ordinal. */
  members: readonly string[];
}

/** One port of a connection. */
export interface EdgePort {
  /** The port that is dialled. */
  port: number;
  /** A name that engineers use, e.g. `OTLP/gRPC`. */
  protocol: string;
  tls: boolean;
  /** True when only init containers dial it. */
  isAtStart: boolean;
}

/** What a line of the picture means; `peers` is traffic both ways between replicas. */
export type EdgeKind = 'traffic' | 'peers' | 'secret' | 'volume' | 'files';

/** A line of the picture, from the one that calls or is given something to the one that answers. */
export interface TopologyEdge {
  id: string;
  kind: EdgeKind;
  /** Id of a node or a group. */
  from: string;
  to: string;
  /** Ascending; empty for what is no network connection. */
  ports: readonly EdgePort[];
  /** Ids of the Services in between. */
  via: readonly string[];
  /** What is not a port: the keys of a Secret, a mount path. */
  detail?: string;
}

/** The plane as a graph. Every edge ends at a node or a group. */
export interface Topology {
  nodes: readonly TopologyNode[];
  groups: readonly TopologyGroup[];
  edges: readonly TopologyEdge[];
}
