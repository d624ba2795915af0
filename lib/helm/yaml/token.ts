import type { Mark } from './cursor';

/** What a token is; the names follow libyaml's. */
export type TokenKind =
  | 'stream-end'
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** A token. `value` is a scalar's text, an anchor's name, a tag's handle; `suffix` a tag's rest or a directive's prefix. */
export interface Token {
  kind: TokenKind;
  line: number;
  value: string;
  suffix: string;
  /** Whether a scalar is written without quotes. */
  plain: boolean;
}

export function makeToken(kind: TokenKind, mark: Mark | { line: number }): Token {
  return { kind, line: mark.line, value: '', suffix: '', plain: false };
}
