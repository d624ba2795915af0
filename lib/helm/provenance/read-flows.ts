import type { Mark, Span } from '../template';
import { GoList, GoMap, type Value } from '../value';
import { composeYaml, TextError, type YamlNode } from '../yaml';
import { identityOf } from './containers';
import { argOf, type Flow, type FlowScope } from './flow';
import { readJsonEntries } from './json-entries';
import { LineIndex } from './lines';
import type { PathStep } from './paths';
import { unionFlow } from './text-flows';

/**
 * Flows of functions that read containers out of texts. An entry has the origins of the piece of text
 * that it was read from: exactly in JSON, by lines in YAML.
 */

const readFlow: Flow = (call, scope) => {
  const text = argOf(call, 0);
  const mark = call.marks[0];
  const { result } = call;
  if (typeof text !== 'string' || !mark?.spans || result === undefined || !identityOf(result))
    return unionFlow(call, scope);
  const source: Source = { text, mark, spans: mark.spans, scope };
  if (!readJson(source, result) && !readLines(source, result)) return unionFlow(call, scope);
  // Branches inside the text decide which entries there are.
  let decisions = scope.sets.onlyDecisions(mark.extra);
  for (const { control } of mark.spans) decisions = scope.sets.union(decisions, control);
  return scope.sets.mark(decisions);
};

/** A text that was read, with its origins. */
interface Source {
  readonly text: string;
  readonly mark: Mark;
  readonly spans: readonly Span[];
  readonly scope: FlowScope;
}

/** Returns the origin of some spans of the text. */
function originOf({ mark, scope }: Source, spans: Iterable<Span>): number {
  let set = mark.extra;
  for (const span of spans) set = scope.sets.union(set, scope.sets.union(span.set, span.control));
  return set;
}

/** What is not in a container might be there if the text were another. */
function restOf(source: Source): Mark {
  return source.scope.sets.mark(source.scope.sets.decided(source.mark.set, false));
}

function readJson(source: Source, result: Value): boolean {
  if (!/^\s*[[{]/.test(source.text)) return false;
  const { containers, sets } = source.scope;
  const found: [Value, PathStep, { start: number; end: number }][] = [];
  if (!readJsonEntries(source.text, result, (...entry) => void found.push(entry))) return false;
  const rest = restOf(source);
  containers.addDerived(result, new Map(), rest);
  for (const [container, step, { start, end }] of found) {
    const child = container instanceof GoList ? container.items[Number(step)] : undefined;
    const inner = container instanceof GoMap ? container.entries.get(String(step)) : child;
    const set = originOf(
      source,
      source.spans.filter((span) => span.start < end && span.end > start),
    );
    const isContainer = inner !== undefined && identityOf(inner) !== undefined;
    if (isContainer && !containers.isKnown(inner)) containers.addDerived(inner, new Map(), rest);
    containers.setEntry(container, step, sets.mark(isContainer ? sets.shapes(set) : set));
  }
  return true;
}

function readLines(source: Source, result: Value): boolean {
  const root = composed(source.text);
  if (!root || (root.kind !== 'mapping' && root.kind !== 'sequence')) return false;
  const lines = new LineIndex(source.text, source.spans);
  new LineReader(source, lines).container(root, result, lines.starts.length + 1);
  return true;
}

function composed(text: string): YamlNode | undefined {
  try {
    return composeYaml(text);
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}

/** Gives each entry the origins of the lines from its key to the next key. */
class LineReader {
  readonly #source: Source;
  readonly #lines: LineIndex;
  readonly #rest: Mark;

  constructor(source: Source, lines: LineIndex) {
    this.#source = source;
    this.#lines = lines;
    this.#rest = restOf(source);
  }

  /** Records the entries of `value`, which was read from `node`; `end` is the first line after it. */
  container(node: YamlNode, value: Value, end: number): void {
    const { containers } = this.#source.scope;
    if (!identityOf(value) || containers.isKnown(value)) return;
    const entries = new Map<PathStep, Mark>();
    containers.addDerived(value, entries, this.#rest);
    if (node.kind === 'mapping' && value instanceof GoMap) {
      for (const [i, [key, inner]] of node.pairs.entries()) {
        const name = key.kind === 'scalar' ? key.value : '';
        const child = value.entries.get(name);
        const next = node.pairs[i + 1]?.[0].line ?? end;
        if (child !== undefined) entries.set(name, this.#entry(inner, child, { from: key.line, to: next }));
      }
    } else if (node.kind === 'sequence' && value instanceof GoList) {
      for (const [i, inner] of node.items.entries()) {
        const next = node.items[i + 1]?.line ?? end;
        entries.set(i, this.#entry(inner, value.items[i] ?? null, { from: inner.line, to: next }));
      }
    }
  }

  #entry(node: YamlNode, value: Value, range: { from: number; to: number }): Mark {
    const { sets } = this.#source.scope;
    const to = Math.max(range.to, range.from + 1);
    if (identityOf(value)) {
      if (node.kind !== 'alias') this.container(node, value, to);
      return sets.mark(sets.shapes(this.#origin(range.from, range.from + 1)));
    }
    return sets.mark(this.#origin(range.from, to));
  }

  #origin(from: number, to: number): number {
    let set = 0;
    for (let line = from; line < to; line++) {
      set = this.#source.scope.sets.union(set, originOf(this.#source, this.#lines.spansOf(line)));
    }
    return set;
  }
}

/** Flows by the name of the function. */
export const readFlows: ReadonlyMap<string, Flow> = new Map(
  ['fromYaml', 'fromYamlArray', 'fromJson', 'fromJsonArray', 'mustFromJson'].map((name) => [name, readFlow]),
);
