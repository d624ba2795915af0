'use client';

import { useCallback, useMemo, useState } from 'react';
import type { PlaneObject } from '@/lib/plane';
import { explainLine, type LineExplanation } from '@/lib/plane/explain/explain-line';
import { useExplanation } from '../explain/use-explanation';
import type { LineEvent, LineListener } from './editor/line-marks';
import { documentLineOf, objectLineAt, type ManifestDocument } from './manifest-document';

/** A line by the object that it belongs to, so that it stays the same line while others come and go. */
interface Place {
  id: string;
  line: number;
}

/** The line that the reader points at, and the one that is being explained. */
export interface AskedLine {
  onLine: LineListener;
  close: () => void;
  /** The line of the text under the pointer, else of the cursor. */
  pointed: number | undefined;
  pointedExplanation: LineExplanation | undefined;
  /** The line being explained, in its object; undefined when none is, or when it is not shown. */
  open: { object: PlaneObject; line: number } | undefined;
  explanation: LineExplanation | undefined;
  /** The same line in the text. */
  chosen: number | undefined;
}

/** Follows what a reader does with the lines of `document`, and explains them. */
export function useAskedLine(document: ManifestDocument): AskedLine {
  const [hovered, setHovered] = useState<Place>();
  const [cursor, setCursor] = useState<Place>();
  const [opened, setOpened] = useState<Place>();
  const pointed = hovered ?? cursor;
  const pointedExplanation = useLineExplanation(pointed);
  const explanation = useLineExplanation(opened);

  const onLine = useCallback(
    (event: LineEvent) => {
      if (event.kind === 'close') {
        setOpened(undefined);
        return;
      }
      const at = event.line === undefined ? undefined : objectLineAt(document, event.line);
      const place = at && { id: at.object.id, line: at.line };
      if (event.kind === 'hover') setHovered(place);
      else setCursor(place);
      if (event.kind === 'open') setOpened(place);
      // With the panel open, the cursor alone is enough: one reads line by line.
      else if (event.kind === 'cursor') setOpened((before) => before && place);
    },
    [document],
  );
  const close = useCallback(() => setOpened(undefined), []);

  const chosen = opened && documentLineOf(document, opened.id, opened.line);
  const object = document.starts.find((start) => start.object.id === opened?.id)?.object;
  return {
    onLine,
    close,
    pointed: pointed && documentLineOf(document, pointed.id, pointed.line),
    pointedExplanation,
    open: object && opened && { object, line: opened.line },
    explanation,
    chosen,
  };
}

function useLineExplanation(place: Place | undefined): LineExplanation | undefined {
  const lines = useExplanation(place && { kind: 'lines', object: place.id });
  const line = place && lines?.[place.line - 1];
  return useMemo(() => line && explainLine(line), [line]);
}
