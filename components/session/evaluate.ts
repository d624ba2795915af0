import { changedPaths, overridesOf, printOverrides, validateValues, type ValuesProblem } from '@/lib/values';
import { renderPlane, type PlaneFailure, type PlaneObject, type PlaneRender } from '@/lib/plane';
import type { Workload } from '@/lib/plane/sizing';
import type { HelmProfile } from '../shell/view-state';
import type { FindingLines, Insights } from './insights';

/** Where and for which Helm the plane is rendered. */
export interface Target {
  releaseName: string;
  namespace: string;
  profile: HelmProfile;
}

export interface EvaluateRequest {
  id: number;
  /** The overrides, or complete values. */
  values: unknown;
  target: Target;
  /** What the plane has to carry, once it has been stated. */
  workload?: Workload;
}

export type ObjectState = 'changed' | 'added';

export interface EvaluateReply {
  id: number;
  problems: readonly ValuesProblem[];
  changedPaths: readonly string[];
  /** The minimal override file, and the same without the values that are secret. */
  valuesText: string;
  publicValuesText: string;
  /** Absent when the values have errors: then nothing was rendered. */
  render?: PlaneRender | PlaneFailure;
  /** How objects differ from the plane of the default values; objects not named are the same. */
  objectStates: [string, ObjectState][];
  /** Objects of the default plane that these values take away. */
  removedObjects: string[];
}

/**
 * What the worker sends: first what is rendered, then, when there is time, what is known about it, and once
 * nobody types the lines that the findings are about.
 */
export type SessionMessage =
  | { kind: 'evaluation'; reply: EvaluateReply }
  | { kind: 'insights'; insights: Insights }
  | { kind: 'lines'; lines: FindingLines };

/** What an evaluator remembers between requests: the plane of the default values, per target. */
export interface Baseline {
  key: string;
  texts: ReadonlyMap<string, string>;
}

/**
 * Returns everything that the page shows about one set of values. Reads and writes nothing but
 * `baselines`, the cache of default planes by target.
 */
export function evaluate(request: EvaluateRequest, baselines: Map<string, Baseline>): EvaluateReply {
  const { id, values, target } = request;
  const problems = validateValues(values);
  const overrides = overridesOf(values);
  const hasErrors = problems.some((problem) => problem.severity === 'error');
  // The model has just checked these values; the chart's schema is made from it and would say the same.
  const render = hasErrors ? undefined : renderPlane(overrides, { ...target, skipSchemaValidation: true });
  const objects = render?.ok ? render.objects : [];
  const changed = changedPaths(values);
  const isDefault = Object.keys(overrides).length === 0;
  const baseline = baselineOf(target, baselines, isDefault ? render : undefined);
  const print = (omitSensitive: boolean) =>
    isDefault ? '' : printOverrides(overrides, { comments: true, omitSensitive });
  return {
    id,
    problems,
    changedPaths: changed,
    valuesText: print(false),
    publicValuesText: print(true),
    ...(render ? { render } : {}),
    objectStates: objectStates(objects, baseline),
    removedObjects: render?.ok ? removedObjects(objects, baseline) : [],
  };
}

function baselineOf(
  target: Target,
  baselines: Map<string, Baseline>,
  defaultRender: PlaneRender | PlaneFailure | undefined,
): Baseline {
  const key = JSON.stringify([target.releaseName, target.namespace, target.profile]);
  const known = baselines.get(key);
  if (known) return known;
  const render = defaultRender ?? renderPlane({}, target);
  const texts = new Map(render.ok ? render.objects.map((object) => [object.id, object.text]) : []);
  // One target at a time is on the page; others would only pile up while a name is typed.
  baselines.clear();
  const baseline = { key, texts };
  baselines.set(key, baseline);
  return baseline;
}

function objectStates(objects: readonly PlaneObject[], baseline: Baseline): [string, ObjectState][] {
  const states: [string, ObjectState][] = [];
  for (const object of objects) {
    const text = baseline.texts.get(object.id);
    if (text === undefined) states.push([object.id, 'added']);
    else if (text !== object.text) states.push([object.id, 'changed']);
  }
  return states;
}

function removedObjects(objects: readonly PlaneObject[], baseline: Baseline): string[] {
  const present = new Set(objects.map((object) => object.id));
  return [...baseline.texts.keys()].filter((id) => !present.has(id));
}
