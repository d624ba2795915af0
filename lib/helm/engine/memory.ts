import { GoMap, type Value } from '../value';
import type { Frame, Tree } from '../template';
import type { Tables, TracedInclude, TracedText } from '../provenance';
import { Adoption } from './adopt';
import type { TemplateInput } from './input';
import { AccessLog, TrackedEntries, type Place, type Tracker } from './tracked-entries';

/** What executing a file gave; `traced` only when its origins were recorded. */
export interface ExecutedFile {
  readonly text: string;
  readonly traced: TracedText | undefined;
}

/** What executing an include gave; `traced` only when its origins were recorded. */
export interface ExecutedInclude {
  readonly text: string;
  readonly traced: TracedInclude | undefined;
}

/** How an include is executed, and whether the origins of an earlier execution hold as well. */
export interface IncludeUse {
  readonly execute: () => ExecutedInclude;
  /** Absent when origins are not wanted. */
  readonly holds?: (traced: TracedInclude) => boolean;
}

/** What was executed and what it was made of. It holds as long as nothing changed there after `render`. */
interface Known<Executed> {
  readonly executed: Executed;
  readonly places: readonly Place[];
  /** The last render in which the text is known to hold. */
  render: number;
}

/**
 * What executing a chart leaves for the next time: the text of each file and include, with the places
 * in the data that it looked at. A render that changes one value executes only what looked there.
 *
 * Nothing is remembered of texts that depend on more than data, templates and functions. A template
 * that writes into the data (`set` on `.Values`) makes every text depend on the order of files, so
 * such a chart is not remembered at all.
 */
export class EngineMemory {
  readonly #tracker: Tracker = { log: null, isWritten: false, render: 0 };
  #data = new Map<string, GoMap>();
  readonly #files = new Map<string, Known<ExecutedFile>>();
  readonly #frames = new Map<string, Frame>();
  #includes = new WeakMap<Tree | Frame, WeakMap<GoMap, Known<ExecutedInclude>>>();
  #templates: readonly TemplateInput[] = [];
  #forgetsTraces = false;
  #adopted: readonly TemplateInput[] = [];

  /** Whether a template wrote into the data, after which this memory is of no use. */
  get isSpoiled(): boolean {
    return this.#tracker.isWritten;
  }

  /** The number of the render under way, from 1. */
  get render(): number {
    return this.#tracker.render;
  }

  /**
   * Starts a render and returns the templates with data whose readers are recorded. They belong to
   * this memory: the next render changes them.
   */
  begin(templates: readonly TemplateInput[]): readonly TemplateInput[] {
    this.#tracker.render += 1;
    if (!areSameTemplates(templates, this.#templates)) {
      this.#files.clear();
      this.#frames.clear();
      this.#includes = new WeakMap();
      this.#adopted = [];
    }
    this.#templates = templates;
    this.#adopt(templates);
    return this.#adopted;
  }

  #adopt(templates: readonly TemplateInput[]): void {
    const adoption = new Adoption(this.#tracker);
    const data = new Map<string, GoMap>();
    // A chart's data hold those of its subcharts, so parents go first.
    const byDepth = [...templates].sort((a, b) => a.basePath.length - b.basePath.length);
    for (const { basePath, data: given } of byDepth) {
      if (!data.has(basePath)) data.set(basePath, adoption.map(given, this.#data.get(basePath)));
    }
    this.#data = data;
    const isSame = templates.every(
      ({ basePath }, i) => this.#adopted[i] && data.get(basePath) === this.#adopted[i].data,
    );
    if (isSame && this.#adopted.length === templates.length) return;
    this.#adopted = templates.map((template) => ({
      ...template,
      data: data.get(template.basePath) ?? template.data,
    }));
  }

  /**
   * Returns a file if it is still what executing it would give. With `tables` its origins are wanted,
   * in the numbers of these tables.
   */
  file(name: string, tables: Tables | undefined): ExecutedFile | undefined {
    const executed = this.#recall(this.#files.get(name))?.executed;
    return tables && (this.#forgetsTraces || executed?.traced?.tables !== tables) ? undefined : executed;
  }

  /** Executes a file by `execute` and remembers what it gave. */
  executeFile(name: string, execute: () => ExecutedFile): ExecutedFile {
    const { result, log } = this.#watch(execute);
    if (!this.isSpoiled) this.#files.set(name, this.#known(result, log));
    return result;
  }

  /**
   * As `executeFile` for an include over `dot`, which is not executed when what it gave still holds.
   * `key` stands for the template, or for the way to it where that counts.
   */
  include(key: Tree | Frame, dot: Value, use: IncludeUse): ExecutedInclude {
    if (!(dot instanceof GoMap && dot.entries instanceof TrackedEntries) || this.isSpoiled)
      return use.execute();
    let includes = this.#includes.get(key);
    if (!includes) {
      includes = new WeakMap();
      this.#includes.set(key, includes);
    }
    const known = this.#recall(includes.get(dot));
    if (known && isStill(known.executed, use) && !(use.holds && this.#forgetsTraces)) {
      for (const place of known.places) this.#tracker.log?.read(place);
      return known.executed;
    }
    const { result, log } = this.#watch(use.execute);
    // What differs from file to file, or from call to call, is not the include's own.
    if (!this.isSpoiled && !log.usesOwn && !log.usesEntropy) includes.set(dot, this.#known(result, log));
    return result;
  }

  /** Returns the frame of a file, which is the same from render to render. */
  frame(name: string, tree: Tree): Frame {
    let frame = this.#frames.get(name);
    if (frame?.tree !== tree) {
      frame = { kind: 'file', tree, parent: null, caller: null, source: null };
      this.#frames.set(name, frame);
    }
    return frame;
  }

  /** Records that the execution under way drew random bytes or asked for the time. */
  drewEntropy(): void {
    if (this.#tracker.log) this.#tracker.log.usesEntropy = true;
  }

  /**
   * From now on, nothing that was traced is recalled: a file decided on data that others look at, so
   * that their origins depend on the order of files.
   */
  forgetTraces(): void {
    this.#forgetsTraces = true;
  }

  /** Ends a render. */
  end(): void {
    this.#tracker.log = null;
    for (const data of this.#data.values()) {
      if (data.entries instanceof TrackedEntries) data.entries.dropOwn('Template');
    }
  }

  #watch<Result>(execute: () => Result): { result: Result; log: AccessLog } {
    const outer = this.#tracker.log;
    const log = new AccessLog();
    this.#tracker.log = log;
    const result = execute();
    this.#tracker.log = outer;
    if (outer) {
      for (const place of log.reads) outer.reads.push(place);
      outer.usesOwn ||= log.usesOwn;
      outer.usesEntropy ||= log.usesEntropy;
    }
    return { result, log };
  }

  #known<Executed>(executed: Executed, log: AccessLog): Known<Executed> {
    return { executed, places: [...new Set(log.reads)], render: this.render };
  }

  #recall<Executed>(known: Known<Executed> | undefined): Known<Executed> | undefined {
    if (!known || this.isSpoiled) return undefined;
    if (known.render === this.render) return known;
    for (const place of known.places) if (place.changedIn > known.render) return undefined;
    known.render = this.render;
    return known;
  }
}

function isStill({ traced }: ExecutedInclude, { holds }: IncludeUse): boolean {
  return !holds || (traced !== undefined && holds(traced));
}

function areSameTemplates(a: readonly TemplateInput[], b: readonly TemplateInput[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => one.name === b[i]?.name && one.text === b[i].text && one.basePath === b[i].basePath)
  );
}
