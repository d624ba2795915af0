import { z } from 'zod';
import { shown, typeName, type Fault } from '../model/fault';
import { expects, leaf, type LeafMeta } from '../model/node';
import { checkLabelValue, checkQualifiedName } from './labels';

/** One toleration of a pod, as the Kubernetes API defines it. */
export interface Toleration {
  key?: string;
  operator?: 'Exists' | 'Equal';
  value?: string;
  effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  tolerationSeconds?: number;
}

const KEYS = ['key', 'operator', 'value', 'effect', 'tolerationSeconds'];
const OPERATORS = ['Exists', 'Equal'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Returns what is wrong with one toleration, by the rules of the API server's validation. */
export function checkToleration(entry: unknown): (Fault & { at: string[] }) | undefined {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return { at: [], code: 'wrong-type', message: `a toleration must be a map, not ${typeName(entry)}` };
  }
  const map = entry as Record<string, unknown>;
  const stray = Object.keys(map).find((name) => !KEYS.includes(name));
  if (stray !== undefined) {
    return at(stray, `${shown(stray)} is not part of a toleration: ${KEYS.join(', ')}`, 'unknown-key');
  }
  for (const name of ['key', 'operator', 'value', 'effect']) {
    const value = map[name];
    if (value !== undefined && typeof value !== 'string') {
      return at(name, `${name} of a toleration must be text, not ${typeName(value)}`, 'wrong-type');
    }
  }
  return checkParts(entry);
}

function checkParts(toleration: Toleration): (Fault & { at: string[] }) | undefined {
  const { key = '', operator = 'Equal', value = '', effect, tolerationSeconds: seconds } = toleration;
  if (!OPERATORS.includes(operator)) return at('operator', `${shown(operator)} is not Exists or Equal`);
  if (effect !== undefined && !EFFECTS.includes(effect)) {
    return at('effect', `${shown(effect)} is not ${EFFECTS.join(', ')}`);
  }
  if (key === '' && operator !== 'Exists') {
    return at('key', 'a toleration without a key needs the operator Exists', 'missing-value');
  }
  const badKey = key === '' ? undefined : checkQualifiedName(key);
  if (badKey) return { at: ['key'], ...badKey };
  if (operator === 'Exists' && value !== '')
    return at('value', 'the operator Exists takes no value', 'conflict');
  const badValue = checkLabelValue(value);
  if (badValue) return { at: ['value'], ...badValue };
  if (seconds === undefined) return undefined;
  if (!Number.isSafeInteger(seconds))
    return at('tolerationSeconds', 'tolerationSeconds must be a whole number');
  return effect === 'NoExecute'
    ? undefined
    : at('tolerationSeconds', 'tolerationSeconds needs the effect NoExecute', 'conflict');
}

function at(where: string, message: string, code: Fault['code'] = 'bad-value'): Fault & { at: string[] } {
  return { at: [where], code, message };
}

/** Returns a leaf that is a pod's list of tolerations. */
export function tolerations(
  described: Omit<LeafMeta, 'kind' | 'default'> & { default: readonly Toleration[] },
): z.ZodDefault<z.ZodType<Toleration[]>> {
  const schema = z.array(z.unknown(), expects('a list of tolerations')).superRefine((list, context) => {
    list.forEach((entry, index) => {
      const fault = checkToleration(entry);
      if (!fault) return;
      const { at: where, ...rest } = fault;
      context.addIssue({
        code: 'custom',
        message: rest.message,
        path: [index, ...where],
        params: { ...rest },
      });
    });
  });
  const json = { type: 'array', items: { type: 'object' } } as const;
  // After the refinement every entry is a toleration.
  return leaf(schema as unknown as z.ZodType<Toleration[]>, { ...described, kind: 'tolerations', json });
}
