import type { Field, Group } from '@/lib/values';

/** Returns how many fields lie in `nodes`; with `paths`, only those whose path is in it. */
export function countUnder(nodes: readonly (Field | Group)[], paths?: ReadonlySet<string>): number {
  let count = 0;
  for (const node of nodes) {
    if (node.node === 'group') count += countUnder(node.children, paths);
    else if (!paths || paths.has(node.path)) count += 1;
  }
  return count;
}

/** Returns every field in `nodes`, in the order of the form. */
export function fieldsUnder(nodes: readonly (Field | Group)[]): Field[] {
  return nodes.flatMap((node) => (node.node === 'group' ? fieldsUnder(node.children) : [node]));
}
