import { failYaml } from './errors';

/** A place in the text: `line` counts from 0, `column` and `at` in UTF-16 units. */
export interface Mark {
  at: number;
  line: number;
  column: number;
}

/** Reads a YAML text character by character and knows the line and the column. */
export class Cursor {
  readonly text: string;
  at = 0;
  line = 0;
  lineStart = 0;

  constructor(text: string) {
    this.text = text;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  mark(): Mark {
    return { at: this.at, line: this.line, column: this.column };
  }

  /** The code unit `ahead` of the position; NaN beyond the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  /** Consumes a line break, if there is one, and returns what it means: line feed, or U+2028/U+2029 as they are. */
  readBreak(): string {
    const code = this.code();
    if (!isBreakCode(code)) return '';
    this.at += code === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.line += 1;
    this.lineStart = this.at;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  skipBlanks(): void {
    while (isBlankCode(this.code())) this.at += 1;
  }

  /** Moves to the end of the line. */
  skipComment(): void {
    while (!this.atEnd && !isBreakCode(this.code())) this.at += 1;
  }

  /** Whether `---` or `...` followed by white space starts here, at the first column. */
  isDocumentIndicator(): boolean {
    if (this.at !== this.lineStart) return false;
    const code = this.code();
    if (code !== 0x2d && code !== 0x2e) return false;
    return this.code(1) === code && this.code(2) === code && isBlankOrEndCode(this.code(3));
  }

  /**
   * Raises a scanner fault here. go-yaml prints no line for the first line of the text, and counts
   * the others from 1.
   */
  fail(problem: string): never {
    const where = this.line === 0 ? '' : `line ${this.line + 1}: `;
    return failYaml(`yaml: ${where}${problem}`, this.line + 1);
  }
}

export function isBreakCode(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Blank, line break or the end of the text (NaN). */
export function isBlankOrEndCode(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || Number.isNaN(code) || isBreakCode(code);
}

/** Letters, digits, `_` and `-`: what anchors and tag handles consist of. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d
  );
}
