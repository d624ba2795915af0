/** A step of a values path: a key of a map or an index of a list. */
export type PathStep = string | number;

/**
 * Values paths by number. Path 0 is the whole of the values; every other has a parent and a step.
 */
export class PathTable {
  readonly #parents: number[] = [-1];
  readonly #steps: PathStep[] = [''];
  readonly #children: (Map<PathStep, number> | undefined)[] = [undefined];

  /** Returns the path `step` below `parent`. */
  child(parent: number, step: PathStep): number {
    let children = this.#children[parent];
    if (!children) {
      children = new Map();
      this.#children[parent] = children;
    }
    let id = children.get(step);
    if (id === undefined) {
      id = this.#steps.length;
      children.set(step, id);
      this.#parents.push(parent);
      this.#steps.push(step);
      this.#children.push(undefined);
    }
    return id;
  }

  /** Returns the path of `steps`, or undefined when no value or template has come across it. */
  find(steps: readonly PathStep[]): number | undefined {
    let id = 0;
    for (const step of steps) {
      const next = this.#children[id]?.get(step);
      if (next === undefined) return undefined;
      id = next;
    }
    return id;
  }

  /** Returns the path above `id`, or -1 for the whole of the values. */
  parent(id: number): number {
    return this.#parents[id] ?? -1;
  }

  /** Returns the steps of a path from the root. */
  steps(id: number): PathStep[] {
    const steps: PathStep[] = [];
    for (let at = id; at > 0; at = this.parent(at)) steps.push(this.#steps[at] ?? '');
    return steps.reverse();
  }
}

/** Returns a path as text: `a.b[0].c`; keys that are not plain words are quoted: `a["x.y/z"]`. */
export function printPath(steps: readonly PathStep[]): string {
  let out = '';
  for (const step of steps) {
    if (typeof step === 'number') out += `[${step}]`;
    else if (/^[^.[\]"\s]+$/.test(step)) out += out === '' ? step : `.${step}`;
    else out += `[${JSON.stringify(step)}]`;
  }
  return out;
}

/** Returns the steps of a path's text; the reverse of `printPath`. Malformed rests are taken as one key. */
export function parsePath(text: string): PathStep[] {
  const steps: PathStep[] = [];
  const pattern = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\.?([^.[\]]+)/y;
  while (pattern.lastIndex < text.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) return [...steps, text.slice(from)];
    const [, index, quoted, word] = match;
    if (index !== undefined) steps.push(Number(index));
    else if (quoted !== undefined) steps.push(String(JSON.parse(quoted)));
    else steps.push(word ?? '');
  }
  return steps;
}
