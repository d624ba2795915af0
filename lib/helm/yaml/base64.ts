import { decodeUtf8 } from '../../base';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const codes = new Uint8Array(64);
for (let i = 0; i < alphabet.length; i++) codes[i] = alphabet.charCodeAt(i);
const padding = 0x3d;

/** Returns the standard base64 text of `bytes`, padded. */
export function encodeBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    out[at++] = codes[a >> 2] ?? 0;
    out[at++] = codes[((a & 3) << 4) | (b >> 4)] ?? 0;
    out[at++] = i + 1 < bytes.length ? (codes[((b & 15) << 2) | (c >> 6)] ?? 0) : padding;
    out[at++] = i + 2 < bytes.length ? (codes[c & 63] ?? 0) : padding;
  }
  return decodeUtf8(out);
}

const sextets = new Uint8Array(128);
for (let i = 0; i < alphabet.length; i++) sextets[alphabet.charCodeAt(i)] = i;

/** Returns the bytes of standard base64 text, or `undefined` when it is malformed. Line breaks are ignored, as in Go. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  const padded = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0;
  const length = compact.length - padded;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    held = ((held << 6) | (sextets[compact.charCodeAt(i)] ?? 0)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (held >> bits) & 0xff;
    }
  }
  return out;
}
