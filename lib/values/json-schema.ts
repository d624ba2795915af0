import { z } from 'zod';
import type { JSONSchema } from 'zod/v4/core';
import { groupMetas, leafMetas } from './model/node';
import { valuesSchema } from './schema';

/**
 * Returns the JSON schema (draft 7) of the values, for Helm and for editors. Unknown keys are allowed, as
 * Helm passes them through; patterns are valid in RE2. What it cannot say, `validateValues` does.
 */
export function valuesJsonSchema(): JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(valuesSchema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => describe(zodSchema, jsonSchema),
  });
  const { $schema, ...rest } = schema;
  return {
    ...($schema !== undefined && { $schema }),
    title: 'Values of the OpenChoreo observability plane',
    ...rest,
  };
}

function describe(zodSchema: object, json: JSONSchema.BaseSchema): void {
  const leaf = leafMetas.get(zodSchema);
  if (leaf) {
    if (leaf.json?.type !== undefined) clear(json);
    Object.assign(json, {
      title: leaf.title,
      description: sentence([
        leaf.description,
        emptyWords(leaf.emptyMeans, leaf.default),
        zeroWords(leaf.zeroMeans),
      ]),
      ...leaf.json,
      default: leaf.default,
      ...(leaf.examples && !leaf.sensitive && { examples: leaf.examples }),
    });
    return;
  }
  const group = groupMetas.get(zodSchema);
  if (group) {
    Object.assign(json, { title: group.title, ...(group.description && { description: group.description }) });
    delete json.default;
  }
  // An object that allows everything needs no word for it.
  if (isEmptySchema(json.additionalProperties)) delete json.additionalProperties;
}

/** Removes what zod derived, where the leaf says its type itself. */
function clear(json: JSONSchema.BaseSchema): void {
  for (const key of Object.keys(json)) delete json[key];
}

function isEmptySchema(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0;
}

/** Returns what an empty leaf means, as a sentence; nothing where that cannot be. */
export function emptyWords(emptyMeans: string | undefined, fallback: unknown): string {
  if (emptyMeans === undefined) return '';
  return Array.isArray(fallback) ? `Empty list: ${emptyMeans}.` : `Empty: ${emptyMeans}.`;
}

/** Returns what zero means, as a sentence. */
export function zeroWords(zeroMeans: string | undefined): string {
  return zeroMeans === undefined ? '' : `Zero: ${zeroMeans}.`;
}

function sentence(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
