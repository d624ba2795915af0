import { foldCase, perlClasses, posixClasses, unicodeClass } from './char-class';
import { failRegex, type Assertion, type CharTest, type RegexNode } from './node';

/** A parsed expression: its tree and the names of its groups by index. */
export interface ParsedRegex {
  node: RegexNode;
  groupNames: readonly string[];
}

/** Returns the tree of an expression in Go's syntax; throws `RegexFault` with Go's message. */
export function parseRegex(pattern: string): ParsedRegex {
  const parser = new RegexParser(pattern);
  return { node: parser.expression(), groupNames: parser.groupNames };
}

interface Flags {
  foldsCase: boolean;
  isMultiline: boolean;
  dotMatchesNewline: boolean;
  isLazy: boolean;
}

const maxRepeat = 1000;
const maxDepth = 1000;

class RegexParser {
  readonly groupNames: string[] = [''];
  private readonly pattern: string;
  private at = 0;
  private depth = 0;
  private flags: Flags = { foldsCase: false, isMultiline: false, dotMatchesNewline: false, isLazy: false };

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  expression(): RegexNode {
    const node = this.alternation();
    if (this.at < this.pattern.length) failRegex('unexpected )', this.pattern);
    return node;
  }

  private get rest(): string {
    return this.pattern.slice(this.at);
  }

  private peek(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  private takeChar(): number {
    const code = this.pattern.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private alternation(): RegexNode {
    const branches = [this.concatenation()];
    while (this.peek('|')) {
      this.at += 1;
      branches.push(this.concatenation());
    }
    return branches.length === 1 && branches[0] ? branches[0] : { kind: 'alternate', parts: branches };
  }

  private concatenation(): RegexNode {
    const parts: RegexNode[] = [];
    // The text of the last repetition, which no other may follow.
    let repeated: number | undefined;
    while (this.at < this.pattern.length && !this.peek('|') && !this.peek(')')) {
      const start = this.at;
      const bounds = this.repetition();
      if (!bounds) {
        const node = this.atom();
        if (node) parts.push(...(node.kind === 'concat' ? node.parts : [node]));
        repeated = undefined;
        continue;
      }
      if (repeated !== undefined) {
        failRegex('invalid nested repetition operator', this.pattern.slice(repeated, this.at));
      }
      const operand = parts.pop();
      const text = this.pattern.slice(start, this.at);
      if (!operand) return failRegex('missing argument to repetition operator', text);
      const { min, max } = bounds;
      if (min > maxRepeat || (max !== Infinity && (max > maxRepeat || min > max))) {
        failRegex('invalid repeat count', text);
      }
      const node: RegexNode = { kind: 'repeat', node: operand, min, max, isGreedy: bounds.isGreedy };
      if (repeatProduct(node) > maxRepeat) failRegex('invalid repeat count', text);
      parts.push(node);
      repeated = start;
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'concat', parts };
  }

  /** The repetition at the front, or undefined; a brace that is none is a character. */
  private repetition(): { min: number; max: number; isGreedy: boolean } | undefined {
    const match = /^(?:[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\})/.exec(this.rest);
    if (!match || /^\{0[0-9]/.test(match[0]) || /,0[0-9]/.test(match[0])) return undefined;
    const [text, low, comma, high] = match;
    this.at += text.length;
    let isGreedy = !this.flags.isLazy;
    if (this.peek('?')) {
      this.at += 1;
      isGreedy = !isGreedy;
    }
    if (low === undefined) return { min: text === '+' ? 1 : 0, max: text === '?' ? 1 : Infinity, isGreedy };
    const max = comma === undefined ? Number(low) : high ? Number(high) : Infinity;
    return { min: Number(low), max, isGreedy };
  }

  private atom(): RegexNode | undefined {
    switch (this.pattern.charAt(this.at)) {
      case '(':
        return this.group();
      case '[':
        return this.charNode(this.bracketClass());
      case '.':
        this.at += 1;
        return { kind: 'char', matches: this.flags.dotMatchesNewline ? () => true : (code) => code !== 10 };
      case '^':
        return this.assertion(1, this.flags.isMultiline ? 'beginLine' : 'beginText');
      case '$':
        return this.assertion(1, this.flags.isMultiline ? 'endLine' : 'endText');
      case '\\':
        return this.escape();
      default:
        return this.literal(this.takeChar());
    }
  }

  private assertion(length: number, assertion: Assertion): RegexNode {
    this.at += length;
    return { kind: 'assert', assertion };
  }

  private charNode(matches: CharTest): RegexNode {
    return { kind: 'char', matches };
  }

  private literal(code: number): RegexNode {
    const test: CharTest = (other) => other === code;
    return this.charNode(this.flags.foldsCase ? foldCase(test) : test);
  }

  private group(): RegexNode | undefined {
    if (this.peek('(?')) {
      const isNamed = /^\(\?P?</.test(this.rest) && !/^\(\?<[=!]/.test(this.rest);
      if (!isNamed) return this.flagGroup();
    }
    const index = this.groupNames.length;
    this.groupNames.push(this.groupName());
    return { kind: 'group', node: this.insideGroup(), index };
  }

  /** Consumes `(` or `(?P<name>` and returns the name. */
  private groupName(): string {
    if (!this.peek('(?')) {
      this.at += 1;
      return '';
    }
    const match = /^\(\?P?<([^>]*)(>?)/.exec(this.rest);
    const [text = '', name = '', close] = match ?? [];
    if (close === '') failRegex('invalid named capture', this.rest);
    if (!/^[\p{L}\p{N}_]+$/u.test(name)) failRegex('invalid named capture', text);
    if (this.groupNames.includes(name)) failRegex('duplicate capture group name', name);
    this.at += text.length;
    return name;
  }

  /** The inside of a group up to its `)`, after which the flags are those from before. */
  private insideGroup(flags: Flags = this.flags): RegexNode {
    const held = this.flags;
    this.flags = flags;
    this.depth += 1;
    if (this.depth > maxDepth) failRegex('expression nests too deeply', this.pattern);
    const node = this.alternation();
    if (!this.peek(')')) failRegex('missing closing )', this.pattern);
    this.at += 1;
    this.depth -= 1;
    this.flags = held;
    // A group is one operand, whatever it holds.
    return node.kind === 'concat' ? { kind: 'alternate', parts: [node] } : node;
  }

  private flagGroup(): RegexNode | undefined {
    const text = /^\(\?[a-zA-Z-]*/.exec(this.rest)?.[0] ?? '';
    const next = this.pattern.charAt(this.at + text.length);
    const wrong = (): never => {
      if (this.at + text.length >= this.pattern.length) return failRegex('missing closing )', this.pattern);
      return failRegex('invalid or unsupported Perl syntax', text + next);
    };
    const match = /^\(\?([imsU]*)(-([imsU]+))?$/.exec(text);
    if (!match) return failRegex('invalid or unsupported Perl syntax', wrongFlags(text));
    if (next !== ':' && next !== ')') return wrong();
    const flags = { ...this.flags };
    setFlags(flags, match[1] ?? '', true);
    setFlags(flags, match[3] ?? '', false);
    this.at += text.length + 1;
    if (next === ':') return this.insideGroup(flags);
    this.flags = flags;
    return undefined;
  }

  private escape(): RegexNode | undefined {
    const letter = this.pattern.charAt(this.at + 1);
    switch (letter) {
      case 'A':
        return this.assertion(2, 'beginText');
      case 'z':
        return this.assertion(2, 'endText');
      case 'b':
        return this.assertion(2, 'wordBoundary');
      case 'B':
        return this.assertion(2, 'noWordBoundary');
      case 'Q':
        return this.quoted();
    }
    const named = this.namedClass();
    return named ? this.charNode(named) : this.literal(this.escapedChar());
  }

  /** `\Q...\E` is text as it stands; without \E it runs to the end. */
  private quoted(): RegexNode {
    const [text = ''] = this.pattern.slice(this.at + 2).split('\\E', 1);
    this.at = Math.min(this.pattern.length, this.at + 2 + text.length + 2);
    return { kind: 'concat', parts: Array.from(text, (char) => this.literal(char.codePointAt(0) ?? 0)) };
  }

  /** \d, \S, \pL, \P{Greek} and so on, or undefined. */
  private namedClass(): CharTest | undefined {
    const letter = this.pattern.charAt(this.at + 1);
    const perl = Object.hasOwn(perlClasses, letter.toLowerCase())
      ? perlClasses[letter.toLowerCase()]
      : undefined;
    if (perl) {
      this.at += 2;
      const test = this.flags.foldsCase ? foldCase(perl) : perl;
      return letter === letter.toLowerCase() ? test : (code) => !test(code);
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const match = /^\\[pP](?:\{(\^?)([^}]*)\}|([^{]))/u.exec(this.rest);
    const text = match?.[0] ?? this.rest;
    const found = unicodeClass(match?.[2] ?? match?.[3] ?? '');
    if (!found) return failRegex('invalid character class range', text);
    this.at += text.length;
    const test = this.flags.foldsCase ? foldCase(found) : found;
    const isNegated = (letter === 'P') !== (match?.[1] === '^');
    return isNegated ? (code) => !test(code) : test;
  }

  private escapedChar(): number {
    const { rest } = this;
    if (rest.length < 2) failRegex('trailing backslash at end of expression', '');
    const simple = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[rest.charAt(1)];
    if (simple !== undefined) return this.skip(2, simple);
    const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    if (octal?.[1] !== undefined) return this.skip(octal[0].length, Number.parseInt(octal[1], 8));
    const hex = /^\\x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/.exec(rest);
    const code = Number.parseInt(hex?.[1] ?? hex?.[2] ?? '', 16);
    if (hex && code <= 0x10ffff) return this.skip(hex[0].length, code);
    const char = rest.charAt(1);
    if (char < '\x80' && !/[0-9A-Za-z]/.test(char)) return this.skip(2, char.charCodeAt(0));
    return failRegex('invalid escape sequence', invalidEscape(rest));
  }

  private skip(length: number, code: number): number {
    this.at += length;
    return code;
  }

  private bracketClass(): CharTest {
    const start = this.at;
    this.at += 1;
    const isNegated = this.peek('^');
    if (isNegated) this.at += 1;
    const tests: CharTest[] = [];
    for (let isFirst = true; isFirst || !this.peek(']'); isFirst = false) {
      if (this.at >= this.pattern.length) failRegex('missing closing ]', this.pattern.slice(start));
      // A minus stands for itself only at either end.
      if (this.peek('-') && !isFirst && !/^-\]/.test(this.rest)) {
        if (this.rest.length === 1) failRegex('missing closing ]', this.pattern.slice(start));
        const part = `-${String.fromCodePoint(this.pattern.codePointAt(this.at + 1) ?? 0)}`;
        failRegex('invalid character class range', part);
      }
      tests.push(this.posixClass() ?? (this.peek('\\') ? this.namedClass() : undefined) ?? this.range(start));
    }
    this.at += 1;
    const union: CharTest = (code) => tests.some((test) => test(code));
    const test = this.flags.foldsCase ? foldCase(union) : union;
    return isNegated ? (code) => !test(code) : test;
  }

  private posixClass(): CharTest | undefined {
    const match = /^\[:(\^?)([^\]]*?):\]/.exec(this.rest);
    if (!match) return undefined;
    const [text, negation, name = ''] = match;
    const test = Object.hasOwn(posixClasses, name) ? posixClasses[name] : undefined;
    if (!test) return failRegex('invalid character class range', text);
    this.at += text.length;
    return negation === '^' ? (code) => !test(code) : test;
  }

  private range(classStart: number): CharTest {
    const start = this.at;
    const low = this.classChar(classStart);
    if (!/^-[^\]]/u.test(this.rest)) return (code) => code === low;
    this.at += 1;
    const high = this.classChar(classStart);
    if (high < low) failRegex('invalid character class range', this.pattern.slice(start, this.at));
    return (code) => code >= low && code <= high;
  }

  private classChar(classStart: number): number {
    if (this.at >= this.pattern.length) failRegex('missing closing ]', this.pattern.slice(classStart));
    return this.peek('\\') ? this.escapedChar() : this.takeChar();
  }
}

function setFlags(flags: Flags, letters: string, value: boolean): void {
  for (const letter of letters) {
    if (letter === 'i') flags.foldsCase = value;
    else if (letter === 'm') flags.isMultiline = value;
    else if (letter === 's') flags.dotMatchesNewline = value;
    else flags.isLazy = value;
  }
}

/** Go reports flags up to and with the first letter that is none. */
function wrongFlags(text: string): string {
  return /^\(\?[imsU]*(?:-[imsU]*)?[^imsU]?/.exec(text)?.[0] ?? text;
}

/** The part of a bad escape that Go shows. */
function invalidEscape(rest: string): string {
  if (/^\\x\{/.test(rest)) return /^\\x\{[0-9a-fA-F]*[^]?/.exec(rest)?.[0] ?? rest;
  if (/^\\x/.test(rest)) return /^\\x[^]?[^]?/u.exec(rest)?.[0] ?? rest;
  return /^\\[^]/u.exec(rest)?.[0] ?? rest;
}

/** How often the innermost part of nested counted repetitions is copied; Go refuses more than 1000. */
function repeatProduct(node: RegexNode): number {
  switch (node.kind) {
    case 'repeat': {
      const count = node.max === Infinity ? node.min : node.max;
      const own = count >= 2 ? count : 1;
      return own * repeatProduct(node.node);
    }
    case 'group':
      return repeatProduct(node.node);
    case 'concat':
    case 'alternate':
      return Math.max(1, ...node.parts.map(repeatProduct));
    default:
      return 1;
  }
}
