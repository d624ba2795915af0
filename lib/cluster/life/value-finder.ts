import { isNode, parseDocument } from 'yaml';
import { renderChart, type Chart, type Release, type Rendered, type RenderedDocument } from '../../helm';
import { fieldAt, idOf, isRecord, refOf } from '../object';
import { objectsOfText } from '../plan/documents';
import type { FieldDifference } from '../plan/field-changes';
import type { FieldStep } from '../plan/field-owners';
import type { ListedObject } from '../plan/object-list';
import type { ReleaseTarget } from '../session';

/** A field may have many origins; more than a few mean that no single value stands for it. */
const mostCandidates = 6;

/**
 * Finds the value that stands for a field of a rendered object: follows the field's text to its origins,
 * then proves each candidate by rendering with the live value in its place (AP12).
 */
export class ValueFinder {
  readonly #chart: Chart;
  readonly #target: ReleaseTarget;
  readonly #config: unknown;
  #traced: Rendered | undefined;

  constructor({ chart, release, target }: { chart: Chart; release: Release; target: ReleaseTarget }) {
    this.#chart = chart;
    this.#target = target;
    this.#config = release.config ?? {};
    const result = this.#render(this.#config, true);
    this.#traced = result;
  }

  /** Returns the change of the values that makes the release say what is live; undefined when none does. */
  find(listed: ListedObject, difference: FieldDifference): { path: string; set: unknown } | undefined {
    const { before: live, steps } = difference;
    const document = this.#traced && documentOf(this.#traced, listed, this.#target);
    if (!document || live === undefined || typeof live === 'object') return undefined;
    for (const path of this.#candidates(document, steps)) {
      const proven = this.#render(withValue(this.#config, path.split('.'), live), false);
      const again = proven && documentOf(proven, listed, this.#target);
      if (again && fieldOf(again, steps) === live) return { path, set: live };
    }
    return undefined;
  }

  #candidates(document: RenderedDocument, steps: readonly FieldStep[]): string[] {
    const node = parseDocument(document.text).getIn(keysOf(document, steps), true);
    const range = isNode(node) ? node.range : undefined;
    if (!range) return [];
    const [start, end] = range;
    const at = document.templateOffset;
    const origins = this.#traced?.trace?.provenance.originsOf(document.source, at + start, at + end) ?? [];
    const paths = origins.flatMap((origin) =>
      origin.paths.filter(({ relation }) => relation === 'value').map(({ path }) => path),
    );
    // List positions have no place in a change of the values.
    return [...new Set(paths)].filter((path) => !/[[\]"]/.test(path) && path !== '').slice(0, mostCandidates);
  }

  #render(overrides: unknown, trace: boolean): Rendered | undefined {
    const { releaseName, namespace } = this.#target;
    const result = renderChart(this.#chart, { releaseName, namespace, overrides, isUpgrade: true, trace });
    return result.ok ? result : undefined;
  }
}

function documentOf(
  rendered: Rendered,
  listed: ListedObject,
  target: ReleaseTarget,
): RenderedDocument | undefined {
  return rendered.documents.find(({ text }) =>
    objectsOfText(text).some((object) => idOf(refOf(object, target.namespace)) === listed.id),
  );
}

/** The keys of a field in its document: items of lists by their place there, not by their place live. */
function keysOf(document: RenderedDocument, steps: readonly FieldStep[]): (string | number)[] {
  let at: unknown = objectsOfText(document.text)[0];
  return steps.map((step) => {
    const key = typeof step === 'string' ? step : placeOf(at, step);
    at = fieldAt(at, key);
    return key;
  });
}

function placeOf(list: unknown, step: Exclude<FieldStep, string>): number {
  const [name = '', value = ''] = step.key.split(/=(.*)/s);
  const found = Array.isArray(list)
    ? list.findIndex((item) => isRecord(item) && String(item[name]) === value)
    : -1;
  return found < 0 ? step.index : found;
}

function fieldOf(document: RenderedDocument, steps: readonly FieldStep[]): unknown {
  return fieldAt(objectsOfText(document.text)[0], ...keysOf(document, steps));
}

function withValue(values: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const map = isRecord(values) ? values : {};
  const inner = Object.hasOwn(map, key) ? map[key] : undefined;
  return { ...map, [key]: rest.length === 0 ? value : withValue(inner, rest, value) };
}
