import { decodeInput } from './encoding';
import { failYaml } from './errors';
import { Scanner } from './scanner';
import type { Token, TokenKind } from './token';

/** A node of a YAML document. `line` counts from 1. An alias refers to the node that it names. */
export type YamlNode =
  | { kind: 'scalar'; line: number; tag: string; value: string; implicit: boolean }
  | { kind: 'sequence'; line: number; items: YamlNode[] }
  | { kind: 'mapping'; line: number; pairs: [key: YamlNode, value: YamlNode][] }
  | { kind: 'alias'; line: number; name: string; target: YamlNode };

/**
 * Returns the first document of a YAML text as nodes, or `undefined` when there is none. What follows
 * the first document is not looked at, as in go-yaml. Throws a `TextError` with go-yaml's message.
 */
export function composeYaml(text: string): YamlNode | undefined {
  return new Composer(decodeInput(text)).document();
}

const emptyAfterKey: ReadonlySet<TokenKind> = new Set(['key', 'value', 'block-end']);
const emptyAfterEntry: ReadonlySet<TokenKind> = new Set(['block-entry', 'key', 'value', 'block-end']);

class Composer {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, YamlNode>();
  private readonly tagPrefixes = new Map<string, string>();

  constructor(text: string) {
    this.scanner = new Scanner(text);
  }

  document(): YamlNode | undefined {
    const first = this.scanner.peek();
    if (first.kind === 'stream-end') return undefined;
    const explicit =
      first.kind === 'version-directive' || first.kind === 'tag-directive' || first.kind === 'document-start';
    this.directives();
    if (!explicit) return this.ended(this.node(true, false));
    const start = this.scanner.peek();
    if (start.kind !== 'document-start') this.fail('did not find expected <document start>', start);
    this.scanner.skip();
    const { kind, line } = this.scanner.peek();
    const empty =
      kind === 'version-directive' ||
      kind === 'tag-directive' ||
      kind === 'document-start' ||
      kind === 'document-end' ||
      kind === 'stream-end';
    return this.ended(empty ? emptyScalar(line) : this.node(true, false));
  }

  /** go-yaml looks one token past the document, so a fault there counts. */
  private ended(node: YamlNode): YamlNode {
    this.scanner.peek();
    return node;
  }

  private directives(): void {
    let hasVersion = false;
    for (;;) {
      const token = this.scanner.peek();
      if (token.kind === 'version-directive') {
        if (hasVersion) this.fail('found duplicate %YAML directive', token);
        if (token.value !== '1.1') this.fail('found incompatible YAML document', token);
        hasVersion = true;
      } else if (token.kind === 'tag-directive') {
        if (this.tagPrefixes.has(token.value)) this.fail('found duplicate %TAG directive', token);
        this.tagPrefixes.set(token.value, token.suffix);
      } else break;
      this.scanner.skip();
    }
    if (!this.tagPrefixes.has('!')) this.tagPrefixes.set('!', '!');
    if (!this.tagPrefixes.has('!!')) this.tagPrefixes.set('!!', 'tag:yaml.org,2002:');
  }

  private node(block: boolean, indentless: boolean): YamlNode {
    let token = this.scanner.peek();
    if (token.kind === 'alias') return this.alias(token);
    const start = token;
    let anchor = '';
    let tagToken: Token | undefined;
    for (let i = 0; i < 2; i++) {
      if (token.kind === 'anchor' && anchor === '') anchor = token.value;
      else if (token.kind === 'tag' && !tagToken) tagToken = token;
      else break;
      this.scanner.skip();
      token = this.scanner.peek();
    }
    const tag = tagToken ? this.resolveTag(tagToken, start) : '';
    const { line } = start;
    if (indentless && token.kind === 'block-entry')
      return this.indentlessSequence(this.sequence(anchor, line));
    switch (token.kind) {
      case 'scalar': {
        this.scanner.skip();
        const implicit = (tag === '' && token.plain) || tag === '!';
        return this.named(anchor, { kind: 'scalar', line: line + 1, tag, value: token.value, implicit });
      }
      case 'flow-sequence-start':
        return this.flowSequence(this.sequence(anchor, line));
      case 'flow-mapping-start':
        return this.flowMapping(this.mapping(anchor, line));
      case 'block-sequence-start':
        if (block) return this.blockSequence(this.sequence(anchor, line));
        break;
      case 'block-mapping-start':
        if (block) return this.blockMapping(this.mapping(anchor, line));
        break;
      default:
    }
    if (anchor !== '' || tag !== '') {
      return this.named(anchor, { kind: 'scalar', line: line + 1, tag, value: '', implicit: tag === '' });
    }
    return this.fail('did not find expected node content', token, start);
  }

  private alias(token: Token): YamlNode {
    const target = this.anchors.get(token.value);
    if (!target) return failYaml(`yaml: unknown anchor '${token.value}' referenced`, token.line + 1);
    this.scanner.skip();
    return { kind: 'alias', line: token.line + 1, name: token.value, target };
  }

  private resolveTag(token: Token, start: Token): string {
    if (token.value === '') return token.suffix;
    const prefix = this.tagPrefixes.get(token.value);
    if (prefix === undefined) return this.fail('found undefined tag handle', token, start);
    return prefix + token.suffix;
  }

  /** Anchors are known before the children are read, so a collection can (wrongly) contain itself. */
  private named<Node extends YamlNode>(anchor: string, node: Node): Node {
    if (anchor !== '') this.anchors.set(anchor, node);
    return node;
  }

  private sequence(anchor: string, line: number): Sequence {
    return this.named(anchor, { kind: 'sequence', line: line + 1, items: [] });
  }

  private mapping(anchor: string, line: number): Mapping {
    return this.named(anchor, { kind: 'mapping', line: line + 1, pairs: [] });
  }

  private blockSequence(node: Sequence): YamlNode {
    const start = this.take();
    for (;;) {
      const token = this.scanner.peek();
      if (token.kind === 'block-end') {
        this.scanner.skip();
        return node;
      }
      if (token.kind !== 'block-entry') this.fail("did not find expected '-' indicator", token, start);
      this.scanner.skip();
      const next = this.scanner.peek();
      const empty = next.kind === 'block-entry' || next.kind === 'block-end';
      node.items.push(empty ? emptyScalar(token.line) : this.node(true, false));
    }
  }

  private indentlessSequence(node: Sequence): YamlNode {
    for (;;) {
      const token = this.scanner.peek();
      if (token.kind !== 'block-entry') return node;
      this.scanner.skip();
      const empty = emptyAfterEntry.has(this.scanner.peek().kind);
      node.items.push(empty ? emptyScalar(token.line) : this.node(true, false));
    }
  }

  private blockMapping(node: Mapping): YamlNode {
    const start = this.take();
    for (;;) {
      const token = this.scanner.peek();
      if (token.kind === 'block-end') {
        this.scanner.skip();
        return node;
      }
      if (token.kind !== 'key') this.fail('did not find expected key', token, start);
      this.scanner.skip();
      const key = emptyAfterKey.has(this.scanner.peek().kind)
        ? emptyScalar(token.line)
        : this.node(true, true);
      node.pairs.push([key, this.blockValue()]);
    }
  }

  private blockValue(): YamlNode {
    const token = this.scanner.peek();
    if (token.kind !== 'value') return emptyScalar(token.line);
    this.scanner.skip();
    return emptyAfterKey.has(this.scanner.peek().kind) ? emptyScalar(token.line) : this.node(true, true);
  }

  private flowSequence(node: Sequence): YamlNode {
    const start = this.take();
    for (let first = true; ; first = false) {
      let token = this.scanner.peek();
      if (token.kind !== 'flow-sequence-end' && !first) {
        if (token.kind !== 'flow-entry') this.fail("did not find expected ',' or ']'", token, start);
        this.scanner.skip();
        token = this.scanner.peek();
      }
      if (token.kind === 'flow-sequence-end') {
        this.scanner.skip();
        return node;
      }
      node.items.push(token.kind === 'key' ? this.singlePair(token) : this.node(false, false));
    }
  }

  /** `[a: b]`: a map of one pair inside a flow sequence. */
  private singlePair(start: Token): YamlNode {
    this.scanner.skip();
    const token = this.scanner.peek();
    let key: YamlNode;
    if (token.kind === 'value' || token.kind === 'flow-entry' || token.kind === 'flow-sequence-end') {
      // libyaml takes the token here although it is not the key's; so does go-yaml.
      this.scanner.skip();
      key = emptyScalar(token.line);
    } else key = this.node(false, false);
    return { kind: 'mapping', line: start.line + 1, pairs: [[key, this.flowValue('flow-sequence-end')]] };
  }

  private flowMapping(node: Mapping): YamlNode {
    const start = this.take();
    for (let first = true; ; first = false) {
      let token = this.scanner.peek();
      if (token.kind !== 'flow-mapping-end' && !first) {
        if (token.kind !== 'flow-entry') this.fail("did not find expected ',' or '}'", token, start);
        this.scanner.skip();
        token = this.scanner.peek();
      }
      if (token.kind === 'flow-mapping-end') {
        this.scanner.skip();
        return node;
      }
      if (token.kind !== 'key') {
        node.pairs.push([this.node(false, false), emptyScalar(this.scanner.peek().line)]);
        continue;
      }
      this.scanner.skip();
      const next = this.scanner.peek();
      const noKey = next.kind === 'value' || next.kind === 'flow-entry' || next.kind === 'flow-mapping-end';
      const key = noKey ? emptyScalar(next.line) : this.node(false, false);
      node.pairs.push([key, this.flowValue('flow-mapping-end')]);
    }
  }

  private flowValue(end: TokenKind): YamlNode {
    const token = this.scanner.peek();
    if (token.kind !== 'value') return emptyScalar(token.line);
    this.scanner.skip();
    const next = this.scanner.peek();
    return next.kind === 'flow-entry' || next.kind === end ? emptyScalar(next.line) : this.node(false, false);
  }

  private take(): Token {
    const token = this.scanner.peek();
    this.scanner.skip();
    return token;
  }

  /** go-yaml prints a parser fault's line counted from 0, or the context's when that is the first. */
  private fail(problem: string, at: Token, context?: Token): never {
    const line = at.line !== 0 ? at.line : (context?.line ?? 0);
    return failYaml(`yaml: ${line === 0 ? '' : `line ${line}: `}${problem}`, at.line + 1);
  }
}

type Sequence = Extract<YamlNode, { kind: 'sequence' }>;
type Mapping = Extract<YamlNode, { kind: 'mapping' }>;

function emptyScalar(line: number): YamlNode {
  return { kind: 'scalar', line: line + 1, tag: '', value: '', implicit: true };
}
