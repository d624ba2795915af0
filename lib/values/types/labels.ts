import { z } from 'zod';
import { shown, typeName, type Fault } from '../model/fault';
import { expects, leaf, type LeafMeta } from '../model/node';
import { checkObjectName } from './name';

/** Label and annotation maps, by the syntax that the API server enforces. */

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const TOTAL_ANNOTATIONS = 256 * 1024;

// The chart sets these on every object and selects pods by some of them.
const RESERVED = new Set([
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/component',
  'app.kubernetes.io/managed-by',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/version',
  'helm.sh/chart',
]);

/** Returns what is wrong with the key of a label or annotation: an optional DNS prefix, then a name. */
export function checkQualifiedName(key: string): Fault | undefined {
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  const name = key.slice(slash + 1);
  if (slash >= 0 && checkObjectName(prefix)) {
    return bad(`the prefix of the key ${shown(key)} is not a DNS name`);
  }
  if (name.length > 63) return bad(`the name of the key ${shown(key)} has more than 63 characters`);
  if (NAME.test(name)) return undefined;
  return bad(
    `the key ${shown(key)} is not allowed: letters, digits, hyphens, underscores and dots, with a letter or digit at both ends`,
  );
}

/** Returns what is wrong with the value of a label. */
export function checkLabelValue(value: string): Fault | undefined {
  if (value === '') return undefined;
  if (value.length > 63) return bad(`the label value ${shown(value)} has more than 63 characters`);
  if (NAME.test(value)) return undefined;
  const near = value.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return {
    ...bad(
      `${shown(value)} is not a label value: letters, digits, hyphens, underscores and dots, with a letter or digit at both ends`,
    ),
    ...(NAME.test(near) && { suggestion: `Did you mean ${near}? Free text belongs into an annotation.` }),
  };
}

/** Returns what is wrong with one value of a map of strings, with the advice to quote it. */
export function checkStringValue(key: string, value: unknown): Fault | undefined {
  if (typeof value === 'string') return undefined;
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  return {
    code: 'wrong-type',
    message: `the value of ${shown(key)} must be text, not ${typeName(value)}`,
    ...(scalar && { suggestion: `Put it in quotes: "${String(value)}".` }),
  };
}

type StringMap = Readonly<Record<string, string>>;
type DescribedMap = Omit<LeafMeta, 'kind' | 'default'> & { default: StringMap };

/** Returns a schema of a map of strings that reports the faults `check` finds, each at its key. */
export function stringMap(
  check: (key: string, value: string) => Fault | undefined,
): z.ZodType<Record<string, string>> {
  // Values are checked one by one below, so that the message names the key and the cure.
  const schema = z.record(z.string(), z.unknown(), expects('a map of texts')).superRefine((map, context) => {
    for (const [key, value] of Object.entries(map)) {
      const fault = checkStringValue(key, value) ?? check(key, String(value));
      if (fault) {
        context.addIssue({ code: 'custom', message: fault.message, path: [key], params: { ...fault } });
      }
    }
  });
  // After the refinement every value is a string.
  return schema as unknown as z.ZodType<Record<string, string>>;
}

const mapJson = { type: 'object', additionalProperties: { type: 'string' } } as const;

/** Returns a leaf that holds labels; `reserved: true` lets through keys that the chart sets itself. */
export function labels(
  described: DescribedMap & { reserved?: boolean },
): z.ZodDefault<z.ZodType<Record<string, string>>> {
  const { reserved = false, ...meta } = described;
  const check = (key: string, value: string) =>
    checkQualifiedName(key) ??
    (!reserved && RESERVED.has(key) ? reservedFault(key) : undefined) ??
    checkLabelValue(value);
  return leaf(stringMap(check), { ...meta, kind: 'labels', json: mapJson });
}

function reservedFault(key: string): Fault {
  return { code: 'conflict', message: `${key} is set by the chart`, suggestion: 'Use a label of your own.' };
}

/** Returns a leaf that holds annotations. */
export function annotations(described: DescribedMap): z.ZodDefault<z.ZodType<Record<string, string>>> {
  const schema = stringMap((key) => checkQualifiedName(key)).superRefine((map, context) => {
    const size = Object.entries(map).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    if (size <= TOTAL_ANNOTATIONS) return;
    const message = 'the annotations hold more than 256 KiB, which Kubernetes refuses';
    context.addIssue({ code: 'custom', message, params: { message, code: 'too-large' } });
  });
  return leaf(schema, { ...described, kind: 'annotations', json: mapJson });
}

function bad(message: string): Fault {
  return { code: 'bad-value', message };
}
