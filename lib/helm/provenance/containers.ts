import { GoList, GoMap, type Value } from '../value';
import type { Mark } from '../template';
import type { OriginSets } from './origin-sets';
import type { PathStep, PathTable } from './paths';

/** What is known of a container. */
interface Known {
  /** The values path of the container, or -1. */
  readonly path: number;
  /** Origins of single entries, which go before the path. */
  entries: Map<PathStep, Mark> | undefined;
  /** The origin of every other entry of a container without a path. */
  readonly rest: Mark;
  /** What decided on the entries, beyond what the origin of the container says. */
  decisions: number;
}

/**
 * Where the entries of maps and lists come from, by the identity of what holds them: containers of
 * the values know their path, derived ones the origin of each entry. Identity is that of the entries,
 * because a map may be seen under two Go types.
 */
export class Containers {
  readonly #known = new Map<object, Known>();
  readonly #paths: PathTable;
  readonly #sets: OriginSets;

  constructor(paths: PathTable, sets: OriginSets) {
    this.#paths = paths;
    this.#sets = sets;
  }

  /** Makes the paths of `root` and everything in it known; what is known already stays as it is. */
  addValues(root: Value, path: number): void {
    const queue: [Value, number][] = [[root, path]];
    // First in, first out: a container that is reachable twice gets its shortest path.
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [value, at] = next;
      const identity = identityOf(value);
      if (!identity || this.#known.has(identity)) continue;
      this.#known.set(identity, { path: at, entries: undefined, rest: this.#sets.mark(0), decisions: 0 });
      for (const [step, child] of entriesOf(value)) {
        if (identityOf(child)) queue.push([child, this.#paths.child(at, step)]);
      }
    }
  }

  /** Records the origins of the entries of a derived container; `rest` is that of all others. */
  addDerived(container: Value, entries: Map<PathStep, Mark>, rest: Mark): void {
    const identity = identityOf(container);
    if (identity) this.#known.set(identity, { path: -1, entries, rest, decisions: 0 });
  }

  /** Records the origin of one entry that was put into a container. */
  setEntry(container: Value, step: PathStep, mark: Mark): void {
    const known = this.#make(container);
    if (!known) return;
    known.entries ??= new Map();
    known.entries.set(step, mark);
  }

  /** Records what decided that the entries of a container are what they are. */
  addDecisions(container: Value, set: number): void {
    const known = set === 0 ? undefined : this.#make(container);
    if (known) known.decisions = this.#sets.union(known.decisions, set);
  }

  /** Returns what decided on the entries of a container, as `addDecisions` was told. */
  decisionsOf(container: Value): number {
    const identity = identityOf(container);
    return (identity && this.#known.get(identity)?.decisions) ?? 0;
  }

  /** Returns the origin of what a container without a path holds beside its known entries. */
  restOf(container: Value): Mark {
    const identity = identityOf(container);
    return (identity && this.#known.get(identity)?.rest) ?? this.#sets.mark(0);
  }

  #make(container: Value): Known | undefined {
    const identity = identityOf(container);
    if (!identity) return undefined;
    let known = this.#known.get(identity);
    if (!known) {
      known = { path: -1, entries: undefined, rest: this.#sets.mark(0), decisions: 0 };
      this.#known.set(identity, known);
    }
    return known;
  }

  /** Returns whether anything is known of a container. */
  isKnown(value: Value): boolean {
    const identity = identityOf(value);
    return identity !== undefined && this.#known.has(identity);
  }

  /** Returns the values path of a container, or -1. */
  pathOf(value: Value): number {
    const identity = identityOf(value);
    return (identity && this.#known.get(identity)?.path) ?? -1;
  }

  /** Returns the path of an entry of a container that has one, or -1. */
  entryPath(container: Value, step: PathStep): number {
    const path = this.pathOf(container);
    return path < 0 ? -1 : this.#paths.child(path, step);
  }

  /**
   * Returns the origin of an entry; `mark` is the container's own, for one of which nothing is known.
   * What decided on the container decides on its entries.
   */
  entryMark(container: Value, step: PathStep, mark: Mark): Mark {
    const identity = identityOf(container);
    const known = identity && this.#known.get(identity);
    if (!known) return mark.spans ? this.#sets.mark(mark.set) : mark;
    const own = known.entries?.get(step);
    const decisions = this.#sets.union(this.#sets.onlyDecisions(mark.set), known.decisions);
    if (own) return this.with(own, decisions);
    const base = known.path >= 0 ? this.#sets.ofValue(this.#paths.child(known.path, step)) : known.rest.set;
    return this.#sets.mark(this.#sets.union(base, decisions));
  }

  /** Returns the origin of a container as a whole. */
  ownMark(container: Value, mark: Mark): Mark {
    const identity = identityOf(container);
    const known = identity && this.#known.get(identity);
    if (!known) return mark;
    const { path, decisions } = known;
    if (path < 0) return decisions === 0 ? mark : this.with(mark, decisions);
    const decided = this.#sets.union(this.#sets.onlyDecisions(mark.set), decisions);
    return this.#sets.mark(this.#sets.union(this.#sets.ofValue(path), decided));
  }

  /** Returns `mark` with a set that holds for all of it. */
  with(mark: Mark, set: number): Mark {
    if (set === 0) return mark;
    if (!mark.spans) return this.#sets.mark(this.#sets.union(mark.set, set));
    return {
      spans: mark.spans,
      extra: this.#sets.union(mark.extra, set),
      set: this.#sets.union(mark.set, set),
    };
  }

  /** Makes everything inside `value` known that is not yet, by the origin of what it is in. */
  settle(value: Value, mark: Mark): void {
    const identity = identityOf(value);
    if (!identity) return;
    const known = this.#known.get(identity);
    if (known && known.path >= 0 && !known.entries) return;
    if (!known) {
      const rest = this.#sets.mark(mark.set);
      this.#known.set(identity, { path: -1, entries: undefined, rest, decisions: 0 });
    }
    for (const [step, child] of entriesOf(value)) {
      if (identityOf(child)) this.settle(child, this.entryMark(value, step, mark));
    }
  }

  /** Returns the union of everything inside `value`, for a function that looks at all of it. */
  whole(value: Value, mark: Mark, depth = 0): number {
    const identity = identityOf(value);
    const known = identity && this.#known.get(identity);
    if (!known) return mark.set;
    if (known.path >= 0 && !known.entries) return this.ownMark(value, mark).set;
    let set = this.#sets.union(this.#sets.union(mark.set, known.rest.set), known.decisions);
    if (depth > 50) return set;
    for (const [step, child] of entriesOf(value)) {
      const entry = this.entryMark(value, step, this.#sets.mark(0));
      set = this.#sets.union(set, identityOf(child) ? this.whole(child, entry, depth + 1) : entry.set);
    }
    return set;
  }
}

/** Returns what identifies a container, or undefined for anything else. */
export function identityOf(value: Value | undefined): object | undefined {
  if (value instanceof GoMap) return value.entries;
  return value instanceof GoList ? value.items : undefined;
}

/** Returns the entries of a container with their steps. */
export function entriesOf(value: Value): Iterable<readonly [PathStep, Value]> {
  if (value instanceof GoMap) return value.entries;
  return value instanceof GoList ? value.items.entries() : [];
}
