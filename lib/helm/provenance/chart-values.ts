import { GoMap } from '../value';
import type { Recorder } from './recorder';
import type { PathStep } from './paths';

/** A template file as far as its values go. */
export interface ChartFile {
  readonly basePath: string;
  readonly data: GoMap;
}

/**
 * Makes the values of a chart and its subcharts known to `recorder`, and returns the root's values:
 * `root`, or what the root's templates see.
 * The values of a subchart have the paths that they have in the root's; globals are named by the
 * root's `global` where it has the key, because that is where a user sets them.
 */
export function addChartValues(
  recorder: Recorder,
  files: readonly ChartFile[],
  root: GoMap | undefined,
): GoMap {
  const byDepth = [...files].sort((a, b) => chartPath(a.basePath).length - chartPath(b.basePath).length);
  const first = byDepth[0];
  const seen = first && chartPath(first.basePath).length === 0 ? valuesOf(first.data) : undefined;
  // Templates may see a copy of the values, whose containers are others.
  const values = seen ?? root ?? new GoMap();
  recorder.containers.addValues(values, 0);
  const globals = values.entries.get('global');
  for (const file of byDepth) {
    const own = valuesOf(file.data);
    if (!own || own.entries === values.entries) continue;
    const path = chartPath(file.basePath);
    recorder.containers.addValues(own, pathOfSteps(recorder, path));
    const ownGlobals = own.entries.get('global');
    if (globals instanceof GoMap && ownGlobals instanceof GoMap && ownGlobals.entries !== globals.entries) {
      nameGlobals(recorder, ownGlobals, { globals, path: pathOfSteps(recorder, ['global']) });
    }
  }
  return root ?? values;
}

function nameGlobals(recorder: Recorder, own: GoMap, root: { globals: GoMap; path: number }): void {
  for (const [key, value] of own.entries) {
    const outer = root.globals.entries.get(key);
    if (outer === undefined) continue;
    const path = recorder.paths.child(root.path, key);
    recorder.containers.setEntry(own, key, recorder.sets.mark(recorder.sets.ofValue(path)));
    if (value instanceof GoMap && outer instanceof GoMap && value.entries !== outer.entries) {
      nameGlobals(recorder, value, { globals: outer, path });
    }
  }
}

/** Returns the map of a chart's values inside the data of one of its templates. */
function valuesOf(data: GoMap): GoMap | undefined {
  const values = data.entries.get('Values');
  return values instanceof GoMap ? values : undefined;
}

/** `root/charts/a/charts/b/templates` is the chart at values path a.b. */
function chartPath(basePath: string): string[] {
  const parts = basePath.split('/');
  const path: string[] = [];
  for (let i = 1; i + 1 < parts.length && parts[i] === 'charts'; i += 2) path.push(parts[i + 1] ?? '');
  return path;
}

function pathOfSteps(recorder: Recorder, steps: readonly PathStep[]): number {
  return steps.reduce((path: number, step) => recorder.paths.child(path, step), 0);
}
