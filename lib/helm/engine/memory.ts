import { GoMap, type Value } from '../value';
import type { Tree } from '../template';
import type { Tables, TracedText } from '../provenance';
import { Adoption } from './adopt';
import type { TemplateInput } from './input';
import { AccessLog, TrackedEntries, type Place, type Tracker } from './tracked-entries';

/** What executing a file gave; `traced` only when its origins were recorded. */
export interface ExecutedFile {
  readonly text: string;
  readonly traced: TracedText | undefined;
}

/** A text and what it was made of. It holds as long as nothing changed there after `render`. */
interface Known extends ExecutedFile {
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
  readonly #files = new Map<string, Known>();
  #includes = new WeakMap<Tree, WeakMap<GoMap, Known>>();
  #templates: readonly TemplateInput[] = [];
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
      this.#includes = new WeakMap();
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
    const known = this.#recall(this.#files.get(name));
    return tables && known?.traced?.tables !== tables ? undefined : known;
  }

  /** Executes a file by `execute` and remembers what it gave. */
  executeFile(name: string, execute: () => ExecutedFile): ExecutedFile {
    const { result, log } = this.#watch(execute);
    if (!this.isSpoiled) this.#files.set(name, this.#known(result, log));
    return result;
  }

  /** As `executeFile` for an include over `dot`, which is not executed when its text still holds. */
  include(tree: Tree, dot: Value, execute: () => string): string {
    if (!(dot instanceof GoMap && dot.entries instanceof TrackedEntries) || this.isSpoiled) return execute();
    let texts = this.#includes.get(tree);
    if (!texts) {
      texts = new WeakMap();
      this.#includes.set(tree, texts);
    }
    const known = this.#recall(texts.get(dot));
    if (known) {
      for (const place of known.places) this.#tracker.log?.read(place);
      return known.text;
    }
    const { result: text, log } = this.#watch(execute);
    // What differs from file to file, or from call to call, is not the include's own.
    if (!this.isSpoiled && !log.usesOwn && !log.usesEntropy) {
      texts.set(dot, this.#known({ text, traced: undefined }, log));
    }
    return text;
  }

  /** Records that the execution under way drew random bytes or asked for the time. */
  drewEntropy(): void {
    if (this.#tracker.log) this.#tracker.log.usesEntropy = true;
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

  #known({ text, traced }: ExecutedFile, log: AccessLog): Known {
    return { text, traced, places: [...new Set(log.reads)], render: this.render };
  }

  #recall(known: Known | undefined): Known | undefined {
    if (!known || this.isSpoiled) return undefined;
    if (known.render === this.render) return known;
    for (const place of known.places) if (place.changedIn > known.render) return undefined;
    known.render = this.render;
    return known;
  }
}

function areSameTemplates(a: readonly TemplateInput[], b: readonly TemplateInput[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => one.name === b[i]?.name && one.text === b[i].text && one.basePath === b[i].basePath)
  );
}
