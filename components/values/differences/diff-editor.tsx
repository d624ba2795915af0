'use client';

import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { monaco } from '../editor/monaco-yaml';
import classes from './differences.module.css';

interface DiffEditorProps {
  left: string;
  right: string;
  label: string;
}

/** Two texts side by side, with what is the same folded away. */
export default function DiffEditor({ left, right, label }: DiffEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneDiffEditor>(undefined);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    if (!container.current) return;
    const created = monaco.editor.createDiffEditor(container.current, {
      readOnly: true,
      originalEditable: false,
      automaticLayout: true,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 620,
      hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 6 },
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue(
        '--mantine-font-family-monospace',
      ),
      fontSize: 12.5,
      lineHeight: 18,
      fontLigatures: false,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderOverviewRuler: false,
      renderMarginRevertIcon: false,
      lineNumbersMinChars: 3,
      contextmenu: false,
      stickyScroll: { enabled: false },
      unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
      tabFocusMode: true,
      padding: { top: 8, bottom: 16 },
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    });
    created.setModel({
      original: monaco.editor.createModel('', 'yaml'),
      modified: monaco.editor.createModel('', 'yaml'),
    });
    nameEditor(created.getOriginalEditor(), `${label}, before`);
    nameEditor(created.getModifiedEditor(), `${label}, now`);
    editor.current = created;
    return () => {
      const model = created.getModel();
      created.dispose();
      model?.original.dispose();
      model?.modified.dispose();
      editor.current = undefined;
    };
  }, [label]);

  useEffect(() => {
    monaco.editor.setTheme(scheme === 'dark' ? 'studio-dark' : 'studio-light');
  }, [scheme]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    if (model.original.getValue() !== left) model.original.setValue(left);
    if (model.modified.getValue() !== right) model.modified.setValue(right);
  }, [left, right, label]);

  return <div ref={container} className={`${classes.diff} nokey`} />;
}

/** Keeps the name of an inner editor: the outer one takes it away with each change of its own options. */
function nameEditor(editor: monaco.editor.ICodeEditor, name: string): void {
  const keepName = () => {
    if (editor.getOption(monaco.editor.EditorOption.ariaLabel) !== name)
      editor.updateOptions({ ariaLabel: name });
  };
  keepName();
  editor.onDidChangeConfiguration(keepName);
}
