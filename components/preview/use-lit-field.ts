'use client';

import { useMemo } from 'react';
import { litLines, type LitLines } from '@/lib/plane/explain/lit-lines';
import { useFocusedField } from '../explain/focused-field';
import { useExplanation } from '../explain/use-explanation';
import type { LineMark } from './editor/line-marks';
import { documentLineOf, type ManifestDocument } from './manifest-document';

/** The lines of the field that has the focus. */
export interface LitField {
  /** In every object of the plane; undefined when no field has the focus, or until it is known. */
  lit: LitLines | undefined;
  /** In the text that is shown. */
  marks: readonly LineMark[];
  /** The line that the text should show when it shows none of them: the first with the value, else the first. */
  goal: { line: number; key: string } | undefined;
}

/** Returns the lines that the focused field takes part in, in the whole plane and in `document`. */
export function useLitField(document: ManifestDocument): LitField {
  const path = useFocusedField();
  const lines = useExplanation(path === undefined ? undefined : { kind: 'path', path });
  const lit = useMemo(() => lines && litLines(lines), [lines]);
  return useMemo(() => {
    const marks: LineMark[] = [];
    for (const [id, objectLines] of lit ?? []) {
      for (const [line, light] of objectLines) {
        const shown = documentLineOf(document, id, line);
        if (shown !== undefined) marks.push({ line: shown, light });
      }
    }
    marks.sort((one, other) => one.line - other.line);
    const first = marks.find(({ light }) => light === 'value') ?? marks[0];
    // The key is the field: what one types into it moves no text.
    return { lit, marks, goal: first && path !== undefined ? { line: first.line, key: path } : undefined };
  }, [lit, document, path]);
}
