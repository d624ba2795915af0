import type { PathLine } from '../trace';

/** How a line takes part in a field: it shows the value, or it is there because of it. */
export type Light = 'value' | 'decides';

/** The lines of each object, from 1 and ascending, that a field takes part in. */
export type LitLines = ReadonlyMap<string, ReadonlyMap<number, Light>>;

/** Returns the lines that a path takes part in, by object. A line that shows the value counts as that alone. */
export function litLines(lines: readonly PathLine[]): LitLines {
  const byObject = new Map<string, Map<number, Light>>();
  const sorted = [...lines].sort((one, other) => one.line - other.line);
  for (const { object, line, relation } of sorted) {
    if (object === undefined) continue;
    const lit = byObject.get(object) ?? new Map<number, Light>();
    const light = relation === 'decides' ? 'decides' : 'value';
    if (lit.get(line) !== 'value') lit.set(line, light);
    byObject.set(object, lit);
  }
  return byObject;
}
