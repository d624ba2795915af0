import { replicaText } from './card-text';
import {
  pathThrough,
  sizes,
  type PlacedEdge,
  type PlacedGroup,
  type PlacedNode,
  type PlacedTopology,
} from './layout';
import { palettes, stripOf, type Palette } from './palette';

/**
 * Returns the picture as an SVG file that needs nothing else: no font but the system's, no style sheet
 * but its own, no script. It has the colours of `theme`, or of both when a viewer can choose.
 */
export function printSvg(
  placed: PlacedTopology,
  options: { title: string; theme: 'light' | 'dark' | 'both' },
): string {
  const { width, height } = placed;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="picture-title">`,
    `<title id="picture-title">${escape(options.title)}</title>`,
    `<style>${styleSheet(options.theme)}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0,0.5L7,4L0,7.5z"/></marker></defs>',
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...placed.groups.map(printGroup),
    ...placed.edges.map(printEdge),
    ...placed.nodes.map(printNode),
    ...placed.edges.map(printLabel),
    '</svg>',
    '',
  ].join('\n');
}

function styleSheet(theme: 'light' | 'dark' | 'both'): string {
  const rules = (palette: Palette): string =>
    [
      `.ground{fill:${palette.ground}}.card{fill:${palette.card};stroke:${palette.line}}`,
      `.frame{fill:${palette.frame};stroke:${palette.line}}`,
      `.edge{fill:none;stroke:${palette.edge};stroke-width:1.25}.dashed{stroke-dasharray:4 3}`,
      `.tip{fill:${palette.edge}}.plate{fill:${palette.ground}}`,
      `.title{fill:${palette.text}}.line{fill:${palette.secondary}}`,
      ...Object.entries(palette.strips).map(([name, colour]) => `.strip-${name}{fill:${colour}}`),
    ].join('');
  const type =
    'text{font:12px Inter,system-ui,sans-serif}.title{font:600 12.5px "JetBrains Mono",ui-monospace,monospace}';
  if (theme !== 'both') return type + rules(palettes[theme]);
  return `${type}${rules(palettes.light)}@media(prefers-color-scheme:dark){${rules(palettes.dark)}}`;
}

function printGroup({ x, y, width, height, group, peers }: PlacedGroup): string {
  const bottom = y + height - sizes.groupPadding - (peers.length - 1) * sizes.lineHeight + 2;
  return [
    `<g><rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    text('title', { x: x + 12, y: y + 18 }, fit(`${group.title} ×${group.members.length}`, width - 24)),
    text('line', { x: x + 12, y: y + 34 }, fit(group.role, width - 24)),
    ...peers.map((line, index) =>
      text('line', { x: x + 12, y: bottom + index * sizes.lineHeight }, fit(`⇄ ${line}`, width - 24)),
    ),
    '</g>',
  ].join('');
}

function printNode({ x, y, width, height, node, lines }: PlacedNode): string {
  const replicas = replicaText(node);
  const left = x + 12;
  const room = width - 20;
  const dashes = node.component === undefined ? ' stroke-dasharray="4 3"' : '';
  return [
    `<g><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"${dashes}/>`,
    `<rect class="strip-${stripOf(node)}" x="${x}" y="${y + 4}" width="3" height="${height - 8}" rx="1.5"/>`,
    text(
      'title',
      { x: left, y: y + sizes.cardPadding + 13 },
      fit(node.title, room - replicas.length * 8, 7.6),
    ),
    replicas === ''
      ? ''
      : `<text class="line" text-anchor="end" x="${x + width - 8}" y="${y + sizes.cardPadding + 13}">${escape(replicas)}</text>`,
    ...lines.map((line, index) =>
      text(
        'line',
        { x: left, y: y + sizes.cardPadding + sizes.titleHeight + 12 + index * sizes.lineHeight },
        fit(line, room),
      ),
    ),
    '</g>',
  ].join('');
}

function printEdge({ edge, points }: PlacedEdge): string {
  const isDashed = edge.kind !== 'traffic' && edge.kind !== 'peers';
  const tips =
    edge.kind === 'peers' ? 'marker-start="url(#tip)" marker-end="url(#tip)"' : 'marker-end="url(#tip)"';
  return `<path class="edge${isDashed ? ' dashed' : ''}" d="${pathThrough(points)}" ${tips}/>`;
}

function printLabel({ lines, label }: PlacedEdge): string {
  if (!label) return '';
  const width = Math.max(...lines.map((line) => line.length * sizes.labelCharacter)) + 8;
  const height = lines.length * sizes.labelLine + 2;
  const top = label.y - height / 2;
  return [
    `<g><rect class="plate" x="${label.x - width / 2}" y="${top}" width="${width}" height="${height}" rx="3"/>`,
    ...lines.map(
      (line, index) =>
        `<text class="line" text-anchor="middle" x="${label.x}" y="${top + 12 + index * sizes.labelLine}">${escape(line)}</text>`,
    ),
    '</g>',
  ].join('');
}

function text(style: string, at: { x: number; y: number }, content: string): string {
  return `<text class="${style}" x="${at.x}" y="${at.y}">${escape(content)}</text>`;
}

/** A file cannot measure text; this cuts it by the width of a usual letter. */
function fit(content: string, width: number, character: number = sizes.labelCharacter): string {
  const most = Math.floor(width / character);
  return content.length <= most ? content : `${content.slice(0, most - 1)}…`;
}

function escape(content: string): string {
  return content.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
