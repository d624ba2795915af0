'use client';

import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from '@xyflow/react';
import { pathThrough, type PlacedEdge } from './layout';
import classes from './picture.module.css';

export type LineEdge = Edge<{ placed: PlacedEdge; isLit: boolean }, 'line'>;

/** A line along the points of the layout, with its ports in the middle. */
export const PlacedLine = memo(function PlacedLine({ data, markerStart, markerEnd }: EdgeProps<LineEdge>) {
  if (!data) return null;
  const { edge, points, lines, label } = data.placed;
  const isDashed = edge.kind !== 'traffic' && edge.kind !== 'peers';
  return (
    <>
      <BaseEdge
        path={pathThrough(points)}
        className={classes.line}
        data-dashed={isDashed || undefined}
        data-lit={data.isLit || undefined}
        {...(markerStart === undefined ? {} : { markerStart })}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      {label && (
        <EdgeLabelRenderer>
          <div
            className={classes.label}
            data-lit={data.isLit || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
