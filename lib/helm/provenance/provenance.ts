import type { Node, Span } from '../template';
import type { Value } from '../value';
import { entriesOf, identityOf } from './containers';
import { type LineIndex } from './lines';
import { pathOf, relationOf, type Relation } from './origin-sets';
import { parsePath, printPath, type PathStep } from './paths';
import { framesOf, placeOf, placeOfPiece, type FrameUse, type TemplatePlace } from './places';
import type { Tables } from './tables';

/** A values path and how it takes part in a text. */
export interface PathUse {
  /** As `a.b[0].c`; the empty path is the whole of the values. */
  readonly path: string;
  readonly relation: Relation;
}

/** A range of a rendered text and where it comes from. */
export interface Origin {
  readonly start: number;
  readonly end: number;
  readonly place: TemplatePlace;
  /** How execution got there, the innermost first: `include`, `template` and `tpl` with their places. */
  readonly frames: readonly FrameUse[];
  readonly paths: readonly PathUse[];
}

/** A branch that was not taken, and the paths that decided so. */
export interface Skipped {
  /** Where its text would be. */
  readonly offset: number;
  readonly place: TemplatePlace;
  readonly frames: readonly FrameUse[];
  readonly paths: readonly PathUse[];
}

/** Lines of a text, from 1, that a path takes part in. */
export interface LineUse {
  readonly file: string;
  readonly line: number;
  readonly relation: Relation;
}

/** A file as it was executed once. It stays true as long as the file would give the same text again. */
export interface TracedText {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly lines: LineIndex;
  /** The paths that executing the file looked at. */
  readonly reads: ReadonlySet<number>;
  /** What the numbers in it mean. */
  readonly tables: Tables;
}

/**
 * The origins of the texts of one execution. Offsets are UTF-16 units into the texts that the engine
 * returned; files go by the names of their templates.
 */
export class Provenance {
  readonly #tables: Tables;
  readonly #values: Value;
  readonly #texts = new Map<string, TracedText>();
  readonly #usesBySet = new Map<number, readonly PathUse[]>();

  /** `values` are those that unread paths are searched in. */
  constructor(tables: Tables, values: Value) {
    this.#tables = tables;
    this.#values = values;
  }

  /** Adds a file that was executed, now or before. */
  add(file: string, traced: TracedText): void {
    this.#texts.set(file, traced);
  }

  /** Returns the names of the files that were executed, in that order. */
  files(): string[] {
    return [...this.#texts.keys()];
  }

  /** Returns the origins that overlap a range, in order; a range of length zero gives the one around it. */
  originsOf(file: string, start: number, end: number): Origin[] {
    const traced = this.#texts.get(file);
    if (!traced) return [];
    return traced.spans
      .filter(
        (span) => span.start < span.end && (span.start < end || span.start === start) && span.end > start,
      )
      .map((span) => this.#origin(span));
  }

  /**
   * Returns the origins of a line, from 1, in order: cut to the line, each at the place in its template
   * that this line of it comes from. What printed nothing, such as an empty value, has length zero;
   * branches that were not taken are told by `skippedInLine`.
   */
  originsOfLine(file: string, line: number): Origin[] {
    const traced = this.#texts.get(file);
    const range = traced?.lines.range(line);
    if (!traced || !range) return [];
    const origins: Origin[] = [];
    for (const span of traced.lines.spansOf(line)) {
      if (isMarker(span)) continue;
      const start = Math.max(span.start, range.start);
      const end = Math.min(span.end, range.end);
      origins.push({
        ...this.#origin(span),
        start,
        end,
        place: placeOfPiece(span, traced.text, start),
      });
    }
    return origins;
  }

  /** Returns the branches that were not taken and whose text would be in a line, from 1. */
  skippedInLine(file: string, line: number): Skipped[] {
    const spans = this.#texts.get(file)?.lines.spansOf(line) ?? [];
    return spans.filter(isMarker).map((span) => this.#skippedOf(span));
  }

  /** Returns the paths of a line, each relation once: of its text and of what is not there. */
  pathsOfLine(file: string, line: number): readonly PathUse[] {
    let set = 0;
    const { sets } = this.#tables;
    for (const span of this.#texts.get(file)?.lines.spansOf(line) ?? []) {
      set = sets.union(set, sets.union(span.set, span.control));
    }
    return this.#uses(set);
  }

  /** Returns the line, from 1, of an offset into the text of a file; 1 when there is no such file. */
  lineAt(file: string, offset: number): number {
    return this.#texts.get(file)?.lines.lineAt(offset) ?? 1;
  }

  /**
   * Returns the lines that a path takes part in: those with the value itself, or with a container of
   * it as a whole, or with something inside it; and those that it decides on, skipped branches included.
   */
  linesOf(path: string | readonly PathStep[]): LineUse[] {
    const steps = typeof path === 'string' ? parsePath(path) : path;
    const uses: LineUse[] = [];
    const matches = this.#matcher(steps);
    for (const [file, traced] of this.#texts) {
      const seen = new Set<string>();
      for (const span of traced.spans) {
        for (const relation of matches(span)) {
          const first = traced.lines.lineAt(span.start);
          const last = traced.lines.lineAt(Math.max(span.start, span.end - 1));
          for (let line = first; line <= last; line++) {
            const key = `${line} ${relation}`;
            if (!seen.has(key)) uses.push({ file, line, relation });
            seen.add(key);
          }
        }
      }
    }
    return uses;
  }

  /** Returns the branches that were not taken in a file, in order of where their text would be. */
  skippedIn(file: string): Skipped[] {
    const spans = this.#texts.get(file)?.spans ?? [];
    return spans.filter(isMarker).map((span) => this.#skippedOf(span));
  }

  /** Returns the branches, in all files, that were not taken because of a path. */
  skippedBy(path: string | readonly PathStep[]): (Skipped & { file: string })[] {
    const matches = this.#matcher(typeof path === 'string' ? parsePath(path) : path);
    const found: (Skipped & { file: string })[] = [];
    for (const [file, traced] of this.#texts) {
      for (const span of traced.spans) {
        if (isMarker(span) && matches(span).size > 0) found.push({ file, ...this.#skippedOf(span) });
      }
    }
    return found;
  }

  /** Returns the paths of values that no template looked at: single values and empty containers. */
  unreadPaths(): string[] {
    const read = this.#readPaths();
    const unread: string[] = [];
    const visit = (value: Value, path: number, isCovered: boolean): void => {
      const isRead = isCovered || read.covered.has(path);
      const entries = identityOf(value) ? [...entriesOf(value)] : [];
      if (entries.length === 0) {
        if (!isRead && !read.looked.has(path)) unread.push(printPath(this.#tables.paths.steps(path)));
        return;
      }
      for (const [step, child] of entries) visit(child, this.#tables.paths.child(path, step), isRead);
    };
    visit(this.#values, 0, false);
    return unread;
  }

  #readPaths(): { covered: Set<number>; looked: Set<number> } {
    const covered = new Set<number>();
    const looked = new Set<number>();
    const sets = new Set<number>();
    for (const traced of this.#texts.values()) {
      for (const path of traced.reads) looked.add(path);
      for (const span of traced.spans) {
        sets.add(span.set);
        sets.add(span.control);
      }
    }
    for (const set of sets) {
      for (const item of this.#tables.sets.elements(set)) {
        const relation = relationOf(item);
        (relation === 'value' || relation === 'decides' ? covered : looked).add(pathOf(item));
      }
    }
    return { covered, looked };
  }

  /** Returns which relations a span has to a path. */
  #matcher(steps: readonly PathStep[]): (span: Span) => ReadonlySet<Relation> {
    const memo = new Map<number, ReadonlySet<Relation>>();
    const { paths, sets } = this.#tables;
    const relationsOf = (set: number): ReadonlySet<Relation> => {
      let relations = memo.get(set);
      if (!relations) {
        const found = new Set<Relation>();
        for (const item of sets.elements(set)) {
          if (isRelated(paths.steps(pathOf(item)), relationOf(item), steps)) found.add(relationOf(item));
        }
        relations = found;
        memo.set(set, relations);
      }
      return relations;
    };
    return (span) =>
      span.control === 0 ? relationsOf(span.set) : relationsOf(sets.union(span.set, span.control));
  }

  #origin(span: Span): Origin {
    return {
      start: span.start,
      end: span.end,
      place: placeOf(span.frame, span.node),
      frames: framesOf(span.frame),
      paths: this.#uses(this.#tables.sets.union(span.set, span.control)),
    };
  }

  #skippedOf(span: Span): Skipped {
    return {
      offset: span.start,
      place: placeOf(span.frame, span.node),
      frames: framesOf(span.frame),
      paths: this.#uses(span.control),
    };
  }

  #uses(set: number): readonly PathUse[] {
    let uses = this.#usesBySet.get(set);
    if (!uses) {
      uses = this.#tables.sets.elements(set).map((item) => ({
        path: printPath(this.#tables.paths.steps(pathOf(item))),
        relation: relationOf(item),
      }));
      this.#usesBySet.set(set, uses);
    }
    return uses;
  }
}

function isMarker(span: Span): boolean {
  return span.start === span.end && leavingKinds.has(span.node.kind);
}

/** Nodes that stand for a text that is not there. */
const leavingKinds: ReadonlySet<Node['kind']> = new Set(['list', 'if', 'with', 'range', 'break', 'continue']);

/** A value counts for all that is inside it; a shape only for the container and what is around it. */
function isRelated(own: readonly PathStep[], relation: Relation, asked: readonly PathStep[]): boolean {
  const isAround = own.length <= asked.length && own.every((step, i) => step === asked[i]);
  const isInside = asked.length <= own.length && asked.every((step, i) => step === own[i]);
  const isShape = relation === 'shape' || relation === 'decides-shape';
  return isInside || (isAround && (!isShape || own.length === asked.length));
}
