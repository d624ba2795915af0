'use client';

import { useContext } from 'react';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useFormContext } from 'react-hook-form';
import type { Section } from '@/lib/values';
import { useGoTo } from '../findings/go-to';
import { keyOf } from '../findings/next-finding';
import { useFix } from '../findings/use-fix';
import { useFolds } from '../form/folds';
import type { PlaneDraft } from '../form/use-field';
import { useApplyPatch, usePlaneDocument } from '../session/use-plane-document';
import { SessionProvider } from '../session/use-session';
import { indexFields } from '../shell/search-fields';
import { useViewState } from '../shell/use-view-state';
import { placeOf, places } from '../shell/places';
import { tabTitles, type Tab } from '../shell/view-state';
import { useCommands, type Command } from './commands';
import { useWorkspace } from '../values/workspace';
import { openShortcutsEvent } from './palette-host';

interface StudioCommandsProps {
  sections: readonly Section[];
  onDownload: () => void;
}

/**
 * Adds what the studio itself can do and go to: actions, findings, sections, places, fields and objects.
 * Paints nothing, so that it can load after the page is there.
 */
export default function StudioCommands({ sections, onDownload }: StudioCommandsProps): null {
  const { view, navigate } = useViewState();
  const { reveal } = useFolds();
  // A place has no tabs; what is shown in one stands beside a section.
  const [first] = sections;
  const show: Show = (change) =>
    navigate({ ...(placeOf(view.section) && first ? { section: first.id } : {}), ...change });
  const session = useContext(SessionProvider);
  useCommands('Sections', () =>
    [...sections, ...places].map(({ id, title, summary }) => ({
      id,
      title,
      trail: summary,
      run: () => navigate({ section: id, object: '' }),
    })),
  );
  useCommands('Fields', () =>
    indexFields(sections).map(({ field, section, trail }) => ({
      id: field.path,
      title: field.title,
      trail: [section.title, ...trail].join(' › '),
      keywords: field.path,
      run: () => {
        navigate({ section: section.id });
        reveal(field.path);
      },
    })),
  );
  useCommands('Objects', () =>
    (session?.getState().render?.objects ?? []).map(({ id, kind, name, source }) => ({
      id,
      title: `${kind} ${name}`,
      trail: source.replace(/^.*templates\//, ''),
      keywords: id,
      run: () => show({ tab: 'manifests', object: id }),
    })),
  );
  useFindingCommands();
  useFileCommands(show);
  useActions(show, onDownload);
  return null;
}

/** Goes to every finding, and applies its fix. */
function useFindingCommands(): void {
  const session = useContext(SessionProvider);
  const { toFinding } = useGoTo();
  const applyFix = useFix();
  useCommands('Findings', () =>
    (session?.getState().insights?.findings ?? []).flatMap((finding): Command[] => {
      const { id, title, message, paths, places: where, fix } = finding;
      const keywords = [...paths, ...where.map(({ object }) => object)].join(' ');
      const goTo = { id: keyOf(finding), title: `${id} ${title}`, trail: message, keywords };
      return [
        { ...goTo, run: () => toFinding(finding) },
        ...(fix
          ? [
              {
                id: `fix ${keyOf(finding)}`,
                title: `Fix ${id}: ${fix.label}`,
                trail: title,
                keywords: 'repair mend',
                run: () => applyFix(fix),
              },
            ]
          : []),
      ];
    }),
  );
}

/** What the menu of the values does. */
function useFileCommands(show: Show): void {
  const { chooseFile, openDialog, save, share } = useWorkspace();
  useCommands('Actions', () => [
    {
      id: 'open',
      title: 'Open a file',
      keywords: 'load import values.yaml bundle',
      shortcut: 'Ctrl O',
      run: () => chooseFile('open'),
    },
    {
      id: 'template',
      title: 'Start from a template',
      keywords: 'new begin preset example laptop production',
      run: () => openDialog('start'),
    },
    {
      id: 'drafts',
      title: 'Drafts',
      keywords: 'open recent history rename copy saved',
      run: () => openDialog('drafts'),
    },
    {
      id: 'save',
      title: 'Save values.yaml',
      keywords: 'download file disk',
      shortcut: 'Ctrl S',
      run: save,
    },
    { id: 'share', title: 'Copy a share link', keywords: 'share url send', run: share },
    {
      id: 'compare',
      title: 'Compare with a file',
      keywords: 'differences diff changes',
      run: () => {
        show({ tab: 'differences' });
        chooseFile('compare');
      },
    },
  ]);
}

type Show = (change: { tab: Tab; object?: string }) => void;

function useActions(show: Show, onDownload: () => void): void {
  const { getValues } = useFormContext<PlaneDraft>();
  const applyPatch = useApplyPatch();
  const document = usePlaneDocument();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const session = useContext(SessionProvider);
  useCommands('Actions', () => {
    const theme = scheme === 'dark' ? 'light' : 'dark';
    const modePath: string = 'global.installationMode';
    const mode = getValues(modePath) === 'minimal' ? 'standard' : 'minimal';
    const state = session?.getState();
    const copies: Command[] = [
      {
        id: 'copy-values',
        title: 'Copy values.yaml',
        trail: 'without secrets',
        run: () => void navigator.clipboard.writeText(state?.publicValuesText ?? ''),
      },
      {
        id: 'copy-manifests',
        title: 'Copy all manifests',
        run: () => void navigator.clipboard.writeText(state?.render?.manifest ?? ''),
      },
    ];
    return [
      { id: 'download', title: 'Download bundle', keywords: 'save export tgz', run: onDownload },
      { id: 'undo', title: 'Undo', shortcut: 'Ctrl Z', run: () => document.undo() },
      { id: 'redo', title: 'Redo', shortcut: 'Ctrl ⇧ Z', run: () => document.redo() },
      {
        id: 'mode',
        title: `Switch to ${mode} mode`,
        keywords: 'installation size',
        run: () => void applyPatch([{ path: modePath, set: mode }], 'Change Installation mode'),
      },
      {
        id: 'theme',
        title: `Use the ${theme} theme`,
        keywords: 'appearance colours',
        run: () => setColorScheme(theme),
      },
      ...tabTitles.map(({ id, title }) => ({
        id: `tab-${id}`,
        title: `Show ${title}`,
        keywords: 'open tab preview',
        run: () => {
          show({ tab: id });
          requestAnimationFrame(() => window.document.getElementById(`tab-${id}`)?.focus());
        },
      })),
      {
        id: 'absent',
        title: 'Show what is not rendered, and why',
        keywords: 'absent missing objects explain',
        run: () => show({ tab: 'manifests', object: 'absent' }),
      },
      ...copies,
      {
        id: 'shortcuts',
        title: 'Show keyboard shortcuts',
        keywords: 'keys help',
        shortcut: '?',
        run: () => window.dispatchEvent(new Event(openShortcutsEvent)),
      },
      {
        id: 'print',
        title: 'Print the summary',
        keywords: 'paper pdf',
        run: () => {
          show({ tab: 'summary' });
          // The summary draws the picture first; its own button prints at once.
          setTimeout(() => window.print(), 600);
        },
      },
    ];
  });
}
