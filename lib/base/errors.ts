/**
 * The one error class of the project. `code` is a literal of the room that raises it; `message` is
 * lower-case, without a full stop, and never holds a secret value; `suggestion` is a sentence.
 */
export class StudioError<Code extends string = string> extends Error {
  readonly code: Code;
  /** Where in the user's text the fault lies, when it lies in a text. */
  readonly pos?: SourcePosition;
  /** What the message is about: a values path, a file, an object. */
  readonly subject?: string;
  /** What would be right, as a sentence. */
  readonly suggestion?: string;

  constructor(code: Code, message: string, detail: StudioErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'StudioError';
    this.code = code;
    if (detail.pos) this.pos = detail.pos;
    if (detail.subject !== undefined) this.subject = detail.subject;
    if (detail.suggestion !== undefined) this.suggestion = detail.suggestion;
  }
}

/** Optional parts of a `StudioError`. */
export interface StudioErrorDetail {
  pos?: SourcePosition;
  subject?: string;
  suggestion?: string;
  cause?: unknown;
}

/** A place in a text: `line` and `column` count from 1, `column` in UTF-16 units. */
export interface SourcePosition {
  file?: string;
  line: number;
  column: number;
}

/** Marks a switch as exhaustive: compiles only when `value` can be nothing. */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
