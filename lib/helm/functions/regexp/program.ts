import { failRegex, type Assertion, type CharTest, type RegexNode } from './node';

/** One instruction of the matching machine. `split` prefers its first way. */
export type Instruction =
  | { op: 'char'; matches: CharTest; next: number }
  | { op: 'assert'; assertion: Assertion; next: number }
  | { op: 'split'; first: number; second: number }
  | { op: 'save'; slot: number; next: number }
  | { op: 'match' };

/** A compiled expression. `start` is its first instruction; each group fills two slots. */
export interface Program {
  instructions: readonly Instruction[];
  start: number;
  slots: number;
}

/** More instructions than this would make matching slow however short the text. */
const maxInstructions = 50_000;

/** Returns the program of a tree with `groups` groups, the whole match counted. */
export function compileRegex(node: RegexNode, groups: number): Program {
  const instructions: Instruction[] = [];
  const emit = (instruction: Instruction): number => {
    if (instructions.length >= maxInstructions) failRegex('expression too large', '');
    return instructions.push(instruction) - 1;
  };
  const compiler = new Compiler(emit, instructions);
  const match = emit({ op: 'match' });
  const body = compiler.compile(node, emit({ op: 'save', slot: 1, next: match }));
  const start = emit({ op: 'save', slot: 0, next: body });
  return { instructions, start, slots: groups * 2 };
}

/** Compiles back to front: each piece is given where to go on. */
class Compiler {
  private readonly emit: (instruction: Instruction) => number;
  private readonly instructions: Instruction[];

  constructor(emit: (instruction: Instruction) => number, instructions: Instruction[]) {
    this.emit = emit;
    this.instructions = instructions;
  }

  /** Returns the first instruction of `node` followed by `next`. */
  compile(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'char':
        return this.emit({ op: 'char', matches: node.matches, next });
      case 'assert':
        return this.emit({ op: 'assert', assertion: node.assertion, next });
      case 'concat':
        return node.parts.reduceRight((after, part) => this.compile(part, after), next);
      case 'alternate':
        return this.alternate(node.parts, next);
      case 'group': {
        const end = this.emit({ op: 'save', slot: node.index * 2 + 1, next });
        return this.emit({ op: 'save', slot: node.index * 2, next: this.compile(node.node, end) });
      }
      case 'repeat':
        return this.repeat(node, next);
    }
  }

  private alternate(parts: readonly RegexNode[], next: number): number {
    const starts = parts.map((part) => this.compile(part, next));
    return starts.reduceRight((second, first) => this.emit({ op: 'split', first, second }));
  }

  private repeat(node: Extract<RegexNode, { kind: 'repeat' }>, next: number): number {
    let after = next;
    if (node.max === Infinity) after = this.loop(node, next);
    else for (let i = node.min; i < node.max; i++) after = this.optional(node, { body: after, skip: next });
    for (let i = 0; i < node.min; i++) after = this.compile(node.node, after);
    return after;
  }

  private optional(
    node: Extract<RegexNode, { kind: 'repeat' }>,
    way: { body: number; skip: number },
  ): number {
    const body = this.compile(node.node, way.body);
    const [first, second] = node.isGreedy ? [body, way.skip] : [way.skip, body];
    return this.emit({ op: 'split', first, second });
  }

  private loop(node: Extract<RegexNode, { kind: 'repeat' }>, next: number): number {
    const split = this.emit({ op: 'split', first: next, second: next });
    const body = this.compile(node.node, split);
    const [first, second] = node.isGreedy ? [body, next] : [next, body];
    this.instructions[split] = { op: 'split', first, second };
    if (!canBeEmpty(node.node)) return split;
    // x* of an x that can be empty is (x+)?, so that an empty round leaves by the end of the loop.
    return this.emit({ op: 'split', first, second });
  }
}

function canBeEmpty(node: RegexNode): boolean {
  switch (node.kind) {
    case 'char':
      return false;
    case 'concat':
      return node.parts.every(canBeEmpty);
    case 'alternate':
      return node.parts.some(canBeEmpty);
    case 'group':
      return canBeEmpty(node.node);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.node);
    default:
      return true;
  }
}
