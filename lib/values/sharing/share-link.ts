/**
 * Values in the fragment of an address: `#plane=1.CHECKSUM.DATA`. A fragment never reaches a server. The
 * data is the JSON of the overrides, without secrets, deflated, in URL-safe base64.
 */
import { Inflate, deflateSync } from 'fflate';
import { decodeUtf8, encodeUtf8 } from '../../base';
import { isMap, type YamlMap } from '../equality';
import { LIMITS } from '../guard';

const format = 1;
const name = 'plane';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** What a link holds, or why it cannot be used. */
export type SharedValues = { ok: true; values: YamlMap } | { ok: false; message: string };

/** Returns the fragment, without `#`, that holds `overrides`. They must have no secrets any more. */
export function printShareFragment(overrides: YamlMap): string {
  const data = toText(deflateSync(encodeUtf8(JSON.stringify(overrides)), { level: 9 }));
  return `${name}=${format}.${checksum(data)}.${data}`;
}

/** Returns what a fragment holds; nothing when it is not a share link at all. */
export function parseShareFragment(fragment: string): SharedValues | undefined {
  const match = /^#?plane=(.*)$/s.exec(fragment);
  if (!match) return undefined;
  const [version = '', sum = '', data = '', ...rest] = (match[1] ?? '').split('.');
  if (/^\d+$/.test(version) && Number(version) > format) {
    return {
      ok: false,
      message: `this link was made by a newer Plane Studio (format ${version}); this one reads format ${format}`,
    };
  }
  const broken = {
    ok: false,
    message: 'this link is cut off or was changed on its way; ask for it again',
  } as const;
  if (version !== String(format) || rest.length > 0 || sum === '' || checksum(data) !== sum) return broken;
  const bytes = fromText(data);
  const text = bytes && inflateLimited(bytes);
  if (text === undefined) return broken;
  try {
    const values: unknown = JSON.parse(text);
    return isMap(values) ? { ok: true, values } : broken;
  } catch {
    return broken;
  }
}

/** Inflates no more than values may hold, so that a small link cannot fill the memory. */
function inflateLimited(bytes: Uint8Array): string | undefined {
  const parts: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  try {
    const inflate = new Inflate((part, isLast) => {
      size += part.length;
      if (size > LIMITS.text) throw new Error('too large');
      parts.push(part.slice());
      isWhole = isLast;
    });
    // In slices, so that the limit is looked at before much is made of little.
    for (let at = 0; at < bytes.length; at += 1024) {
      inflate.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
    }
  } catch {
    return undefined;
  }
  if (!isWhole) return undefined;
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return decodeUtf8(all);
}

/** Returns the FNV-1a hash of `text` in base 36: enough to tell a cut link from a whole one. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

function toText(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const count = Math.min(3, bytes.length - index) + 1;
    for (let part = 0; part < count; part++) text += alphabet.charAt((group >> (18 - 6 * part)) & 63);
  }
  return text;
}

function fromText(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const char of text) {
    const value = alphabet.indexOf(char);
    if (value === -1) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 255;
  }
  return bytes;
}
