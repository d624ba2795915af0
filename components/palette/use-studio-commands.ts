'use client';

import { useContext } from 'react';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useFormContext } from 'react-hook-form';
import type { Section } from '@/lib/values';
import { useFolds } from '../form/folds';
import type { PlaneDraft } from '../form/use-field';
import { SessionProvider } from '../session/use-session';
import { indexFields } from '../shell/search-fields';
import { useViewState } from '../shell/use-view-state';
import { tabTitles } from '../shell/view-state';
import { useCommands, type Command } from './commands';
import { openShortcutsEvent } from './palette-host';

interface StudioActions {
  sections: readonly Section[];
  onDownload: () => void;
  isChangedOnly: boolean;
  onChangedOnly: (isChangedOnly: boolean) => void;
}

/** Adds what the studio itself can do and go to: actions, sections, fields and objects. */
export function useStudioCommands({ sections, ...actions }: StudioActions): void {
  const { navigate } = useViewState();
  const { reveal } = useFolds();
  const session = useContext(SessionProvider);
  useCommands('Sections', () =>
    sections.map((section) => ({
      id: section.id,
      title: section.title,
      trail: section.summary,
      run: () => navigate({ section: section.id, object: '' }),
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
      run: () => navigate({ tab: 'manifests', object: id }),
    })),
  );
  useActions(actions);
}

function useActions({ onDownload, isChangedOnly, onChangedOnly }: Omit<StudioActions, 'sections'>): void {
  const { navigate } = useViewState();
  const { setValue, getValues } = useFormContext<PlaneDraft>();
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
      {
        id: 'mode',
        title: `Switch to ${mode} mode`,
        keywords: 'installation size',
        run: () => setValue(modePath, mode, { shouldDirty: true }),
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
          navigate({ tab: id });
          document.getElementById(`tab-${id}`)?.focus();
        },
      })),
      {
        id: 'changed-only',
        title: isChangedOnly ? 'Show all fields' : 'Show changed fields only',
        run: () => onChangedOnly(!isChangedOnly),
      },
      {
        id: 'absent',
        title: 'Show what is not rendered, and why',
        keywords: 'absent missing objects explain',
        run: () => navigate({ tab: 'manifests', object: 'absent' }),
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
          navigate({ tab: 'summary' });
          // The summary draws the picture first; its own button prints at once.
          setTimeout(() => window.print(), 600);
        },
      },
    ];
  });
}
