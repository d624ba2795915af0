/** The kinds of token of the template language, after text/template/parse. */
export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'charConstant'
  | 'complex'
  | 'assign'
  | 'declare'
  | 'EOF'
  | 'field'
  | 'identifier'
  | 'leftDelim'
  | 'leftParen'
  | 'number'
  | 'pipe'
  | 'rawString'
  | 'rightDelim'
  | 'rightParen'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | Keyword;

/** Words with a meaning of their own; `.` is one of them, as in Go. */
export type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'dot'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'range'
  | 'nil'
  | 'template'
  | 'with';

/** A token: `pos` is an offset in UTF-16 units, `line` counts from 1 and is where the token starts. */
export interface Token {
  readonly kind: TokenKind;
  readonly pos: number;
  readonly value: string;
  readonly line: number;
}

/** The keyword of a word, if it is one. */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['.', 'dot'],
  ['block', 'block'],
  ['break', 'break'],
  ['continue', 'continue'],
  ['define', 'define'],
  ['else', 'else'],
  ['end', 'end'],
  ['if', 'if'],
  ['range', 'range'],
  ['nil', 'nil'],
  ['template', 'template'],
  ['with', 'with'],
]);

const keywordKinds: ReadonlySet<TokenKind> = new Set<TokenKind>(keywords.values());

/** Returns whether tokens of `kind` are keywords, which messages show as `<word>`. */
export function isKeyword(kind: TokenKind): boolean {
  return keywordKinds.has(kind);
}
