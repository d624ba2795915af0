import { describe, expect, it } from 'vitest';
import { renderPlane } from '@/lib/plane';
import { planeTopology, type Topology } from '@/lib/plane/topology';
import { sampleValues } from '@/lib/values/testing/arbitrary';
import { pathThrough, placeTopology, shownTopology, type Box, type PlacedTopology } from './layout';
import { printSvg } from './svg';
import { neighbourOf } from './walk';

const plain = { showsSecrets: false, showsVolumes: false };
const everything = { showsSecrets: true, showsVolumes: true };

function topologyOf(values: unknown): Topology {
  const render = renderPlane(values);
  if (!render.ok) throw new Error(render.message);
  return planeTopology(render.objects);
}

function overlaps(one: Box, other: Box): boolean {
  const isApart =
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;
  return !isApart;
}

/** What holds for every picture: nothing lies on something else, nor outside. */
function expectPlaced(placed: PlacedTopology, label: string): void {
  const standing = [...placed.nodes.filter(({ node }) => node.group === undefined), ...placed.groups];
  for (const [index, one] of standing.entries()) {
    for (const other of standing.slice(index + 1)) expect(overlaps(one, other), label).toBe(false);
  }
  for (const { group, ...frame } of placed.groups) {
    for (const { node, ...card } of placed.nodes.filter(({ node }) => node.group === group.id)) {
      const isInside =
        card.x >= frame.x &&
        card.y >= frame.y &&
        card.x + card.width <= frame.x + frame.width &&
        card.y + card.height <= frame.y + frame.height;
      expect(isInside, `${label}: ${node.id} is in its frame`).toBe(true);
    }
  }
  const points = placed.edges.flatMap((edge) => [...edge.points, ...(edge.label ? [edge.label] : [])]);
  for (const { x, y } of [...points, ...placed.nodes, ...placed.groups]) {
    expect(x >= 0 && y >= 0 && x <= placed.width && y <= placed.height, label).toBe(true);
  }
  for (const { edge, points: path } of placed.edges) {
    expect(path.length, `${label}: ${edge.id} has a way`).toBeGreaterThan(1);
  }
}

describe('placeTopology', () => {
  it('lays nothing on something else, for generated values', () => {
    for (const [index, values] of [{}, ...sampleValues(25)].entries()) {
      const topology = topologyOf(values);
      expectPlaced(placeTopology(topology, plain), `document ${index}`);
      expectPlaced(placeTopology(topology, everything), `document ${index} with everything`);
    }
  });

  it('draws every edge that is shown', () => {
    const topology = topologyOf({});
    for (const options of [plain, everything]) {
      const shown = shownTopology(topology, options);
      const drawn = placeTopology(topology, options).edges.map(({ edge }) => edge.id);
      expect(drawn.sort()).toEqual(shown.edges.map(({ id }) => id).sort());
    }
  });

  it('leaves out Secrets and volumes unless they are asked for', () => {
    const topology = topologyOf({});
    const kinds = placeTopology(topology, plain).nodes.map(({ node }) => node.kind);
    expect(kinds).not.toContain('secret');
    expect(kinds).not.toContain('volume');
  });

  it('keeps every place when only figures change', () => {
    const place = (values: unknown) =>
      placeTopology(topologyOf(values), plain).nodes.map(({ node, x, y }) => ({ id: node.id, x, y }));
    const limits = { clickstack: { resources: { limits: { memory: '12Gi' } }, storage: { size: '900Gi' } } };
    expect(place(limits)).toEqual(place({}));
    expect(place({ clickstack: { initSQL: { waitTimeout: '900s' } } })).toEqual(place({}));
  });
});

describe('neighbourOf', () => {
  const placed = placeTopology(topologyOf({}), plain);

  it('follows a line down to what is called, and up to who calls', () => {
    expect(neighbourOf(placed, 'callers:telemetry', 'down')).toBe('Deployment/otlp-gateway');
    expect(neighbourOf(placed, 'Deployment/otlp-gateway', 'down')).toBe('StatefulSet/clickstack#0');
    expect(neighbourOf(placed, 'Deployment/hyperdx', 'up')).toBe('callers:users');
    expect(neighbourOf(placed, 'callers:users', 'up')).toBeUndefined();
  });

  it('reaches every node by going right from the first', () => {
    const visited = [placed.nodes[0]?.node.id ?? ''];
    for (let next = neighbourOf(placed, visited[0] ?? '', 'right'); next !== undefined;) {
      visited.push(next);
      next = neighbourOf(placed, next, 'right');
    }
    expect(visited).toEqual(placed.nodes.map(({ node }) => node.id));
  });
});

describe('printSvg', () => {
  const placed = placeTopology(topologyOf({}), everything);

  it('names every node and every port, and needs nothing from outside', () => {
    const svg = printSvg(placed, { title: 'plane in namespace', theme: 'light' });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    for (const { node } of placed.nodes) expect(svg).toContain(node.title.slice(0, 12));
    for (const { lines } of placed.edges) for (const line of lines) expect(svg).toContain(`>${line}<`);
    expect(svg).not.toMatch(/href=|url\((?!#)|<script|<image|@import/);
    expect(svg).toContain('plane in namespace');
  });

  it('has the colours of one theme, or of both', () => {
    const print = (theme: 'light' | 'dark' | 'both') => printSvg(placed, { title: 'plane', theme });
    expect(print('light')).toContain('#ffffff');
    expect(print('dark')).not.toContain('#ffffff');
    expect(print('both')).toContain('prefers-color-scheme:dark');
  });

  it('escapes what it is given', () => {
    const svg = printSvg(placed, { title: '<b>&"', theme: 'both' });
    expect(svg).toContain('&#60;b&#62;&#38;&#34;');
  });

  it('gives the same file for the same plane', () => {
    const again = placeTopology(topologyOf({}), everything);
    const options = { title: 'plane', theme: 'both' } as const;
    expect(printSvg(again, options)).toBe(printSvg(placed, options));
  });
});

describe('pathThrough', () => {
  it('rounds corners and ends at the last point', () => {
    const corner = [
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 40, y: 40 },
    ];
    expect(pathThrough(corner, 10)).toBe('M0,0L0,30Q0,40 10,40L40,40');
    expect(pathThrough([])).toBe('');
  });
});
