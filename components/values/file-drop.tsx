'use client';

import { useEffect, useState } from 'react';
import { useWorkspace } from './workspace';
import classes from './file-drop.module.css';

// Chromium's editors are plain elements that take text, so the editor is named beside the controls.
const takesPaste = 'input, textarea, [contenteditable="true"], .monaco-editor, [role="dialog"]';

/** Takes values files that are dropped anywhere on the page, and values that are pasted outside of a control. */
export function FileDrop() {
  const { openFile, openText } = useWorkspace();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // Entering a child comes before leaving its parent, so the depth tells when the pointer is gone.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(true);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openFile(file);
    };
    const paste = (event: ClipboardEvent) => {
      const target = event.target;
      if (target instanceof Element && target.closest(takesPaste) !== null) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (file) void openFile(file);
      // One word is no values file: nothing happens, as with any other key here.
      else if (/^[^\s#][^\n]*:(\s|$)/m.test(text)) void openText({ name: 'The pasted text', text });
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [openFile, openText]);

  return isOver ? (
    <div className={classes.overlay} role="status">
      <p className={classes.word}>Drop a values.yaml or a bundle to see what it holds</p>
    </div>
  ) : null;
}
