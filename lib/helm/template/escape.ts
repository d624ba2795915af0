import { bytesOfText } from '../text';
import { isPrintable } from './quote';

/** The escapes of text/template's html, js and urlquery. */

const htmlEscapes: Readonly<Record<string, string>> = {
  '\0': '\ufffd',
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** Returns `text` escaped for HTML as Go does it. */
export function escapeHtml(text: string): string {
  // NUL is one of the characters that Go replaces.
  return text.replace(/[\0"'&<>]/g, (char) => htmlEscapes[char] ?? char);
}

const jsEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** Returns `text` escaped for a JavaScript string as Go does it. */
export function escapeJs(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const short = jsEscapes[char];
    if (short !== undefined) out += short;
    else if (code < 0x20) out += `\\u00${code.toString(16).toUpperCase().padStart(2, '0')}`;
    // Go decodes a byte outside valid UTF-8 to U+FFFD, which prints as it is.
    else if (code < 0x80 || isPrintable(char) || (code >= 0xdc80 && code <= 0xdcff)) out += char;
    else out += `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return out;
}

/** Returns `text` as url.QueryEscape encodes it. */
export function escapeUrlQuery(text: string): string {
  let out = '';
  for (const byte of bytesOfText(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(char)) out += char;
    else if (byte === 0x20) out += '+';
    else out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}
