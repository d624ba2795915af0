import { describeToken, Lexer } from './lexer';
import type {
  BranchNode,
  ChainNode,
  CommandNode,
  ListItem,
  ListNode,
  Node,
  Operand,
  PipeNode,
  Terminator,
  Tree,
  VariableNode,
} from './node';
import { numberOf } from './number';
import { printNode } from './print-node';
import { quoteGo, unquoteGo } from './quote';
import type { Token, TokenKind } from './token';

/** Go's limit on nested parentheses (text/template/parse, maxStackDepth), lowered to what a JavaScript stack holds. */
const maxParenDepth = 1000;

/** A template that does not parse; `message` is Go's, `template: NAME:LINE: ...`. */
export class ParseFailure extends Error {
  override readonly name = 'ParseFailure';
  /** The line, from 1, that the message names. */
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/**
 * Returns the trees of a file: its own, under `name`, and one for each `define` and `block`. Throws
 * `ParseFailure` at the first fault. `isFunction` tells which identifiers are functions.
 */
export function parseTemplate(
  name: string,
  text: string,
  isFunction: (name: string) => boolean,
): ReadonlyMap<string, Tree> {
  return new Parser(name, text, isFunction).parse();
}

/** Returns whether a tree holds nothing but space and definitions; such a tree never replaces another. */
export function isEmptyTree(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === 'text' && /^[\s\u0085]*$/.test(node.text));
}

class Parser {
  readonly #name: string;
  readonly #text: string;
  readonly #lexer: Lexer;
  readonly #isFunction: (name: string) => boolean;
  readonly #trees = new Map<string, Tree>();
  /** Three tokens of look-ahead, as in Go; messages take their line from the first. */
  readonly #tokens: Token[];
  #peeked = 0;
  #variables: string[] = ['$'];
  #actionLine = 0;
  #rangeDepth = 0;
  #parenDepth = 0;

  constructor(name: string, text: string, isFunction: (name: string) => boolean) {
    this.#name = name;
    this.#text = text;
    this.#lexer = new Lexer(text);
    this.#isFunction = isFunction;
    const none: Token = { kind: 'EOF', pos: 0, value: 'EOF', line: 0 };
    this.#tokens = [none, none, none];
  }

  parse(): ReadonlyMap<string, Tree> {
    const root: ListNode = { kind: 'list', pos: this.#peek().pos, nodes: [] };
    while (this.#peek().kind !== 'EOF') {
      if (this.#peek().kind === 'leftDelim') {
        const delim = this.#next();
        if (this.#nextNonSpace().kind === 'define') {
          this.#definition();
          continue;
        }
        this.#backup2(delim);
      }
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') this.#fail(`unexpected {{${node.kind}}}`);
      root.nodes.push(node);
    }
    this.#add(this.#name, root);
    return this.#trees;
  }

  #next(): Token {
    if (this.#peeked > 0) this.#peeked -= 1;
    else this.#tokens[0] = this.#lexer.next();
    return this.#token(this.#peeked);
  }

  #token(i: number): Token {
    const token = this.#tokens[i];
    if (!token) throw new RangeError('look-ahead out of range');
    return token;
  }

  #backup2(token: Token): void {
    this.#tokens[1] = token;
    this.#peeked = 2;
  }

  /** Pushes back two tokens, given in reverse order, as Go's backup3. */
  #backup3(second: Token, first: Token): void {
    this.#tokens[1] = first;
    this.#tokens[2] = second;
    this.#peeked = 3;
  }

  #peek(): Token {
    if (this.#peeked > 0) return this.#token(this.#peeked - 1);
    this.#peeked = 1;
    this.#tokens[0] = this.#lexer.next();
    return this.#token(0);
  }

  #nextNonSpace(): Token {
    let token = this.#next();
    while (token.kind === 'space') token = this.#next();
    return token;
  }

  #peekNonSpace(): Token {
    const token = this.#nextNonSpace();
    this.#peeked += 1;
    return token;
  }

  #fail(message: string): never {
    const line = this.#token(0).line;
    throw new ParseFailure(`template: ${this.#name}:${line}: ${message}`, line);
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') return this.#fail(`unexpected ${describeToken(token)} in ${context}`);
    let extra = '';
    if (this.#actionLine !== 0 && this.#actionLine !== token.line) {
      // Go avoids "action in action" here.
      extra = token.value.endsWith(' action') ? '' : ' in action';
      extra += ` started at ${this.#name}:${this.#actionLine}`;
    }
    return this.#fail(token.value + extra);
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#nextNonSpace();
    if (token.kind !== kind) this.#unexpected(token, context);
    return token;
  }

  #add(name: string, root: ListNode): void {
    const old = this.#trees.get(name);
    if (old === undefined || isEmptyTree(old.root)) {
      this.#trees.set(name, { name, parseName: this.#name, text: this.#text, root });
      return;
    }
    if (!isEmptyTree(root)) this.#fail(`template: multiple definition of template ${quoteGo(name)}`);
  }

  /** A `define`; its keyword has been read. */
  #definition(): void {
    const context = 'define clause';
    const token = this.#nextNonSpace();
    if (token.kind !== 'string' && token.kind !== 'rawString') this.#unexpected(token, context);
    const name = this.#unquote(token.value);
    this.#expect('rightDelim', context);
    this.#body(name, context);
  }

  /** The body of a `define` or `block`, up to its `end`. Variables do not reach into it. */
  #body(name: string, context: string): void {
    const outer = { variables: this.#variables, rangeDepth: this.#rangeDepth, actionLine: this.#actionLine };
    this.#variables = ['$'];
    this.#rangeDepth = 0;
    this.#actionLine = 0;
    const [root, end] = this.#itemList();
    if (end.kind !== 'end') this.#fail(`unexpected {{else}} in ${context}`);
    this.#add(name, root);
    this.#variables = outer.variables;
    this.#rangeDepth = outer.rangeDepth;
    this.#actionLine = outer.actionLine;
  }

  #unquote(literal: string): string {
    return unquoteGo(literal) ?? this.#fail('invalid syntax');
  }

  #itemList(): [ListNode, Terminator] {
    const list: ListNode = { kind: 'list', pos: this.#peekNonSpace().pos, nodes: [] };
    while (this.#peekNonSpace().kind !== 'EOF') {
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') return [list, node];
      list.nodes.push(node);
    }
    return this.#fail('unexpected EOF');
  }

  #textOrAction(): ListItem | Terminator {
    const token = this.#nextNonSpace();
    if (token.kind === 'text') return { kind: 'text', pos: token.pos, text: token.value };
    if (token.kind !== 'leftDelim') return this.#unexpected(token, 'input');
    this.#actionLine = token.line;
    const node = this.#action();
    this.#actionLine = 0;
    return node;
  }

  #action(): ListItem | Terminator {
    const token = this.#nextNonSpace();
    switch (token.kind) {
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#loopControl(token, token.kind);
      case 'else':
        return this.#else();
      case 'end': {
        const delim = this.#expect('rightDelim', 'end');
        return { kind: 'end', pos: delim.pos, token: delim };
      }
      case 'if':
      case 'range':
      case 'with':
        return this.#branch(token.kind);
      case 'template':
        return this.#template();
      default: {
        this.#peeked += 1;
        const first = this.#peek();
        return { kind: 'action', pos: first.pos, pipe: this.#pipeline('command', 'rightDelim') };
      }
    }
  }

  #loopControl(keyword: Token, kind: 'break' | 'continue'): ListItem {
    const token = this.#nextNonSpace();
    if (token.kind !== 'rightDelim') this.#unexpected(token, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, pos: keyword.pos };
  }

  #pipeline(context: string, end: TokenKind): PipeNode {
    const pipe: PipeNode = {
      kind: 'pipe',
      pos: this.#peekNonSpace().pos,
      isAssign: false,
      declared: [],
      commands: [],
    };
    this.#declarations(pipe, context);
    for (;;) {
      const token = this.#nextNonSpace();
      if (token.kind === end) break;
      if (!startsOperand.has(token.kind)) this.#unexpected(token, context);
      this.#peeked += 1;
      pipe.commands.push(this.#command());
    }
    this.#checkPipeline(pipe, context);
    return pipe;
  }

  #declarations(pipe: PipeNode, context: string): void {
    for (;;) {
      const variable = this.#peekNonSpace();
      if (variable.kind !== 'variable') return;
      this.#next();
      // Space is a token: in "$x foo" the third token tells that $x is an argument.
      const afterVariable = this.#peek();
      const next = this.#peekNonSpace();
      if (next.kind === 'assign' || next.kind === 'declare') {
        pipe.isAssign = next.kind === 'assign';
        this.#nextNonSpace();
        this.#declare(pipe, variable);
        return;
      }
      if (next.kind !== 'char' || next.value !== ',') {
        if (afterVariable.kind === 'space') this.#backup3(variable, afterVariable);
        else this.#backup2(variable);
        return;
      }
      this.#nextNonSpace();
      this.#declare(pipe, variable);
      if (context !== 'range' || pipe.declared.length >= 2) this.#fail(`too many declarations in ${context}`);
      const second = this.#peekNonSpace().kind;
      if (second !== 'variable' && second !== 'rightDelim' && second !== 'rightParen') {
        this.#fail('range can only initialize variables');
      }
    }
  }

  #declare(pipe: PipeNode, token: Token): void {
    pipe.declared.push(variableNode(token.pos, token.value));
    this.#variables.push(token.value);
  }

  #checkPipeline(pipe: PipeNode, context: string): void {
    if (pipe.commands.length === 0) this.#fail(`missing value for ${context}`);
    for (const [i, command] of pipe.commands.entries()) {
      const first = command.args[0];
      if (i > 0 && first && constants.has(first.kind)) {
        this.#fail(`non executable command in pipeline stage ${i + 1}`);
      }
    }
  }

  #branch(kind: 'if' | 'with' | 'range'): BranchNode {
    const scope = this.#variables.length;
    const pipe = this.#pipeline(kind, 'rightDelim');
    if (kind === 'range') this.#rangeDepth += 1;
    const [list, next] = this.#itemList();
    if (kind === 'range') this.#rangeDepth -= 1;
    let orElse: ListNode | undefined;
    if (next.kind === 'else') {
      // `else if` and `else with` are an else that holds one branch and shares its end.
      if ((kind === 'if' || kind === 'with') && this.#peek().kind === kind) {
        this.#next();
        orElse = { kind: 'list', pos: next.pos, nodes: [this.#branch(kind)] };
      } else {
        const [elseList, end] = this.#itemList();
        if (end.kind !== 'end') this.#fail('expected end; found {{else}}');
        orElse = elseList;
      }
    }
    this.#variables.length = scope;
    return { kind, pos: pipe.pos, pipe, list, orElse };
  }

  #else(): Terminator {
    const peeked = this.#peekNonSpace();
    if (peeked.kind === 'if' || peeked.kind === 'with')
      return { kind: 'else', pos: peeked.pos, token: peeked };
    const token = this.#expect('rightDelim', 'else');
    return { kind: 'else', pos: token.pos, token };
  }

  #block(): ListItem {
    const context = 'block clause';
    const token = this.#nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.#pipeline(context, 'rightDelim');
    this.#body(name, context);
    return { kind: 'template', pos: token.pos, name, pipe };
  }

  #template(): ListItem {
    const context = 'template clause';
    const token = this.#nextNonSpace();
    const name = this.#templateName(token, context);
    if (this.#nextNonSpace().kind === 'rightDelim')
      return { kind: 'template', pos: token.pos, name, pipe: undefined };
    this.#peeked += 1;
    return { kind: 'template', pos: token.pos, name, pipe: this.#pipeline(context, 'rightDelim') };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== 'string' && token.kind !== 'rawString') this.#unexpected(token, context);
    return this.#unquote(token.value);
  }

  #command(): CommandNode {
    const command: CommandNode = { kind: 'command', pos: this.#peekNonSpace().pos, args: [] };
    for (;;) {
      this.#peekNonSpace();
      const operand = this.#operand();
      if (operand) command.args.push(operand);
      const token = this.#next();
      if (token.kind === 'space') continue;
      if (token.kind === 'rightDelim' || token.kind === 'rightParen') this.#peeked += 1;
      else if (token.kind !== 'pipe') this.#unexpected(token, 'operand');
      break;
    }
    if (command.args.length === 0) this.#fail('empty command');
    return command;
  }

  #operand(): Operand | undefined {
    const term = this.#term();
    if (!term || this.#peek().kind !== 'field') return term;
    const chain: ChainNode = { kind: 'chain', pos: this.#peek().pos, term, path: [] };
    while (this.#peek().kind === 'field') chain.path.push(this.#next().value.slice(1));
    if (term.kind === 'field') return { kind: 'field', pos: chain.pos, path: [...term.path, ...chain.path] };
    if (term.kind === 'variable') return { ...term, pos: chain.pos, path: [...term.path, ...chain.path] };
    if (constants.has(term.kind)) this.#fail(`unexpected . after term ${quoteGo(printNode(term))}`);
    return chain;
  }

  #term(): Operand | undefined {
    const token = this.#nextNonSpace();
    const { pos, value } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#isFunction(value)) this.#fail(`function ${quoteGo(value)} not defined`);
        return { kind: 'identifier', pos, name: value };
      case 'dot':
        return { kind: 'dot', pos };
      case 'nil':
        return { kind: 'nil', pos };
      case 'variable':
        if (!this.#variables.includes(value)) this.#fail(`undefined variable ${quoteGo(value)}`);
        return variableNode(pos, value);
      case 'field':
        return { kind: 'field', pos, path: [value.slice(1)] };
      case 'bool':
        return { kind: 'bool', pos, value: value === 'true' };
      case 'charConstant':
      case 'complex':
      case 'number': {
        const number = numberOf(token);
        return typeof number === 'string' ? this.#fail(number) : number;
      }
      case 'leftParen':
        return this.#parenthesized();
      case 'string':
      case 'rawString':
        return { kind: 'string', pos, quoted: value, value: this.#unquote(value) };
      default:
        this.#peeked += 1;
        return undefined;
    }
  }

  #parenthesized(): PipeNode {
    if (this.#parenDepth >= maxParenDepth) this.#fail('max expression depth exceeded');
    this.#parenDepth += 1;
    const pipe = this.#pipeline('parenthesized pipeline', 'rightParen');
    this.#parenDepth -= 1;
    return pipe;
  }
}

const startsOperand: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'charConstant',
  'complex',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]);

const constants: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'bool',
  'string',
  'number',
  'nil',
  'dot',
]);

function variableNode(pos: number, name: string): VariableNode {
  return { kind: 'variable', pos, name, path: [] };
}
