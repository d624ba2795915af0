'use client';

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import type { PublicText } from '@/lib/values/document/secrets';
import type { ValuesReport } from '@/lib/values/document/report';
import type { ValuesShape } from '@/lib/values/merge';
import { saveFile } from '../download/save-file';
import { usePlaneDocument } from '../session/use-plane-document';
import { useToast } from '../shell/toast';
import { useViewState } from '../shell/use-view-state';
import { useDrafts, type DraftActions } from './drafts/use-drafts';
import { readValuesFile } from './read-file';
import { askValuesWorker } from './worker/ask';

type Tools = typeof import('./tools');

/** Something that may replace the document, with what it means. */
export interface Candidate {
  /** As a title says it: `values.yaml`, or "A shared link". */
  name: string;
  text: string;
  report: ValuesReport;
  origin: 'file' | 'link';
}

/** What the current values are compared with, besides the defaults and the drafts. */
export interface ComparedFile {
  name: string;
  text: string;
}

export type WorkspaceDialog = 'start' | 'drafts';

/** What one does with the document as a whole. */
export interface Workspace {
  shape: ValuesShape;
  /** Saves `values.yaml` to the disk, as it is. */
  save: () => void;
  /** The document without its secrets; nothing while it cannot be read or the tools are not loaded. */
  publicText: () => PublicText | undefined;
  /** Copies a link that holds the values without secrets. */
  share: () => void;
  /** Lets the user choose a file, to open or to compare with. */
  chooseFile: (purpose: 'open' | 'compare') => void;
  openFile: (file: File) => Promise<void>;
  openText: (source: { name: string; text: string; origin?: Candidate['origin'] }) => Promise<void>;
  candidate: Candidate | undefined;
  closeCandidate: () => void;
  /** Makes a text the document, as one step that can be undone, and a draft of its own. */
  replace: (name: string, text: string) => void;
  compared: ComparedFile | undefined;
  compareWith: (file: ComparedFile) => void;
  dialog: WorkspaceDialog | undefined;
  openDialog: (dialog: WorkspaceDialog | undefined) => void;
  drafts: DraftActions;
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** Returns what one can do with the document as a whole. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace needs a WorkspaceProvider above it');
  return workspace;
}

/** Opens, saves, shares, keeps and compares the document. */
export function WorkspaceProvider({ shape, children }: { shape: ValuesShape; children: ReactNode }) {
  const document = usePlaneDocument();
  const toast = useToast();
  const { navigate } = useViewState();
  const [candidate, setCandidate] = useState<Candidate>();
  const [compared, setCompared] = useState<ComparedFile>();
  const [dialog, setDialog] = useState<WorkspaceDialog>();
  const tools = useTools();
  const input = useRef<HTMLInputElement>(null);
  const purpose = useRef<'open' | 'compare'>('open');

  const publicText = useCallback(() => {
    if (!tools) return undefined;
    const { createTextEngine, withoutSecrets } = tools;
    return withoutSecrets(document.getTree(), { engine: createTextEngine(shape), shape });
  }, [document, shape, tools]);

  const drafts = useDrafts(publicText);

  const openText = useCallback<Workspace['openText']>(
    async ({ name, text, origin = 'file' }) => {
      try {
        setCandidate({ name, text, origin, report: await askValuesWorker('report', { text }) });
      } catch (error) {
        toast({ tone: 'error', text: error instanceof Error ? error.message : 'the file cannot be read' });
      }
    },
    [toast],
  );

  const compareWith = useCallback<Workspace['compareWith']>(
    (file) => {
      setCompared(file);
      setCandidate(undefined);
      navigate({ tab: 'differences' });
    },
    [navigate],
  );

  const openFile = useCallback<Workspace['openFile']>(
    async (file) => {
      const read = await readValuesFile(file);
      if (!read.ok) {
        toast({ tone: 'error', text: `${capital(read.message)}. Your values are as they were.` });
      } else if (purpose.current === 'compare') {
        const report = await askValuesWorker('report', { text: read.text });
        if (report.ok) compareWith({ name: file.name, text: read.text });
        else setCandidate({ name: file.name, text: read.text, origin: 'file', report });
      } else {
        await openText({ name: file.name, text: read.text });
      }
      purpose.current = 'open';
    },
    [compareWith, openText, toast],
  );

  const replace = useCallback<Workspace['replace']>(
    (name, text) => {
      drafts.flush();
      document.endStep();
      document.setText(text, { label: `Open ${name}` });
      document.endStep();
      drafts.begin(name);
      setCandidate(undefined);
      setDialog(undefined);
      toast({
        text: `${name} is open.`,
        action: { label: 'Undo', run: () => void document.undo() },
      });
    },
    [document, drafts, toast],
  );

  const save = useCallback(() => {
    void document.whenAttached().then(() => {
      const text = document.getText();
      const content = text === '' ? '# Every value has its default.\n' : text;
      saveFile('values.yaml', new Blob([content], { type: 'application/yaml' }));
      const open = publicText();
      const secrets = open?.removed.length ?? 0;
      toast(
        open && secrets > 0
          ? {
              text: `Saved values.yaml, with ${counted(secrets, 'secret value')} in it. Keep it private.`,
              action: {
                label: 'Save without secrets',
                run: () => saveFile('values.yaml', new Blob([open.text], { type: 'application/yaml' })),
              },
            }
          : { text: 'Saved values.yaml.' },
      );
    });
  }, [document, publicText, toast]);

  const share = useCallback(() => {
    if (!tools) return;
    const { values, removed } = tools.publicValues(document.getSnapshot().values, shape);
    const address = new URL(window.location.href);
    address.hash = tools.printShareFragment(values);
    const done =
      removed.length > 0
        ? ` ${capital(counted(removed.length, 'secret value'))} ${removed.length === 1 ? 'is' : 'are'} left out.`
        : '';
    navigator.clipboard.writeText(address.toString()).then(
      () => toast({ text: `Link copied.${done}` }),
      () => toast({ tone: 'error', text: 'The browser does not let the studio copy. Nothing was copied.' }),
    );
  }, [document, shape, toast, tools]);

  useSharedLink({ openText, toast });

  const workspace = useMemo<Workspace>(
    () => ({
      shape,
      save,
      publicText,
      share,
      chooseFile(wanted) {
        purpose.current = wanted;
        input.current?.click();
      },
      openFile,
      openText,
      candidate,
      closeCandidate: () => setCandidate(undefined),
      replace,
      compared,
      compareWith,
      dialog,
      openDialog: setDialog,
      drafts,
    }),
    [
      shape,
      save,
      publicText,
      share,
      openFile,
      openText,
      candidate,
      replace,
      compared,
      compareWith,
      dialog,
      drafts,
    ],
  );

  return (
    <WorkspaceContext value={workspace}>
      {children}
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml,.tgz,.gz"
        aria-label="Values file"
        data-testid="values-file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void openFile(file);
        }}
      />
    </WorkspaceContext>
  );
}

/** Loads the tools after the first paint. */
function useTools() {
  const [tools, setTools] = useState<Tools>();
  useEffect(() => {
    let isCurrent = true;
    void import('./tools').then((loaded) => {
      if (isCurrent) setTools(loaded);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return tools;
}

interface SharedLinkOptions {
  openText: Workspace['openText'];
  toast: ReturnType<typeof useToast>;
}

/** Reads a share link from the address once, and takes it out of the address. */
function useSharedLink({ openText, toast }: SharedLinkOptions): void {
  const isRead = useRef(false);
  useEffect(() => {
    const fragment = window.location.hash;
    if (isRead.current || !fragment.startsWith('#plane=')) return;
    isRead.current = true;
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    const open = async () => {
      const { parseShareFragment } = await import('./tools');
      const shared = parseShareFragment(fragment);
      if (!shared) return;
      if (!shared.ok) {
        toast({ tone: 'error', text: `${capital(shared.message)}. Your values are as they were.` });
        return;
      }
      const text = await askValuesWorker('print', { values: shared.values });
      await openText({ name: 'The shared link', text, origin: 'link' });
    };
    void open();
  }, [openText, toast]);
}

function counted(count: number, noun: string): string {
  return `${count === 1 ? 'one' : count} ${noun}${count === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
