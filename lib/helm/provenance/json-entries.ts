import { compareText } from '../text';
import { GoList, GoMap, type Value } from '../value';

/** Told of an entry: a leaf from its key to its end; a container's from its key to its bracket, and its closing bracket. */
export type JsonEntry = (
  container: Value,
  step: string | number,
  range: { start: number; end: number },
) => void;

/**
 * Finds the entries of `value` in the JSON text that was written of it, in order. Returns whether the
 * text has the structure of the value.
 */
export function readJsonEntries(text: string, value: Value, tell: JsonEntry): boolean {
  const reader = new Reader(text, tell);
  reader.value(value);
  return !reader.hasFailed;
}

const leaf = /"(?:[^"\\]|\\.)*"|[^\s,[\]{}":]+|\{\}|\[\]/y;
const key = /"(?:[^"\\]|\\.)*"\s*:\s*/y;
const gap = /[\s,]*/y;

class Reader {
  hasFailed = false;
  readonly #text: string;
  readonly #tell: JsonEntry;
  #pos = 0;

  constructor(text: string, tell: JsonEntry) {
    this.#text = text;
    this.#tell = tell;
  }

  value(value: Value): void {
    const steps = stepsOf(value);
    if (steps.length === 0) return this.#skip(leaf);
    this.#skip(value instanceof GoMap ? /\{/y : /\[/y);
    for (const step of steps) {
      if (this.hasFailed) return;
      this.#skip(gap);
      const start = this.#pos;
      if (typeof step === 'string') this.#skip(key);
      const child =
        value instanceof GoMap
          ? value.entries.get(String(step))
          : value instanceof GoList
            ? value.items[Number(step)]
            : null;
      const isFilled = stepsOf(child ?? null).length > 0;
      if (isFilled) this.#tell(value, step, { start, end: this.#pos + 1 });
      this.value(child ?? null);
      if (isFilled) this.#tell(value, step, { start: this.#pos - 1, end: this.#pos });
      else this.#tell(value, step, { start, end: this.#pos });
    }
    this.#skip(gap);
    this.#skip(value instanceof GoMap ? /\}/y : /\]/y);
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#pos;
    if (pattern.test(this.#text)) this.#pos = pattern.lastIndex;
    else this.hasFailed = true;
  }
}

/** encoding/json writes the keys of a map in the order of their bytes. */
function stepsOf(value: Value): (string | number)[] {
  if (value instanceof GoMap) return Array.from(value.entries.keys()).sort(compareText);
  return value instanceof GoList ? Array.from(value.items.keys()) : [];
}
