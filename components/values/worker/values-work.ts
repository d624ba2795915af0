import { printOverrides, printYaml, sensitivePaths, valueAt, withValue } from '@/lib/values';
import { mergeWithDefaults, parseValuesText } from '@/lib/values';
import { reportOn, type ValuesReport } from '@/lib/values/document/report';
import { valuesJsonSchema } from '@/lib/values/json-schema';
import { renderPlane, type PlaneFailure, type PlaneObject } from '@/lib/plane';
import type { Target } from '../../session/evaluate';
import { valuesOfArchive, type ArchiveValues } from './archive-values';

/** One side of a comparison: the complete values as text, and what they render to. */
export interface ComparedSide {
  valuesText: string;
  objects: readonly Pick<PlaneObject, 'id' | 'kind' | 'name' | 'text'>[];
  /** Why there are no objects. */
  failure?: Pick<PlaneFailure, 'message'>;
}

/** What the helper of the page can be asked, away from the thread that types and paints. */
export interface ValuesWork {
  schema: { input: undefined; output: unknown };
  report: { input: { text: string }; output: ValuesReport };
  /** The overrides as text, in the order of the model with its comments. */
  print: { input: { values: unknown }; output: string };
  read: { input: { text: string }; output: unknown };
  archive: { input: { bytes: Uint8Array }; output: ArchiveValues };
  compare: {
    input: { left: unknown; right: unknown; target: Target };
    output: { left: ComparedSide; right: ComparedSide };
  };
}

/** Returns the answer to one question. Pure: the same input, the same output. */
export function doValuesWork<Kind extends keyof ValuesWork>(
  kind: Kind,
  input: ValuesWork[Kind]['input'],
): ValuesWork[Kind]['output'] | Promise<ValuesWork[Kind]['output']> {
  return work[kind](input);
}

type Work<Kind extends keyof ValuesWork> = (
  input: ValuesWork[Kind]['input'],
) => ValuesWork[Kind]['output'] | Promise<ValuesWork[Kind]['output']>;

const work: { [Kind in keyof ValuesWork]: Work<Kind> } = {
  schema: () => valuesJsonSchema(),
  report: ({ text }) => reportOn(text),
  print: ({ values }) => printOverrides(values, { comments: true }),
  read: ({ text }) => parseValuesText(text).values ?? {},
  archive: ({ bytes }) => valuesOfArchive(bytes),
  compare: ({ left, right, target }) => {
    const masked = maskSecrets(mergeWithDefaults(left), mergeWithDefaults(right));
    return {
      left: sideOf(left, masked.left, target),
      right: sideOf(right, masked.right, target),
    };
  },
};

function sideOf(overrides: unknown, shown: unknown, target: Target): ComparedSide {
  const render = renderPlane(overrides, target);
  return {
    valuesText: printYaml(shown),
    objects: render.ok ? render.objects.map(({ id, kind, name, text }) => ({ id, kind, name, text })) : [],
    ...(render.ok ? {} : { failure: { message: render.message } }),
  };
}

/** Hides secrets on both sides, and still tells whether they differ. */
function maskSecrets(left: unknown, right: unknown): { left: unknown; right: unknown } {
  let masked = { left, right };
  for (const path of sensitivePaths()) {
    const [a, b] = [valueAt(left, path), valueAt(right, path)];
    const isSame = JSON.stringify(a) === JSON.stringify(b);
    const hide = (values: unknown, value: unknown, text: string) =>
      value === '' || value === undefined || JSON.stringify(value) === '[]'
        ? values
        : withValue(values, path, text);
    masked = {
      left: hide(masked.left, a, '(secret)'),
      right: hide(masked.right, b, isSame ? '(secret)' : '(another secret)'),
    };
  }
  return masked;
}
