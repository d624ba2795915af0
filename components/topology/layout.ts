import { Graph, layout as placeGraph } from '@dagrejs/dagre';
import type { Topology, TopologyEdge, TopologyGroup, TopologyNode } from '@/lib/plane/topology';
import { cardLines, edgeLines, peerLines } from './card-text';

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

export interface PlacedNode extends Box {
  node: TopologyNode;
  lines: readonly string[];
}

export interface PlacedGroup extends Box {
  group: TopologyGroup;
  /** Ports between the replicas, one a line, below them. */
  peers: readonly string[];
}

export interface PlacedEdge {
  edge: TopologyEdge;
  /** From border to border. */
  points: readonly Point[];
  lines: readonly string[];
  /** The middle of the label; absent without one. */
  label?: Point;
}

/** A topology with a place for everything; coordinates grow right and down from 0. */
export interface PlacedTopology {
  nodes: readonly PlacedNode[];
  groups: readonly PlacedGroup[];
  edges: readonly PlacedEdge[];
  width: number;
  height: number;
}

export interface LayoutOptions {
  showsSecrets: boolean;
  showsVolumes: boolean;
}

/** Sizes of the picture, in pixels at full scale; the canvas and the SVG file share them. */
export const sizes = {
  cardWidth: 160,
  cardPadding: 8,
  titleHeight: 18,
  lineHeight: 16,
  groupPadding: 12,
  groupHead: 50,
  groupGap: 20,
  /** Room at the right of replicas for lines that pass one of them. */
  peerLane: 16,
  labelLine: 15,
  labelCharacter: 6.6,
  margin: 16,
} as const;

/** Returns the topology without what the options leave out. */
export function shownTopology(topology: Topology, { showsSecrets, showsVolumes }: LayoutOptions): Topology {
  const nodes = topology.nodes.filter(
    ({ kind }) => (kind !== 'secret' || showsSecrets) && (kind !== 'volume' || showsVolumes),
  );
  const ends = new Set([...nodes, ...topology.groups].map(({ id }) => id));
  const edges = topology.edges.filter(({ from, to }) => ends.has(from) && ends.has(to));
  return { nodes, groups: topology.groups, edges };
}

/**
 * Returns where everything goes: callers at the top, what they call below, replicas in one frame. The
 * same topology always gives the same places.
 */
export function placeTopology(all: Topology, options: LayoutOptions): PlacedTopology {
  const topology = shownTopology(all, options);
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 14, ranksep: 24, edgesep: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  const frames = new Map(topology.groups.map((group) => [group.id, frameOf(group, topology)]));
  const groupOf = new Map(topology.nodes.map(({ id, group }) => [id, group ?? id]));
  for (const node of topology.nodes) {
    if (node.group === undefined)
      graph.setNode(node.id, { width: sizes.cardWidth, height: cardHeight(node) });
  }
  for (const [id, { width, height }] of frames) graph.setNode(id, { width, height });
  const calls = topology.edges
    .filter(({ kind }) => kind !== 'peers')
    .map((edge) => ({
      edge,
      from: groupOf.get(edge.from) ?? edge.from,
      to: groupOf.get(edge.to) ?? edge.to,
    }));
  const minimum = rankSpans(calls);
  for (const { edge, from, to } of calls) {
    const lines = edgeLines(edge);
    const width = Math.max(0, ...lines.map((line) => line.length * sizes.labelCharacter)) + 12;
    const label = { width, height: lines.length * sizes.labelLine + 6, labelpos: 'c' as const };
    const minlen = minimum.get(edge.id) ?? 1;
    graph.setEdge(from, to, { ...(lines.length > 0 ? label : { width: 0, height: 12 }), minlen }, edge.id);
  }
  placeGraph(graph);
  return assemble(topology, { graph, frames });
}

interface Call {
  edge: TopologyEdge;
  from: string;
  to: string;
}

/**
 * Returns how many ranks each call spans at least, so that what calls nobody, stores above all, stands in
 * the last rank: a layout left alone puts it right below its first caller, and the picture gets wide.
 */
function rankSpans(calls: readonly Call[]): ReadonlyMap<string, number> {
  const traffic = calls.filter(({ edge }) => edge.kind === 'traffic');
  const ranks = new Map<string, number>();
  // Longest path from the callers; a cycle stops growing after as many rounds as there are calls.
  for (let round = 0; round < traffic.length; round++) {
    let hasGrown = false;
    for (const { from, to } of traffic) {
      const next = (ranks.get(from) ?? 0) + 1;
      if (next > (ranks.get(to) ?? 0) && next <= traffic.length) {
        ranks.set(to, next);
        hasGrown = true;
      }
    }
    if (!hasGrown) break;
  }
  const last = Math.max(1, ...ranks.values());
  const callers = new Set(traffic.map(({ from }) => from));
  const spans = new Map<string, number>();
  for (const { edge, from, to } of traffic) {
    // Whom nobody calls, as a Job, stays near what it calls.
    const isStart = !ranks.has(from) && !edge.from.startsWith('callers:');
    if (!callers.has(to) && !isStart) spans.set(edge.id, Math.max(1, last - (ranks.get(from) ?? 0)));
  }
  return spans;
}

interface Frame {
  width: number;
  height: number;
  peers: readonly string[];
  members: readonly TopologyNode[];
}

function cardHeight(node: TopologyNode): number {
  return sizes.cardPadding * 2 + sizes.titleHeight + cardLines(node).length * sizes.lineHeight;
}

function frameOf(group: TopologyGroup, topology: Topology): Frame {
  const members = topology.nodes.filter((node) => node.group === group.id);
  const peers = peerLines(group, topology.edges);
  const cards = members.reduce((sum, node) => sum + cardHeight(node) + sizes.groupGap, 0);
  return {
    width: sizes.cardWidth + 2 * sizes.groupPadding + sizes.peerLane,
    height:
      sizes.groupHead + cards - sizes.groupGap + sizes.groupPadding + peers.length * sizes.lineHeight + 4,
    peers,
    members,
  };
}

interface Placement {
  graph: Graph;
  frames: ReadonlyMap<string, Frame>;
}

function assemble(topology: Topology, { graph, frames }: Placement): PlacedTopology {
  const boxOf = (id: string): Box => {
    // The layout replaces the labels that it was given by boxes around their middle.
    const { x, y, width, height } = graph.node(id) as Box;
    return { x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height };
  };
  const groups = topology.groups.map((group) => ({
    ...boxOf(group.id),
    group,
    peers: frames.get(group.id)?.peers ?? [],
  }));
  const nodes = topology.nodes
    .filter(({ group }) => group === undefined)
    .map((node): PlacedNode => ({ ...boxOf(node.id), node, lines: cardLines(node) }));
  for (const frame of groups) nodes.push(...placeMembers(frame, frames.get(frame.group.id)?.members ?? []));
  const edges = topology.edges.flatMap((edge) => {
    const lines = edgeLines(edge);
    if (edge.kind === 'peers') return [{ edge, lines: [], points: peerPoints(edge, nodes) }];
    const ends = graph.edges().find(({ name }) => name === edge.id);
    const placed = ends && (graph.edge(ends) as { points: Point[]; x?: number; y?: number });
    if (!placed) return [];
    const { points, x, y } = placed;
    const label = lines.length > 0 && x !== undefined && y !== undefined ? { label: { x, y } } : {};
    return [{ edge, lines, points, ...label }];
  });
  return withMargin({ nodes: readingOrder(nodes), groups, edges, width: 0, height: 0 });
}

/** Moves everything so that it begins at the margin, labels included: the layout lets them stand over. */
function withMargin(placed: PlacedTopology): PlacedTopology {
  const labels = placed.edges.flatMap(({ label, lines }) => {
    if (!label) return [];
    const width = Math.max(...lines.map((line) => line.length)) * sizes.labelCharacter + 8;
    const height = lines.length * sizes.labelLine;
    return [{ x: label.x - width / 2, y: label.y - height / 2, width, height }];
  });
  const corners = placed.edges.flatMap(({ points }) =>
    points.map(({ x, y }) => ({ x, y, width: 0, height: 0 })),
  );
  const boxes: Box[] = [...placed.nodes, ...placed.groups, ...labels, ...corners];
  const left = sizes.margin - Math.min(...boxes.map(({ x }) => x));
  const top = sizes.margin - Math.min(...boxes.map(({ y }) => y));
  const move = <Moved extends Point>(at: Moved): Moved => ({ ...at, x: at.x + left, y: at.y + top });
  return {
    nodes: placed.nodes.map(move),
    groups: placed.groups.map(move),
    edges: placed.edges.map((edge) => ({
      ...edge,
      points: edge.points.map(move),
      ...(edge.label ? { label: move(edge.label) } : {}),
    })),
    width: Math.ceil(Math.max(...boxes.map(({ x, width }) => x + width)) + left + sizes.margin),
    height: Math.ceil(Math.max(...boxes.map(({ y, height }) => y + height)) + top + sizes.margin),
  };
}

function placeMembers(frame: PlacedGroup, members: readonly TopologyNode[]): PlacedNode[] {
  let y = frame.y + sizes.groupHead;
  return members.map((node) => {
    const box = { x: frame.x + sizes.groupPadding, y, width: sizes.cardWidth, height: cardHeight(node) };
    y += box.height + sizes.groupGap;
    return { ...box, node, lines: cardLines(node) };
  });
}

/** Neighbours are joined straight; a line that passes a replica goes around it at the right. */
function peerPoints({ from, to }: TopologyEdge, nodes: readonly PlacedNode[]): Point[] {
  const upper = nodes.find(({ node }) => node.id === from);
  const lower = nodes.find(({ node }) => node.id === to);
  if (!upper || !lower) return [];
  const isNext = lower.y - (upper.y + upper.height) <= sizes.groupGap;
  const middle = upper.x + upper.width / 2;
  if (isNext) return [point(middle, upper.y + upper.height), point(middle, lower.y)];
  const right = upper.x + upper.width;
  const lane = right + sizes.peerLane - 2;
  const [start, end] = [upper.y + upper.height / 2, lower.y + lower.height / 2];
  return [point(right, start), point(lane, start), point(lane, end), point(right, end)];
}

function point(x: number, y: number): Point {
  return { x, y };
}

/** Returns the nodes from top to bottom, in a row from left to right: the order of the Tab key. */
function readingOrder(nodes: readonly PlacedNode[]): PlacedNode[] {
  return [...nodes].sort((one, other) => one.y - other.y || one.x - other.x);
}

/** Returns an SVG path through points, its corners rounded. */
export function pathThrough(points: readonly Point[], radius = 10): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)},${round(first.y)}`;
  let previous = first;
  for (const [index, corner] of rest.entries()) {
    const next = rest[index + 1];
    if (!next) {
      path += `L${round(corner.x)},${round(corner.y)}`;
    } else {
      const before = towards(corner, previous, radius);
      const after = towards(corner, next, radius);
      path += `L${round(before.x)},${round(before.y)}Q${round(corner.x)},${round(corner.y)} ${round(after.x)},${round(after.y)}`;
    }
    previous = corner;
  }
  return path;
}

/** The point on the way from `from` to `to`, at most half of it away. */
function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(0.5, distance / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
