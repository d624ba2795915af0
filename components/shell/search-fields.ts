import type { Field, Section } from '@/lib/values';
import { fieldsUnder } from '../form/node-count';

/** A field that a search found, with where it is. */
export interface FoundField {
  field: Field;
  section: Section;
  /** Titles of the groups around the field, without its section. */
  trail: readonly string[];
}

const mostResults = 40;

/** Returns every field of `sections` with the titles of the groups around it. */
export function indexFields(sections: readonly Section[]): FoundField[] {
  return sections.flatMap((section) =>
    fieldsUnder(section.children).map((field) => ({ field, section, trail: trailTo(section, field.path) })),
  );
}

/**
 * Returns the fields whose title, path or groups hold every word of `query`, best first: a whole path
 * counts most, then words of the title, of the path, of the groups, of the description.
 */
export function searchFields(index: readonly FoundField[], query: string): FoundField[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = index.flatMap((found) => {
    const score = scoreOf(found, words);
    return score === 0 ? [] : [{ found, score }];
  });
  scored.sort((left, right) => right.score - left.score);
  return scored.slice(0, mostResults).map(({ found }) => found);
}

function scoreOf({ field, section, trail }: FoundField, words: readonly string[]): number {
  const title = field.title.toLowerCase();
  const path = field.path.toLowerCase();
  const around = [section.title, ...trail].join(' ').toLowerCase();
  const description = field.description.toLowerCase();
  let score = 0;
  for (const word of words) {
    const points =
      (title.startsWith(word) ? 12 : title.includes(word) ? 8 : 0) +
      (path === word ? 40 : path.includes(word) ? 4 : 0) +
      (around.includes(word) ? 3 : 0) +
      (description.includes(word) ? 1 : 0);
    if (points === 0) return 0;
    score += points;
  }
  return field.advanced ? score - 0.5 : score;
}

function trailTo(section: Section, path: string): string[] {
  const trail: string[] = [];
  let nodes = section.children;
  for (;;) {
    const next = nodes.find((node) => node.node === 'group' && path.startsWith(`${node.path}.`));
    if (next?.node !== 'group') return trail;
    trail.push(next.title);
    nodes = next.children;
  }
}
