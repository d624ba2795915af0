import type { RenderedDocument } from './manifest';
import type {
  FrameUse,
  LineUse,
  Origin,
  PathStep,
  PathUse,
  Provenance,
  Skipped,
  TemplatePlace,
} from './provenance';

/** A line of a document and where it comes from. Offsets are those into the document's text. */
export interface DocumentLine {
  /** From 1, in the document's text. */
  readonly line: number;
  /** Every path that takes part in the line, in its text or in what is not there; each relation once. */
  readonly paths: readonly PathUse[];
  /** The pieces of the line in order. What printed nothing has length zero. */
  readonly origins: readonly Origin[];
  /** Branches that were not taken and whose text would be in this line. */
  readonly skipped: readonly Skipped[];
}

/** A line that a values path takes part in. */
export interface DocumentLineUse extends LineUse {
  /** The document that holds it; none for the notes and for what is between documents. */
  readonly document: RenderedDocument | undefined;
  /** From 1: in the document's text, or in the file's where there is no document. */
  readonly line: number;
}

/** A text that is not there because a branch was not taken, and why. */
export interface Absence {
  /** The template file that would have it: `chart/templates/x.yaml`. */
  readonly file: string;
  /** The document that would hold it; none when a whole document is absent. */
  readonly document: RenderedDocument | undefined;
  /** From 1: the line where it would be, in the document's text or in the file's where there is none. */
  readonly line: number;
  /** The condition: template file, line and opening action. */
  readonly place: TemplatePlace;
  readonly frames: readonly FrameUse[];
  /** What decided. */
  readonly paths: readonly PathUse[];
}

/**
 * The origins of a rendered chart, by document. It answers from what was recorded: each answer is plain
 * data, worked out when asked for, that can be sent to another thread.
 */
export class RenderTrace {
  /** The same by template file, for what is in no document. */
  readonly provenance: Provenance;
  readonly #documents: readonly RenderedDocument[];
  #places: ReadonlyMap<string, readonly DocumentPlace[]> | undefined;

  constructor(provenance: Provenance, documents: readonly RenderedDocument[]) {
    this.provenance = provenance;
    this.#documents = documents;
  }

  /** Returns all lines of a document with their origins. */
  linesOfDocument(document: RenderedDocument): DocumentLine[] {
    const count = document.text.replace(/\n+$/, '').split('\n').length;
    return Array.from({ length: count }, (_, i) => this.lineOfDocument(document, i + 1));
  }

  /** Returns one line of a document, from 1, with its origins; empty beyond the text. */
  lineOfDocument(document: RenderedDocument, line: number): DocumentLine {
    const { source, templateOffset } = document;
    const inFile = this.#firstLine(document) + line - 1;
    const moved = (origin: Origin): Origin => ({
      ...origin,
      start: Math.max(origin.start - templateOffset, 0),
      end: Math.max(origin.end - templateOffset, 0),
    });
    return {
      line,
      paths: this.provenance.pathsOfLine(source, inFile),
      origins: this.provenance.originsOfLine(source, inFile).map(moved),
      skipped: this.provenance
        .skippedInLine(source, inFile)
        .map((skipped) => ({ ...skipped, offset: Math.max(skipped.offset - templateOffset, 0) })),
    };
  }

  /** Returns the origins that overlap a range of a document's text, in order. */
  originsOfRange(document: RenderedDocument, start: number, end: number): Origin[] {
    const { source, templateOffset: offset } = document;
    return this.provenance
      .originsOf(source, start + offset, end + offset)
      .map((origin) => ({ ...origin, start: origin.start - offset, end: origin.end - offset }));
  }

  /**
   * Returns the lines that a values path takes part in, those of paths above and below it included:
   * a container stands for what is in it, a value for the container it is in.
   */
  linesOfPath(path: string | readonly PathStep[]): DocumentLineUse[] {
    return this.provenance.linesOf(path).map((use) => ({ ...use, ...this.#locate(use.file, use.line) }));
  }

  /**
   * Returns what is not there because a branch was not taken: everywhere, or only in one template
   * file, or only because of one path.
   */
  absences(only: { file?: string; path?: string } = {}): Absence[] {
    const { file, path } = only;
    const found =
      path === undefined
        ? this.#files(file).flatMap((name) =>
            this.provenance.skippedIn(name).map((skipped) => ({ ...skipped, file: name })),
          )
        : this.provenance.skippedBy(path).filter((skipped) => file === undefined || skipped.file === file);
    return found.map(({ offset, ...skipped }) => ({
      ...skipped,
      ...this.#locate(skipped.file, this.provenance.lineAt(skipped.file, offset)),
    }));
  }

  /** Returns the paths of values that no template looked at: single values and empty containers. */
  unreadPaths(): string[] {
    return this.provenance.unreadPaths();
  }

  #files(only: string | undefined): readonly string[] {
    return only === undefined ? this.provenance.files() : [only];
  }

  #firstLine({ source, templateOffset }: RenderedDocument): number {
    return this.provenance.lineAt(source, templateOffset);
  }

  #locate(file: string, line: number): { document: RenderedDocument | undefined; line: number } {
    this.#places ??= this.#placeDocuments();
    const place = this.#places.get(file)?.find(({ first, last }) => line >= first && line <= last);
    return place ? { document: place.document, line: line - place.first + 1 } : { document: undefined, line };
  }

  #placeDocuments(): Map<string, DocumentPlace[]> {
    const places = new Map<string, DocumentPlace[]>();
    for (const document of this.#documents) {
      const { source, templateOffset, text } = document;
      const end = templateOffset + Math.max(text.trimEnd().length - 1, 0);
      const place = { document, first: this.#firstLine(document), last: this.provenance.lineAt(source, end) };
      const known = places.get(source);
      if (known) known.push(place);
      else places.set(source, [place]);
    }
    return places;
  }
}

/** The lines of its file that a document fills. */
interface DocumentPlace {
  readonly document: RenderedDocument;
  readonly first: number;
  readonly last: number;
}
