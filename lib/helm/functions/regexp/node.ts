/** The tree of a regular expression. Every consuming leaf tests one character. */
export type RegexNode =
  | { kind: 'empty' }
  | { kind: 'char'; matches: CharTest }
  | { kind: 'assert'; assertion: Assertion }
  | { kind: 'concat'; parts: RegexNode[] }
  | { kind: 'alternate'; parts: RegexNode[] }
  | { kind: 'repeat'; node: RegexNode; min: number; max: number; isGreedy: boolean }
  | { kind: 'group'; node: RegexNode; index: number };

/** Reports whether a code point belongs to a class. */
export type CharTest = (code: number) => boolean;

/** Conditions on a place between two characters. */
export type Assertion = 'beginText' | 'endText' | 'beginLine' | 'endLine' | 'wordBoundary' | 'noWordBoundary';

/** An expression that does not parse; `message` is that of Go's regexp/syntax. */
export class RegexFault extends Error {}

/** Throws the fault `code` with the part of the expression that it is about. */
export function failRegex(code: string, part: string): never {
  throw new RegexFault(`error parsing regexp: ${code}: \`${part}\``);
}
