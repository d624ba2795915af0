/**
 * Go's time layouts: a layout is an example of Mon Jan 2 15:04:05 MST 2006, and every part of it that
 * is recognised stands for that field. This file only parts a layout into its elements.
 */

/** One element of a layout: a field by Go's example text, or literal text (`field` undefined). */
export interface LayoutElement {
  readonly text: string;
  readonly field: string | undefined;
}

/** Longer examples come first where one begins another, in the order in which Go decides. */
const fieldPattern = new RegExp(
  [
    'January',
    'Jan(?![a-z])',
    'Monday',
    'Mon(?![a-z])',
    'MST',
    '01|02|03|04|05|06|002',
    '15|1',
    '2006|2',
    '_2006|__2|_2',
    '3|4|5',
    'PM|pm',
    '-07:00:00|-070000|-07:00|-0700|-07',
    'Z07:00:00|Z070000|Z07:00|Z0700|Z07',
    '[.,](?:0+|9+)(?![0-9])',
  ].join('|'),
  'g',
);

const parsed = new Map<string, readonly LayoutElement[]>();
const keptLayouts = 64;

/** Returns the elements of a layout in their order. Recent layouts are kept. */
export function parseLayout(layout: string): readonly LayoutElement[] {
  let elements = parsed.get(layout);
  if (!elements) {
    elements = elementsOf(layout);
    if (parsed.size >= keptLayouts) parsed.clear();
    parsed.set(layout, elements);
  }
  return elements;
}

function elementsOf(layout: string): LayoutElement[] {
  const out: LayoutElement[] = [];
  let last = 0;
  const literal = (end: number): void => {
    if (end > last) out.push({ text: layout.slice(last, end), field: undefined });
  };
  for (const match of layout.matchAll(fieldPattern)) {
    let start = match.index;
    let text = match[0];
    if (text === '_2006') {
      // The underscore before a year is text.
      start += 1;
      text = '2006';
    }
    literal(start);
    out.push({ text, field: text });
    last = start + text.length;
  }
  literal(layout.length);
  return out;
}
