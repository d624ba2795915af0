'use client';

import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { TextInput } from '@mantine/core';
import { IconChevronRight, IconEyeOff, IconFilter } from '@tabler/icons-react';
import type { PlaneObject } from '@/lib/plane';
import { useSession } from '../session/use-session';
import type { Light, LitLines } from '@/lib/plane/explain';
import { componentObjects, components, selectionId, shortKind, type Selection } from './manifest-document';
import classes from './object-tree.module.css';

interface ObjectTreeProps {
  objects: readonly PlaneObject[];
  selection: Selection;
  /** The lines of the field that has the focus. */
  lit: LitLines | undefined;
  onSelect: (object: string) => void;
}

/** The rendered objects by component. One stop for the Tab key; arrows move inside. */
export function ObjectTree({ objects, selection, lit, onSelect }: ObjectTreeProps) {
  const [filter, setFilter] = useState('');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const states = useSession((state) => state.objectStates);
  const tree = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => groupObjects(objects, filter), [objects, filter]);
  const selectedId = selectionId(selection);

  const toggle = (id: string, isFolded: boolean) => {
    const next = new Set(folded);
    if (isFolded) next.add(id);
    else next.delete(id);
    setFolded(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...(tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
    const index = items.findIndex((item) => item === document.activeElement);
    const component = items[index]?.dataset['component'];
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: items.length - 1 }[event.key];
    if (target !== undefined) items[Math.max(0, Math.min(items.length - 1, target))]?.focus();
    else if (event.key === 'ArrowLeft' && component) toggle(component, true);
    else if (event.key === 'ArrowRight' && component) toggle(component, false);
    else if (event.key === 'Enter' || event.key === ' ') items[index]?.click();
    else return;
    event.preventDefault();
  };
  const item = (id: string) => ({
    role: 'treeitem',
    'aria-selected': selectedId === id,
    tabIndex: selectedId === id ? 0 : -1,
    onClick: () => onSelect(id),
  });

  return (
    <div className={classes.pane}>
      <TextInput
        aria-label="Filter objects"
        placeholder="Filter objects"
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
        leftSection={<IconFilter size={13} />}
        leftSectionWidth={26}
        className={classes.filter}
        autoComplete="off"
        spellCheck={false}
      />
      <div ref={tree} role="tree" aria-label="Objects" className={classes.tree} onKeyDown={onKeyDown}>
        <div {...item('all')} className={classes.component}>
          <span className={classes.componentTitle}>All objects</span>
          <span className={classes.count}>{objects.length}</span>
        </div>
        {groups.map(({ id, title, members, total }) => {
          const isFolded = filter === '' && folded.has(id);
          return (
            <div key={id} role="presentation">
              <div {...item(id)} aria-expanded={!isFolded} data-component={id} className={classes.component}>
                <IconChevronRight
                  size={13}
                  className={classes.chevron}
                  data-open={!isFolded || undefined}
                  onClick={(event) => {
                    event.stopPropagation();
                    toggle(id, !isFolded);
                  }}
                />
                <span className={classes.componentTitle}>{title}</span>
                <span className={classes.count}>
                  {filter === '' ? total : `${members.length} of ${total}`}
                </span>
              </div>
              {!isFolded && (
                <div role="group">
                  {members.map((object) => {
                    const state = states.get(object.id);
                    const lines = lit?.get(object.id)?.size ?? 0;
                    const told = [state, lines > 0 && `${lines} lines of the field`]
                      .filter(Boolean)
                      .join(', ');
                    return (
                      <div
                        key={object.id}
                        {...item(object.id)}
                        aria-label={`${object.kind} ${object.name}${told ? `, ${told}` : ''}`}
                        className={classes.object}
                        title={`${object.kind} ${object.name}${told ? ` (${told})` : ''}\n${object.source}`}
                      >
                        <span className={classes.kind}>{shortKind(object.kind)}</span>
                        <span className={classes.name}>{object.name}</span>
                        {lines > 0 && <LitCount lines={lit?.get(object.id)} />}
                        {state && <span className={classes.dot} data-state={state} aria-hidden />}
                      </div>
                    );
                  })}
                </div>
              )}
            </div>
          );
        })}
        {filter === '' && (
          <div {...item('absent')} className={classes.component}>
            <IconEyeOff size={13} className={classes.chevron} aria-hidden />
            <span className={classes.componentTitle}>Not rendered</span>
          </div>
        )}
        {groups.length === 0 && filter !== '' && (
          <p className={classes.nothing}>No object has “{filter}” in its kind, name or text.</p>
        )}
      </div>
    </div>
  );
}

/** In how many lines of an object the focused field takes part; filled when one of them shows its value. */
function LitCount({ lines }: { lines: ReadonlyMap<number, Light> | undefined }) {
  const showsValue = [...(lines?.values() ?? [])].includes('value');
  return (
    <span className={classes.lit} data-value={showsValue || undefined} aria-hidden>
      {lines?.size}
    </span>
  );
}

function groupObjects(objects: readonly PlaneObject[], filter: string) {
  const wanted = filter.trim().toLowerCase();
  const matches = ({ kind, name, text }: PlaneObject) =>
    wanted === '' || `${kind}/${name}`.toLowerCase().includes(wanted) || text.toLowerCase().includes(wanted);
  return components
    .map(({ id, title }) => {
      const all = componentObjects(objects, id);
      return { id, title, members: all.filter(matches), total: all.length };
    })
    .filter(({ members }) => members.length > 0);
}
