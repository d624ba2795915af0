'use client';

import { edgeLines, replicaText } from './card-text';
import type { PlacedTopology } from './layout';
import { cardId } from './node-card';
import classes from './picture.module.css';

interface PictureListProps {
  placed: PlacedTopology;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

/** The picture as text: each node with what it calls and who calls it. */
export function PictureList({ placed, selected, onSelect }: PictureListProps) {
  const titles = new Map([
    ...placed.nodes.map(({ node }): [string, string] => [node.id, node.title]),
    ...placed.groups.map(({ group }): [string, string] => [group.id, group.title]),
  ]);
  const calls = (id: string, group: string | undefined, end: 'from' | 'to') =>
    placed.edges
      .filter(({ edge }) => edge[end] === id || (group !== undefined && edge[end] === group))
      .map(({ edge }) => {
        const other = titles.get(end === 'from' ? edge.to : edge.from) ?? '';
        const how =
          edge.kind === 'peers' ? 'as a peer' : edgeLines(edge).join(', ') || (edge.detail ?? edge.kind);
        return `${other} (${how})`;
      });
  return (
    <ol className={classes.list} aria-label="Parts of the plane">
      {placed.nodes.map(({ node, lines }) => {
        const to = calls(node.id, node.group, 'from');
        const from = calls(node.id, node.group, 'to');
        return (
          <li key={node.id}>
            <button
              type="button"
              id={cardId(node.id)}
              className={classes.listTitle}
              aria-pressed={node.id === selected}
              onClick={() => onSelect(node.id === selected ? undefined : node.id)}
            >
              {node.title} {replicaText(node)}
            </button>
            <span className={classes.listText}>{[...new Set([node.role, ...lines])].join(' · ')}</span>
            {to.length > 0 && <span className={classes.listText}>to {to.join(', ')}</span>}
            {from.length > 0 && <span className={classes.listText}>from {from.join(', ')}</span>}
          </li>
        );
      })}
    </ol>
  );
}
