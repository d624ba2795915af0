import { GoList, GoMap, type Value } from '../value';
import { isSameKind, isSameValue } from './same-value';
import { TrackedEntries, type Tracker } from './tracked-entries';

/**
 * Takes over the data of a render into what the render before left: maps stay the same objects, and
 * only the keys whose values differ are marked as changed. One serves one render.
 */
export class Adoption {
  readonly #tracker: Tracker;
  /** What became of each map of the new data, so that a map which is reachable twice stays one. */
  readonly #adopted = new Map<Map<string, Value>, TrackedEntries>();
  /** What belongs to a map of the new data already. */
  readonly #taken = new Set<TrackedEntries>();

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }

  /** Returns the tracked form of `map`; `before` itself when it is the one that `map` continues. */
  map(map: GoMap, before: Value | undefined): GoMap {
    const known = before instanceof GoMap ? before : undefined;
    const entries = this.#entries(map.entries, known?.entries);
    if (known && known.entries === entries && isSameKind(known, map)) return known;
    return new GoMap(entries, map.type, map.isNil);
  }

  #value(value: Value, before: Value | undefined): Value {
    if (value instanceof GoMap) return this.map(value, before);
    if (before !== undefined && isSameValue(value, before)) return before;
    if (!(value instanceof GoList)) return value;
    const items = value.items.map((item) => this.#value(item, undefined));
    return new GoList(items, value.element, value.isNil);
  }

  #entries(source: Map<string, Value>, before: Map<string, Value> | undefined): TrackedEntries {
    const known = this.#adopted.get(source);
    if (known) return known;
    const isFree = before instanceof TrackedEntries && !this.#taken.has(before);
    const target = isFree ? before : new TrackedEntries(this.#tracker);
    this.#adopted.set(source, target);
    this.#taken.add(target);
    const saved = hasKeysOf(target, source) ? undefined : target.restart();
    for (const [key, value] of source) {
      const present = (saved ?? target).get(key);
      const next = this.#value(value, present);
      if (next !== present || present === undefined) target.change(key, next);
      else if (saved) target.keep(key, next);
      if (next instanceof GoMap) target.deepChangedIn = Math.max(target.deepChangedIn, deepChange(next));
    }
    for (const key of saved?.keys() ?? []) if (!source.has(key)) target.miss(key);
    return target;
  }
}

function deepChange(map: GoMap): number {
  return map.entries instanceof TrackedEntries ? map.entries.deepChangedIn : 0;
}

function hasKeysOf(target: ReadonlyMap<string, Value>, source: ReadonlyMap<string, Value>): boolean {
  if (target.size !== source.size) return false;
  const keys = target.keys();
  for (const key of source.keys()) if (keys.next().value !== key) return false;
  return true;
}
