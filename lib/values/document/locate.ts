import { isAlias, isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import type { Segment } from '../paths';

/** Finds paths of values in the tree of a YAML document. */

/** Returns the offset of what `segments` lead to, or of the nearest parent that is written. */
export function locateIn(
  document: Document.Parsed,
  segments: readonly Segment[],
  aim: 'key' | 'value',
): number {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const next = step(resolveAlias(node, document), segment, document);
    if (!next) return offset;
    const keyOffset = offsetOf(next.key);
    const valueOffset = offsetOf(next.value);
    // The parent's key says more of a missing child than the first character of its map.
    offset = (isLast && aim === 'value' ? valueOffset : (keyOffset ?? valueOffset)) ?? keyOffset ?? offset;
    node = next.value;
  }
  return offset;
}

function step(
  node: unknown,
  segment: Segment,
  document: Document.Parsed,
): { key?: unknown; value: unknown } | undefined {
  if (isSeq(node)) {
    const item = typeof segment === 'number' ? node.items[segment] : undefined;
    return item === undefined ? undefined : { value: isPair(item) ? item.value : item };
  }
  if (!isMap(node)) return undefined;
  // The last of two equal keys is the one that counts.
  const own = node.items.findLast((pair) => keyText(pair) === String(segment));
  if (own) return { key: own.key, value: own.value };
  for (const pair of node.items) {
    if (keyText(pair) !== '<<') continue;
    const merged = resolveAlias(pair.value, document);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = step(resolveAlias(source, document), segment, document);
      // Shown where the map takes it in, not where the anchor is.
      if (found) return { key: pair.key, value: found.value };
    }
  }
  return undefined;
}

function resolveAlias(node: unknown, document: Document.Parsed): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function keyText(pair: Pair): string | undefined {
  // Helm turns every key into text: true, 1 and null too.
  if (!isScalar(pair.key)) return undefined;
  return typeof pair.key.value === 'symbol' ? '<<' : String(pair.key.value);
}

function offsetOf(node: unknown): number | undefined {
  // Parsed nodes carry their range; created ones do not, and none is created here.
  return (node as Node | null | undefined)?.range?.[0];
}

/** Returns every key that occurs twice in one map, at its second place. */
export function repeatedKeys(
  document: Document.Parsed,
): readonly { offset: number; segments: readonly Segment[] }[] {
  const found: { offset: number; segments: readonly Segment[] }[] = [];
  const walk = (node: unknown, at: readonly Segment[]): void => {
    if (isSeq(node)) node.items.forEach((item, index) => walk(item, [...at, index]));
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = keyText(pair);
      if (key === undefined) continue;
      const segments = [...at, key];
      if (seen.has(key) && key !== '<<') found.push({ offset: offsetOf(pair.key) ?? 0, segments });
      seen.add(key);
      walk(pair.value, segments);
    }
  };
  walk(document.contents, []);
  return found;
}
