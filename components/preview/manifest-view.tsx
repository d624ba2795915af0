'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { Group as Panes, Panel, Separator } from 'react-resizable-panels';
import type { PlaneRender } from '@/lib/plane';
import { withTracedPlaces } from '@/lib/plane/findings/traced-places';
import type { Section } from '@/lib/values';
import { LineStrip } from '../explain/line-strip';
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
  selectionId,
  selectionOf,
  type ManifestDocument,
  type Selection,
} from './manifest-document';
import { ObjectTree } from './object-tree';
import { useAskedLine } from './use-asked-line';
import { useLitField, type LitField } from './use-lit-field';
import classes from './preview.module.css';

const ManifestEditor = dynamic(() => import('./editor/manifest-editor'), { ssr: false });
const LinePanel = dynamic(() => import('../explain/line-panel').then((one) => one.LinePanel), { ssr: false });
const NotRendered = dynamic(() => import('../explain/not-rendered').then((one) => one.NotRendered), {
  ssr: false,
});

const panes = ['objects', 'text'];

/** The rendered objects: a tree to choose from, and the text of what is chosen. */
export function ManifestView({ render, sections }: { render: PlaneRender; sections: readonly Section[] }) {
  const { view, navigate } = useViewState();
  const layout = usePaneLayout('preview', panes);
  const { objects } = render;
  const selection = useMemo(() => selectionOf(view, objects), [view, objects]);
  const document = useMemo(() => manifestDocument(selectedObjects(selection, objects)), [selection, objects]);
  const field = useLitField(document);

  return (
    <Panes {...layout} className={classes.manifests}>
      <Panel
        id="objects"
        minSize={150}
        maxSize={360}
        defaultSize={190}
        groupResizeBehavior="preserve-pixel-size"
      >
        <ObjectTree
          objects={objects}
          selection={selection}
          lit={field.lit}
          onSelect={(object) => navigate({ object })}
        />
      </Panel>
      <Separator className={classes.separator} aria-label="Width of the object list" />
      <Panel id="text" minSize={240}>
        {selection.kind === 'absent' ? (
          <NotRendered sections={sections} />
        ) : (
          <ManifestText document={document} selection={selection} field={field} sections={sections} />
        )}
      </Panel>
    </Panes>
  );
}

interface ManifestTextProps {
  document: ManifestDocument;
  selection: Selection;
  field: LitField;
  sections: readonly Section[];
}

/** The text of the chosen objects, and below it what made the line that one points at. */
function ManifestText({ document, selection, field, sections }: ManifestTextProps) {
  const [topLine, setTopLine] = useState(1);
  const states = useSession((state) => state.objectStates);
  const found = useFindings();
  const findingLines = useSession((state) => state.findingLines);
  const findings = useMemo(
    () =>
      markedLines(document, withTracedPlaces(found, findingLines)).map(
        ({ line, finding: { id, severity, title, message } }) => ({
          line,
          severity,
          message: `${id} ${title}: ${message}`,
        }),
      ),
    [document, found, findingLines],
  );
  // Only what a finding says of the text itself is a reason to open an object elsewhere than at its top.
  const firstNamed = useMemo(() => markedLines(document, found)[0]?.line, [document, found]);
  const asked = useAskedLine(document);
  const heading = objectAtLine(document, topLine);
  const state = heading && states.get(heading.id);
  const component = components.find(({ id }) => id === heading?.component);
  const { chosen } = asked;
  const marks = useMemo(
    () => (chosen === undefined ? field.marks : [...field.marks, { line: chosen, light: 'chosen' as const }]),
    [field.marks, chosen],
  );

  return (
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
          documentId={selectionId(selection)}
          text={document.text}
          label="Rendered manifests"
          onTopLine={setTopLine}
          marks={marks}
          findings={findings}
          openAt={selection.kind === 'object' ? firstNamed : undefined}
          goal={chosen === undefined ? field.goal : { line: chosen, key: `chosen ${chosen}` }}
          onLine={asked.onLine}
        />
      </div>
      {asked.open && (
        <LinePanel
          object={asked.open.object}
          line={asked.open.line}
          explanation={asked.explanation}
          sections={sections}
          onClose={asked.close}
        />
      )}
      <LineStrip line={asked.pointed} explanation={asked.pointedExplanation} sections={sections} />
    </section>
  );
}
