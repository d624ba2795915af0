import { z } from 'zod';
import { shown, typeName, type Fault } from '../model/fault';
import { expects, leaf, type LeafMeta } from '../model/node';
import { stringMap } from './labels';

/** Environment variables of containers: a map of names to texts, or Kubernetes' list. */

const NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  fieldRef: ['fieldPath'],
  resourceFieldRef: ['resource'],
  configMapKeyRef: ['name', 'key'],
  secretKeyRef: ['name', 'key'],
};

/** One entry of a container's `env`. */
export interface EnvironmentVariable {
  name: string;
  value?: string;
  valueFrom?: Record<string, unknown>;
}

/** Returns what is wrong with the name of an environment variable. */
export function checkVariableName(name: string): Fault | undefined {
  if (NAME.test(name)) return undefined;
  const near = name
    .trim()
    .replace(/[^-._a-zA-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_');
  return {
    code: 'bad-value',
    message: `${shown(name)} is not the name of an environment variable`,
    ...(NAME.test(near) && { suggestion: `Did you mean ${near}?` }),
  };
}

/**
 * Returns what is wrong with one entry of an environment list, and where in it. Values are never shown:
 * they may be secret.
 */
export function checkVariable(entry: unknown): (Fault & { at: string[] }) | undefined {
  if (!isMap(entry))
    return { at: [], ...wrong(`an entry must be a map with name and value, not ${typeName(entry)}`) };
  const { name, value, valueFrom } = entry;
  if (typeof name !== 'string') return { at: ['name'], ...wrong('an entry needs a name') };
  const badName = checkVariableName(name);
  if (badName) return { at: ['name'], ...badName };
  const stray = Object.keys(entry).find((key) => !['name', 'value', 'valueFrom'].includes(key));
  if (stray !== undefined) {
    return {
      at: [stray],
      code: 'unknown-key',
      message: `${shown(stray)} is not part of an environment variable: name, value, valueFrom`,
    };
  }
  if (value !== undefined && valueFrom !== undefined) {
    return {
      at: ['valueFrom'],
      code: 'conflict',
      message: `${name} has both value and valueFrom`,
      suggestion: 'Remove one.',
    };
  }
  if (value !== undefined && typeof value !== 'string') {
    return {
      at: ['value'],
      ...wrong(`the value of ${name} must be text, not ${typeName(value)}`),
      suggestion: 'Put it in quotes.',
    };
  }
  if (valueFrom === undefined) return undefined;
  const fault = checkSource(name, valueFrom);
  return fault && { at: ['valueFrom'], ...fault };
}

function checkSource(name: string, source: unknown): Fault | undefined {
  const listed = Object.keys(SOURCES).join(', ');
  if (!isMap(source)) return wrong(`valueFrom of ${name} must be a map with one of ${listed}`);
  const keys = Object.keys(source);
  const kind = keys[0];
  const needed = kind !== undefined && Object.hasOwn(SOURCES, kind) ? SOURCES[kind] : undefined;
  if (keys.length !== 1 || needed === undefined || kind === undefined) {
    return { code: 'bad-value', message: `valueFrom of ${name} must have exactly one of ${listed}` };
  }
  const reference = source[kind];
  const missing = needed.find((key) => !isMap(reference) || typeof reference[key] !== 'string');
  return missing === undefined
    ? undefined
    : { code: 'missing-value', message: `${kind} of ${name} needs ${missing}` };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(message: string): Fault {
  return { code: 'wrong-type', message };
}

/** Returns a leaf that maps names of variables to their values. */
export function environmentMap(
  described: Omit<LeafMeta, 'kind' | 'default'> & { default: Readonly<Record<string, string>> },
): z.ZodDefault<z.ZodType<Record<string, string>>> {
  const json = { type: 'object', additionalProperties: { type: 'string' } } as const;
  return leaf(stringMap(checkVariableName), { ...described, kind: 'envMap', json });
}

/** Returns a leaf that is a container's list of environment variables; names must not repeat. */
export function environmentList(
  described: Omit<LeafMeta, 'kind' | 'default'> & { default: readonly EnvironmentVariable[] },
): z.ZodDefault<z.ZodType<EnvironmentVariable[]>> {
  const schema = z
    .array(z.unknown(), expects('a list of environment variables'))
    .superRefine((list, context) => {
      const seen = new Set<unknown>();
      list.forEach((entry, index) => {
        const fault = checkVariable(entry) ?? repeated(entry, seen);
        if (!fault) return;
        const { at, ...rest } = fault;
        context.addIssue({
          code: 'custom',
          message: rest.message,
          path: [index, ...at],
          params: { ...rest },
        });
      });
    });
  const json = { type: 'array' as const, items: { type: 'object' as const, required: ['name'] } };
  // After the refinement every entry is an environment variable.
  return leaf(schema as unknown as z.ZodType<EnvironmentVariable[]>, { ...described, kind: 'envList', json });
}

function repeated(entry: unknown, seen: Set<unknown>): (Fault & { at: string[] }) | undefined {
  const name = isMap(entry) ? entry.name : undefined;
  if (!seen.has(name)) {
    seen.add(name);
    return undefined;
  }
  return {
    at: ['name'],
    code: 'conflict',
    message: `${shown(name)} is in the list twice`,
    suggestion: 'Remove one.',
  };
}
