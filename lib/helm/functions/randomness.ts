import type { CallContext } from '../value';
import { define, fail, int, intArg, textArg, type FunctionTable } from './define';
import { encodeBase64 } from './base-encoding';

const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const printableAscii = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32));

/** sprig's random functions. All randomness comes from the context, so a preview can be stable. */
export const randomFunctions: FunctionTable = {
  randAlphaNum: define(['int'], (args, context) => randomText(intArg(args, 0), digits + letters, context)),
  randAlpha: define(['int'], (args, context) => randomText(intArg(args, 0), letters, context)),
  randNumeric: define(['int'], (args, context) => randomText(intArg(args, 0), digits, context)),
  randAscii: define(['int'], (args, context) => randomText(intArg(args, 0), printableAscii, context)),
  randBytes: define(['int'], (args, context) => {
    const count = intArg(args, 0);
    if (count < 0) fail('runtime error: makeslice: len out of range');
    context.spend(count);
    return encodeBase64(context.entropy.randomBytes(count));
  }),
  randInt: define(['int', 'int'], (args, context) => {
    const low = intArg(args, 0);
    const span = intArg(args, 1) - low;
    if (span <= 0) fail('invalid argument to Intn');
    return int(low + randomBelow(span, context));
  }),
  shuffle: define(['string'], (args, context) => shuffle(textArg(args, 0), context)),
  uuidv4: define([], (_, context) => uuid(context.entropy.randomBytes(16))),
};

/** A negative count gives no text: sprig drops the error. */
function randomText(count: number, alphabet: string, context: CallContext): string {
  if (count <= 0) return '';
  context.spend(count);
  let out = '';
  while (out.length < count) {
    for (const byte of context.entropy.randomBytes(count - out.length)) {
      // Bytes beyond the last whole multiple would favour the first characters.
      if (byte < 256 - (256 % alphabet.length)) out += alphabet.charAt(byte % alphabet.length);
    }
  }
  return out;
}

/** Returns an integer in [0, span). The bias of the modulo is below 2^-11 for spans up to 2^53. */
function randomBelow(span: number, context: CallContext): number {
  let value = 0n;
  for (const byte of context.entropy.randomBytes(8)) value = (value << 8n) | BigInt(byte);
  return Number(value % BigInt(span));
}

function shuffle(text: string, context: CallContext): string {
  const chars = Array.from(text);
  context.spend(chars.length);
  for (let i = chars.length - 1; i > 0; i--) {
    const k = randomBelow(i + 1, context);
    const held = chars[i] ?? '';
    chars[i] = chars[k] ?? '';
    chars[k] = held;
  }
  return chars.join('');
}

/** RFC 4122: version 4 in the seventh byte, variant 10 in the ninth. */
function uuid(bytes: Uint8Array): string {
  const marked = bytes.map((byte, i) =>
    i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  const hex = Array.from(marked, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
