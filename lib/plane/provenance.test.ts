import { beforeAll, describe, expect, it } from 'vitest';
import { renderChart, type Rendered, type Relation } from '../helm';
import { attribute, type NamedText } from '../helm/provenance/testing/attribution';
import { valueAt, withoutValue, withValue } from '../values';
import { leafChanges, type Switch } from '../values/testing/arbitrary';
import { planeChart, renderPlane } from './index';

/**
 * Provenance by mutation: every leaf of the values is changed, alone, and every line that differs must
 * name that leaf, in the rendering that has the line.
 */

const chart = planeChart('4.2');
const notes = `${chart.metadata.name}/templates/NOTES.txt`;
const changes = leafChanges();

function render(overrides: unknown): Rendered | undefined {
  const result = renderChart(chart, { overrides, trace: true, skipSchemaValidation: true });
  return result.ok ? result : undefined;
}

/** The plane without the changed leaf; where the chart insists on the leaf, a text, with another one. */
function renderBefore({ path, overrides }: Switch): Rendered | undefined {
  const other = `${String(valueAt(overrides, path))}x`;
  return render(withoutValue(overrides, path)) ?? render(withValue(overrides, path, other));
}

/** The lines of each template file that name a path, in any way or in one. */
function linesByFile(rendered: Rendered, path: string, only?: Relation): Map<string, Set<number>> {
  const byFile = new Map<string, Set<number>>();
  for (const { file, line, relation } of rendered.trace?.provenance.linesOf(path) ?? []) {
    if (only !== undefined && relation !== only) continue;
    const lines = byFile.get(file) ?? new Set();
    byFile.set(file, lines.add(line));
  }
  return byFile;
}

function textOf(rendered: Rendered, file: string): string {
  return file === notes ? rendered.notes : (rendered.texts.get(file) ?? '');
}

interface Mutation {
  changed: number;
  missed: string[];
  /** Lines that hold the value itself, and those of them that differ. */
  printed: number;
  printedAndChanged: number;
}

function mutate(change: Switch): Mutation {
  const [before, after] = [renderBefore(change), render(change.overrides)];
  if (!before || !after) throw new Error(`the plane does not render around ${change.path}`);
  const { path } = change;
  const [old, now] = [linesByFile(before, path), linesByFile(after, path)];
  const printed = linesByFile(after, path, 'value');
  const sum: Mutation = { changed: 0, missed: [], printed: 0, printedAndChanged: 0 };
  for (const file of new Set([...before.texts.keys(), ...after.texts.keys(), notes])) {
    const named = (rendered: Rendered, lines: typeof old): NamedText => ({
      text: textOf(rendered, file),
      named: lines.get(file) ?? new Set(),
    });
    const { changed, missed } = attribute(named(before, old), named(after, now));
    sum.changed += changed;
    sum.missed.push(...missed.map((line) => `${path}: ${file}: ${line}`));
    const oldLines = new Set(textOf(before, file).split('\n'));
    const lines = textOf(after, file).split('\n');
    for (const line of printed.get(file) ?? []) {
      sum.printed += 1;
      if (!oldLines.has(lines[line - 1] ?? '')) sum.printedAndChanged += 1;
    }
  }
  return sum;
}

describe('provenance of the plane, by changing every leaf of its values', () => {
  let sums: Mutation[] = [];
  beforeAll(() => {
    sums = changes.map(mutate);
  }, 300_000);
  const total = (count: (sum: Mutation) => number): number => sums.reduce((all, sum) => all + count(sum), 0);

  it('names the leaf on every line that differs', () => {
    expect(sums.flatMap((sum) => sum.missed)).toEqual([]);
    expect(total((sum) => sum.changed)).toBeGreaterThan(3000);
  });

  it('names a printed leaf where nothing differs on one line of twenty at most', () => {
    expect(total((sum) => sum.printedAndChanged) / total((sum) => sum.printed)).toBeGreaterThan(0.95);
  });

  it('sees every leaf change something', () => {
    const silent = changes.filter((_, i) => sums[i]?.changed === 0).map(({ path }) => path);
    expect(silent).toEqual([]);
  });
});

describe('the trace of a plane', () => {
  const plane = renderPlane({ gateway: { replicas: 7 } }, { trace: true });
  if (!plane.ok || !plane.trace) throw new Error('the plane does not render');
  const { trace, objects } = plane;
  const gateway = objects.find(({ id }) => id === 'Deployment/otlp-gateway');
  const replicas = gateway?.text.split('\n').indexOf('  replicas: 7') ?? -1;

  it('says for each line which places and paths it comes from', () => {
    for (const { id, text } of objects) {
      const lines = text.trimEnd().split('\n');
      const traced = trace.linesOfObject(id);
      expect(traced, id).toHaveLength(lines.length);
      const bare = lines.filter((line, i) => line.trim() !== '' && traced[i]?.origins.length === 0);
      expect(bare, id).toEqual([]);
    }
    expect(trace.linesOfObject('Deployment/otlp-gateway')[replicas]?.origins.at(-1)).toEqual({
      from: 12,
      to: 13,
      file: 'templates/gateway-deployment.yaml',
      line: 13,
      action: '{{$values.replicas | int64}}',
      frames: [],
      paths: [
        { path: 'gateway.enabled', relation: 'decides' },
        { path: 'gateway.autoscaling.enabled', relation: 'decides' },
        { path: 'gateway.replicas', relation: 'value' },
      ],
    });
  });

  it('finds the lines of a path', () => {
    expect(trace.linesOfPath('gateway.replicas')).toContainEqual({
      object: 'Deployment/otlp-gateway',
      line: replicas + 1,
      relation: 'value',
    });
  });

  it('says why an object is not there', () => {
    expect(trace.absences({ source: 'templates/gateway-hpa.yaml' })).toMatchObject([
      {
        object: undefined,
        file: 'templates/gateway-hpa.yaml',
        line: 1,
        action: '{{if and .Values.gateway.enabled .Values.gateway.autoscaling.enabled}}',
        paths: [{ path: 'gateway.enabled' }, { path: 'gateway.autoscaling.enabled', relation: 'decides' }],
      },
    ]);
    expect(trace.absences({ path: 'gateway.autoscaling' }).map(({ source }) => source)).toContain(
      'templates/gateway-hpa.yaml',
    );
  });

  it('finds values that nothing read', () => {
    expect(trace.unreadPaths()).toContain('gateway.autoscaling.maxReplicas');
    expect(trace.unreadPaths()).not.toContain('gateway.replicas');
  });

  it('answers with data that another thread can take', () => {
    const lines = trace.linesOfAllObjects();
    expect(structuredClone(lines)).toEqual(lines);
  });

  it('is never wrong about the text', () => {
    const plain = renderPlane({ gateway: { replicas: 7 } });
    expect(plain.ok && plain.manifest).toBe(plane.manifest);
  });
});
