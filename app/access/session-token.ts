import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a session lasts without signing in again, in milliseconds: a working day. */
export const sessionLifetime = 12 * 60 * 60 * 1000;

/** Returns a new session: when it ends, a random name, and a signature over both. */
export function issueSession(key: string, now: number): string {
  const content = `${now + sessionLifetime}.${randomBytes(16).toString('base64url')}`;
  return `${content}.${signatureOf(content, key)}`;
}

/** Returns whether `session` was issued with this key and has not ended. */
export function isSessionValid(session: string | undefined, key: string, now: number): boolean {
  const parts = /^(\d{1,16})\.([\w-]+)\.([\w-]+)$/.exec(session ?? '');
  if (!parts || key === '') return false;
  const [, end = '', name = '', signature = ''] = parts;
  return sameSecret(signature, signatureOf(`${end}.${name}`, key)) && Number(end) > now;
}

/** Returns whether two secrets are equal, in a time that does not tell where they differ. */
export function sameSecret(left: string, right: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

function signatureOf(content: string, key: string): string {
  return createHmac('sha256', key).update(content).digest('base64url');
}
