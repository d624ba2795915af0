import type { Chart } from '../../chart';
import { renderChart, type Rendered } from '../../render';
import { toPlain } from '../../values';
import { printPath, type PathStep } from '../paths';
import { attribute } from './attribution';

/** Mutation: changes values of a chart one at a time and looks who foretold what changes in its texts. */

/** One changed value. */
export interface Change {
  /** The path whose value changed. */
  readonly path: string;
  /** Values to render with, over the chart's own. */
  readonly overrides: unknown;
}

/** What became of the changes of a chart. */
export interface MutationResult {
  readonly changes: number;
  /** Changes with which the chart does not render. */
  readonly failed: readonly string[];
  /** Changes that change no line. */
  readonly silent: readonly string[];
  readonly lines: number;
  /** Changed lines that do not name the path. */
  readonly missed: readonly string[];
}

/** Changes each value of a chart, alone, and compares the renderings line by line. */
export function mutateChart(chart: Chart, base: unknown = {}): MutationResult {
  const before = renderChart(chart, { overrides: base, trace: true });
  if (!before.ok) throw new Error(before.message);
  const changes = changesOf(toPlain(before.values));
  const result = {
    changes: 0,
    failed: [] as string[],
    silent: [] as string[],
    lines: 0,
    missed: [] as string[],
  };
  for (const change of changes) {
    result.changes += 1;
    const after = render(chart, merged(base, change.overrides));
    if (!after) {
      result.failed.push(change.path);
      continue;
    }
    let lines = 0;
    for (const file of new Set([...filesOf(before), ...filesOf(after)])) {
      const { changed, missed } = attribute(
        named(before, file, change.path),
        named(after, file, change.path),
      );
      lines += changed;
      const label = `${change.path} ${JSON.stringify(change.overrides)}: ${file}`;
      result.missed.push(...missed.map((line) => `${label}: ${line}`));
    }
    result.lines += lines;
    if (lines === 0) result.silent.push(change.path);
  }
  return result;
}

function render(chart: Chart, overrides: unknown): Rendered | undefined {
  const result = renderChart(chart, { overrides, trace: true });
  return result.ok ? result : undefined;
}

function filesOf(rendered: Rendered): string[] {
  return rendered.trace?.provenance.files() ?? [];
}

function named(rendered: Rendered, file: string, path: string): { text: string; named: Set<number> } {
  const text = file.endsWith('/NOTES.txt') ? rendered.notes : (rendered.texts.get(file) ?? '');
  const uses = rendered.trace?.provenance.linesOf(path) ?? [];
  return { text, named: new Set(uses.filter((use) => use.file === file).map((use) => use.line)) };
}

/** Every change of one value in a values document: of each leaf, and of the size of each container. */
function changesOf(values: unknown): Change[] {
  const changes: Change[] = [];
  visit(values, [], (steps, value) => {
    for (const changed of variantsOf(value)) {
      changes.push({ path: printPath(steps), overrides: replaced(values, steps, changed) });
    }
  });
  return changes;
}

type Visit = (steps: readonly PathStep[], value: unknown) => void;

function visit(value: unknown, steps: readonly PathStep[], tell: Visit): void {
  if (steps.length > 0) tell(steps, value);
  if (Array.isArray(value)) for (const [i, item] of value.entries()) visit(item, [...steps, i], tell);
  else if (isMap(value))
    for (const [key, inner] of Object.entries(value)) visit(inner, [...steps, key], tell);
}

function variantsOf(value: unknown): unknown[] {
  if (typeof value === 'string') return value === '' ? ['set'] : [`${value}x`, ''];
  if (typeof value === 'number') return [value + 1, 0].filter((variant) => variant !== value);
  if (typeof value === 'boolean') return [!value];
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    return items.length === 0 ? [['added']] : [items.slice(0, -1), [...items, items[0]]];
  }
  if (isMap(value)) {
    const [first] = Object.values(value);
    return [{ ...value, added: first ?? 'added' }];
  }
  return ['set'];
}

/** The overrides that put `changed` at a path; lists are given whole, as Helm replaces them. */
function replaced(values: unknown, steps: readonly PathStep[], changed: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return changed;
  if (Array.isArray(values)) return whole(values, steps, changed);
  const inner = isMap(values) ? values[String(step)] : undefined;
  return { [String(step)]: replaced(inner, rest, changed) };
}

function whole(value: unknown, steps: readonly PathStep[], changed: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return changed;
  if (Array.isArray(value))
    return value.map((item: unknown, i) => (i === step ? whole(item, rest, changed) : item));
  return isMap(value) ? { ...value, [step]: whole(value[String(step)], rest, changed) } : changed;
}

function merged(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) out[key] = merged(base[key], value);
  return out;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
