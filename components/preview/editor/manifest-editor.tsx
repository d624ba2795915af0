'use client';

import { useEffect, useRef } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { lineChanges } from '../line-changes';
import { monaco } from './monaco';
import { lineShift, textEdits, writtenLines } from './text-edits';
import classes from './manifest-editor.module.css';

const flashMilliseconds = 600;

/** One line to point at. */
export interface LineMark {
  /** From 1. */
  line: number;
  severity: 'error' | 'warning' | 'advice';
  message: string;
}

const noMarks: readonly LineMark[] = [];

interface ManifestEditorProps {
  /** What is shown; the editor keeps its place when only the text changes. */
  documentId: string;
  text: string;
  label: string;
  /** Lines to point at, with what there is to say of them. Default: none. */
  marks?: readonly LineMark[];
  /** A line to bring into view when a document is opened for the first time. Default: its top. */
  openAt?: number | undefined;
  /** Is told the 1-based number of the first visible line, whenever it changes. */
  onTopLine?: (line: number) => void;
}

/**
 * A read-only YAML editor. New text of the same document changes only the lines that differ: the
 * scroll position stays on the line that the reader sees, and changed lines light up and fade.
 */
export default function ManifestEditor(props: ManifestEditorProps) {
  const { documentId, text, label, marks = noMarks, openAt, onTopLine } = props;
  const container = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const shownDocument = useRef<string>(undefined);
  const places = useRef(new Map<string, monaco.editor.ICodeEditorViewState>());
  const topLineListener = useRef(onTopLine);
  const firstLine = useRef(openAt);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    topLineListener.current = onTopLine;
    firstLine.current = openAt;
  }, [onTopLine, openAt]);

  useEffect(() => {
    if (!container.current) return;
    const created = createEditor(container.current, label);
    editor.current = created;
    shownDocument.current = undefined;
    const scrolling = created.onDidScrollChange(() => topLineListener.current?.(topLine(created)));
    return () => {
      scrolling.dispose();
      created.getModel()?.dispose();
      created.dispose();
      editor.current = undefined;
    };
  }, [label]);

  useEffect(() => {
    monaco.editor.setTheme(scheme === 'dark' ? 'studio-dark' : 'studio-light');
  }, [scheme]);

  useEffect(() => {
    const current = editor.current;
    const model = current?.getModel();
    if (!current || !model) return;
    const next = text.endsWith('\n') ? text : `${text}\n`;
    if (shownDocument.current === documentId) {
      updateText(current, model, next);
      return;
    }
    const place = current.saveViewState();
    if (shownDocument.current !== undefined && place) places.current.set(shownDocument.current, place);
    shownDocument.current = documentId;
    model.setValue(next);
    const known = places.current.get(documentId);
    if (known) current.restoreViewState(known);
    else if (firstLine.current !== undefined) current.revealLineInCenter(firstLine.current);
    else current.setScrollTop(0);
    topLineListener.current?.(topLine(current));
  }, [documentId, text, label]);

  useEffect(() => {
    const decorations = editor.current?.createDecorationsCollection(
      marks.map(({ line, severity, message }) => ({
        range: new monaco.Range(line, 1, line, 1),
        options: {
          isWholeLine: true,
          className: classes.markedLine,
          linesDecorationsClassName: `${classes.mark} ${classes[severity]}`,
          hoverMessage: { value: message },
          linesDecorationsTooltip: message,
        },
      })),
    );
    return () => decorations?.clear();
  }, [marks, text, documentId]);

  return <div ref={container} className={classes.editor} />;
}

function createEditor(container: HTMLElement, label: string): monaco.editor.IStandaloneCodeEditor {
  return monaco.editor.create(container, {
    value: '',
    language: 'yaml',
    readOnly: true,
    domReadOnly: true,
    ariaLabel: label,
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue(
      '--mantine-font-family-monospace',
    ),
    fontSize: 12.5,
    lineHeight: 18,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderLineHighlight: 'none',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
    stickyScroll: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    glyphMargin: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 14,
    folding: true,
    showFoldingControls: 'mouseover',
    links: false,
    contextmenu: false,
    wordWrap: 'off',
    // The preview reads; Tab moves on to the next control instead of being swallowed.
    tabFocusMode: true,
    padding: { top: 8, bottom: 24 },
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  });
}

function topLine(editor: monaco.editor.ICodeEditor): number {
  return editor.getVisibleRanges()[0]?.startLineNumber ?? 1;
}

function updateText(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  next: string,
): void {
  if (model.getValue() === next) return;
  const changes = lineChanges(model.getLinesContent(), next.split('\n'));
  const top = topLine(editor);
  const offset = editor.getScrollTop() - editor.getTopForLineNumber(top);

  model.applyEdits(
    textEdits(changes).map(({ startLine, startColumn, endLine, endColumn, text }) => ({
      range: new monaco.Range(startLine, startColumn, endLine, endColumn),
      text,
    })),
  );
  const shift = lineShift(changes, top - 1);
  if (shift !== 0) editor.setScrollTop(Math.max(0, editor.getTopForLineNumber(top + shift) + offset));

  const flash = model.deltaDecorations(
    [],
    writtenLines(changes).map(({ first, last }) => ({
      range: new monaco.Range(first, 1, last, 1),
      options: { isWholeLine: true, className: classes.changedLine },
    })),
  );
  setTimeout(() => {
    if (!model.isDisposed()) model.deltaDecorations(flash, []);
  }, flashMilliseconds);
}
