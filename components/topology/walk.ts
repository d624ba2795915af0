import type { PlacedNode, PlacedTopology } from './layout';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * Returns the node that an arrow key leads to: down along a line to what a node calls, up to who calls
 * it, left and right to its neighbours in reading order. A line to a frame leads to its first replica.
 */
export function neighbourOf(placed: PlacedTopology, id: string, direction: Direction): string | undefined {
  const index = placed.nodes.findIndex(({ node }) => node.id === id);
  const here = placed.nodes[index];
  if (!here) return undefined;
  if (direction === 'left' || direction === 'right') {
    return placed.nodes[index + (direction === 'left' ? -1 : 1)]?.node.id;
  }
  const own = new Set([id, ...(here.node.group === undefined ? [] : [here.node.group])]);
  const isDown = direction === 'down';
  const ends = placed.edges.flatMap(({ edge: { from, to } }) => {
    if (own.has(isDown ? from : to)) return [isDown ? to : from];
    return [];
  });
  const reached = ends.flatMap((end) => nodesAt(placed, end)).filter(({ node }) => node.id !== id);
  // Of several, the one that lies nearest below (or above) is where the eye goes.
  const middle = here.x + here.width / 2;
  const distance = (other: PlacedNode) =>
    Math.abs(other.y - here.y) + Math.abs(other.x + other.width / 2 - middle) / 4;
  return reached.sort((one, other) => distance(one) - distance(other))[0]?.node.id;
}

function nodesAt({ nodes, groups }: PlacedTopology, end: string): PlacedNode[] {
  const members = groups.find(({ group }) => group.id === end)?.group.members;
  const wanted = members ? members.slice(0, 1) : [end];
  return nodes.filter(({ node }) => wanted.includes(node.id));
}
