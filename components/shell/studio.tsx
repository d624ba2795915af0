'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { Group as Panes, Panel, Separator } from 'react-resizable-panels';
import type { Section } from '@/lib/values';
import { createPlaneDocument } from '@/lib/values/document/plane-document';
import { createClusterStore } from '../cluster/cluster-store';
import type { ClusterActions } from '../cluster/contract';
import { ClusterProvider } from '../cluster/use-cluster';
import type { MakeBundle } from '../download/bundle-answer';
import { HintsProvider } from '../hints/pane-hint';
import { CommandsProvider, useCommands } from '../palette/commands';
import { PaletteHost } from '../palette/palette-host';
import { FocusedFieldProvider } from '../explain/focused-field';
import { FieldPathsProvider } from '../form/field-paths';
import { FoldsProvider } from '../form/folds';
import { fieldsUnder } from '../form/node-count';
import { SectionForm } from '../form/section-form';
import type { PlaneDraft } from '../form/use-field';
import { Preview } from '../preview/preview';
import { DocumentSync } from '../session/document-sync';
import { Evaluation } from '../session/evaluation';
import { createSession, type Session } from '../session/session';
import { PlaneDocumentProvider } from '../session/use-plane-document';
import { SessionProvider } from '../session/use-session';
import { useTextEngine } from '../session/use-text-engine';
import { WorkspaceProvider } from '../values/workspace';
import { WorkspaceDialogs } from '../values/workspace-dialogs';
import { Header } from './header';
import { Navigation } from './navigation';
import { SavedPanesProvider, usePaneLayout } from './pane-layout';
import { placeOf } from './places';
import type { SavedPanes } from './pane-layout-cookies';
import { SectionsProvider } from './sections';
import { StatusLine } from './status-line';
import { ToastProvider } from './toast';
import { useViewState, ViewStateProvider } from './use-view-state';
import type { ViewState } from './view-state';
import { WorkPanes } from './work-panes';
import classes from './studio.module.css';

// None of them paints anything, so the page is there before them.
const FindingKeys = dynamic(() => import('../findings/finding-keys'), { ssr: false });
const StatedWorkload = dynamic(() => import('../sizing/stated-workload'), { ssr: false });
const StudioCommands = dynamic(() => import('../palette/studio-commands'), { ssr: false });
const DownloadDialog = dynamic(() => import('../download/download-dialog'), { ssr: false });

interface StudioProps {
  sections: readonly Section[];
  defaultValues: PlaneDraft;
  view: ViewState;
  panes: SavedPanes;
  /** The panes whose hint was dismissed. */
  hints: readonly string[];
  makeBundle: MakeBundle;
  clusterActions: ClusterActions;
}

/** The whole page. */
export function Studio(props: StudioProps) {
  const { sections, defaultValues, view, panes, hints, makeBundle, clusterActions } = props;
  const form = useForm<PlaneDraft>({ defaultValues });
  const [shape] = useState(() => ({ sections, defaults: defaultValues }));
  const [document] = useState(() => createPlaneDocument(shape, () => performance.now()));
  useTextEngine(document, shape);
  const [cluster] = useState(() => createClusterStore(clusterActions));
  const [session, setSession] = useState<Session>();
  const [paths] = useState(() => new Set(fieldsUnder(sections).map((field) => field.path)));

  useEffect(() => {
    const worker = new Worker(new URL('../session/evaluate.worker.ts', import.meta.url), { type: 'module' });
    const created = createSession(worker);
    // The worker exists in the browser only and lives as long as the page, so an effect must make it.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setSession(created);
    return () => created.dispose();
  }, []);

  return (
    <ViewStateProvider initial={view}>
      <FormProvider {...form}>
        <SessionProvider value={session}>
          <FieldPathsProvider value={paths}>
            <FoldsProvider sections={sections}>
              <SavedPanesProvider value={panes}>
                <SectionsProvider value={sections}>
                  <PlaneDocumentProvider value={document}>
                    {session && <Evaluation session={session} />}
                    <DocumentSync shape={shape} />
                    <StatedWorkload />
                    <ToastProvider>
                      <WorkspaceProvider shape={shape}>
                        <FindingKeys />
                        <FocusedFieldProvider>
                          <CommandsProvider>
                            <HintsProvider value={hints}>
                              <ClusterProvider value={cluster}>
                                <Workbench sections={sections} makeBundle={makeBundle} />
                                <WorkspaceDialogs />
                              </ClusterProvider>
                            </HintsProvider>
                          </CommandsProvider>
                        </FocusedFieldProvider>
                      </WorkspaceProvider>
                    </ToastProvider>
                  </PlaneDocumentProvider>
                </SectionsProvider>
              </SavedPanesProvider>
            </FoldsProvider>
          </FieldPathsProvider>
        </SessionProvider>
      </FormProvider>
    </ViewStateProvider>
  );
}

const paneIds = ['navigation', 'work'];

function Workbench({ sections, makeBundle }: { sections: readonly Section[]; makeBundle: MakeBundle }) {
  const { view } = useViewState();
  const work = useRef<HTMLDivElement>(null);
  const layout = usePaneLayout('studio', paneIds);
  const [isDownloading, setIsDownloading] = useState(false);
  const section = sections.find(({ id }) => id === view.section) ?? sections[0];
  const place = placeOf(view.section);
  if (!section) return null;

  return (
    <div className={classes.studio}>
      <a
        href="#work"
        className={classes.skip}
        onClick={(event) => {
          // The fragment of the address belongs to shared links.
          event.preventDefault();
          work.current?.focus();
        }}
      >
        Skip to the form
      </a>
      <Header onDownload={() => setIsDownloading(true)} />
      <main className={classes.main}>
        <Panes {...layout} className={classes.panes}>
          <Panel
            id="navigation"
            defaultSize={208}
            minSize={160}
            maxSize={320}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Navigation sections={sections} />
          </Panel>
          <Separator className={classes.separator} aria-label="Width of the navigation" />
          <Panel id="work" minSize={800}>
            <div ref={work} tabIndex={-1} className={classes.work}>
              {place ? <place.View /> : <SectionWork sections={sections} section={section} />}
            </div>
          </Panel>
        </Panes>
      </main>
      <StatusLine sections={sections} />
      <StudioCommands sections={sections} onDownload={() => setIsDownloading(true)} />
      <PaletteHost />
      {isDownloading && <DownloadDialog onClose={() => setIsDownloading(false)} makeBundle={makeBundle} />}
    </div>
  );
}

/** The form of a section, and what the values become. */
function SectionWork({ sections, section }: { sections: readonly Section[]; section: Section }) {
  const [isChangedOnly, setIsChangedOnly] = useState(false);
  useCommands('Actions', () => [
    {
      id: 'changed-only',
      title: isChangedOnly ? 'Show all fields' : 'Show changed fields only',
      run: () => setIsChangedOnly(!isChangedOnly),
    },
  ]);
  return (
    <WorkPanes
      left={<SectionForm section={section} isChangedOnly={isChangedOnly} onChangedOnly={setIsChangedOnly} />}
      right={<Preview sections={sections} />}
    />
  );
}
