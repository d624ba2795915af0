'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { Group as Panes, Panel, Separator } from 'react-resizable-panels';
import type { PlaneRender } from '@/lib/plane';
import { useFindings, useSession } from '../session/use-session';
import { usePaneLayout } from '../shell/pane-layout';
import { useViewState } from '../shell/use-view-state';
import { CopyButton } from './copy-button';
import {
  components,
  manifestDocument,
  markedLines,
  objectAtLine,
  selectedObjects,
  selectionOf,
} from './manifest-document';
import { ObjectTree } from './object-tree';
import classes from './preview.module.css';

const ManifestEditor = dynamic(() => import('./editor/manifest-editor'), { ssr: false });

const panes = ['objects', 'text'];

/** The rendered objects: a tree to choose from, and the text of what is chosen. */
export function ManifestView({ render }: { render: PlaneRender }) {
  const { view, navigate } = useViewState();
  const layout = usePaneLayout('preview', panes);
  const { objects } = render;
  const selection = useMemo(() => selectionOf(view, objects), [view, objects]);
  const document = useMemo(() => manifestDocument(selectedObjects(selection, objects)), [selection, objects]);
  const [topLine, setTopLine] = useState(1);
  const findings = useFindings();
  const marks = useMemo(
    () =>
      markedLines(document, findings).map(({ line, finding: { id, severity, title, message } }) => ({
        line,
        severity,
        message: `${id} ${title}: ${message}`,
      })),
    [document, findings],
  );
  const states = useSession((state) => state.objectStates);

  const heading = objectAtLine(document, topLine);
  const documentId =
    selection.kind === 'all' ? 'all' : selection.kind === 'object' ? selection.id : selection.component;
  const state = heading && states.get(heading.id);
  const component = components.find(({ id }) => id === heading?.component);

  return (
    <Panes {...layout} className={classes.manifests}>
      <Panel
        id="objects"
        minSize={150}
        maxSize={360}
        defaultSize={190}
        groupResizeBehavior="preserve-pixel-size"
      >
        <ObjectTree objects={objects} selection={selection} onSelect={(object) => navigate({ object })} />
      </Panel>
      <Separator className={classes.separator} aria-label="Width of the object list" />
      <Panel id="text" minSize={240}>
        <section className={classes.textPane} aria-label="Manifest">
          {heading && (
            <header className={classes.objectHead}>
              <span className={classes.objectKind}>{heading.kind}</span>
              <span className={classes.objectName}>{heading.name}</span>
              {state && (
                <span className={classes.objectState}>
                  <span className={classes.dot} data-state={state} aria-hidden />
                  {state}
                </span>
              )}
              <span className={classes.objectSource}>
                {component?.title} · {heading.source.replace(/^.*templates\//, '')}
                {heading.isHook ? ' · hook' : ''}
              </span>
              <CopyButton
                text={document.text}
                label={selection.kind === 'object' ? 'Copy object' : 'Copy all shown'}
              />
            </header>
          )}
          <div className={classes.editor}>
            <ManifestEditor
              documentId={documentId}
              text={document.text}
              label="Rendered manifests"
              marks={marks}
              openAt={selection.kind === 'object' ? marks[0]?.line : undefined}
              onTopLine={setTopLine}
            />
          </div>
        </section>
      </Panel>
    </Panes>
  );
}
