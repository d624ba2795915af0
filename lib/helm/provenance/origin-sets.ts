import type { Mark } from '../template';

/**
 * How a path takes part in a text. `value`: its value is in the text. `decides`: its value decided
 * that, or which, text is there. `shape` and `decides-shape` are the same for the existence of a key
 * or the keys and length of a container, whatever the values inside.
 */
export type Relation = 'value' | 'decides' | 'decides-shape' | 'shape';

const relations = ['value', 'decides', 'decides-shape', 'shape'] as const;
const value = 0;
const decides = 1;
const decidesShape = 2;
const shape = 3;

/** An element of a set: a path and how it takes part, in one number. */
function element(path: number, relation: number): number {
  return path * 4 + relation;
}

/**
 * Sets of paths with relations, by number; equal sets have equal numbers and the empty set is 0, so
 * that unions and conversions are remembered.
 */
export class OriginSets {
  readonly #elements: (readonly number[])[] = [[]];
  readonly #ids = new Map<string, number>([['', 0]]);
  readonly #unions = new Map<number, number>();
  readonly #singles = new Map<number, number>();
  readonly #decidedByValue: number[] = [0];
  readonly #decidedByShape: number[] = [0];
  readonly #onlyDecisions: number[] = [0];
  readonly #shapes: number[] = [0];
  readonly #marks: Mark[] = [{ set: 0, spans: null, extra: 0 }];

  /** The number of sets. */
  get size(): number {
    return this.#elements.length;
  }

  /** Returns the set of one path whose value is used. */
  ofValue(path: number): number {
    return this.#single(element(path, value));
  }

  /** Returns the set of one path whose existence or keys are used. */
  ofShape(path: number): number {
    return this.#single(element(path, shape));
  }

  /** Returns the set of both. */
  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = a < b ? a * 0x4000000 + b : b * 0x4000000 + a;
    let id = this.#unions.get(key);
    if (id === undefined) {
      id = this.#intern(mergeSorted(this.elements(a), this.elements(b)));
      this.#unions.set(key, id);
    }
    return id;
  }

  /** Returns what a decision taken on a value of this origin depends on; of containers only the shape counts. */
  decided(set: number, isContainer: boolean): number {
    return isContainer
      ? this.#mapped(set, this.#decidedByShape, [decidesShape, decides, decidesShape, decidesShape])
      : this.#mapped(set, this.#decidedByValue, [decides, decides, decidesShape, decidesShape]);
  }

  /** Returns the part of a set that decided, without what is in the value. */
  onlyDecisions(set: number): number {
    let id = this.#onlyDecisions[set];
    if (id === undefined) {
      id = this.#intern(
        this.elements(set).filter((item) => item % 4 === decides || item % 4 === decidesShape),
      );
      this.#onlyDecisions[set] = id;
    }
    return id;
  }

  /** Returns the set with values replaced by their shapes, for `len`, `keys` and their kin. */
  shapes(set: number): number {
    return this.#mapped(set, this.#shapes, [shape, decides, decidesShape, shape]);
  }

  /** Returns the elements of a set in order; see `pathOf` and `relationOf`. */
  elements(set: number): readonly number[] {
    return this.#elements[set] ?? [];
  }

  /** Returns the origin of a value whose set is known as a whole. */
  mark(set: number): Mark {
    let mark = this.#marks[set];
    if (!mark) {
      mark = { set, spans: null, extra: 0 };
      this.#marks[set] = mark;
    }
    return mark;
  }

  #single(item: number): number {
    let id = this.#singles.get(item);
    if (id === undefined) {
      id = this.#intern([item]);
      this.#singles.set(item, id);
    }
    return id;
  }

  #mapped(set: number, memo: number[], to: readonly number[]): number {
    let id = memo[set];
    if (id === undefined) {
      const items = this.elements(set).map((item) => item - (item % 4) + (to[item % 4] ?? 0));
      id = this.#intern(Array.from(new Set(items)).sort((a, b) => a - b));
      memo[set] = id;
    }
    return id;
  }

  #intern(items: readonly number[]): number {
    const key = items.join(',');
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#elements.length;
      this.#elements.push(items);
      this.#ids.set(key, id);
    }
    return id;
  }
}

/** Returns the path of an element. */
export function pathOf(item: number): number {
  return Math.floor(item / 4);
}

/** Returns the relation of an element. */
export function relationOf(item: number): Relation {
  return relations[item % 4] ?? 'value';
}

function mergeSorted(a: readonly number[], b: readonly number[]): number[] {
  const out: number[] = [];
  let i = 0;
  let k = 0;
  while (i < a.length || k < b.length) {
    const x = a[i] ?? Infinity;
    const y = b[k] ?? Infinity;
    out.push(Math.min(x, y));
    if (x <= y) i += 1;
    if (y <= x) k += 1;
  }
  return out;
}
