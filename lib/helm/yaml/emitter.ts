import { encodeUtf8 } from '../../base';

/** Which rules the emitter follows: go-yaml 2 folds long lines and aligns lists with their key. */
export interface EmitterRules {
  /** Column after which a space becomes a line break; `Infinity` never folds. */
  foldAt: number;
  /** go-yaml 3's changes: lists under a key are indented, a tab does not rule out a literal block. */
  third: boolean;
}

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal';

/** What the characters of a scalar allow. */
interface ScalarAnalysis {
  multiline: boolean;
  plain: boolean;
  single: boolean;
  block: boolean;
}

/**
 * Writes YAML text as libyaml's emitter (in go-yaml's port) does: the same styles, line folds and
 * indentation. Only block collections are supported, and empty ones as `{}` and `[]`.
 */
export class Emitter {
  out = '';
  column = 0;
  indent = -1;
  /** Whether the last character written was white space, or only indentation so far on this line. */
  whitespace = true;
  indention = true;
  readonly rules: EmitterRules;

  constructor(rules: EmitterRules) {
    this.rules = rules;
  }

  /** Starts a line at the current indentation, unless already there. */
  writeIndent(): void {
    const indent = Math.max(this.indent, 0);
    if (!this.indention || this.column > indent || (this.column === indent && !this.whitespace))
      this.breakLine();
    if (this.column < indent) {
      this.out += ' '.repeat(indent - this.column);
      this.column = indent;
    }
    this.whitespace = true;
    this.indention = true;
  }

  /** Writes an indicator such as `-` or `:`, after a space if `spaced` and none is there. */
  writeIndicator(text: string, spaced: boolean, keepsIndention = false): void {
    if (spaced && !this.whitespace) this.put(' ');
    this.put(text);
    this.whitespace = false;
    this.indention = this.indention && keepsIndention;
  }

  /** Writes a scalar; `asKey` forbids line breaks. `wanted` is what the encoder would like. */
  writeScalar(text: string, wanted: ScalarStyle, asKey: boolean): void {
    const style = chooseStyle(analyze(text, this.rules), { text, wanted, asKey });
    const saved = this.indent;
    // The continuation lines of a scalar are indented like a nested flow collection.
    this.indent = Math.max(this.indent, 0) + 2;
    if (style === 'plain') this.writePlain(text, !asKey);
    else if (style === 'single') this.writeSingle(text, !asKey);
    else if (style === 'double') this.writeDouble(text, !asKey);
    else this.writeLiteral(text);
    this.indent = saved;
  }

  /** Writes text without line breaks that counts `text.length` columns. */
  put(text: string): void {
    this.out += text;
    this.column += text.length;
  }

  breakLine(): void {
    this.out += '\n';
    this.column = 0;
    if (this.rules.third) this.indention = true;
  }

  private writePlain(text: string, allowBreaks: boolean): void {
    if (!this.whitespace && (text !== '' || !this.rules.third)) this.put(' ');
    this.writeFolded(text, allowBreaks, false);
    if (text !== '' || !this.rules.third) this.whitespace = false;
    this.indention = false;
  }

  private writeSingle(text: string, allowBreaks: boolean): void {
    this.writeIndicator("'", true);
    this.writeFolded(text, allowBreaks, true);
    this.writeIndicator("'", false);
  }

  /** The body of a plain or single-quoted scalar. */
  private writeFolded(text: string, allowBreaks: boolean, quoted: boolean): void {
    if (!needsCare(text, quoted) && (!allowBreaks || this.column + text.length <= this.rules.foldAt)) {
      this.out += text;
      this.column += text.length;
      this.indention = false;
      return;
    }
    let spaces = false;
    let breaks = false;
    for (let i = 0; i < text.length;) {
      const char = charAt(text, i);
      if (char === ' ') {
        const inner = !quoted || (i > 0 && i < text.length - 1);
        if (allowBreaks && !spaces && this.column > this.rules.foldAt && inner && text[i + 1] !== ' ')
          this.writeIndent();
        else this.put(' ');
        spaces = true;
      } else if (isBreak(char)) {
        if (!breaks && char === '\n') this.breakLine();
        this.writeBreak(char);
        this.indention = true;
        breaks = true;
      } else {
        if (breaks) this.writeIndent();
        if (quoted && char === "'") this.put("'");
        this.putChar(char);
        this.indention = false;
        spaces = false;
        breaks = false;
      }
      i += char.length;
    }
  }

  private writeDouble(text: string, allowBreaks: boolean): void {
    this.writeIndicator('"', true);
    let spaces = false;
    for (let i = 0; i < text.length;) {
      const char = charAt(text, i);
      if (needsEscape(char)) {
        this.put(escapeChar(char));
        spaces = false;
      } else if (char === ' ') {
        const inner = i > 0 && i < text.length - 1;
        if (allowBreaks && !spaces && this.column > this.rules.foldAt && inner) {
          this.writeIndent();
          if (text[i + 1] === ' ') this.put('\\');
        } else this.put(' ');
        spaces = true;
      } else {
        this.putChar(char);
        spaces = false;
      }
      i += char.length;
    }
    this.writeIndicator('"', false);
  }

  private writeLiteral(text: string): void {
    this.writeIndicator('|', true);
    const first = charAt(text, 0);
    if (first === ' ' || isBreak(first)) this.writeIndicator('2', false);
    const chomp = chompHint(text);
    if (chomp) this.writeIndicator(chomp, false);
    this.breakLine();
    this.indention = true;
    this.whitespace = true;
    let breaks = true;
    for (let i = 0; i < text.length;) {
      const char = charAt(text, i);
      if (isBreak(char)) {
        this.writeBreak(char);
        this.indention = true;
        breaks = true;
        i += 1;
        continue;
      }
      if (breaks) this.writeIndent();
      const end = lineEnd(text, i);
      this.putText(text.slice(i, end));
      this.indention = false;
      breaks = false;
      i = end;
    }
  }

  private writeBreak(char: string): void {
    if (char === '\n') {
      this.breakLine();
      return;
    }
    this.out += char;
    this.column = 0;
  }

  private putChar(char: string): void {
    this.out += char;
    this.column += 1;
  }

  private putText(text: string): void {
    this.out += text;
    this.column += text.length;
  }
}

/** Whether the text holds characters for which the character by character path is needed. */
function needsCare(text: string, quoted: boolean): boolean {
  return quoted ? /['\n\r\u0085\u2028\u2029]|[^\u0020-\u007e]/.test(text) : /[^\u0020-\u007e]/.test(text);
}

/** The character at `i`, both halves of a surrogate pair together. */
function charAt(text: string, i: number): string {
  const unit = text.charCodeAt(i);
  if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) return text.slice(i, i + 2);
  return text.charAt(i);
}

function isBreak(char: string): boolean {
  return char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';
}

function lineEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isBreak(text.charAt(i))) i += 1;
  return i;
}

function chompHint(text: string): string {
  const last = text.at(-1) ?? '';
  if (!isBreak(last)) return '-';
  if (text.length === 1 || isBreak(text.at(-2) ?? '')) return '+';
  return '';
}

/** libyaml prints the Basic Multilingual Plane without controls; everything beyond is escaped. */
function isPrintable(char: string): boolean {
  const code = char.charCodeAt(0);
  if (code < 0x7f) return code >= 0x20 || code === 0x0a;
  if (code < 0xa0) return false;
  return code < 0xd800 || (code >= 0xe000 && code !== 0xfeff && code < 0xfffe);
}

function needsEscape(char: string): boolean {
  return !isPrintable(char) || isBreak(char) || char === '"' || char === '\\';
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeChar(char: string): string {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${hex.padStart(4, '0')}`;
  return `\\U${hex.padStart(8, '0')}`;
}

const simpleText = /^[A-Za-z0-9_./][A-Za-z0-9_./-]*$/;
const simpleAnalysis: ScalarAnalysis = { multiline: false, plain: true, single: true, block: true };

/** Finds out which styles the characters of a scalar allow (yaml_emitter_analyze_scalar). */
function analyze(text: string, rules: EmitterRules): ScalarAnalysis {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  if (simpleText.test(text) && !text.startsWith('...')) return simpleAnalysis;
  let indicators = text.startsWith('---') || text.startsWith('...');
  let lineBreaks = false;
  let special = false;
  let tabs = false;
  let breakSpace = false;
  let spaceBreak = false;
  let previousSpace = false;
  let previousBreak = false;
  let afterBlank = true;
  for (let i = 0; i < text.length;) {
    const char = charAt(text, i);
    const next = text[i + char.length];
    const beforeBlank = next === undefined || next === ' ' || next === '\t';
    if (i === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(char)) indicators = true;
      else if ((char === '?' || char === ':' || char === '-') && beforeBlank) indicators = true;
    } else if (char === ':' ? beforeBlank : char === '#' && afterBlank) indicators = true;
    if (char === '\t' && rules.third) tabs = true;
    else if (!isPrintable(char)) special = true;
    const space = char === ' ';
    const lineBreak = !space && isBreak(char);
    if (space && previousBreak) breakSpace = true;
    if (lineBreak) {
      lineBreaks = true;
      if (previousSpace) spaceBreak = true;
    }
    previousSpace = space;
    previousBreak = lineBreak;
    afterBlank = space || lineBreak || char === '\t';
    i += char.length;
  }
  const first = text.charAt(0);
  const last = text.charAt(text.length - 1);
  const outerSpace = first === ' ' || last === ' ' || isBreak(first) || isBreak(last);
  const broken = spaceBreak || special;
  return {
    multiline: lineBreaks,
    plain: !(indicators || lineBreaks || outerSpace || breakSpace || broken || tabs),
    single: !(breakSpace || broken || tabs),
    block: !(last === ' ' || broken),
  };
}

function chooseStyle(
  analysis: ScalarAnalysis,
  scalar: { text: string; wanted: ScalarStyle; asKey: boolean },
): ScalarStyle {
  let style = scalar.wanted;
  if (scalar.asKey && analysis.multiline) style = 'double';
  if (style === 'plain' && (!analysis.plain || (scalar.asKey && scalar.text === ''))) style = 'single';
  if (style === 'single' && !analysis.single) style = 'double';
  if (style === 'literal' && (!analysis.block || scalar.asKey)) style = 'double';
  return style;
}

/** Whether a key fits on one line as `key:` (at most 128 bytes), rather than as `? key`. */
export function isSimpleKey(text: string): boolean {
  if (text.length > 128) return false;
  if (/[\n\r\u0085\u2028\u2029]/.test(text)) return false;
  return text.length <= 42 || encodeUtf8(text).length <= 128;
}
