import { isBlankCode, isBlankOrEndCode, isBreakCode, isWordCode, type Cursor } from './cursor';
import { makeToken, type Token } from './token';

/** Scans an anchor (`&name`) or alias (`*name`). */
export function scanAnchor(cursor: Cursor, kind: 'anchor' | 'alias'): Token {
  const token = makeToken(kind, cursor.mark());
  cursor.at += 1;
  token.value = scanWord(cursor);
  const next = cursor.code();
  const ends = isBlankOrEndCode(next) || '?:,]}%@`'.includes(String.fromCharCode(next));
  if (token.value === '' || !ends) cursor.fail('did not find expected alphabetic or numeric character');
  return token;
}

/** Scans a tag: `!<uri>`, `!suffix`, `!handle!suffix` or a lone `!`. */
export function scanTag(cursor: Cursor): Token {
  const token = makeToken('tag', cursor.mark());
  if (cursor.code(1) === 0x3c) {
    cursor.at += 2;
    token.suffix = scanTagUri(cursor, '');
    if (cursor.code() !== 0x3e) cursor.fail("did not find the expected '>'");
    cursor.at += 1;
  } else {
    const handle = scanTagHandle(cursor, false);
    if (handle.length > 1 && handle.endsWith('!')) {
      token.value = handle;
      token.suffix = scanTagUri(cursor, '');
    } else {
      token.suffix = scanTagUri(cursor, handle);
      token.value = '!';
      if (token.suffix === '') {
        token.value = '';
        token.suffix = '!';
      }
    }
  }
  if (!isBlankOrEndCode(cursor.code())) cursor.fail('did not find expected whitespace or line break');
  return token;
}

/** Scans a `%YAML` or `%TAG` directive with its line break. */
export function scanDirective(cursor: Cursor): Token {
  const mark = cursor.mark();
  cursor.at += 1;
  const name = scanWord(cursor);
  if (name === '') cursor.fail('could not find expected directive name');
  if (!isBlankOrEndCode(cursor.code())) cursor.fail('found unexpected non-alphabetical character');
  let token: Token;
  if (name === 'YAML') {
    token = makeToken('version-directive', mark);
    cursor.skipBlanks();
    const major = scanVersionNumber(cursor);
    if (cursor.code() !== 0x2e) cursor.fail("did not find expected digit or '.' character");
    cursor.at += 1;
    token.value = `${major}.${scanVersionNumber(cursor)}`;
  } else if (name === 'TAG') {
    token = makeToken('tag-directive', mark);
    cursor.skipBlanks();
    token.value = scanTagHandle(cursor, true);
    if (!isBlankCode(cursor.code())) cursor.fail('did not find expected whitespace');
    cursor.skipBlanks();
    token.suffix = scanTagUri(cursor, '');
    if (!isBlankOrEndCode(cursor.code())) cursor.fail('did not find expected whitespace or line break');
  } else {
    return cursor.fail('found unknown directive name');
  }
  cursor.skipBlanks();
  if (cursor.code() === 0x23) cursor.skipComment();
  if (!cursor.atEnd && !isBreakCode(cursor.code()))
    cursor.fail('did not find expected comment or line break');
  cursor.readBreak();
  return token;
}

function scanVersionNumber(cursor: Cursor): number {
  const digits = /^[0-9]*/.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[0] ?? '';
  if (digits.length > 2) {
    cursor.at += 2;
    cursor.fail('found extremely long version number');
  }
  if (digits === '') cursor.fail('did not find expected version number');
  cursor.at += digits.length;
  return Number(digits);
}

function scanWord(cursor: Cursor): string {
  const start = cursor.at;
  while (isWordCode(cursor.code())) cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}

function scanTagHandle(cursor: Cursor, inDirective: boolean): string {
  if (cursor.code() !== 0x21) cursor.fail("did not find expected '!'");
  cursor.at += 1;
  let handle = `!${scanWord(cursor)}`;
  if (cursor.code() === 0x21) {
    handle += '!';
    cursor.at += 1;
  } else if (inDirective && handle !== '!') cursor.fail("did not find expected '!'");
  return handle;
}

const uriCharacters = /[A-Za-z0-9_\-;/?:@&=+$,.!~*'()[\]%]/;

/** Scans the rest of a tag; `head` is what was first taken for a handle. */
function scanTagUri(cursor: Cursor, head: string): string {
  let uri = head.slice(1);
  let found = head !== '';
  while (!cursor.atEnd && uriCharacters.test(cursor.text.charAt(cursor.at))) {
    if (cursor.code() === 0x25) uri += scanUriEscapes(cursor);
    else {
      uri += cursor.text.charAt(cursor.at);
      cursor.at += 1;
    }
    found = true;
  }
  if (!found) cursor.fail('did not find expected tag URI');
  return uri;
}

/** One character as `%xx` octets. */
function scanUriEscapes(cursor: Cursor): string {
  const start = cursor.at;
  let remaining = -1;
  while (remaining !== 0) {
    const octet = /^%([0-9a-fA-F]{2})/.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[1];
    if (octet === undefined) return cursor.fail('did not find URI escaped octet');
    const byte = Number.parseInt(octet, 16);
    if (remaining < 0) {
      remaining = utf8Width(byte);
      if (remaining === 0) return cursor.fail('found an incorrect leading UTF-8 octet');
    } else if ((byte & 0xc0) !== 0x80) return cursor.fail('found an incorrect trailing UTF-8 octet');
    cursor.at += 3;
    remaining -= 1;
  }
  return decodeURIComponent(cursor.text.slice(start, cursor.at));
}

function utf8Width(byte: number): number {
  if (byte < 0x80) return 1;
  if ((byte & 0xe0) === 0xc0) return 2;
  if ((byte & 0xf0) === 0xe0) return 3;
  return (byte & 0xf8) === 0xf0 ? 4 : 0;
}
