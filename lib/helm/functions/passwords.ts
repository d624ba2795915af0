import bcryptjs from 'bcryptjs';
import { hmac } from '@noble/hashes/hmac.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOfText } from '../text';
import { GoInt, type CallContext } from '../value';
import { anyArg, define, textArg, type FunctionTable } from './define';

/** bcrypt, htpasswd and derivePassword. The salt comes from the context's randomness. */
export const passwordFunctions: FunctionTable = {
  bcrypt: define(['string'], (args, context) => bcryptHash(textArg(args, 0), context)),
  htpasswd: define(['string', 'string'], (args, context) => {
    const user = textArg(args, 0);
    return user.includes(':')
      ? `invalid username: ${user}`
      : `${user}:${bcryptHash(textArg(args, 1), context)}`;
  }),
  derivePassword: define(['uint32', 'string', 'string', 'string', 'string'], (args) => {
    const counter = anyArg(args, 0);
    return derivePassword({
      counter: counter instanceof GoInt ? Number(counter.value) : 0,
      kind: textArg(args, 1),
      password: textArg(args, 2),
      user: textArg(args, 3),
      site: textArg(args, 4),
    });
  }),
};

const bcryptCost = 10;

function bcryptHash(password: string, context: CallContext): string {
  const bytes = bytesOfText(password);
  if (bytes.length > 72) {
    return 'failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes';
  }
  context.spend(100_000);
  const salt = bcryptjs.encodeBase64(Array.from(context.entropy.randomBytes(16)), 16);
  return bcryptjs.hashSync(password, `$2a$${bcryptCost}$${salt}`);
}

/** What derivePassword makes a password from. */
interface PasswordRequest {
  counter: number;
  kind: string;
  password: string;
  user: string;
  site: string;
}

const scope = 'com.lyndir.masterpassword';

/** Password shapes of the Master Password algorithm; each letter stands for a class of characters. */
const shapes: Readonly<Record<string, string>> = {
  maximum: 'anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno',
  long:
    'CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv ' +
    'CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv ' +
    'CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno',
  medium: 'CvcnoCvc CvcCvcno',
  short: 'Cvcn',
  basic: 'aaanaaan aannaaan aaannaaa',
  pin: 'nnnn',
};

const consonants = 'bcdfghjklmnpqrstvwxyz';
const vowels = 'aeiou';
const digits = '0123456789';
const anyLetter = vowels.toUpperCase() + vowels + consonants.toUpperCase() + consonants;
const characterClasses: Readonly<Record<string, string>> = {
  V: vowels.toUpperCase(),
  C: consonants.toUpperCase(),
  v: vowels,
  c: consonants,
  A: vowels.toUpperCase() + consonants.toUpperCase(),
  a: anyLetter,
  n: digits,
  o: "@&%?,=[]_:-+*$#!'^~;()/.",
  x: `${anyLetter}${digits}!@#$%^&*()`,
};

function derivePassword(request: PasswordRequest): string {
  const list = Object.hasOwn(shapes, request.kind) ? shapes[request.kind] : undefined;
  if (list === undefined) return `cannot find password template ${request.kind}`;
  const salt = concatenated([bytesOfText(scope), lengthPrefixed(request.user)]);
  const key = scrypt(bytesOfText(request.password), salt, { N: 32768, r: 8, p: 2, dkLen: 64 });
  const message = concatenated([
    bytesOfText(scope),
    lengthPrefixed(request.site),
    bigEndian(request.counter),
  ]);
  const seed = hmac(sha256, key, message);
  const choices = list.split(' ');
  const shape = choices[(seed[0] ?? 0) % choices.length] ?? '';
  return Array.from(shape, (element, i) => {
    const alphabet = characterClasses[element] ?? '';
    return alphabet.charAt((seed[i + 1] ?? 0) % alphabet.length);
  }).join('');
}

function lengthPrefixed(text: string): Uint8Array {
  const bytes = bytesOfText(text);
  return concatenated([bigEndian(bytes.length), bytes]);
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}
