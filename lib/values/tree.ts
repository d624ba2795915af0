import { describeSections, type Field, type Group, type Section } from './model/tree';
import { valuesSchema } from './schema';

/** The sections of the values in the order of the form, with every group and field in them. */
export const sections: readonly Section[] = describeSections(valuesSchema);

const nodes = new Map<string, Field | Group>();
const allFields: Field[] = [];
for (const section of sections) collect(section);

function collect(node: Field | Group): void {
  nodes.set(node.path, node);
  if (node.node === 'field') allFields.push(node);
  else node.children.forEach(collect);
}

/** Returns every leaf of the values, in the order of the form. */
export function fields(): readonly Field[] {
  return allFields;
}

/** Returns the field or group at a dotted path, or nothing when the model has none there. */
export function findNode(path: string): Field | Group | undefined {
  return nodes.get(path);
}

/** Returns the paths of all leaves whose values must never be shown, logged or put into links. */
export function sensitivePaths(): readonly string[] {
  return allFields.filter((field) => field.sensitive).map((field) => field.path);
}
