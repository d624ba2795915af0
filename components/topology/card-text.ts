import type { EdgePort, TopologyEdge, TopologyGroup, TopologyNode } from '@/lib/plane/topology';

/** Returns how many pods run, as `×3` or `×2–6`; empty for one that nothing scales. */
export function replicaText({ replicas }: TopologyNode): string {
  if (!replicas || (replicas.least === 1 && replicas.most === 1)) return '';
  return replicas.least === replicas.most ? `×${replicas.least}` : `×${replicas.least}–${replicas.most}`;
}

/** Returns the lines below the title of a card: what it is, its CPU and memory, its disk. A frame says what replicas are. */
export function cardLines(node: TopologyNode): string[] {
  const cpu = rangeText(node, 'cpu');
  const memory = rangeText(node, 'memory');
  const both = `CPU ${cpu}, ${memory}`;
  const compute = [cpu && `CPU ${cpu}`, memory && `Memory ${memory}`];
  const lines = [
    node.kind === 'replica' ? '' : node.role,
    // One line where it fits, and it nearly always does: the picture is read at less than full scale.
    ...(cpu !== '' && memory !== '' && both.length <= longestCardLine ? [both] : compute),
    node.storage ? `Disk ${node.storage}` : '',
  ];
  return lines.filter((line) => line !== '');
}

// What fits a card.
const longestCardLine = 21;

/** Returns request and limit of a resource as `500m–2` or `256–512Mi`; one figure when there is only one. */
export function rangeText({ resources }: TopologyNode, name: 'cpu' | 'memory'): string {
  const request = resources?.requests[name] ?? '';
  const limit = resources?.limits[name] ?? '';
  if (request === limit || request === '' || limit === '') return request || limit;
  const unit = /[A-Za-z]*$/.exec(request)?.[0] ?? '';
  const isSameUnit = unit !== '' && /[A-Za-z]*$/.exec(limit)?.[0] === unit;
  return `${isSameUnit ? request.slice(0, -unit.length) : request}–${limit}`;
}

/** Returns one port as `OTLP/gRPC 4317`, with the word TLS when it is encrypted. */
export function portText({ protocol, port, tls, isAtStart }: EdgePort): string {
  return `${protocol} ${port}${tls ? ' TLS' : ''}${isAtStart ? ' at start' : ''}`;
}

/** Returns the lines of an edge's label. What is dialled at the start only shows when there is nothing else. */
export function edgeLines({ kind, ports }: TopologyEdge): string[] {
  if (kind === 'files') return ['log files'];
  if (kind !== 'traffic') return [];
  const lasting = ports.filter(({ isAtStart }) => !isAtStart);
  return (lasting.length > 0 ? lasting : ports).map(portText);
}

// What fits the width of a frame.
const longestPeerLine = 27;

/** Returns what the replicas of a group say to each other, as lines that fit the frame. */
export function peerLines({ id }: TopologyGroup, edges: readonly TopologyEdge[]): string[] {
  const peers = edges.find(({ kind, from }) => kind === 'peers' && from.startsWith(`${id}#`));
  const lines: string[] = [];
  for (const text of peers?.ports.map(portText) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 2 <= longestPeerLine)
      lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(text);
  }
  return lines;
}
