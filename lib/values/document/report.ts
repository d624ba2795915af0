import { isMap } from '../equality';
import { changedPaths } from '../overrides';
import { valueAt } from '../paths';
import { fields } from '../tree';
import type { LocatedProblem } from './parse';
import { validateValuesText } from './validate-text';

/** What a file that someone opens holds, told before it replaces anything. */
export type ValuesReport =
  | {
      ok: true;
      /** Settings of the plane that the file writes, and how many of those differ from the defaults. */
      understood: number;
      changed: number;
      /** Keys of earlier charts, which have another place now or none. */
      renamed: readonly LocatedProblem[];
      removed: readonly LocatedProblem[];
      /** Keys that no chart of the plane had. */
      unknown: readonly LocatedProblem[];
      /** Values that are wrong. They stay in the text, marked. */
      invalid: readonly LocatedProblem[];
      /** Values that work but look like a mistake. */
      doubtful: readonly LocatedProblem[];
    }
  | { ok: false; message: string; suggestion?: string; line?: number; column?: number };

/** Returns what `text` would mean as the values of this plane. Never throws, whatever it is. */
export function reportOn(text: string): ValuesReport {
  const { values, problems } = validateValuesText(text);
  if (!isMap(values)) {
    const [first] = problems;
    return {
      ok: false,
      message: first?.message ?? 'the file holds no values',
      ...(first?.suggestion !== undefined && { suggestion: first.suggestion }),
      ...(first && { line: first.pos.line, column: first.pos.column }),
    };
  }
  const understood = fields().filter(({ path }) => valueAt(values, path) !== undefined).length;
  const of = (...codes: LocatedProblem['code'][]) => problems.filter(({ code }) => codes.includes(code));
  const renamed = of('renamed-key');
  const removed = of('removed-key');
  const keys = Object.keys(values);
  if (understood + renamed.length + removed.length === 0 && keys.length > 0) return foreign(values, keys);
  return {
    ok: true,
    understood,
    changed: changedPaths(values).length,
    renamed,
    removed,
    unknown: of('unknown-key'),
    invalid: problems.filter(({ severity }) => severity === 'error'),
    doubtful: problems.filter(
      ({ code, severity }) =>
        severity === 'warning' && !['renamed-key', 'removed-key', 'unknown-key'].includes(code),
    ),
  };
}

function foreign(values: Record<string, unknown>, keys: readonly string[]): ValuesReport {
  const { kind, apiVersion } = values;
  if (typeof kind === 'string' && typeof apiVersion === 'string') {
    return {
      ok: false,
      message: `this is a Kubernetes object of kind ${kind.slice(0, 40)}, not a values file`,
      suggestion: 'Open the values that the plane was installed with: helm get values RELEASE.',
    };
  }
  const shown = keys.slice(0, 4).map((key) => key.slice(0, 40));
  const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '';
  return {
    ok: false,
    message: `none of its settings belongs to this plane: it has ${shown.join(', ')}${more}`,
    suggestion: 'It looks like the values of another chart.',
  };
}
