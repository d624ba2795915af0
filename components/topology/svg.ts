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
  const at = (top: number) => ({ x: x + 12, y: top, room: width - 24 });
  return [
    `<g><rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    text('title', at(y + 21), `${group.title} ×${group.members.length}`),
    text('line', at(y + 38), group.role),
    ...peers.map((line, index) => text('line', at(bottom + index * sizes.lineHeight), `⇄ ${line}`)),
    '</g>',
  ].join('');
}

function printNode({ x, y, width, height, node, lines }: PlacedNode): string {
  const replicas = replicaText(node);
  const room = width - 16;
  const left = x + 10;
  const titleLine = y + sizes.cardPadding + 13;
  const firstLine = y + sizes.cardPadding + sizes.titleHeight + 12;
  const dashes = node.component === undefined ? ' stroke-dasharray="4 3"' : '';
  return [
    `<g><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"${dashes}/>`,
    `<rect class="strip-${stripOf(node)}" x="${x}" y="${y + 4}" width="3" height="${height - 8}" rx="1.5"/>`,
    text('title', { x: left, y: titleLine, room: room - replicas.length * 8 }, node.title),
    replicas === ''
      ? ''
      : `<text class="line" text-anchor="end" x="${x + width - 8}" y="${titleLine}">${escape(replicas)}</text>`,
    ...lines.map((line, index) =>
      text('line', { x: left, y: firstLine + index * sizes.lineHeight, room }, line),
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

/** A text of at most `room` pixels. */
function text(style: 'title' | 'line', at: { x: number; y: number; room: number }, content: string): string {
  const character = style === 'title' ? titleCharacter : sizes.labelCharacter;
  const shown = fit(content, at.room / character);
  // Whatever font a viewer has, a text that nearly fills its room is set to fill it and no more.
  const isTight = shown.length * (character + 0.7) > at.room;
  const length = Math.round(Math.min(at.room, shown.length * character));
  const tight = isTight ? ` textLength="${length}" lengthAdjust="spacingAndGlyphs"` : '';
  return `<text class="${style}" x="${at.x}" y="${at.y}"${tight}>${escape(shown)}</text>`;
}

const titleCharacter = 7.6;

/** A file cannot measure text; this cuts it after so many usual letters. */
function fit(content: string, letters: number): string {
  const most = Math.floor(letters);
  return content.length <= most ? content : `${content.slice(0, most - 1)}…`;
}

function escape(content: string): string {
  return content.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
