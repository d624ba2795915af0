'use client';

import { useEffect, useRef } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Topology, TopologyNode } from '@/lib/plane/topology';
import type { Section } from '@/lib/values';
import { FieldLinks } from '../explain/field-links';
import { useExplanation } from '../explain/use-explanation';
import { useViewState } from '../shell/use-view-state';
import { portText, rangeText } from './card-text';
import classes from './picture.module.css';

interface NodeDetailsProps {
  node: TopologyNode;
  topology: Topology;
  sections: readonly Section[];
  onClose: () => void;
}

/** What is known about one node: facts, its connections, the fields that shape it, and its objects. */
export function NodeDetails({ node, topology, sections, onClose }: NodeDetailsProps) {
  const { navigate } = useViewState();
  const paths = useExplanation(
    node.objects.length > 0 ? { kind: 'fields', objects: node.objects.slice(0, 1) } : undefined,
  );
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const connections = connectionsOf(node, topology);
  // The node's own section first; what it shares with others comes after.
  const isOwn = (path: string) => path.startsWith(`${node.component}.`);
  const ordered = paths
    ?.map(({ path }) => path)
    .sort((one, other) => Number(isOwn(other)) - Number(isOwn(one)));

  return (
    <aside
      className={classes.details}
      aria-label={`Details of ${node.title}`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={classes.detailsHead}>
        <h3 ref={heading} tabIndex={-1} className={classes.detailsTitle}>
          {node.title}
        </h3>
        <span className={classes.detailsRole}>{node.role}</span>
        <ActionIcon size={24} aria-label="Close the details" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      <div className={classes.detailsBody}>
        <section aria-label="Facts" tabIndex={0}>
          <h4 className={classes.detailsLabel}>Facts</h4>
          <dl className={classes.facts}>
            {factsOf(node).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd title={value}>{value}</dd>
              </div>
            ))}
          </dl>
          {connections.length > 0 && (
            <ul className={classes.links}>
              {connections.map((connection) => (
                <li key={connection}>{connection}</li>
              ))}
            </ul>
          )}
        </section>
        {node.objects.length > 0 && (
          <>
            <section aria-label="Manifests">
              <h4 className={classes.detailsLabel}>Manifests</h4>
              <ul className={classes.links}>
                {node.objects.map((id) => (
                  <li key={id}>
                    <button
                      type="button"
                      className={classes.link}
                      onClick={() => navigate({ tab: 'manifests', object: id })}
                    >
                      {id}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
            <section aria-label="Fields">
              <h4 className={classes.detailsLabel}>Fields</h4>
              <FieldLinks paths={ordered} sections={sections} />
            </section>
          </>
        )}
      </div>
    </aside>
  );
}

function factsOf(node: TopologyNode): [string, string][] {
  const { least, most } = node.replicas ?? { least: 0, most: 0 };
  const facts: [string, string][] = [
    ['Kind', node.objectKind],
    ['Replicas', node.replicas ? (least === most ? String(least) : `${least} to ${most}`) : ''],
    ['CPU', rangeText(node, 'cpu')],
    ['Memory', rangeText(node, 'memory')],
    ['Disk', node.storage ?? ''],
    ['Image', node.image ?? ''],
  ];
  return facts.filter(([, value]) => value !== '');
}

function connectionsOf(node: TopologyNode, { nodes, groups, edges }: Topology): string[] {
  const titles = new Map([...nodes, ...groups].map(({ id, title }) => [id, title]));
  const isHere = (end: string) => end === node.id || end === node.group;
  return edges.flatMap((edge) => {
    const how = edge.ports.map(portText).join(', ') || (edge.detail ?? edge.kind);
    if (isHere(edge.from)) return [`to ${titles.get(edge.to)}: ${how}`];
    if (isHere(edge.to)) return [`from ${titles.get(edge.from)}: ${how}`];
    return [];
  });
}
