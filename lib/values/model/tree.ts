import {
  groupMetas,
  leafMetas,
  type FieldKind,
  type FieldOption,
  type GroupLayout,
  type LeafMeta,
} from './node';

/** One leaf of the values, as a form or a reference page needs it. */
export interface Field extends Omit<LeafMeta, 'json' | 'advanced' | 'sensitive'> {
  node: 'field';
  /** Dotted path from the root: "clickstack.replicas.standard". */
  path: string;
  key: string;
  kind: FieldKind;
  options?: readonly FieldOption[];
  advanced: boolean;
  sensitive: boolean;
  /** Whether "" is a good value; `emptyMeans` then says what it means. */
  allowEmpty: boolean;
}

/** Fields and groups that belong together. */
export interface Group {
  node: 'group';
  path: string;
  key: string;
  title: string;
  description?: string;
  layout: GroupLayout;
  advanced: boolean;
  children: readonly (Field | Group)[];
}

/** A group at the root of the values. */
export interface Section extends Group {
  /** Its key, for URLs and navigation. */
  id: string;
  description: string;
  /** A few words for the navigation. */
  summary: string;
}

interface SchemaNode {
  _zod: { def: { innerType?: SchemaNode; shape?: Record<string, SchemaNode> } };
}

/** Returns the sections that a schema describes, by walking it; no second list of keys exists. */
export function describeSections(schema: unknown): readonly Section[] {
  return Object.entries(shapeOf(schema)).map(([key, node]) => {
    const described = describeNode(node, key, { path: key, advanced: false });
    const meta = groupMetas.get(node);
    if (described.node !== 'group' || !meta || !('summary' in meta)) {
      throw new Error(`the values model has no section words for ${key}`);
    }
    return { ...described, id: key, description: meta.description, summary: meta.summary };
  });
}

function describeNode(
  node: SchemaNode,
  key: string,
  place: { path: string; advanced: boolean },
): Field | Group {
  const { path } = place;
  const leaf = leafMetas.get(node);
  if (leaf) {
    const { json: _json, advanced = false, sensitive = false, ...rest } = leaf;
    return {
      node: 'field',
      path,
      key,
      ...rest,
      advanced: advanced || place.advanced,
      sensitive,
      allowEmpty: leaf.emptyMeans !== undefined,
    };
  }
  const meta = groupMetas.get(node);
  if (!meta) throw new Error(`the values model does not describe ${path}`);
  const advanced = (meta.advanced ?? false) || place.advanced;
  const children = Object.entries(shapeOf(node)).map(([name, child]) =>
    describeNode(child, name, { path: `${path}.${name}`, advanced }),
  );
  return {
    node: 'group',
    path,
    key,
    title: meta.title,
    ...(meta.description !== undefined && { description: meta.description }),
    layout: meta.layout ?? 'plain',
    advanced,
    children,
  };
}

function shapeOf(schema: unknown): Record<string, SchemaNode> {
  // Zod types its definitions per class; walking any schema needs the part they share.
  let node = schema as SchemaNode;
  while (node._zod.def.innerType) node = node._zod.def.innerType;
  return node._zod.def.shape ?? {};
}
