import { bytesOfText } from '../text';
import { failYaml } from './errors';

/**
 * go-yaml's reader: what it refuses before anything is scanned, and the encodings that it knows by
 * their byte order mark.
 */

const control = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const surrogate = /[\ud800-\udfff]/;
const loneSurrogate = /[\ud800-\udfff]/u;

/** Returns the text to scan, without a byte order mark. Throws a `TextError` with the reader's message. */
export function decodeInput(text: string): string {
  if (text.startsWith('\udcff\udcfe')) return checked(decodeUtf16(bytesOfText(text), true));
  if (text.startsWith('\udcfe\udcff')) return checked(decodeUtf16(bytesOfText(text), false));
  if (surrogate.test(text) && loneSurrogate.test(text)) checkUtf8(text);
  return checked(text.startsWith('\ufeff') ? text.slice(1) : text);
}

function checked(text: string): string {
  const at = text.search(control);
  if (at >= 0) failYaml('yaml: control characters are not allowed', text.slice(0, at).split('\n').length);
  return text;
}

/** Finds the first fault in a text that is not valid UTF-8 throughout. */
function checkUtf8(text: string): void {
  const bytes = bytesOfText(text);
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const width =
      first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0;
    if (width === 0) failYaml('yaml: invalid leading UTF-8 octet');
    if (at + width > bytes.length) failYaml('yaml: incomplete UTF-8 octet sequence');
    let code = width === 1 ? first : first & (0x7f >> width);
    for (let k = 1; k < width; k++) {
      const octet = bytes[at + k] ?? 0;
      if ((octet & 0xc0) !== 0x80) failYaml('yaml: invalid trailing UTF-8 octet');
      code = (code << 6) | (octet & 0x3f);
    }
    if (code < (width === 1 ? 0 : width === 2 ? 0x80 : width === 3 ? 0x800 : 0x10000))
      failYaml('yaml: invalid length of a UTF-8 sequence');
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) failYaml('yaml: invalid Unicode character');
    if (width < 3 && control.test(String.fromCharCode(code))) return;
    at += width;
  }
}

/** UTF-16 behind its byte order mark. */
function decodeUtf16(bytes: Uint8Array, isLittleEndian: boolean): string {
  const unit = (at: number): number =>
    isLittleEndian
      ? (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
      : ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let text = '';
  for (let at = 2; at < bytes.length; at += 2) {
    if (at + 1 >= bytes.length) failYaml('yaml: incomplete UTF-16 character');
    const code = unit(at);
    if (code >= 0xdc00 && code <= 0xdfff) failYaml('yaml: unexpected low surrogate area');
    text += String.fromCharCode(code);
    if (code < 0xd800 || code > 0xdbff) continue;
    at += 2;
    if (at + 1 >= bytes.length) failYaml('yaml: incomplete UTF-16 surrogate pair');
    const low = unit(at);
    if (low < 0xdc00 || low > 0xdfff) failYaml('yaml: expected low surrogate area');
    text += String.fromCharCode(low);
  }
  return text;
}
