'use client';

import { useEffect, useRef, useState } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { secretRanges } from '@/lib/values/document/secret-ranges';
import type { PlaneDocument } from '@/lib/values/document/plane-document';
import type { ValuesShape } from '@/lib/values/merge';
import { usePlaneDocument } from '../../session/use-plane-document';
import { configureYaml, monaco, valuesUri } from './monaco-yaml';
import type { PlacedProblem } from './problems';
import { textChange } from './text-change';
import classes from './values-editor.module.css';

type Editor = monaco.editor.IStandaloneCodeEditor;

/** Moves the caret to a place; lines and columns count from 1. */
export type GoTo = (line: number, column: number) => void;

interface ValuesEditorProps {
  shape: ValuesShape;
  problems: readonly PlacedProblem[];
  showsSecrets: boolean;
  /** Is given the function that moves the caret to a place. */
  onReady: (goTo: GoTo) => void;
}

/** `values.yaml` as text. What is typed here is the document; what changes elsewhere changes here in place. */
export default function ValuesEditor({ shape, problems, showsSecrets, onReady }: ValuesEditorProps) {
  const document = usePlaneDocument();
  const container = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    if (!container.current) return;
    const created = createEditor(container.current, document.getText());
    const stop = bind(created, document);
    // The editor exists in the browser only, so an effect must make it.
    setEditor(created);
    void configureYaml();
    return () => {
      stop();
      created.getModel()?.dispose();
      created.dispose();
      setEditor(undefined);
    };
  }, [document]);

  useEffect(() => {
    monaco.editor.setTheme(scheme === 'dark' ? 'studio-dark' : 'studio-light');
  }, [scheme]);

  useEffect(() => {
    onReady((line, column) => {
      editor?.setPosition({ lineNumber: line, column });
      editor?.revealLineInCenterIfOutsideViewport(line);
      editor?.focus();
    });
  }, [editor, onReady]);

  useEffect(() => {
    const model = editor?.getModel();
    if (model)
      monaco.editor.setModelMarkers(
        model,
        'studio',
        problems.map((problem) => markerOf(model, problem)),
      );
  }, [editor, problems]);

  useEffect(() => {
    if (!editor || showsSecrets) return;
    return hideSecrets(editor, document, shape);
  }, [editor, document, shape, showsSecrets]);

  return <div ref={container} className={`${classes.editor} nokey`} data-values-editor="" />;
}

function createEditor(container: HTMLElement, text: string): Editor {
  const model = monaco.editor.getModel(valuesUri) ?? monaco.editor.createModel('', 'yaml', valuesUri);
  model.setValue(text);
  model.updateOptions({ tabSize: 2, insertSpaces: true });
  return monaco.editor.create(container, {
    model,
    ariaLabel: 'values.yaml. Press Control M to let Tab leave the editor.',
    automaticLayout: true,
    fontFamily: getComputedStyle(window.document.documentElement).getPropertyValue(
      '--mantine-font-family-monospace',
    ),
    fontSize: 12.5,
    lineHeight: 18,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderLineHighlight: 'line',
    stickyScroll: { enabled: false },
    overviewRulerBorder: false,
    glyphMargin: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 14,
    folding: true,
    showFoldingControls: 'mouseover',
    links: false,
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, strings: true, comments: false },
    fixedOverflowWidgets: true,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
    // Tab leaves the editor, so that the keyboard is never trapped; Control M lets it indent.
    tabFocusMode: true,
    padding: { top: 8, bottom: 24 },
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  });
}

/** Ties an editor to the document, both ways. Returns how to untie them. */
function bind(editor: Editor, document: PlaneDocument): () => void {
  let isFollowing = false;
  let frame: number | undefined;
  const typing = editor.onDidChangeModelContent(() => {
    const model = editor.getModel();
    if (isFollowing || !model) return;
    document.setText(model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true), {
      label: 'Edit values.yaml',
      mergeKey: 'text',
    });
  });
  const follow = () => {
    frame = undefined;
    const model = editor.getModel();
    if (!model) return;
    isFollowing = true;
    takeOver(editor, model, document.getText());
    isFollowing = false;
  };
  // The text of an edit in the form is written after its key press was painted.
  const stop = document.subscribe(() => {
    const isTyped = editor.hasTextFocus();
    if (isTyped) follow();
    else frame ??= requestAnimationFrame(() => (frame = window.setTimeout(follow)));
  });
  const leaving = editor.onDidBlurEditorText(() => document.endStep());
  return () => {
    stop();
    typing.dispose();
    leaving.dispose();
    if (frame !== undefined) {
      cancelAnimationFrame(frame);
      clearTimeout(frame);
    }
  };
}

function takeOver(editor: Editor, model: monaco.editor.ITextModel, text: string): void {
  const change = textChange(model.getValue(monaco.editor.EndOfLinePreference.TextDefined, true), text);
  if (!change) return;
  const isWindows = /\r\n/.test(text);
  if (isWindows !== (model.getEOL() === '\r\n')) {
    model.setValue(text);
    return;
  }
  const from = model.getPositionAt(change.start);
  const to = model.getPositionAt(change.end);
  // Selections, folds and markers move along with the text around the change.
  model.applyEdits([{ range: monaco.Range.fromPositions(from, to), text: change.text }]);
  if (!editor.hasTextFocus()) return;
  const end = model.getPositionAt(change.start + change.text.length);
  editor.setPosition(end);
  editor.revealPositionInCenterIfOutsideViewport(end);
}

function markerOf(model: monaco.editor.ITextModel, problem: PlacedProblem): monaco.editor.IMarkerData {
  const line = Math.min(problem.line, model.getLineCount());
  const word = model.getWordAtPosition({ lineNumber: line, column: problem.column });
  const end = word?.endColumn ?? model.getLineMaxColumn(line);
  return {
    severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: problem.text,
    startLineNumber: line,
    startColumn: problem.column,
    endLineNumber: line,
    endColumn: Math.max(end, problem.column + 1),
  };
}

/** Covers secret values, but on the line where the caret is. Returns how to uncover them. */
function hideSecrets(editor: Editor, document: PlaneDocument, shape: ValuesShape): () => void {
  const covers = editor.createDecorationsCollection();
  const cover = () => {
    const model = editor.getModel();
    if (!model) return;
    const caret = editor.hasTextFocus() ? editor.getPosition()?.lineNumber : undefined;
    const ranges = secretRanges(document.getTree(), shape).map(({ start, end }) =>
      monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
    );
    covers.set(
      ranges
        .filter(
          (range) => caret === undefined || caret < range.startLineNumber || caret > range.endLineNumber,
        )
        .map((range) => ({ range, options: { inlineClassName: classes.secret ?? '' } })),
    );
  };
  cover();
  const listeners = [
    editor.onDidChangeModelContent(cover),
    editor.onDidChangeCursorPosition(cover),
    editor.onDidFocusEditorText(cover),
    editor.onDidBlurEditorText(cover),
  ];
  return () => {
    listeners.forEach((listener) => listener.dispose());
    covers.clear();
  };
}
