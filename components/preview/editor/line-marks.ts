import { monaco } from './monaco';
import classes from './manifest-editor.module.css';

/** A line to light up: it shows a value, is there because of one, or is the one being explained. */
export interface LineMark {
  /** From 1. */
  line: number;
  light: 'value' | 'decides' | 'chosen';
}

/** What a reader does with a line: points at it, moves the cursor to it, asks about it, or stops asking. */
export type LineEvent =
  { kind: 'hover'; line: number | undefined } | { kind: 'cursor' | 'open'; line: number } | { kind: 'close' };

export type LineListener = (event: LineEvent) => void;

/** Returns the decorations of `marks`. */
export function markDecorations(marks: readonly LineMark[]): monaco.editor.IModelDeltaDecoration[] {
  const styles = {
    value: { className: classes.valueLine ?? '', linesDecorationsClassName: classes.valueBar ?? '' },
    decides: { className: classes.decidedLine ?? '', linesDecorationsClassName: classes.decidedBar ?? '' },
    chosen: { className: classes.chosenLine ?? '' },
  };
  return marks.map(({ line, light }) => ({
    range: new monaco.Range(line, 1, line, 1),
    options: { isWholeLine: true, ...styles[light] },
  }));
}

/** Tells `listener` what the reader does: the pointer and clicks, the cursor, Enter and Escape. */
export function watchLines(editor: monaco.editor.IStandaloneCodeEditor, listener: LineListener): void {
  let hovered: number | undefined;
  const hover = (line: number | undefined) => {
    if (line === hovered) return;
    hovered = line;
    listener({ kind: 'hover', line });
  };
  editor.onMouseMove(({ target }) => hover(target.position?.lineNumber));
  editor.onMouseLeave(() => hover(undefined));
  editor.onMouseUp(({ target }) => {
    // A drag selects text to copy; only a plain click asks.
    const isClick = editor.getSelection()?.isEmpty() ?? true;
    const isText =
      target.type === monaco.editor.MouseTargetType.GUTTER_LINE_DECORATIONS || isInText(target.type);
    if (isClick && isText && target.position) listener({ kind: 'open', line: target.position.lineNumber });
  });
  editor.onDidChangeCursorPosition(({ position, reason }) => {
    if (reason === monaco.editor.CursorChangeReason.Explicit)
      listener({ kind: 'cursor', line: position.lineNumber });
  });
  editor.onKeyDown((event) => {
    const line = editor.getPosition()?.lineNumber;
    if (event.keyCode === monaco.KeyCode.Enter && line !== undefined) listener({ kind: 'open', line });
    else if (event.keyCode === monaco.KeyCode.Escape) listener({ kind: 'close' });
    else return;
    event.preventDefault();
  });
}

function isInText(type: monaco.editor.MouseTargetType): boolean {
  const { CONTENT_TEXT, CONTENT_EMPTY, GUTTER_LINE_NUMBERS } = monaco.editor.MouseTargetType;
  return type === CONTENT_TEXT || type === CONTENT_EMPTY || type === GUTTER_LINE_NUMBERS;
}
