'use client';

import '@xyflow/react/dist/style.css';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { MarkerType, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useComputedColorScheme } from '@mantine/core';
import type { Section } from '@/lib/values';
import { useLiveHealth } from '../cluster/use-live-health';
import { useSession } from '../session/use-session';
import { cardId, GroupFrame, NodeCard, type CardNode, type FrameNode } from './node-card';
import { NodeDetails } from './node-details';
import { placeTopology, type PlacedTopology } from './layout';
import { palettes } from './palette';
import { PictureList } from './picture-list';
import { PictureToolbar, type PictureOptions } from './picture-toolbar';
import { useFit } from './use-fit';
import { PlacedLine, type LineEdge } from './placed-line';
import { neighbourOf, type Direction } from './walk';
import classes from './picture.module.css';

const nodeTypes = { card: NodeCard, frame: GroupFrame };
const edgeTypes = { line: PlacedLine };
const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The plane as a diagram drawn from its objects. It follows the values without moving what stays. */
export default function Picture({ sections }: { sections: readonly Section[] }) {
  const topology = useSession((state) => state.insights?.topology);
  useLiveHealth();
  const [options, setOptions] = useState<PictureOptions>({
    showsSecrets: false,
    showsVolumes: false,
    isList: false,
  });
  const [selected, setSelected] = useState<string>();
  const { showsSecrets, showsVolumes } = options;
  const placed = useMemo(
    () => topology && placeTopology(topology, { showsSecrets, showsVolumes }),
    [topology, showsSecrets, showsVolumes],
  );
  if (!topology || !placed) return <p className={classes.waiting}>Drawing the plane</p>;
  const node = topology.nodes.find(({ id }) => id === selected);

  return (
    <ReactFlowProvider>
      <section className={classes.pane} aria-label="Picture of the plane">
        <PictureToolbar placed={placed} options={options} onOptions={setOptions} />
        <div className={classes.body}>
          {options.isList ? (
            <PictureList placed={placed} selected={selected} onSelect={setSelected} />
          ) : (
            <Canvas placed={placed} selected={selected} onSelect={setSelected} />
          )}
        </div>
        {node && (
          <NodeDetails
            key={node.id}
            node={node}
            topology={topology}
            sections={sections}
            onClose={() => {
              setSelected(undefined);
              document.getElementById(cardId(node.id))?.focus({ preventScroll: true });
            }}
          />
        )}
      </section>
    </ReactFlowProvider>
  );
}

interface CanvasProps {
  placed: PlacedTopology;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

function Canvas({ placed, selected, onSelect }: CanvasProps) {
  const scheme = useComputedColorScheme('light');
  const states = useSession((state) => state.objectStates);
  const frame = useRef<HTMLDivElement>(null);
  const bringIntoView = useBringIntoView(frame, placed);
  useFitOnResize(frame, placed);
  useEffect(() => {
    // The details take the lower part of the pane; what they are about should still show.
    if (selected === undefined) return;
    const timer = requestAnimationFrame(() => bringIntoView(document.getElementById(cardId(selected))));
    return () => cancelAnimationFrame(timer);
    // Only a new selection pans.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);
  const nodes = useMemo(
    () => canvasNodes(placed, { selected, changed: new Set(states.keys()) }),
    [placed, selected, states],
  );
  const edges = useMemo(() => canvasEdges(placed, selected), [placed, selected]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['node'] : undefined;
    if (event.key === 'Escape' && selected !== undefined) {
      event.stopPropagation();
      onSelect(undefined);
    }
    const direction = arrows[event.key];
    if (id === undefined || !direction) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbourOf(placed, id, direction);
    if (next !== undefined) document.getElementById(cardId(next))?.focus({ preventScroll: true });
  };

  return (
    <div
      ref={frame}
      className={classes.canvas}
      style={tokens(scheme)}
      onKeyDown={onKeyDown}
      onFocus={(event) => bringIntoView(event.target)}
      onClick={(event) => {
        const card =
          event.target instanceof Element ? event.target.closest<HTMLElement>('[data-node]') : null;
        if (card) onSelect(card.dataset['node'] === selected ? undefined : card.dataset['node']);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        minZoom={0.3}
        maxZoom={2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        panOnScroll
      />
    </div>
  );
}

function canvasNodes(
  placed: PlacedTopology,
  { selected, changed }: { selected: string | undefined; changed: ReadonlySet<string> },
): (CardNode | FrameNode)[] {
  const frames = placed.groups.map((group): FrameNode => ({
    id: group.group.id,
    type: 'frame',
    position: { x: group.x, y: group.y },
    width: group.width,
    height: group.height,
    zIndex: 0,
    data: { placed: group },
  }));
  const cards = placed.nodes.map((node): CardNode => ({
    id: node.node.id,
    type: 'card',
    position: { x: node.x, y: node.y },
    width: node.width,
    height: node.height,
    zIndex: 2,
    style: { pointerEvents: 'all' },
    data: {
      placed: node,
      isSelected: node.node.id === selected,
      hasChanged: changed.has(node.node.objects[0] ?? ''),
    },
  }));
  return [...frames, ...cards];
}

function canvasEdges(placed: PlacedTopology, selected: string | undefined): LineEdge[] {
  const group = placed.nodes.find(({ node }) => node.id === selected)?.node.group;
  const tip = { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--edge)' } as const;
  return placed.edges.map((edge): LineEdge => {
    const { id, from, to, kind } = edge.edge;
    const isLit = selected !== undefined && [from, to].some((end) => end === selected || end === group);
    return {
      id,
      source: from,
      target: to,
      type: 'line',
      zIndex: 1,
      markerEnd: tip,
      ...(kind === 'peers' ? { markerStart: { ...tip, orient: 'auto-start-reverse' } } : {}),
      data: { placed: edge, isLit },
    };
  });
}

/** The colours of the picture as CSS variables, the same that the SVG file has. */
function tokens(scheme: 'light' | 'dark'): Record<`--${string}`, string> {
  const { strips, ...rest } = palettes[scheme];
  const named = Object.entries(strips).map(([name, colour]) => [`--strip-${name}`, colour]);
  const plain = Object.entries(rest).map(([name, colour]) => [`--${name}`, colour]);
  return Object.fromEntries([...plain, ...named]) as Record<`--${string}`, string>;
}

/** Returns a function that pans so far that the card of a focused element shows. */
function useBringIntoView(frame: React.RefObject<HTMLDivElement | null>, placed: PlacedTopology) {
  const { getViewport, setCenter } = useReactFlow();
  return useCallback(
    (target: EventTarget | null) => {
      const id = target instanceof HTMLElement ? target.dataset['node'] : undefined;
      const box = placed.nodes.find(({ node }) => node.id === id);
      if (!box || !frame.current) return;
      // A browser scrolls what has the focus into view; the canvas pans instead.
      frame.current.scrollTo(0, 0);
      const { x, y, zoom } = getViewport();
      const { clientWidth, clientHeight } = frame.current;
      const [left, top] = [box.x * zoom + x, box.y * zoom + y];
      const isInside =
        left >= 0 &&
        top >= 0 &&
        left + box.width * zoom <= clientWidth &&
        top + box.height * zoom <= clientHeight;
      if (!isInside) void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: 0 });
    },
    [frame, placed, getViewport, setCenter],
  );
}

/** Fits the picture when its pane gets another width; never because values change or details open. */
function useFitOnResize(frame: React.RefObject<HTMLDivElement | null>, placed: PlacedTopology): void {
  const fit = useFit(placed);
  const latest = useRef(fit);
  useEffect(() => {
    latest.current = fit;
  }, [fit]);
  useEffect(() => {
    if (!frame.current) return;
    let width = 0;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry || Math.abs(entry.contentRect.width - width) < 1) return;
      width = entry.contentRect.width;
      latest.current();
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
}
