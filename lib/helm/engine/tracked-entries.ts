import type { Value } from '../value';

/** One key of a tracked map, or all of its keys together: what a template can have looked at. */
export interface Place {
  /** The render in which what is there changed last. */
  changedIn: number;
  /** Whether it holds what belongs to the file being executed, such as `.Template`. */
  isOwn: boolean;
}

/** What one execution of a file or of an include looked at. */
export class AccessLog {
  readonly reads: Place[] = [];
  /** Whether it looked at what belongs to the file being executed. */
  usesOwn = false;
  /** Whether it drew random bytes or asked for the time. */
  usesEntropy = false;

  /** Records a look at `place`. */
  read(place: Place): void {
    this.reads.push(place);
    if (place.isOwn) this.usesOwn = true;
  }
}

/** What all tracked maps of one memory share. */
export interface Tracker {
  /** The execution whose reads are recorded; none between executions. */
  log: AccessLog | null;
  /** Whether a template wrote into tracked data, as `set` does. */
  isWritten: boolean;
  /** The number of the render under way, from 1. */
  render: number;
}

/**
 * The entries of a map that templates see, which records who looks at which key. It lives from render
 * to render: `Adoption` changes it to what the next render's data hold.
 */
export class TrackedEntries extends Map<string, Value> {
  readonly #tracker: Tracker;
  readonly #places = new Map<string, Place>();
  readonly #all: Place;
  /** The last render in which anything in here, at any depth, changed. */
  deepChangedIn: number;

  constructor(tracker: Tracker) {
    super();
    this.#tracker = tracker;
    this.#all = { changedIn: tracker.render, isOwn: false };
    this.deepChangedIn = tracker.render;
  }

  #placeOf(key: string): Place {
    let place = this.#places.get(key);
    if (!place) {
      place = { changedIn: 0, isOwn: false };
      this.#places.set(key, place);
    }
    return place;
  }

  override get(key: string): Value | undefined {
    this.#tracker.log?.read(this.#placeOf(key));
    return super.get(key);
  }

  override has(key: string): boolean {
    this.#tracker.log?.read(this.#placeOf(key));
    return super.has(key);
  }

  override get size(): number {
    this.#tracker.log?.read(this.#all);
    return super.size;
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override entries(): MapIterator<[string, Value]> {
    this.#tracker.log?.read(this.#all);
    return super.entries();
  }

  override keys(): MapIterator<string> {
    this.#tracker.log?.read(this.#all);
    return super.keys();
  }

  override values(): MapIterator<Value> {
    this.#tracker.log?.read(this.#all);
    return super.values();
  }

  override forEach(visit: (value: Value, key: string, map: Map<string, Value>) => void): void {
    this.#tracker.log?.read(this.#all);
    super.forEach(visit);
  }

  override set(key: string, value: Value): this {
    this.#tracker.isWritten = true;
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#tracker.isWritten = true;
    return super.delete(key);
  }

  override clear(): void {
    this.#tracker.isWritten = true;
    super.clear();
  }

  /** Puts what belongs to the file being executed; no change to anyone else. */
  putOwn(key: string, value: Value): void {
    this.#placeOf(key).isOwn = true;
    this.#all.isOwn = true;
    super.set(key, value);
  }

  /** Takes out what `putOwn` put. */
  dropOwn(key: string): void {
    super.delete(key);
  }

  /** Puts what the data of the render under way hold; one who looked at it has to look again. */
  change(key: string, value: Value): void {
    this.#mark(key);
    super.set(key, value);
  }

  /** Puts back what the render before held as well. */
  keep(key: string, value: Value): void {
    super.set(key, value);
  }

  /** Empties the map, whose keys or their order changed, and returns what it held. */
  restart(): ReadonlyMap<string, Value> {
    const held = new Map<string, Value>();
    super.forEach((value, key) => void held.set(key, value));
    super.clear();
    this.#all.changedIn = this.#tracker.render;
    this.deepChangedIn = this.#tracker.render;
    return held;
  }

  /** Marks a key that is not there any more. */
  miss(key: string): void {
    this.#mark(key);
  }

  #mark(key: string): void {
    const { render } = this.#tracker;
    this.#placeOf(key).changedIn = render;
    this.#all.changedIn = render;
    this.deepChangedIn = render;
  }
}
