import { isAlias, isCollection, isMap, isScalar } from 'yaml';
import type { ValuesShape } from '../merge';
import type { Field, Group } from '../model/tree';
import type { ValuesTree } from './parse';

/** A stretch of a text, by offsets. */
export interface TextRange {
  start: number;
  end: number;
}

/** Returns where a text holds values of sensitive leaves; empty ones are not secret. */
export function secretRanges({ tree }: ValuesTree, shape: ValuesShape): TextRange[] {
  const ranges: TextRange[] = [];
  const visit = (nodes: readonly (Field | Group)[], map: unknown): void => {
    if (!isMap(map)) return;
    for (const pair of map.items) {
      const node = nodes.find(({ key }) => isScalar(pair.key) && pair.key.value === key);
      const { value } = pair;
      if (node?.node === 'group') visit(node.children, value);
      else if (node?.sensitive && (isScalar(value) || isAlias(value) || isCollection(value)) && value.range) {
        const [start, end] = value.range;
        const isBlank = isScalar(value) && (value.value === '' || value.value === null);
        if (!isBlank && end > start) ranges.push({ start, end });
      }
    }
  };
  if (tree) visit(shape.sections, tree.contents);
  return ranges;
}
