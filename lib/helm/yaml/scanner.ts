import { Cursor, isBlankCode, isBlankOrEndCode, isBreakCode, type Mark } from './cursor';
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar';
import { scanAnchor, scanDirective, scanTag } from './scan-tag';
import { makeToken, type Token, type TokenKind } from './token';

/** A place where a key may have started: YAML knows only at the `:` that it was one. */
interface SimpleKey {
  possible: boolean;
  /** In block context, at the indentation of its map: it must turn out to be a key. */
  required: boolean;
  /** Number of the token that would be the key's first. */
  token: number;
  mark: Mark;
}

/** Nesting beyond this is refused; libyaml's own limit of 10,000 would overflow JavaScript's stack. */
const maxNesting = 2000;

/** Turns a YAML text into tokens as libyaml does, with go-yaml's error messages. */
export class Scanner {
  private readonly cursor: Cursor;
  private tokens: Token[] = [];
  private head = 0;
  private taken = 0;
  private flowLevel = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  private keyAllowed = true;
  private readonly keys: SimpleKey[];
  private readonly keyByToken = new Map<number, SimpleKey>();
  private ready = false;

  constructor(text: string) {
    this.cursor = new Cursor(text);
    this.keys = [this.noKey()];
  }

  /** Returns the next token without taking it. */
  peek(): Token {
    if (!this.ready) this.fetchMore();
    const token = this.tokens[this.head];
    return token ?? makeToken('stream-end', this.cursor);
  }

  /** Takes the token that `peek` showed. */
  skip(): void {
    this.ready = false;
    this.head += 1;
    this.taken += 1;
    if (this.head === this.tokens.length) {
      this.tokens = [];
      this.head = 0;
    }
  }

  /** Scans until the first token of the queue is certain: it may yet turn out to be a key's. */
  private fetchMore(): void {
    for (;;) {
      if (this.head < this.tokens.length) {
        const key = this.keyByToken.get(this.taken);
        if (!key || !this.isValid(key)) break;
      }
      this.fetchNext();
    }
    this.ready = true;
  }

  private fetchNext(): void {
    const { cursor } = this;
    this.toNextToken();
    this.unrollIndent(cursor.column);
    if (cursor.atEnd) return this.fetchStreamEnd();
    const code = cursor.code();
    if (cursor.column === 0) {
      if (code === 0x25) return this.fetchDirective();
      if (cursor.isDocumentIndicator()) return this.fetchDocumentIndicator(code);
    }
    const blankNext = isBlankOrEndCode(cursor.code(1));
    switch (code) {
      case 0x5b:
        return this.fetchFlowStart('flow-sequence-start');
      case 0x7b:
        return this.fetchFlowStart('flow-mapping-start');
      case 0x5d:
        return this.fetchFlowEnd('flow-sequence-end');
      case 0x7d:
        return this.fetchFlowEnd('flow-mapping-end');
      case 0x2c:
        this.dropKey();
        this.keyAllowed = true;
        return this.indicator('flow-entry', 1);
      case 0x2a:
        return this.fetchWord(() => scanAnchor(cursor, 'alias'));
      case 0x26:
        return this.fetchWord(() => scanAnchor(cursor, 'anchor'));
      case 0x21:
        return this.fetchWord(() => scanTag(cursor));
      case 0x27:
      case 0x22:
        return this.fetchQuoted(code === 0x27);
      case 0x7c:
      case 0x3e:
        if (this.flowLevel === 0) return this.fetchBlockScalar(code === 0x7c);
        break;
      case 0x2d:
        if (blankNext) return this.fetchBlockEntry();
        return this.fetchPlain();
      case 0x3f:
        if (this.flowLevel > 0 || blankNext) return this.fetchKey();
        return this.fetchPlain();
      case 0x3a:
        if (this.flowLevel > 0 || blankNext) return this.fetchValue();
        return this.fetchPlain();
      default:
        // % @ ` and white space cannot start a plain scalar; # was eaten as a comment.
        if (code !== 0x25 && code !== 0x40 && code !== 0x60 && !isBlankOrEndCode(code))
          return this.fetchPlain();
    }
    return cursor.fail('found character that cannot start any token');
  }

  private toNextToken(): void {
    const { cursor } = this;
    for (;;) {
      // Tabs may not indent: they count as white space only where no key can start.
      while (
        cursor.code() === 0x20 ||
        ((this.flowLevel > 0 || !this.keyAllowed) && isBlankCode(cursor.code()))
      ) {
        cursor.at += 1;
      }
      if (cursor.code() === 0x23) cursor.skipComment();
      if (!isBreakCode(cursor.code())) return;
      cursor.readBreak();
      if (this.flowLevel === 0) this.keyAllowed = true;
    }
  }

  private fetchStreamEnd(): void {
    const { cursor } = this;
    // A last line without a line break counts as ended.
    if (cursor.column !== 0) {
      cursor.line += 1;
      cursor.lineStart = cursor.at;
    }
    this.unrollIndent(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.tokens.push(makeToken('stream-end', cursor));
  }

  private fetchDirective(): void {
    this.unrollIndent(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.tokens.push(scanDirective(this.cursor));
  }

  private fetchDocumentIndicator(code: number): void {
    this.unrollIndent(-1);
    this.dropKey();
    this.keyAllowed = false;
    this.indicator(code === 0x2d ? 'document-start' : 'document-end', 3);
  }

  private fetchFlowStart(kind: TokenKind): void {
    this.saveKey();
    // go-yaml gives the inner key the number of this very token, and forgets the outer key with it.
    this.keys.push({ ...this.noKey(), token: this.nextTokenNumber() });
    this.flowLevel += 1;
    if (this.flowLevel > maxNesting) this.cursor.fail(`exceeded max depth of ${maxNesting}`);
    this.keyAllowed = true;
    this.indicator(kind, 1);
  }

  private fetchFlowEnd(kind: TokenKind): void {
    this.dropKey();
    if (this.flowLevel > 0) {
      this.flowLevel -= 1;
      const last = this.keys.pop();
      if (last) this.keyByToken.delete(last.token);
    }
    this.keyAllowed = false;
    this.indicator(kind, 1);
  }

  private fetchBlockEntry(): void {
    const { cursor } = this;
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) cursor.fail('block sequence entries are not allowed in this context');
      this.rollIndent(cursor.mark(), -1, 'block-sequence-start');
    }
    this.dropKey();
    this.keyAllowed = true;
    this.indicator('block-entry', 1);
  }

  private fetchKey(): void {
    const { cursor } = this;
    if (this.flowLevel === 0) {
      if (!this.keyAllowed) cursor.fail('mapping keys are not allowed in this context');
      this.rollIndent(cursor.mark(), -1, 'block-mapping-start');
    }
    this.dropKey();
    this.keyAllowed = this.flowLevel === 0;
    this.indicator('key', 1);
  }

  private fetchValue(): void {
    const { cursor } = this;
    const key = this.currentKey();
    if (this.isValid(key)) {
      this.insert(key.token, makeToken('key', key.mark));
      this.rollIndent(key.mark, key.token, 'block-mapping-start');
      key.possible = false;
      this.keyByToken.delete(key.token);
      this.keyAllowed = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.keyAllowed) cursor.fail('mapping values are not allowed in this context');
        this.rollIndent(cursor.mark(), -1, 'block-mapping-start');
      }
      this.keyAllowed = this.flowLevel === 0;
    }
    this.indicator('value', 1);
  }

  private fetchWord(scan: () => Token): void {
    this.saveKey();
    this.keyAllowed = false;
    this.tokens.push(scan());
  }

  private fetchQuoted(single: boolean): void {
    this.saveKey();
    this.keyAllowed = false;
    const token = makeToken('scalar', this.cursor);
    token.value = scanQuoted(this.cursor, single);
    this.tokens.push(token);
  }

  private fetchBlockScalar(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    const token = makeToken('scalar', this.cursor);
    token.value = scanBlock(this.cursor, literal, this.indent);
    this.tokens.push(token);
  }

  private fetchPlain(): void {
    this.saveKey();
    this.keyAllowed = false;
    const token = makeToken('scalar', this.cursor);
    const scalar = scanPlain(this.cursor, { inFlow: this.flowLevel > 0, indent: this.indent });
    token.value = scalar.value;
    token.plain = true;
    if (scalar.endedLine) this.keyAllowed = true;
    this.tokens.push(token);
  }

  private indicator(kind: TokenKind, length: number): void {
    this.tokens.push(makeToken(kind, this.cursor));
    this.cursor.at += length;
  }

  private currentKey(): SimpleKey {
    return this.keys[this.keys.length - 1] ?? this.noKey();
  }

  private noKey(): SimpleKey {
    return { possible: false, required: false, token: 0, mark: { at: 0, line: 0, column: 0 } };
  }

  /** A simple key must be on one line and at most 1,024 characters long. */
  private isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    if (key.mark.line < this.cursor.line || key.mark.at + 1024 < this.cursor.at) {
      if (key.required) this.cursor.fail("could not find expected ':'");
      key.possible = false;
      return false;
    }
    return true;
  }

  private saveKey(): void {
    const { cursor } = this;
    const required = this.flowLevel === 0 && this.indent === cursor.column;
    if (!this.keyAllowed) return;
    this.dropKey();
    const key = {
      possible: true,
      required,
      token: this.nextTokenNumber(),
      mark: cursor.mark(),
    };
    this.keys[this.keys.length - 1] = key;
    this.keyByToken.set(key.token, key);
  }

  private dropKey(): void {
    const key = this.currentKey();
    if (!key.possible) return;
    if (key.required) this.cursor.fail("could not find expected ':'");
    key.possible = false;
    this.keyByToken.delete(key.token);
  }

  /** Opens a block collection at the mark's column, if that is further right than the current one. */
  private rollIndent(mark: Mark, tokenNumber: number, kind: TokenKind): void {
    if (this.flowLevel > 0 || this.indent >= mark.column) return;
    this.indents.push(this.indent);
    this.indent = mark.column;
    if (this.indents.length > maxNesting) this.cursor.fail(`exceeded max depth of ${maxNesting}`);
    const token = makeToken(kind, mark);
    this.insert(tokenNumber, token);
  }

  /** Puts a token before the one with this number; at the end when there is no such number, or it was taken. */
  private insert(tokenNumber: number, token: Token): void {
    const at = tokenNumber - this.taken;
    if (tokenNumber < 0 || at < 0) this.tokens.push(token);
    else this.tokens.splice(this.head + at, 0, token);
  }

  private nextTokenNumber(): number {
    return this.taken + this.tokens.length - this.head;
  }

  private unrollIndent(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.tokens.push(makeToken('block-end', this.cursor));
      this.indent = this.indents.pop() ?? -1;
    }
  }
}
