import { z } from 'zod';
import { shown, typeName, type Check, type Fault } from '../model/fault';
import { expects, leaf, reports, type FieldOption, type LeafMeta } from '../model/node';
import { nearestOf } from '../model/nearest';

/** Free-form YAML: objects, lists of objects, lists of texts. */

export type FreeForm = Record<string, unknown>;
type DescribedAs<T> = Omit<LeafMeta, 'kind' | 'default'> & { default: T };

/** Returns a leaf that is a YAML map of any content. */
export function freeForm(
  described: DescribedAs<Readonly<FreeForm>> & { check?: Check<FreeForm> },
): z.ZodDefault<z.ZodType<FreeForm>> {
  const { check = () => undefined, ...meta } = described;
  const schema = z.record(z.string(), z.unknown(), expects('a map')).superRefine(reports(check));
  return leaf(schema, { ...meta, kind: 'object', json: { type: 'object' } });
}

const AFFINITIES = ['nodeAffinity', 'podAffinity', 'podAntiAffinity'];
const TERMS = [
  'requiredDuringSchedulingIgnoredDuringExecution',
  'preferredDuringSchedulingIgnoredDuringExecution',
];

/** Returns what is wrong with the outer shape of a pod's affinity; the API server checks the rest. */
export function checkAffinity(affinity: FreeForm): Fault | undefined {
  for (const [key, value] of Object.entries(affinity)) {
    if (!AFFINITIES.includes(key)) return notAPart(key, AFFINITIES, 'an affinity');
    if (!isMap(value)) return { code: 'wrong-type', message: `${key} must be a map, not ${typeName(value)}` };
    const term = Object.keys(value).find((name) => !TERMS.includes(name));
    if (term !== undefined) return notAPart(term, TERMS, key);
  }
  return undefined;
}

function notAPart(key: string, known: readonly string[], whole: string): Fault {
  const near = nearestOf(key, known);
  return {
    code: 'unknown-key',
    message: `${shown(key)} is not part of ${whole}: ${known.join(', ')}`,
    ...(near !== undefined && { suggestion: `Did you mean ${near}?` }),
  };
}

/** Returns a leaf that is a list of maps, each of which `check` accepts. */
export function objectList(
  described: DescribedAs<readonly FreeForm[]> & { check?: Check<FreeForm> },
): z.ZodDefault<z.ZodType<FreeForm[]>> {
  const { check = () => undefined, ...meta } = described;
  const entry = z.record(z.string(), z.unknown(), expects('a map')).superRefine(reports(check));
  const json = { type: 'array', items: { type: 'object' } } as const;
  return leaf(z.array(entry, expects('a list of maps')), { ...meta, kind: 'objectList', json });
}

/** Returns a leaf that is a list of texts, each of which `check` accepts; none may repeat. */
export function textList(
  described: DescribedAs<readonly string[]> & {
    check: Check<string>;
    pattern?: string;
    options?: readonly FieldOption[];
  },
): z.ZodDefault<z.ZodType<string[]>> {
  const { check, pattern, ...meta } = described;
  const entry = z.string({ error: (issue) => entryMessage(issue.input) }).superRefine(reports(check));
  const schema = z.array(entry, expects('a list of texts')).superRefine((list, context) => {
    list.forEach((value, index) => {
      if (list.indexOf(value) === index) return;
      const message = `${shown(value)} is in the list twice`;
      context.addIssue({ code: 'custom', message, path: [index], params: { message, code: 'conflict' } });
    });
  });
  const items = { type: 'string' as const, ...(pattern !== undefined && { pattern }) };
  return leaf(schema, { ...meta, kind: 'stringList', json: { type: 'array', items } });
}

function entryMessage(input: unknown): string {
  // Kubernetes itself lists references as {name: x}; people carry that over.
  const name = isMap(input) && Object.keys(input).length === 1 ? input.name : undefined;
  const cure = typeof name === 'string' ? `: write ${shown(name)} rather than {name: ${shown(name)}}` : '';
  return `an entry must be text, not ${typeName(input)}${cure}`;
}

function isMap(value: unknown): value is FreeForm {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
