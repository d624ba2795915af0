import { z } from 'zod';
import type { JSONSchema } from 'zod/v4/core';
import { typeName, type Check, type Fault } from './fault';

// A content security policy without unsafe-eval forbids the functions that zod would compile.
z.config({ jitless: true });

/** The control and the domain type of a leaf. */
export type FieldKind =
  | 'string'
  | 'text'
  | 'boolean'
  | 'integer'
  | 'number'
  | 'ratio'
  | 'enum'
  | 'quantity'
  | 'duration'
  | 'name'
  | 'port'
  | 'url'
  | 'hostPort'
  | 'cron'
  | 'secret'
  | 'labels'
  | 'annotations'
  | 'envMap'
  | 'envList'
  | 'tolerations'
  | 'object'
  | 'objectList'
  | 'stringList';

/** One choice of an `enum` field, or of the items of a list. */
export interface FieldOption {
  value: string;
  title: string;
  description?: string;
}

/** What every leaf says of itself. */
export interface LeafMeta {
  kind: FieldKind;
  title: string;
  /** One sentence: what it does and when to change it. */
  description: string;
  default: unknown;
  unit?: string;
  options?: readonly FieldOption[];
  min?: number;
  max?: number;
  step?: number;
  /** Default: false. */
  advanced?: boolean;
  /** Whether the value must never reach logs, links or messages. Default: false. */
  sensitive?: boolean;
  examples?: readonly unknown[];
  quantity?: 'cpu' | 'memory' | 'storage';
  /** What "" means; only such leaves may be empty. */
  emptyMeans?: string;
  /** What zero means, where it is special. */
  zeroMeans?: string;
  /** What one entry of a `stringList` is. */
  item?: 'string' | 'name' | 'hostPort' | 'url' | 'enum';
  /** The language of a `text` field. */
  language?: 'sql' | 'plain';
  /** What the JSON schema says beyond the type; patterns must be valid in RE2. */
  json?: JSONSchema.BaseSchema;
}

/** How a group lays out its children. */
export type GroupLayout = 'plain' | 'image' | 'resources';

/** What every group of leaves says of itself. */
export interface GroupMeta {
  title: string;
  description?: string;
  /** Default: 'plain'. */
  layout?: GroupLayout;
  /** Default: false. */
  advanced?: boolean;
}

/** What a section says beyond a group: one line for the navigation. */
export interface SectionMeta extends GroupMeta {
  description: string;
  summary: string;
}

/** The words of each schema node, by the node itself. */
export const leafMetas = new WeakMap<object, LeafMeta>();
export const groupMetas = new WeakMap<object, GroupMeta | SectionMeta>();

/** Returns `schema` with its default and its description attached. Every leaf of the model passes here. */
export function leaf<T extends z.ZodType>(schema: T, meta: LeafMeta): z.ZodDefault<T> {
  // The default has the type of the schema because each builder takes it as that type.
  const withDefault = schema.default(() => structuredCopy(meta.default) as never);
  leafMetas.set(withDefault, meta);
  return withDefault;
}

/**
 * Returns an object of fields that fills what is missing and keeps what it does not know. Its type names
 * the known keys only: code that reads values should not compile when it misspells one.
 */
export function group<S extends z.ZodRawShape>(
  meta: GroupMeta | SectionMeta,
  shape: S,
): z.ZodPrefault<z.ZodObject<S>> {
  const loose = z.looseObject(shape, { error: (issue) => `must be a map, not ${typeName(issue.input)}` });
  // The cast hides the index signature of loose objects, nothing else.
  const withDefaults = (loose as unknown as z.ZodObject<S>).prefault({} as never);
  groupMetas.set(withDefaults, meta);
  return withDefaults;
}

/** Returns a refinement that reports what `check` finds. */
export function reports<T>(check: Check<T>): (value: T, context: z.RefinementCtx) => void {
  return (value, context) => {
    const fault = check(value);
    if (fault) context.addIssue({ code: 'custom', message: fault.message, params: { ...fault } });
  };
}

/** Returns the error function of a schema whose values must be `expected` ("a number"). */
export function expects(expected: string): { error: (issue: { input?: unknown }) => string } {
  return { error: (issue) => `must be ${expected}, not ${typeName(issue.input)}` };
}

/** Returns the fault that a refinement attached to an issue, if any. */
export function faultOfIssue(issue: z.core.$ZodIssue): Fault | undefined {
  if (issue.code !== 'custom' || !issue.params) return undefined;
  const { message, suggestion, code } = issue.params as Partial<Fault>;
  if (typeof message !== 'string') return undefined;
  return { message, ...(suggestion !== undefined && { suggestion }), ...(code !== undefined && { code }) };
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)]));
}
