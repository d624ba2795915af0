import type { Token } from './token';

/**
 * The tree of a parsed template. Kinds and shapes follow text/template/parse; `pos` is an offset in
 * UTF-16 units into the text of the tree, at the place where Go's messages point.
 */
export type Node = ListItem | PipeNode | CommandNode | Operand | ListNode;

/** What a list holds: text and actions. */
export type ListItem = TextNode | ActionNode | BranchNode | TemplateNode | BreakNode | ContinueNode;

/** What a command consists of: a function or value, then arguments. */
export type Operand =
  | IdentifierNode
  | FieldNode
  | ChainNode
  | VariableNode
  | DotNode
  | NilNode
  | BoolNode
  | NumberNode
  | StringNode
  | PipeNode;

export interface ListNode {
  readonly kind: 'list';
  readonly pos: number;
  readonly nodes: ListItem[];
}
export interface TextNode {
  readonly kind: 'text';
  readonly pos: number;
  readonly text: string;
}
export interface ActionNode {
  readonly kind: 'action';
  readonly pos: number;
  readonly pipe: PipeNode;
}
/** `if`, `with` and `range`; `orElse` is absent without an else branch. */
export interface BranchNode {
  readonly kind: 'if' | 'with' | 'range';
  readonly pos: number;
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly orElse: ListNode | undefined;
}
export interface TemplateNode {
  readonly kind: 'template';
  readonly pos: number;
  readonly name: string;
  readonly pipe: PipeNode | undefined;
}
export interface BreakNode {
  readonly kind: 'break';
  readonly pos: number;
}
export interface ContinueNode {
  readonly kind: 'continue';
  readonly pos: number;
}
export interface PipeNode {
  readonly kind: 'pipe';
  readonly pos: number;
  isAssign: boolean;
  readonly declared: VariableNode[];
  readonly commands: CommandNode[];
}
export interface CommandNode {
  readonly kind: 'command';
  readonly pos: number;
  readonly args: Operand[];
}
export interface IdentifierNode {
  readonly kind: 'identifier';
  readonly pos: number;
  readonly name: string;
}
export interface FieldNode {
  readonly kind: 'field';
  readonly pos: number;
  readonly path: readonly string[];
}
/** A term followed by fields, such as `(index .a 0).b`. */
export interface ChainNode {
  readonly kind: 'chain';
  readonly pos: number;
  readonly term: Operand;
  readonly path: string[];
}
/** A variable, dollar sign included, followed by fields. */
export interface VariableNode {
  readonly kind: 'variable';
  readonly pos: number;
  readonly name: string;
  readonly path: readonly string[];
}
export interface DotNode {
  readonly kind: 'dot';
  readonly pos: number;
}
export interface NilNode {
  readonly kind: 'nil';
  readonly pos: number;
}
export interface BoolNode {
  readonly kind: 'bool';
  readonly pos: number;
  readonly value: boolean;
}
/** A number under every type that can hold it, as Go's ideal constants; `text` is how it was written. */
export interface NumberNode {
  readonly kind: 'number';
  readonly pos: number;
  readonly text: string;
  readonly int: bigint | undefined;
  readonly uint: bigint | undefined;
  readonly float: number | undefined;
  readonly complex: { readonly re: number; readonly im: number } | undefined;
}
export interface StringNode {
  readonly kind: 'string';
  readonly pos: number;
  readonly quoted: string;
  readonly value: string;
}

/** Ends of branches; the parser's own, never part of a tree. */
export type Terminator = EndMark | ElseMark;
export interface EndMark {
  readonly kind: 'end';
  readonly pos: number;
  readonly token: Token;
}
export interface ElseMark {
  readonly kind: 'else';
  readonly pos: number;
  readonly token: Token;
}

/**
 * One template: the body of a file or of a `define`. `parseName` and `text` belong to the file it was
 * written in and give the positions of its nodes a meaning.
 */
export interface Tree {
  readonly name: string;
  readonly parseName: string;
  readonly text: string;
  readonly root: ListNode;
}
