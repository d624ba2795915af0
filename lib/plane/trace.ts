import type {
  Absence,
  FrameUse,
  Origin,
  PathUse,
  RenderedDocument,
  RenderTrace,
  TemplatePlace,
} from '../helm/core';

/**
 * How a values path takes part in a line. `value`: it is in the text. `decides`: the text is there, or
 * is not, because of it. `shape`: of a container only its keys or its length are in the text.
 */
export type LineRelation = 'value' | 'decides' | 'shape';

/** A values path and how it takes part. */
export interface LinePath {
  /** As `clickstack.storage.size`, `hyperdx.env[0].name`. */
  path: string;
  relation: LineRelation;
}

/** Where a piece of text stands in the chart. */
export interface ChartPlace {
  /** Relative to the chart: `templates/_pods.tpl`; `gotpl` for a text that `tpl` executed. */
  file: string;
  /** From 1. */
  line: number;
  /** The action as Go prints it; empty for literal text. */
  action: string;
}

/** An `include`, `template` or `tpl` that led to a place. */
export interface ChartFrame {
  kind: 'include' | 'template' | 'tpl';
  /** The template that was entered. */
  name: string;
  /** Where from. */
  caller: ChartPlace;
}

/** A piece of a line. */
export interface LineOrigin extends ChartPlace {
  /** Columns in the line, from 0; equal for a value that printed nothing. */
  from: number;
  to: number;
  paths: readonly LinePath[];
  /** How the chart got there, the innermost first. */
  frames: readonly ChartFrame[];
}

/** A text that is not there, and the condition that left it out. */
export interface AbsentText extends ChartPlace {
  /** Id of the object that would hold it; none when it is an object of its own, or part of the notes. */
  object: string | undefined;
  /** The template file that would print it, relative to the chart. */
  source: string;
  /** The line of the object (or of the file's text) where it would be, from 1. */
  at: number;
  /** The paths that decided. */
  paths: readonly LinePath[];
  frames: readonly ChartFrame[];
}

/** A line of an object with its origins. */
export interface ObjectLine {
  /** All paths that take part in the line; those of what is not there decide. */
  paths: readonly LinePath[];
  origins: LineOrigin[];
  /** What would be in this line and is not. */
  absent: AbsentText[];
}

/** A line that a path takes part in. */
export interface PathLine {
  /** Id of an object; none for the notes. */
  object: string | undefined;
  /** From 1. */
  line: number;
  relation: LineRelation;
}

/**
 * Where the lines of a rendered plane come from. Every answer is plain data, worked out when asked
 * for: whoever renders (a worker) keeps this object and sends answers.
 */
export class PlaneTrace {
  readonly #trace: RenderTrace;
  readonly #documents: ReadonlyMap<string, RenderedDocument>;
  readonly #ids: ReadonlyMap<RenderedDocument, string>;

  /** `ids` names the documents of the render. */
  constructor(trace: RenderTrace, ids: ReadonlyMap<RenderedDocument, string>) {
    this.#trace = trace;
    this.#ids = ids;
    this.#documents = new Map([...ids].map(([document, id]) => [id, document]));
  }

  /** Returns the lines of an object, the first at 0; none for an id that the plane does not have. */
  linesOfObject(id: string): ObjectLine[] {
    const document = this.#documents.get(id);
    if (!document) return [];
    let start = 0;
    const texts = document.text.split('\n');
    return this.#trace.linesOfDocument(document).map((line, i): ObjectLine => {
      const lineStart = start;
      start += (texts[i]?.length ?? 0) + 1;
      return {
        paths: linePaths(line.paths),
        origins: line.origins.map((origin) => lineOrigin(origin, lineStart)),
        absent: line.skipped.map((skipped) =>
          this.#absentText({ ...skipped, file: document.source, document, line: line.line }),
        ),
      };
    });
  }

  /** Returns the lines of all objects, by id. */
  linesOfAllObjects(): Record<string, ObjectLine[]> {
    return Object.fromEntries([...this.#documents.keys()].map((id) => [id, this.linesOfObject(id)]));
  }

  /** Returns where a values path shows, paths above and below it included; each line and relation once. */
  linesOfPath(path: string): PathLine[] {
    const seen = new Set<string>();
    const lines: PathLine[] = [];
    for (const { document, line, relation: given } of this.#trace.linesOfPath(path)) {
      const object = document && this.#ids.get(document);
      const relation = lineRelation(given);
      const key = `${object ?? ''} ${line} ${relation}`;
      if (!seen.has(key)) lines.push({ object, line, relation });
      seen.add(key);
    }
    return lines;
  }

  /**
   * Returns what is not there because a branch was not taken: in the whole plane, or in one template
   * file (relative to the chart, or as `PlaneObject.source` has it), or because of one path.
   */
  absences(only: { source?: string; path?: string } = {}): AbsentText[] {
    const { source, path } = only;
    return this.#trace
      .absences(path === undefined ? {} : { path })
      .filter(({ file }) => source === undefined || file === source || chartRelative(file) === source)
      .map((absence) => this.#absentText(absence));
  }

  /** Returns the paths of values that no template looked at. */
  unreadPaths(): string[] {
    return this.#trace.unreadPaths();
  }

  #absentText(absence: Absence): AbsentText {
    const { document, file, line, place, paths, frames } = absence;
    return {
      object: document && this.#ids.get(document),
      source: chartRelative(file),
      at: line,
      ...chartPlace(place),
      paths: linePaths(paths),
      frames: chartFrames(frames),
    };
  }
}

function lineOrigin({ start, end, place, paths, frames }: Origin, lineStart: number): LineOrigin {
  return {
    from: start - lineStart,
    to: end - lineStart,
    ...chartPlace(place),
    paths: linePaths(paths),
    frames: chartFrames(frames),
  };
}

/** What was made of a list before; lines share lists, and so do messages that are sent of them. */
const knownPaths = new WeakMap<readonly PathUse[], LinePath[]>();
const knownFrames = new WeakMap<readonly FrameUse[], ChartFrame[]>();

function linePaths(uses: readonly PathUse[]): readonly LinePath[] {
  let paths = knownPaths.get(uses);
  if (!paths) {
    paths = distinctPaths(uses);
    knownPaths.set(uses, paths);
  }
  return paths;
}

function distinctPaths(uses: readonly PathUse[]): LinePath[] {
  const found = new Map<string, LinePath>();
  for (const { path, relation: given } of uses) {
    const relation = lineRelation(given);
    found.set(`${relation} ${path}`, { path, relation });
  }
  return [...found.values()];
}

/** A page need not tell whether a container's value or its keys decided. */
function lineRelation(relation: PathUse['relation']): LineRelation {
  return relation === 'decides-shape' ? 'decides' : relation;
}

function chartFrames(uses: readonly FrameUse[]): readonly ChartFrame[] {
  let frames = knownFrames.get(uses);
  if (!frames) {
    frames = uses.map(chartFrame);
    knownFrames.set(uses, frames);
  }
  return frames;
}

function chartFrame({ kind, name, caller }: FrameUse): ChartFrame {
  return { kind, name, caller: chartPlace(caller) };
}

function chartPlace({ file, line, action }: TemplatePlace): ChartPlace {
  return { file: chartRelative(file), line, action };
}

/** `chart/templates/x.yaml` without the chart's name. */
function chartRelative(file: string): string {
  return file.slice(file.indexOf('/') + 1);
}
