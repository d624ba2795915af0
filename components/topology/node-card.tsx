'use client';

import { memo } from 'react';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { useCluster } from '../cluster/use-cluster';
import { replicaText } from './card-text';
import type { PlacedGroup, PlacedNode } from './layout';
import { stripOf } from './palette';
import classes from './picture.module.css';

export type CardNode = Node<{ placed: PlacedNode; isSelected: boolean; hasChanged: boolean }, 'card'>;
export type FrameNode = Node<{ placed: PlacedGroup }, 'frame'>;

/** One box of the picture: a button that opens its details. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<CardNode>) {
  const { node, lines, width, height } = data.placed;
  const replicas = replicaText(node);
  return (
    <>
      <Ends />
      <button
        type="button"
        id={cardId(node.id)}
        data-node={node.id}
        className={classes.card}
        data-outside={node.component === undefined || undefined}
        data-changed={data.hasChanged || undefined}
        aria-pressed={data.isSelected}
        style={sized(node, { width, height })}
      >
        <span className={classes.cardHead}>
          <span className={classes.cardTitle} title={node.title}>
            {node.title}
          </span>
          <HealthDot objects={node.objects} />
          {data.hasChanged && <span className={classes.changedDot} title="changed" />}
          {replicas !== '' && <span className={classes.cardReplicas}>{replicas}</span>}
        </span>
        {lines.map((line) => (
          <span key={line} className={classes.cardLine} title={line}>
            {line}
          </span>
        ))}
      </button>
    </>
  );
});

const healthWords = { ready: 'ready', waiting: 'not ready yet', failed: 'failed' };

/** How the object that a part is made from is doing in the connected cluster; nothing while that is not known. */
function HealthDot({ objects }: { objects: readonly string[] }) {
  const health = useCluster((state) => state.health.get(objects[0] ?? ''));
  if (!health) return null;
  const text = `${healthWords[health.state]}: ${health.message}`;
  return (
    <span role="img" aria-label={text} title={text} className={classes.healthDot} data-state={health.state} />
  );
}

/** The frame around the replicas of a StatefulSet. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<FrameNode>) {
  const { group, peers, width, height } = data.placed;
  return (
    <>
      <Ends />
      <div className={classes.frame} style={{ width, height }}>
        <span className={classes.cardHead}>
          <span className={classes.cardTitle}>{group.title}</span>
          <HealthDot objects={group.objects} />
          <span className={classes.cardReplicas}>×{group.members.length}</span>
        </span>
        <span className={classes.cardLine}>{group.role}</span>
        <span className={classes.peers}>
          {peers.map((line) => (
            <span key={line} className={classes.cardLine}>
              ⇄ {line}
            </span>
          ))}
        </span>
      </div>
    </>
  );
});

type Sized = Record<'width' | 'height', number> & Record<'--strip', string>;

function sized(node: Parameters<typeof stripOf>[0], size: { width: number; height: number }): Sized {
  return { ...size, '--strip': `var(--strip-${stripOf(node)})` };
}

/** Where lines may end. The canvas asks for them; lines follow the points of the layout instead. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={classes.end} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={classes.end} />
    </>
  );
}

/** Returns the id of the button of a node. */
export function cardId(id: string): string {
  return `picture-${id.replaceAll(/[^A-Za-z0-9-]/g, '-')}`;
}
