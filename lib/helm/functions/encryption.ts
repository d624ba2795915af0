import { bytesOfText, textOfBytes } from '../text';
import type { CallContext } from '../value';
import { decryptCbc, encryptCbc } from './aes';
import { decodeBase64, encodeBase64 } from './base-encoding';
import { define, fail, textArg, type FunctionTable } from './define';

/** encryptAES and decryptAES: AES-256-CBC with the password, cut or zero-filled, as the key. */
export const encryptionFunctions: FunctionTable = {
  encryptAES: define(['string', 'string'], (args, context) =>
    encrypt(textArg(args, 0), textArg(args, 1), context),
  ),
  decryptAES: define(['string', 'string'], (args) => decrypt(textArg(args, 0), textArg(args, 1))),
};

function keyOf(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(bytesOfText(password).subarray(0, 32));
  return key;
}

function encrypt(password: string, text: string, context: CallContext): string {
  if (text === '') return '';
  const data = bytesOfText(text);
  context.spend(data.length);
  const padding = 16 - (data.length % 16);
  const padded = new Uint8Array(data.length + padding).fill(padding);
  padded.set(data);
  const vector = context.entropy.randomBytes(16);
  const encrypted = encryptCbc(padded, { key: keyOf(password), vector });
  return encodeBase64(Uint8Array.from([...vector, ...encrypted]));
}

function decrypt(password: string, encoded: string): string {
  if (encoded === '') return '';
  const bytes = decodeBase64(encoded);
  if (typeof bytes === 'string') return fail(bytes);
  if (bytes.length < 16)
    return fail(`runtime error: slice bounds out of range [:16] with capacity ${capacityOf(encoded)}`);
  const data = bytes.subarray(16);
  if (data.length % 16 !== 0) return fail('crypto/cipher: input not full blocks');
  if (data.length === 0) return fail('runtime error: index out of range [-1]');
  const plain = decryptCbc(data, { key: keyOf(password), vector: bytes.subarray(0, 16) });
  const end = plain.length - (plain.at(-1) ?? 0);
  if (end < 0) return fail(`runtime error: slice bounds out of range [:${end}]`);
  return textOfBytes(plain.subarray(0, end));
}

/** Go sizes the buffer by the length of the encoded text. */
function capacityOf(encoded: string): number {
  return Math.floor(encoded.length / 4) * 3;
}
