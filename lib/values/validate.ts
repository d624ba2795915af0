import type { z } from 'zod';
import { copyYaml, isMap, type YamlMap } from './equality';
import { guardInput } from './guard';
import { typeName } from './model/fault';
import { faultOfIssue } from './model/node';
import type { Field, Group } from './model/tree';
import { emptyOf, mergeWithDefaults } from './overrides';
import { printPath, valueAt, withValue, type Segment } from './paths';
import type { ValuesProblem } from './problem';
import { rules } from './rules';
import { defaultValues, valuesSchema, type PlaneValues } from './schema';
import { findNode, sections } from './tree';
import { unknownKeys } from './unknown-keys';

/**
 * Returns everything wrong or doubtful in `input`, which may be overrides or complete values: first each
 * value by itself, then values together, then unknown keys. Never throws, whatever `input` is; input
 * that is hostile by depth or size is refused with one problem.
 */
export function validateValues(input: unknown): readonly ValuesProblem[] {
  return examineValues(input).problems;
}

/** Values after a look at all of them. */
export interface ExaminedValues {
  /** What was looked at: overrides, or complete values. */
  given: unknown;
  /** As `validateValues` returns them. */
  problems: readonly ValuesProblem[];
  /** Complete values, each leaf of its right type: the default stands for a leaf that is wrong by itself. */
  values: PlaneValues;
}

/** Returns the problems of `input` as `validateValues` does, and the values that can be worked with. */
export function examineValues(input: unknown): ExaminedValues {
  const refused = guardInput(input);
  if (refused) return { given: input, problems: [refused], values: defaultValues };
  if (input === undefined || input === null) return { given: {}, problems: [], values: defaultValues };
  if (!isMap(input)) {
    const message = `the values must be a map, not ${typeName(input)}`;
    const problems = [problemAt([], { code: 'wrong-type', message })];
    return { given: input, problems, values: defaultValues };
  }
  const { values, problems } = withoutNulls(input);
  const result = valuesSchema.safeParse(values);
  if (!result.success) problems.push(...result.error.issues.map((issue) => problemOfIssue(issue, values)));
  const wrong = new Set(
    problems.filter((problem) => problem.severity === 'error').map((problem) => problem.path),
  );
  const sound = soundValues(values, wrong);
  problems.push(...checkRules(sound, wrong), ...unknownKeys(input));
  return { given: input, problems, values: sound };
}

/** Returns whether `input` has no errors; it may have warnings. */
export function isValid(input: unknown): boolean {
  return validateValues(input).every((problem) => problem.severity !== 'error');
}

/** Replaces nulls by what they stand for, and reports them. */
function withoutNulls(input: YamlMap): { values: YamlMap; problems: ValuesProblem[] } {
  const problems: ValuesProblem[] = [];
  const clean = (
    group: { children: readonly (Field | Group)[] },
    given: YamlMap,
    at: readonly string[],
  ): YamlMap => {
    const values = { ...given };
    for (const child of group.children) {
      if (!Object.hasOwn(values, child.key)) continue;
      const value = values[child.key];
      const segments = [...at, child.key];
      if (child.node === 'group' && isMap(value)) values[child.key] = clean(child, value, segments);
      if (value !== null) continue;
      const empty = child.node === 'field' ? emptyOf(child) : undefined;
      problems.push(nullProblem(segments, empty));
      if (empty === undefined) delete values[child.key];
      else values[child.key] = empty;
    }
    return values;
  };
  return { values: clean({ children: sections }, input, []), problems };
}

function nullProblem(segments: readonly Segment[], empty: unknown): ValuesProblem {
  if (empty !== undefined) {
    const written = typeof empty === 'string' ? '""' : JSON.stringify(empty);
    return {
      ...problemAt(segments, {
        code: 'null-value',
        message: `nothing follows the key, which counts as ${written}`,
      }),
      suggestion: `Write ${written} to say so.`,
      severity: 'warning',
    };
  }
  const message = 'nothing follows the key: Helm then removes the default too';
  return {
    ...problemAt(segments, { code: 'null-value', message }),
    suggestion: 'Give a value or remove the key.',
  };
}

function problemAt(
  segments: readonly Segment[],
  fault: Pick<ValuesProblem, 'code' | 'message'>,
): ValuesProblem {
  return { path: nodePath(segments), segments, ...fault, severity: 'error' };
}

/** Returns the path of the field that `segments` lead to or into, else their own path. */
function nodePath(segments: readonly Segment[]): string {
  for (let length = segments.length; length > 0; length--) {
    const path = printPath(segments.slice(0, length));
    if (findNode(path)) return path;
  }
  return printPath(segments);
}

function problemOfIssue(issue: z.core.$ZodIssue, values: YamlMap): ValuesProblem {
  const segments = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
  const fault = faultOfIssue(issue);
  if (fault) {
    const { code = 'bad-value', message, suggestion } = fault;
    return { ...problemAt(segments, { code, message }), ...(suggestion !== undefined && { suggestion }) };
  }
  const code = issue.code === 'invalid_value' ? 'unknown-option' : 'wrong-type';
  const node = findNode(nodePath(segments));
  const suggestion = node?.node === 'field' ? typeSuggestion(node, valueAt(values, segments)) : undefined;
  const message = node?.node === 'field' && node.sensitive ? withoutValue(issue.message) : issue.message;
  return { ...problemAt(segments, { code, message }), ...(suggestion !== undefined && { suggestion }) };
}

/** Messages of type faults name types only; this holds even if one should not. */
function withoutValue(message: string): string {
  return message.startsWith('must be ') ? message : 'the value is not of the right type';
}

/** Returns how to write a value that has the wrong type in YAML but is otherwise plain. */
function typeSuggestion(field: Field, value: unknown): string | undefined {
  if (field.kind === 'enum') return optionSuggestion(field, value);
  if (field.sensitive)
    return typeof value === 'number' || typeof value === 'boolean' ? 'Put it in quotes.' : undefined;
  if (typeof value === 'string') {
    const bare = value.trim().toLowerCase();
    if (field.kind === 'boolean' && /^(true|yes|on|1)$/.test(bare)) return 'Write true without quotes.';
    if (field.kind === 'boolean' && /^(false|no|off|0)$/.test(bare)) return 'Write false without quotes.';
    const isNumeric =
      ['integer', 'number', 'ratio', 'port'].includes(field.kind) && /^-?\d+(\.\d+)?$/.test(bare);
    return isNumeric ? `Write ${bare} without quotes.` : undefined;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    if (field.kind === 'duration') return `Add a unit and write it as text: "${String(value)}s".`;
    if (typeof field.default === 'string') return `Put it in quotes: "${String(value)}".`;
  }
  return undefined;
}

function optionSuggestion(field: Field, value: unknown): string | undefined {
  const options = field.options?.map((option) => option.value) ?? [];
  if (typeof value === 'boolean') {
    // YAML 1.1, which Helm reads, takes on, off, yes and no for true and false.
    const meant = options.find((option) => (value ? ['on', 'yes'] : ['off', 'no']).includes(option));
    return meant === undefined
      ? undefined
      : `Put it in quotes: "${meant}". YAML reads ${meant} as ${String(value)}.`;
  }
  if (typeof value !== 'string') return undefined;
  const folded = value.trim().toLowerCase();
  const near = options.find((option) => option.toLowerCase() === folded) ?? nearOption(folded, options);
  return near === undefined ? undefined : `Did you mean ${near}?`;
}

function nearOption(text: string, options: readonly string[]): string | undefined {
  return text === ''
    ? undefined
    : options.find((option) => option.startsWith(text) || text.startsWith(option));
}

/** Returns complete values with the default in place of every leaf in `wrong`. */
function soundValues(values: YamlMap, wrong: ReadonlySet<string>): PlaneValues {
  let merged: PlaneValues = mergeWithDefaults(values);
  for (const path of wrong) {
    if (findNode(path)?.node !== 'field') continue;
    // Only a leaf changes, to its own default, so these are complete values still.
    merged = withValue(merged, path, copyYaml(valueAt(defaultValues, path))) as unknown as PlaneValues;
  }
  return merged;
}

/** Runs the rules over sound values; nothing more is said of a leaf that is wrong by itself. */
function checkRules(values: PlaneValues, wrong: ReadonlySet<string>): ValuesProblem[] {
  const problems: ValuesProblem[] = [];
  for (const rule of rules) {
    rule(values, (path, fault, severity = 'error') => {
      if (wrong.has(path)) return;
      const { code = 'conflict', message, suggestion } = fault;
      problems.push({
        path,
        segments: path.split('.'),
        code,
        message,
        ...(suggestion !== undefined && { suggestion }),
        severity,
      });
    });
  }
  return problems;
}
